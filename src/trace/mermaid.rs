//! A run as a scenario: what clients did and what each of them received, from the journal's entries, as a Mermaid sequence
//! diagram in the notation of lessons. Pure; whether it plays the same way again is for others to find out, who then put
//! `"*"` where it does not.

mod http;

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::words::{call, client_name, is_namespace, named};
use super::{AckOutcome, Body, Entry, HttpState, Operand};
use crate::routing::SocketId;

/// The most lines of a scenario, as lessons take it.
pub const MAX_RECORDED_LINES: usize = 500;
/// What comes this long after what caused it, in milliseconds, came by a timer: a sandbox waits for nothing else.
const TIMER_MS: f64 = 20.0;
/// Times in the trace are off by no more than this, in milliseconds, on a machine that is not overloaded.
const LATE_MS: f64 = 12.0;

/// A recorded run.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    /// In the order in which they first appeared.
    pub clients: Vec<String>,
    /// Socket.IO's server options that the run had, as JSON; empty without any.
    pub options: String,
    pub lines: Vec<Line>,
    /// What could not be held, for `%%` comments.
    pub notes: Vec<String>,
}

/// A line of a recording: `alice->>server: /admin hello "a", 1`.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Up to the arguments: `alice->>server: /admin hello`.
    pub head: String,
    pub args: Vec<Value>,
    /// False for what a client receives.
    pub stimulus: bool,
    /// Why it is left out, if it is: then it is a comment.
    pub left_out: Option<String>,
}

/// A socket whose connect is not among the entries: its id, its client's name, its namespace.
pub type Known = (SocketId, Option<Arc<str>>, Arc<str>);

/// Reads a run from its entries, the last start of the server code on. `cut`: the oldest entries are gone.
pub fn record(entries: &[Arc<Entry>], known: &[Known], cut: bool) -> Recording {
    let restart = entries.iter().rposition(|entry| matches!(entry.body, Body::Restart { .. }));
    let mut recorder = Recorder::default();
    if restart.is_some() {
        recorder.note("recorded from the last start of the server code on");
    } else if cut {
        recorder.note("the beginning of the run is not in the trace any more");
    }
    let entries = &entries[restart.map_or(0, |at| at + 1)..];
    recorder.begin(entries);
    let connects = |id: &SocketId| {
        entries.iter().any(|entry| matches!(&entry.body, Body::Connect(connect) if connect.socket == *id))
    };
    for (socket, client, namespace) in known.iter().filter(|(socket, ..)| !connects(socket)) {
        recorder.connect(socket, client.as_deref(), namespace, "");
    }
    for entry in entries {
        if recorder.lines.len() >= MAX_RECORDED_LINES {
            recorder.note(&format!("the run goes on; a scenario has at most {MAX_RECORDED_LINES} lines"));
            break;
        }
        recorder.take(entry);
    }
    recorder.finish()
}

#[derive(Default)]
struct Recorder {
    clients: Vec<String>,
    lines: Vec<Line>,
    notes: Vec<String>,
    /// Whose every socket is or was, and in which namespace.
    sockets: HashMap<String, (String, String)>,
    /// The socket that a client has in a namespace now, by both names.
    present: HashMap<(String, String), SocketId>,
    /// Clients whose connection broke.
    offline: Vec<String>,
    /// What comes back with a connection that broke: client and namespace.
    returning: Vec<(String, String)>,
    /// When what caused an entry at first was, by `seq`.
    roots: HashMap<u64, f64>,
    /// Each emit's line that asked for an ack, by its `seq`.
    asked: HashMap<u64, usize>,
    /// Whose each request was whose answer has not ended, by its `seq`.
    requests: HashMap<u64, String>,
    /// From a cause to what a timer made of it, in the time of the run.
    waits: Vec<(f64, f64)>,
    /// When the last line happened.
    now: f64,
    lost: usize,
}

impl Recorder {
    fn note(&mut self, text: &str) {
        if !self.notes.iter().any(|known| known == text) {
            self.notes.push(text.to_owned());
        }
    }

    /// Finds what came by timers: only there does the scenario's clock have to move.
    fn begin(&mut self, entries: &[Arc<Entry>]) {
        let start = entries.first().map_or(0.0, |entry| entry.at);
        self.now = start;
        for entry in entries {
            let root = match (&entry.body, entry.cause.and_then(|cause| self.roots.get(&cause))) {
                (Body::Connect(_) | Body::Receive(_) | Body::Refuse(_), _) => entry.at,
                (Body::Http(_), None) => entry.at,
                (Body::Ack(ack), _) if matches!(ack.outcome, AckOutcome::ToServer(_)) => entry.at,
                (Body::Disconnect(gone), _) if !by_server(&gone.reason) => entry.at,
                (_, Some(root)) => *root,
                (_, None) => start,
            };
            self.roots.insert(entry.seq, root);
            let seen = match &entry.body {
                Body::Decision(it) => matches!(it.operation, Operand::Emit(_)) && !it.decision.recipients.is_empty(),
                Body::Ack(ack) => matches!(ack.outcome, AckOutcome::ToClient(_)),
                Body::Disconnect(gone) => by_server(&gone.reason),
                Body::Http(http) => http.state == HttpState::Ended,
                _ => false,
            };
            if seen && entry.at - root > TIMER_MS {
                self.waits.push((root, entry.at));
            }
        }
    }

