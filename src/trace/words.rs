//! The words of a recorded scenario: events, clients' names and JSON as the notation takes them, with what Mermaid would
//! spoil written as escapes.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use serde_json::Value;

use super::mermaid::{Line, Recording};

/// Words that mean something of their own where an event's name stands.
const OWN: [&str; 11] =
    ["ack", "connect", "connect_error", "disconnect", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
/// Words with which Mermaid starts a line, or that it looks for in one.
const MERMAID: [&str; 30] = [
    "actor",
    "activate",
    "alt",
    "and",
    "as",
    "autonumber",
    "box",
    "break",
    "create",
    "critical",
    "deactivate",
    "destroy",
    "details",
    "else",
    "end",
    "left",
    "link",
    "links",
    "loop",
    "note",
    "of",
    "opt",
    "option",
    "over",
    "par",
    "participant",
    "properties",
    "rect",
    "right",
    "title",
];
/// An id inside a text is looked for from this length on; ids of Socket.IO have 20 characters.
const MIN_ID: usize = 16;

/// An event as it stands after the colon, without its arguments.
pub(super) fn call(namespace: &str, event: &str) -> String {
    let plain = event.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && event.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
        && !OWN.contains(&event);
    let event = if plain { event.to_owned() } else { drawable(&Value::from(event).to_string()) };
    if namespace == "/" { event } else { format!("{namespace} {event}") }
}

/// A client's name as lessons take it.
pub(super) fn client_name(given: &str) -> String {
    let kept =
        given.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect::<String>();
    let name = kept.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    match name {
        "" | "server" => "guest".to_owned(),
        name if MERMAID.contains(&name) => format!("{name}_"),
        name => name.to_owned(),
    }
}

/// Whether the namespace of a line's head can be written.
pub(super) fn is_namespace(head: &str) -> bool {
    let said = head.split_once(": ").map_or("", |(_, said)| said);
    !said.starts_with('/') || !said.split(' ').next().unwrap_or_default().contains([';', '#', ',', '"', '%'])
}

/// A value with `"$alice"` for alice's socket id. What is received and holds an id that cannot be said this way is `"*"`.
pub(super) fn named(value: &Value, sockets: &HashMap<String, (String, String)>, namespace: &str, sent: bool) -> Value {
    match value {
        Value::String(text) => match sockets.get(text) {
            Some((client, home)) if sent || home == namespace => Value::from(format!("${client}")),
            Some(_) => Value::from("*"),
            None if !sent
                && text.len() > MIN_ID
                && sockets.keys().any(|id| id.len() >= MIN_ID && text.contains(id)) =>
            {
                Value::from("*")
            }
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| named(item, sockets, namespace, sent)).collect(),
        Value::Object(map) if map.contains_key("$value") && !sent => Value::from("*"),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, item)| (key.clone(), named(item, sockets, namespace, sent))).collect())
        }
        other => other.clone(),
    }
}

/// JSON in which nothing ends Mermaid's message.
fn drawable(json: &str) -> String {
    json.replace(';', "\\u003b").replace('#', "\\u0023").replace("%%", "\\u0025\\u0025")
}

impl Line {
    /// As it stands in the diagram.
    pub fn text(&self) -> String {
        let args: Vec<String> = self.args.iter().map(|arg| drawable(&arg.to_string())).collect();
        format!("{} {}", self.head, args.join(", ")).trim_end().to_owned()
    }
}

impl fmt::Display for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::from("sequenceDiagram\n");
        if !self.clients.is_empty() {
            let _ = writeln!(out, "    %% clients: [{}]", self.clients.join(", "));
        }
        if !self.options.is_empty() {
            let _ = writeln!(out, "    %% options: {}", drawable(&self.options));
        }
        for note in &self.notes {
            let _ = writeln!(out, "    %% {note}");
        }
        out.push_str("    title: A recorded run\n");
        for (index, client) in self.clients.iter().enumerate() {
            let _ = writeln!(out, "    participant {client}");
            if index == 0 {
                out.push_str("    participant server\n");
            }
        }
        for line in &self.lines {
            match &line.left_out {
                None => {
                    let _ = writeln!(out, "    {}", line.text());
                }
                Some(why) => {
                    let _ = writeln!(out, "    %% left out ({why}): {}", line.text());
                }
            }
        }
        f.write_str(&out)
    }
}
