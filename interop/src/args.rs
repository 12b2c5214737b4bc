//! `ROLE --name value …`

use std::collections::HashMap;

pub struct Args {
    role: String,
    values: HashMap<String, String>,
}

impl Args {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let role = words.next().ok_or("Usage: vstp-interop ROLE [--NAME VALUE]...")?;
        let mut values = HashMap::new();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").ok_or(format!("{word} is not --NAME"))?;
            let value = words.next().ok_or(format!("--{name} has no value"))?;
            values.insert(name.to_string(), value);
        }
        Ok(Self { role, values })
    }

    pub fn role(&self) -> &str {
        &self.role
    }

    pub fn text<'a>(&'a self, name: &str, default: &'a str) -> &'a str {
        self.values.get(name).map_or(default, String::as_str)
    }

    pub fn number(&self, name: &str, default: u64) -> u64 {
        self.values.get(name).map_or(default, |value| {
            value.parse().unwrap_or_else(|_| panic!("--{name} must be a number, but is {value}"))
        })
    }

    /// Whether a comma-separated list has an entry.
    pub fn lists(&self, name: &str, entry: &str) -> bool {
        self.text(name, "").split(',').any(|listed| listed == entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        Args::parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn takes_a_role_and_named_values() {
        let args = parse("udp-server --bind 127.0.0.1:1 --answer data,ack --retries 7").unwrap();
        assert_eq!(args.role(), "udp-server");
        assert_eq!(args.text("bind", "none"), "127.0.0.1:1");
        assert_eq!(args.text("to", "none"), "none");
        assert_eq!(args.number("retries", 3), 7);
        assert_eq!(args.number("clients", 3), 3);
        assert!(args.lists("answer", "ack"));
        assert!(!args.lists("answer", "ping"));
    }

    #[test]
    fn refuses_what_is_no_name_or_has_no_value() {
        assert!(parse("").is_err());
        assert!(parse("swarm clients 3").is_err());
        assert!(parse("swarm --clients").is_err());
    }
}