    /// Moves the clock to `at` if somebody waits for a timer meanwhile.
    fn clock(&mut self, at: f64) {
        let waits = self.waits.iter().any(|(from, to)| *from <= self.now && at <= *to);
        let passed = at - self.now;
        self.now = self.now.max(at);
        if !waits || passed < 1.0 {
            return;
        }
        // A timer is late, and what set it was written down a little late, too. Too far is the better mistake: a timer that
        // does not fire is missed.
        let round = (passed / 50.0).floor() * 50.0;
        let passed = match passed - round {
            over if over <= LATE_MS && round > 0.0 => round,
            over if over >= 50.0 - 2.0 * LATE_MS => round + 50.0,
            _ => passed.ceil(),
        };
        self.push(format!("Note over server: +{passed}ms"), Vec::new(), true);
    }

    fn push(&mut self, head: String, args: Vec<Value>, stimulus: bool) {
        self.lines.push(Line { head, args, stimulus, left_out: None });
    }

    fn take(&mut self, entry: &Entry) {
        let at = entry.at;
        match &entry.body {
            Body::Connect(it) => {
                self.clock(at);
                self.connect(&it.socket, it.client.as_deref(), &it.namespace, &it.handshake.auth);
            }
            Body::Refuse(it) => self.refuse(at, it),
            Body::Disconnect(it) => self.disconnect(at, it),
            Body::Receive(it) => {
                let Some((client, namespace)) = self.sockets.get(it.socket.as_str()).cloned() else {
                    self.lost += 1;
                    return;
                };
                let Some((event, args)) = it.packet.event() else { return };
                self.clock(at);
                if it.ack {
                    self.asked.insert(entry.seq, self.lines.len());
                }
                let args = self.named(args, &namespace, true);
                self.push(format!("{client}->>server: {}", call(&namespace, &event)), args, true);
            }
            Body::Decision(it) => {
                let Operand::Emit(packet) = &it.operation else { return };
                let Some((event, args)) = packet.event() else { return };
                if it.decision.recipients.is_empty() {
                    return;
                }
                self.late(entry);
                for recipient in &it.decision.recipients {
                    let Some((client, namespace)) = self.sockets.get(recipient.as_str()).cloned() else {
                        self.lost += 1;
                        continue;
                    };
                    let args = self.named(args.clone(), &namespace, false);
                    self.push(format!("server->>{client}: {}", call(&namespace, &event)), args, false);
                }
            }
            Body::Ack(it) => self.ack(entry, it),
            Body::Http(it) => self.http(entry, it),
            Body::Upgrade(_) | Body::Log { .. } | Body::Error(_) | Body::Restart { .. } => {}
        }
    }

    /// What the server did by a timer comes after the clock was moved.
    fn late(&mut self, entry: &Entry) {
        if self.roots.get(&entry.seq).is_some_and(|root| entry.at - root > TIMER_MS) {
            self.clock(entry.at);
        }
    }

    fn connect(&mut self, socket: &SocketId, client: Option<&str>, namespace: &Arc<str>, auth: &str) {
        let client = self.client(client, namespace);
        self.sockets.insert(socket.as_str().to_owned(), (client.clone(), namespace.to_string()));
        let key = (client.clone(), namespace.to_string());
        if let Some(at) = self.returning.iter().position(|back| *back == key) {
            self.returning.swap_remove(at);
            self.present.insert(key, socket.clone());
            if let Some(at) = self.offline.iter().position(|name| *name == client) {
                self.offline.remove(at);
                self.push(format!("Note over {client}: online"), Vec::new(), true);
            }
            return;
        }
        self.present.insert(key, socket.clone());
        let args = self.auth(auth, namespace);
        self.push(format!("{client}->>server: {}", said(namespace, "connect")), args, true);
    }

    /// The arguments of a connect: its auth, unless that is empty.
    fn auth(&self, json: &str, namespace: &str) -> Vec<Value> {
        let auth =
            serde_json::from_str::<Value>(json).ok().filter(|it| it.as_object().is_some_and(|it| !it.is_empty()));
        self.named(auth.into_iter().collect(), namespace, true)
    }

