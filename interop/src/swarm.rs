//! Many `easy` clients at once, each of which sends a value, waits until it comes back, and sends the next.

use std::time::Duration;

use serde_json::{json, Value};
use vstp::{VstpClient, VstpError};

use crate::args::Args;
use crate::report::event;

pub async fn run(args: &Args) -> Result<(), VstpError> {
    let messages = args.number("messages", 10);
    let clients: Vec<_> = (0..args.number("clients", 10))
        .map(|number| {
            let to = args.text("to", "127.0.0.1:6969").to_string();
            let tcp = args.text("transport", "tcp") == "tcp";
            tokio::spawn(async move { calls(tcp, to, number, messages).await })
        })
        .collect();
    let mut right = 0;
    let mut problems = Vec::new();
    for client in clients {
        match client.await.expect("no panic") {
            Ok(()) => right += messages,
            Err(error) => problems.push(error.to_string()),
        }
    }
    event(json!({ "event": "swarm", "right": right, "problems": problems }));
    Ok(())
}

async fn calls(tcp: bool, to: String, number: u64, messages: u64) -> Result<(), VstpError> {
    let mut client = if tcp { VstpClient::connect_tcp(to).await? } else { VstpClient::connect_udp(to).await? };
    client.set_timeout(Duration::from_secs(10));
    for message in 0..messages {
        let value = json!({ "client": number, "message": message });
        client.send(&value).await?;
        let reply: Value = client.receive().await?;
        if reply != value {
            return Err(VstpError::Protocol(format!("{value} was answered by {reply}")));
        }
    }
    Ok(())
}
