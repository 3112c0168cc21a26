//! A scenario as text: the notation that [`parse`](super::parse) reads, so that a recorded run becomes part of a lesson. What
//! Mermaid would spoil is written as JSON escapes.

use std::fmt;

use serde_json::Value;

use super::message::METHODS;
use super::{Act, Expectation, Scenario, Stimulus, Weather};

/// Words of the notation: an event of such a name is quoted.
const WORDS: [&str; 4] = ["ack", "connect", "connect_error", "disconnect"];

/// The whole diagram, `sequenceDiagram` first, without a line end at its end. A title loses what Mermaid does not draw.
impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sequenceDiagram")?;
        let mut title = self.title.replace(';', ",").replace(|c: char| c == '#' || c.is_control(), " ");
        while title.contains("%%") {
            title = title.replace("%%", "%");
        }
        if !title.trim().is_empty() {
            write!(f, "\n    title: {}", title.trim())?;
        }
        self.participants.iter().try_for_each(|name| write!(f, "\n    participant {name}"))?;
        self.lines.iter().try_for_each(|line| write!(f, "\n    {}", line.act))
    }
}

/// One line, without indentation.
impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stimulus(stimulus) => stimulus.fmt(f),
            Self::Expectation(expectation) => expectation.fmt(f),
        }
    }
}

impl fmt::Display for Stimulus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Emit { client, namespace, event, args, .. } => {
                write!(f, "{client}->>server: {}{}{}", place(namespace), name(event), arguments(args))
            }
            Self::Answer { client, namespace, args } => {
                write!(f, "{client}-->>server: {}ack{}", given(namespace.as_deref()), arguments(args))
            }
            Self::Connect { client, namespace, auth } => {
                write!(f, "{client}->>server: {}connect{}", place(namespace), arguments(auth))
            }
            Self::Disconnect { client, namespace } => write!(f, "{client}-xserver: {}disconnect", place(namespace)),
            Self::Request { client, method, path, body } => {
                write!(f, "{client}->>server: {method} {}{}", address(path), arguments(body))
            }
            Self::Clock { milliseconds } => write!(f, "Note over server: +{milliseconds}ms"),
            Self::Weather { client, weather } => match weather {
                Weather::Offline => write!(f, "Note over {client}: offline"),
                Weather::Online => write!(f, "Note over {client}: online"),
                Weather::Polling => write!(f, "Note over {client}: polling"),
                Weather::Slow { milliseconds } => write!(f, "Note over {client}: slow {milliseconds}ms"),
            },
        }
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event { client, namespace, event, args } => {
                write!(f, "server->>{client}: {}{}{}", place(namespace), name(event), arguments(args))
            }
            Self::Ack { client, namespace, args } => {
                write!(f, "server-->>{client}: {}ack{}", given(namespace.as_deref()), arguments(args))
            }
            Self::Refusal { client, namespace, message, data } => {
                let args = message.iter().chain(data);
                write!(f, "server-x{client}: {}connect_error{}", place(namespace), arguments(args))
            }
            Self::Dropped { client, namespace, reason } => {
                write!(f, "server-x{client}: {}disconnect{}", place(namespace), arguments(reason))
            }
            Self::Response { client, status, body } => write!(f, "server-->>{client}: {status}{}", arguments(body)),
        }
    }
}

/// A namespace before an event; the main one goes without saying.
fn place(namespace: &str) -> String {
    given(Some(namespace).filter(|namespace| *namespace != "/"))
}

fn given(namespace: Option<&str>) -> String {
    namespace.map(|namespace| format!("{namespace} ")).unwrap_or_default()
}

/// An event's name, quoted where it would be read as something else.
fn name(event: &str) -> String {
    let first = event.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let plain = first && event.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.'));
    if plain && !WORDS.contains(&event) && !METHODS.contains(&event) {
        event.to_owned()
    } else {
        json(&Value::from(event))
    }
}

fn arguments<'v>(values: impl IntoIterator<Item = &'v Value>) -> String {
    let values: Vec<String> = values.into_iter().map(json).collect();
    if values.is_empty() { String::new() } else { format!(" {}", values.join(", ")) }
}

/// These characters stand in JSON's strings only, where an escape means the same.
fn json(value: &Value) -> String {
    value.to_string().replace(';', "\\u003b").replace('#', "\\u0023").replace("%%", "\\u0025\\u0025")
}

/// A path of a request; what ends it or spoils the line is encoded.
fn address(path: &str) -> String {
    let encode = |c: char| match c {
        ';' => "%3B".to_owned(),
        '#' => "%23".to_owned(),
        c if c.is_whitespace() => {
            percent_encoding::utf8_percent_encode(&c.to_string(), percent_encoding::NON_ALPHANUMERIC).to_string()
        }
        c => c.to_string(),
    };
    path.replace("%%", "%25%").chars().map(encode).collect()
}