    /// The name of a client that connects; clients without a name, and second ones of a name, get one.
    fn client(&mut self, given: Option<&str>, namespace: &Arc<str>) -> String {
        let wanted = client_name(given.unwrap_or("guest"));
        if given != Some(wanted.as_str()) {
            self.note(&format!("{wanted} had {} name", if given.is_some() { "another" } else { "no" }));
        }
        let busy = |name: &String| {
            let key = (name.clone(), namespace.to_string());
            self.present.contains_key(&key) && !self.returning.contains(&key)
        };
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let name = std::iter::once(wanted.clone()).chain(numbered).find(|name| !busy(name)).unwrap_or(wanted);
        if !self.clients.contains(&name) {
            self.clients.push(name.clone());
        }
        name
    }

    fn refuse(&mut self, at: f64, it: &super::Refuse) {
        self.clock(at);
        let client = self.client(it.client.as_deref(), &it.namespace);
        if it.auth.is_none() {
            self.note("the trace does not hold the auth of a connection to a namespace that is not there");
        }
        let auth = self.auth(it.auth.as_deref().unwrap_or_default(), &it.namespace);
        self.push(format!("{client}->>server: {}", said(&it.namespace, "connect")), auth, true);
        let data = it.data.as_deref().and_then(|data| serde_json::from_str::<Value>(data).ok());
        let args = std::iter::once(Value::from(it.message.as_str())).chain(data).collect();
        let args = self.named(args, &it.namespace, false);
        self.push(format!("server-x{client}: {}", said(&it.namespace, "connect_error")), args, false);
    }

    fn disconnect(&mut self, at: f64, it: &super::Disconnect) {
        let Some((client, namespace)) = self.sockets.get(it.socket.as_str()).cloned() else { return };
        let key = (client.clone(), namespace.clone());
        if self.present.get(&key) != Some(&it.socket) {
            return;
        }
        self.clock(at);
        let word = said(&namespace, "disconnect");
        if by_server(&it.reason) {
            self.present.remove(&key);
            self.push(format!("server-x{client}: {word}"), vec!["io server disconnect".into()], false);
        } else if it.reason == "client namespace disconnect" {
            self.present.remove(&key);
            self.push(format!("{client}-xserver: {word}"), Vec::new(), true);
        } else if !self.offline.contains(&client) {
            // It stays present: its connection, when it comes back, brings all its namespaces.
            self.offline.push(client.clone());
            let own = self.present.keys().filter(|(name, _)| *name == client).cloned();
            self.returning.extend(own.collect::<Vec<_>>());
            self.push(format!("Note over {client}: offline"), Vec::new(), true);
        }
    }

    fn ack(&mut self, entry: &Entry, it: &super::Ack) {
        let socket = it.socket.as_ref().and_then(|socket| self.sockets.get(socket.as_str()));
        let Some((client, namespace)) = socket.cloned() else { return };
        let word = said(&namespace, "ack");
        match &it.outcome {
            AckOutcome::ToClient(packet) => {
                let line = it.of.and_then(|of| self.asked.remove(&of));
                let own = format!("{client}->>server: ");
                let later = |line: &Line| line.stimulus && line.head.starts_with(&own);
                if line.is_none_or(|line| self.lines[line + 1..].iter().any(later)) {
                    return self.note(&format!("an ack that {client} got after a later emit of its own is left out"));
                }
                self.late(entry);
                let args = self.named(packet.ack_args(), &namespace, false);
                self.push(format!("server-->>{client}: {word}"), args, false);
            }
            AckOutcome::ToServer(packet) => {
                self.clock(entry.at);
                let args = self.named(packet.ack_args(), &namespace, true);
                self.push(format!("{client}-->>server: {word}"), args, true);
            }
            AckOutcome::Timeout => {}
        }
    }

    /// Arguments with the clients' names for socket ids. `sent`: by a client, so that nothing can be left open.
    fn named(&self, args: Vec<Value>, namespace: &str, sent: bool) -> Vec<Value> {
        args.iter().map(|arg| named(arg, &self.sockets, namespace, sent)).collect()
    }

    fn finish(mut self) -> Recording {
        if !self.asked.is_empty() {
            self.note("an emit asked for an ack and got none");
        }
        if self.lost > 0 {
            let text = format!("{} events of clients whose connect is not in the trace are left out", self.lost);
            self.note(&text);
        }
        for line in &mut self.lines {
            if line.head.contains('/') && !is_namespace(&line.head) {
                line.left_out = Some("a namespace that the notation cannot hold".to_owned());
            }
        }
        Recording { clients: self.clients, options: String::new(), lines: self.lines, notes: self.notes }
    }
}

fn said(namespace: &str, word: &str) -> String {
    if namespace == "/" { word.to_owned() } else { format!("{namespace} {word}") }
}

/// Reasons of a disconnect that the server made.
fn by_server(reason: &str) -> bool {
    matches!(reason, "server namespace disconnect" | "forced server close" | "server shutting down")
}
