//! The crate's `easy` client over either transport, which does what stdin says.

use std::time::Duration;

use serde_json::{json, Value};
use vstp::{VstpClient, VstpError};

use crate::args::Args;
use crate::report::{event, failed, outcome, Commands};

pub async fn run(args: &Args) -> Result<(), VstpError> {
    let to = args.text("to", "127.0.0.1:6969");
    let mut client = match args.role() {
        "tcp-easy-client" => VstpClient::connect_tcp(to).await?,
        _ => VstpClient::connect_udp(to).await?,
    };
    client.set_timeout(Duration::from_millis(args.number("timeout", 30_000)));
    event(json!({ "event": "connected" }));
    let mut commands = Commands::new();
    while let Some(command) = commands.next().await {
        let value = command["value"].clone();
        match command["op"].as_str() {
            Some("send") => outcome(client.send(value).await),
            Some("send_with_ack") => outcome(client.send_with_ack(value).await),
            Some("receive") => match client.receive::<Value>().await {
                Ok(value) => event(json!({ "event": "value", "value": value })),
                Err(error) => failed(&error),
            },
            _ => panic!("{command}: unknown"),
        }
    }
    Ok(())
}
