//! Requests of a run and their answers, as lines of a scenario.

use serde_json::Value;

use super::Recorder;
use crate::trace::words::client_name;
use crate::trace::{Entry, Http, HttpBody, HttpState};

/// Methods of the notation.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Which types of bodies a scenario sends: a text, JSON, bytes.
const KINDS: [&str; 3] = ["text/plain", "application/json", "application/octet-stream"];

impl Recorder {
    pub(super) fn http(&mut self, entry: &Entry, it: &Http) {
        let asked = entry.cause.and_then(|cause| self.requests.remove(&cause));
        let client = match asked {
            Some(client) => {
                self.late(entry);
                client
            }
            None => self.request(entry.at, it),
        };
        match it.state {
            HttpState::Open => drop(self.requests.insert(entry.seq, client)),
            HttpState::Aborted => self.note(&format!("{client} went away before the answer to {} had ended", it.path)),
            HttpState::Ended => {
                let body = it.response.value().filter(|_| !it.response.cut);
                let args = self.named(body.into_iter().collect(), "/", false);
                let status = it.status.unwrap_or_default();
                self.push(format!("server-->>{client}: {status}"), args, false);
            }
        }
    }

    /// The request's line; gives its client.
    fn request(&mut self, at: f64, it: &Http) -> String {
        self.clock(at);
        let client = client_name(it.client.as_deref().unwrap_or("guest"));
        if it.client.is_none() {
            self.note(&format!("{client} had no name"));
        }
        if !self.clients.contains(&client) {
            self.clients.push(client.clone());
        }
        let left_out = match () {
            () if !METHODS.contains(&it.method.as_str()) => Some("a method that the notation does not have"),
            () if it.request.cut => Some("its body is too long"),
            () if !can_be_sent(&it.request) => Some("a body that is neither JSON nor text"),
            () => None,
        };
        let args = self.named(it.request.value().into_iter().collect(), "/", true);
        self.push(format!("{client}->>server: {} {}", it.method, drawable(&it.path)), args, true);
        if let (Some(why), Some(line)) = (left_out, self.lines.last_mut()) {
            line.left_out = Some(why.to_owned());
        }
        client
    }
}

/// A scenario sends a string as text and all else as JSON or bytes.
fn can_be_sent(body: &HttpBody) -> bool {
    let kind = body.content_type.split(';').next().unwrap_or_default().trim();
    match body.value() {
        None => true,
        Some(Value::String(_)) => kind == KINDS[0],
        Some(value) => kind == KINDS[if value.get("$binary").is_some() { 2 } else { 1 }],
    }
}

/// A path without what ends a message in Mermaid.
fn drawable(path: &str) -> String {
    path.replace(';', "%3B").replace('#', "%23").replace("%%", "%25%")
}
