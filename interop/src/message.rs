//! Frames as JSON, and back.

use crc_any::CRC;
use serde_json::{json, Value};
use vstp::{Flags, Frame, FrameType};

const TYPES: [(&str, FrameType); 8] = [
    ("HELLO", FrameType::Hello),
    ("WELCOME", FrameType::Welcome),
    ("DATA", FrameType::Data),
    ("PING", FrameType::Ping),
    ("PONG", FrameType::Pong),
    ("BYE", FrameType::Bye),
    ("ACK", FrameType::Ack),
    ("ERR", FrameType::Err),
];

const FLAGS: [(&str, Flags); 4] =
    [("REQ_ACK", Flags::REQ_ACK), ("CRC", Flags::CRC), ("FRAG", Flags::FRAG), ("COMP", Flags::COMP)];

/// Longer payloads are told by length and CRC alone.
const MAX_TEXT: usize = 512;

/// The frame that a command describes: `type`, `flags`, `headers` as pairs, and either `text` or a `size`.
pub fn frame(command: &Value) -> Frame {
    let name = command["type"].as_str().unwrap_or("DATA");
    let (_, typ) = TYPES.iter().find(|(known, _)| *known == name).expect("a frame type");
    let mut frame = Frame::new(*typ).with_payload(payload(command));
    for flag in command["flags"].as_array().into_iter().flatten() {
        let (_, flag) = FLAGS.iter().find(|(known, _)| flag == known).expect("a flag");
        frame = frame.with_flag(*flag);
    }
    for header in command["headers"].as_array().into_iter().flatten() {
        frame = frame.with_header(header[0].as_str().expect("a name"), header[1].as_str().expect("a value"));
    }
    frame
}

fn payload(command: &Value) -> Vec<u8> {
    match command["size"].as_u64() {
        Some(size) => pattern(size as usize),
        None => command["text"].as_str().unwrap_or("").as_bytes().to_vec(),
    }
}

/// Bytes that repeat with no period which is a power of two or a datagram's length.
pub fn pattern(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i % 251 + i / 1009) as u8).collect()
}

pub fn describe(frame: &Frame) -> Value {
    let (typ, _) = TYPES.iter().find(|(_, known)| *known == frame.typ).expect("a frame type");
    let flags: Vec<&str> =
        FLAGS.iter().filter(|(_, flag)| frame.flags.contains(*flag)).map(|(name, _)| *name).collect();
    let headers: Vec<[String; 2]> =
        frame.headers.iter().map(|header| [text(&header.key), text(&header.value)]).collect();
    let mut crc = CRC::crc32();
    crc.digest(&frame.payload);
    let mut told = json!({
        "event": "frame",
        "type": typ,
        "flags": flags,
        "headers": headers,
        "length": frame.payload.len(),
        "crc": crc.get_crc(),
    });
    if frame.payload.len() <= MAX_TEXT {
        told["text"] = Value::from(text(&frame.payload));
    }
    told
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn describes_the_frame_that_was_commanded() {
        let command = json!({ "type": "PING", "flags": ["REQ_ACK"], "headers": [["a", "1"], ["a", "2"]], "text": "hi" });
        let told = describe(&frame(&command));
        assert_eq!(told["type"], "PING");
        assert_eq!(told["flags"], json!(["REQ_ACK"]));
        assert_eq!(told["headers"], json!([["a", "1"], ["a", "2"]]));
        assert_eq!(told["length"], 2);
        assert_eq!(told["text"], "hi");
        assert_eq!(told["crc"], 0xd893_2aac_u32);
    }

    #[test]
    fn tells_long_payloads_by_length_and_crc() {
        let told = describe(&frame(&json!({ "size": 1000 })));
        assert_eq!(told["type"], "DATA");
        assert_eq!(told["length"], 1000);
        assert!(told["text"].is_null());
    }
}
