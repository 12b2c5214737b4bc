//! The crate's servers. The plain ones answer nothing by themselves over TCP, and ACK alone over UDP; what
//! `--answer` lists is what the application does then: `hello` (WELCOME), `ack`, `ping` (PONG), `bye` (BYE),
//! `data` (the same headers and payload back, or as many bytes as the header `want` says).

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::{json, Value};
use vstp::tcp::server::VstpTcpConnection;
use vstp::{Flags, Frame, FrameType, VstpError, VstpServer, VstpTcpServer, VstpUdpServer};

use crate::args::Args;
use crate::message::{describe, pattern};
use crate::report::event;

pub async fn run(role: &str, args: &Args) -> Result<(), VstpError> {
    let bind = args.text("bind", "127.0.0.1:0");
    match role {
        "tcp-server" => tcp(bind, Answers::of(args)).await,
        "udp-server" => udp(bind, Answers::of(args)).await,
        "tcp-easy-server" => {
            let address = free(bind, |address| Ok(std::net::TcpListener::bind(address)?.local_addr()?))?;
            easy(VstpServer::bind_tcp(address.to_string()).await?, address).await
        }
        "udp-easy-server" => {
            let address = free(bind, |address| Ok(std::net::UdpSocket::bind(address)?.local_addr()?))?;
            easy(VstpServer::bind_udp(address.to_string()).await?, address).await
        }
        _ => Err(VstpError::Protocol(format!("There is no role {role}"))),
    }
}

/// What the application answers; nothing where the crate's own loop can do.
struct Answers {
    hello: bool,
    ack: bool,
    ping: bool,
    bye: bool,
    data: bool,
}

impl Answers {
    fn of(args: &Args) -> Self {
        let lists = |entry| args.lists("answer", entry);
        Self { hello: lists("hello"), ack: lists("ack"), ping: lists("ping"), bye: lists("bye"), data: lists("data") }
    }

    fn any(&self) -> bool {
        self.hello || self.ack || self.ping || self.bye || self.data
    }

    fn to(&self, frame: &Frame) -> Vec<Frame> {
        let mut answers = Vec::new();
        if self.ack && frame.flags.contains(Flags::REQ_ACK) {
            let mut ack = Frame::new(FrameType::Ack);
            ack.headers = frame.headers.iter().filter(|header| header.key == b"msg-id").cloned().collect();
            answers.push(ack);
        }
        match frame.typ {
            FrameType::Hello if self.hello => answers.push(Frame::new(FrameType::Welcome)),
            FrameType::Bye if self.bye => answers.push(Frame::new(FrameType::Bye)),
            FrameType::Ping if self.ping => answers.push(same(frame, FrameType::Pong)),
            FrameType::Data if self.data => answers.push(reply(frame)),
            _ => {}
        }
        answers
    }
}

fn same(frame: &Frame, typ: FrameType) -> Frame {
    let mut copy = Frame::new(typ).with_payload(frame.payload.clone());
    copy.headers = frame.headers.clone();
    copy
}

fn reply(frame: &Frame) -> Frame {
    let mut reply = same(frame, FrameType::Data);
    if let Some(size) = frame.get_header("want").and_then(|size| size.parse().ok()) {
        reply.payload = pattern(size);
    }
    reply
}

async fn tcp(bind: &str, answers: Answers) -> Result<(), VstpError> {
    let server = VstpTcpServer::bind(bind).await?;
    listening(server.local_addr()?);
    if !answers.any() {
        return server.run(|_, frame| async move { event(describe(&frame)) }).await;
    }
    let answers = Arc::new(answers);
    loop {
        let connection = server.accept().await?;
        tokio::spawn(serve(connection, answers.clone()));
    }
}

async fn serve(mut connection: VstpTcpConnection, answers: Arc<Answers>) {
    loop {
        match connection.recv().await {
            Ok(Some(frame)) => {
                event(describe(&frame));
                for answer in answers.to(&frame) {
                    if let Err(error) = connection.send(answer).await {
                        return ended(&error.to_string());
                    }
                }
            }
            Ok(None) => return ended(""),
            Err(error) => return ended(&error.to_string()),
        }
    }
}

async fn udp(bind: &str, answers: Answers) -> Result<(), VstpError> {
    let server = VstpUdpServer::bind(bind).await?;
    listening(server.local_addr()?);
    loop {
        match server.recv().await {
            Ok((frame, from)) => {
                event(describe(&frame));
                for answer in answers.to(&frame) {
                    server.send(answer, from).await?;
                }
            }
            Err(error) => event(json!({ "event": "error", "error": error.to_string() })),
        }
    }
}

/// Sends back what it takes, or as many letters as `want` says.
async fn easy(server: VstpServer, address: SocketAddr) -> Result<(), VstpError> {
    listening(address);
    server
        .serve(|value: Value| async move {
            event(json!({ "event": "handled", "value": value }));
            match value["want"].as_u64() {
                Some(letters) => Ok(Value::from("x".repeat(letters as usize))),
                None => Ok(value),
            }
        })
        .await
}

/// The `easy` servers don't tell their port, so it is chosen for them.
fn free(
    bind: &str,
    probe: impl Fn(&str) -> Result<SocketAddr, VstpError>,
) -> Result<SocketAddr, VstpError> {
    if bind.ends_with(":0") {
        probe(bind)
    } else {
        bind.parse().map_err(|_| VstpError::InvalidAddress)
    }
}

fn listening(address: SocketAddr) {
    event(json!({ "event": "listening", "port": address.port() }));
}

fn ended(error: &str) {
    event(json!({ "event": "ended", "error": error }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(listed: &str) -> Answers {
        let words = ["tcp-server", "--answer", listed].map(String::from);
        Answers::of(&Args::parse(words.into_iter()).unwrap())
    }

    #[test]
    fn acknowledges_before_it_replies() {
        let frame = Frame::new(FrameType::Data)
            .with_flag(Flags::REQ_ACK)
            .with_header("msg-id", "7")
            .with_header("correlation-id", "c")
            .with_payload(b"x".to_vec());
        let sent = answers("ack,data").to(&frame);
        assert_eq!(sent.iter().map(|frame| frame.typ).collect::<Vec<_>>(), [FrameType::Ack, FrameType::Data]);
        assert_eq!(sent[0].headers.len(), 1);
        assert_eq!(sent[1].get_header("correlation-id"), Some("c"));
        assert_eq!(sent[1].payload, b"x");
    }

    #[test]
    fn answers_only_what_is_listed() {
        let ping = Frame::new(FrameType::Ping);
        assert!(answers("").to(&ping).is_empty());
        assert!(answers("data").to(&ping).is_empty());
        assert_eq!(answers("ping").to(&ping)[0].typ, FrameType::Pong);
    }

    #[test]
    fn replies_with_as_many_bytes_as_are_wanted() {
        let frame = Frame::new(FrameType::Data).with_header("want", "1500");
        assert_eq!(answers("data").to(&frame)[0].payload.len(), 1500);
    }
}
