//! The crate's plain clients, which do what stdin says. Each command is answered by one line.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{json, Value};
use tokio::time::timeout;
use vstp::udp::client::UdpConfig;
use vstp::{Frame, VstpError, VstpTcpClient, VstpUdpClient};

use crate::args::Args;
use crate::message::{describe, frame};
use crate::report::{event, outcome, Commands};

pub async fn tcp(args: &Args) -> Result<(), VstpError> {
    let mut client = VstpTcpClient::connect(args.text("to", "127.0.0.1:6969")).await?;
    event(json!({ "event": "connected" }));
    let mut commands = Commands::new();
    while let Some(command) = commands.next().await {
        match command["op"].as_str() {
            Some("hello") => outcome(client.send_hello().await),
            Some("send") => outcome(client.send(frame(&command)).await),
            Some("recv") => received(&command, client.recv()).await,
            Some("close") => outcome(client.close().await),
            _ => panic!("{command}: unknown"),
        }
    }
    Ok(())
}

pub async fn udp(args: &Args) -> Result<(), VstpError> {
    let to: SocketAddr = args.text("to", "127.0.0.1:6969").parse().map_err(|_| VstpError::InvalidAddress)?;
    let mut config = UdpConfig::default();
    config.max_retries = args.number("retries", config.max_retries as u64) as usize;
    config.retry_delay = millis(args, "retry-delay", config.retry_delay);
    config.ack_timeout = millis(args, "ack-timeout", config.ack_timeout);
    let mut client = VstpUdpClient::bind_with_config(args.text("bind", "127.0.0.1:0"), config).await?;
    event(json!({ "event": "connected", "port": client.local_addr()?.port() }));
    let mut commands = Commands::new();
    while let Some(command) = commands.next().await {
        match command["op"].as_str() {
            Some("send") => outcome(client.send(frame(&command), to).await),
            Some("send_with_ack") => outcome(client.send_with_ack(frame(&command), to).await),
            Some("recv") => {
                let next = async { client.recv().await.map(|(frame, _)| Some(frame)) };
                received(&command, next).await;
            }
            _ => panic!("{command}: unknown"),
        }
    }
    Ok(())
}

async fn received(command: &Value, next: impl Future<Output = Result<Option<Frame>, VstpError>>) {
    let millis = command["millis"].as_u64().unwrap_or(15_000);
    match timeout(Duration::from_millis(millis), next).await {
        Ok(Ok(Some(frame))) => event(describe(&frame)),
        Ok(Ok(None)) => event(json!({ "event": "ended", "error": "" })),
        Ok(Err(error)) => event(json!({ "event": "ended", "error": error.to_string() })),
        Err(_) => event(json!({ "event": "silence" })),
    }
}

fn millis(args: &Args, name: &str, default: Duration) -> Duration {
    Duration::from_millis(args.number(name, default.as_millis() as u64))
}
