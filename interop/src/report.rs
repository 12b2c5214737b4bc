//! Lines out, lines in.

use std::io::{stdout, Write};

use serde_json::{json, Value};
use tokio::io::{stdin, AsyncBufReadExt, BufReader, Lines, Stdin};
use vstp::VstpError;

pub fn event(value: Value) {
    let mut out = stdout().lock();
    let written = writeln!(out, "{value}").and_then(|()| out.flush());
    if written.is_err() {
        std::process::exit(1); // nobody is there any more
    }
}

pub fn done() {
    event(json!({ "event": "done" }));
}

pub fn failed(error: &VstpError) {
    event(json!({ "event": "failed", "error": error.to_string() }));
}

pub fn outcome(result: Result<(), VstpError>) {
    match result {
        Ok(()) => done(),
        Err(error) => failed(&error),
    }
}

/// What to do next, from stdin.
pub struct Commands {
    lines: Lines<BufReader<Stdin>>,
}

impl Commands {
    pub fn new() -> Self {
        Self { lines: BufReader::new(stdin()).lines() }
    }

    pub async fn next(&mut self) -> Option<Value> {
        let line = self.lines.next_line().await.ok()??;
        Some(serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}")))
    }
}

pub async fn stdin_ended() {
    let mut commands = Commands::new();
    while commands.next().await.is_some() {}
}
