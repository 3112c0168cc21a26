//! The reasons behind what came and what did not, read from the trace: every decision with the fate of every socket.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::report::Thrown;
use crate::routing::SocketId;
use crate::trace::{Batch, Body, DecisionEntry, Entry, HttpState, Operand, Reader};

/// Different reasons told for one line; more are only counted.
const MAX_TOLD: usize = 8;
/// Different errors kept of one scenario.
const MAX_THROWN: usize = 10;
/// Entries read at once.
const ENTRIES: usize = 1_024;

/// Reasons, each once.
#[derive(Default)]
struct Told {
    lines: IndexMap<String, usize>,
}

impl Told {
    fn add(&mut self, line: String) {
        *self.lines.entry(line).or_default() += 1;
    }

    fn text(&self) -> String {
        let line = |(line, times): (&String, &usize)| match times {
            1 => line.clone(),
            times => format!("{line} ({times} times)"),
        };
        let mut text: Vec<String> = self.lines.iter().take(MAX_TOLD).map(line).collect();
        if self.lines.len() > MAX_TOLD {
            text.push(format!("and {} more", self.lines.len() - MAX_TOLD));
        }
        text.join("\n")
    }
}

/// What happened in the sandbox since the last stimulus.
#[derive(Debug)]
pub struct Chronicle {
    reader: Reader,
    /// Names of sockets, as they connected.
    names: HashMap<SocketId, String>,
    entries: Vec<Arc<Entry>>,
    /// Errors of the server code so far, each place once.
    thrown: Vec<Thrown>,
    /// Entries that the journal had dropped before they were read.
    lost: u64,
    /// Lines by which the server code is moved in the lesson's file.
    offset: usize,
}

impl Chronicle {
    /// `first_line`: the lesson's line of the server code's first line.
    pub fn new(reader: Reader, first_line: usize) -> Self {
        Self {
            reader,
            names: HashMap::new(),
            entries: Vec::new(),
            thrown: Vec::new(),
            lost: 0,
            offset: first_line.saturating_sub(1),
        }
    }

    /// Takes what was written since the last time, and forgets what was before.
    pub fn turn(&mut self) {
        self.entries.clear();
        self.lost = 0;
        loop {
            match self.reader.read(ENTRIES) {
                Batch::Entries(entries) if entries.is_empty() => break,
                Batch::Entries(entries) => self.entries.extend(entries),
                Batch::Gap { from, to } => self.lost += to.saturating_sub(from) + 1,
                Batch::End => break,
            }
        }
        for entry in &self.entries {
            if let Body::Connect(connect) = &entry.body {
                let name = connect.client.as_deref().unwrap_or(connect.socket.as_str());
                self.names.insert(connect.socket.clone(), name.to_owned());
            }
            if let Body::Error(error) = &entry.body {
                let line = entry.location.map(|place| place.line as usize);
                let thrown = Thrown { line, title: error.title.clone() };
                if self.thrown.len() < MAX_THROWN && !self.thrown.contains(&thrown) {
                    self.thrown.push(thrown);
                }
            }
        }
    }

    /// What the server code threw so far.
    pub fn thrown(&mut self) -> Vec<Thrown> {
        std::mem::take(&mut self.thrown)
    }

    /// Why a client did or did not get an event of this name; with none, whatever went out.
    pub fn why(&self, event: Option<&str>) -> String {
        let mut told = Told::default();
        self.entries.iter().filter_map(|entry| self.decision(entry, event)).for_each(|line| told.add(line));
        if told.lines.is_empty()
            && let Some(event) = event
        {
            told.add(format!("no line of the server sent `{event}`"));
            self.entries.iter().filter_map(|entry| self.decision(entry, None)).for_each(|line| told.add(line));
        }
        self.entries.iter().filter_map(|entry| self.trouble(entry)).for_each(|line| told.add(line));
        if self.lost > 0 {
            told.add(format!("the oldest {} entries of the trace are gone", self.lost));
        }
        told.text()
    }

    /// What became of requests, and what else explains an answer.
    pub fn why_answer(&self) -> String {
        let mut told = Told::default();
        for entry in &self.entries {
            let Body::Http(http) = &entry.body else { continue };
            let place = entry.location.map(|place| format!("line {}: ", self.offset + place.line as usize));
            let place = place.unwrap_or_default();
            let status = http.status.map_or_else(|| "no answer".to_owned(), |status| format!("{status}"));
            let state = match http.state {
                HttpState::Open => "the answer has not ended",
                HttpState::Ended => "the answer has ended",
                HttpState::Aborted => "the answer was broken off",
            };
            told.add(format!("{place}`{} {}` got {status}, {state}", http.method, http.path));
        }
        if told.lines.is_empty() {
            told.add("the server neither got a request nor ended an answer here".to_owned());
        }
        self.entries.iter().filter_map(|entry| self.trouble(entry)).for_each(|line| told.add(line));
        told.text()
    }

    fn decision(&self, entry: &Entry, wanted: Option<&str>) -> Option<String> {
        let Body::Decision(decision) = &entry.body else { return None };
        let Operand::Emit(packet) = &decision.operation else { return None };
        let (event, _) = packet.event()?;
        if wanted.is_some_and(|wanted| wanted != event) {
            return None;
        }
        let call = decision.call.as_deref().unwrap_or("emit");
        let place =
            entry.location.map(|place| format!("line {}, ", self.offset + place.line as usize)).unwrap_or_default();
        Some(format!("{place}`{call}` of `{event}`: {}", self.fates(decision)))
    }

    fn fates(&self, entry: &DecisionEntry) -> String {
        let decision = &entry.decision;
        let recipients = decision.recipients.iter().map(|socket| format!("{} delivered", self.name(socket)));
        let skipped = decision.skipped.iter().map(|skipped| {
            let room = skipped.room.as_ref().map(|room| format!(" `{room}`")).unwrap_or_default();
            format!("{} skipped ({}{room})", self.name(&skipped.socket), skipped.reason.as_str())
        });
        let all: Vec<String> = recipients.chain(skipped).collect();
        let rest = decision.skipped_total.saturating_sub(decision.skipped.len());
        match (all.is_empty(), rest) {
            (true, _) => "nobody is in the namespace".to_owned(),
            (false, 0) => all.join(", "),
            (false, rest) => format!("{}, {rest} not addressed", all.join(", ")),
        }
    }

    /// What else explains a surprise: an error, an event that nobody listens to, a restart.
    fn trouble(&self, entry: &Entry) -> Option<String> {
        let place =
            entry.location.map(|place| format!(" at line {}", self.offset + place.line as usize)).unwrap_or_default();
        match &entry.body {
            Body::Error(error) => Some(format!("error{place}: {}", error.title)),
            Body::Receive(receive) if !receive.handled => {
                let (event, _) = receive.packet.event()?;
                Some(format!("the server has no listener for `{event}`, which {} emitted", self.name(&receive.socket)))
            }
            Body::Refuse(refuse) => {
                let client = refuse.client.as_deref().unwrap_or("a client");
                Some(format!("{client} was refused: {}", refuse.message))
            }
            Body::Disconnect(gone) => Some(format!("{} was disconnected: {}", self.name(&gone.socket), gone.reason)),
            Body::Restart { reason } => Some(format!("the server restarted: {reason}")),
            _ => None,
        }
    }

    fn name(&self, socket: &SocketId) -> String {
        self.names.get(socket).cloned().unwrap_or_else(|| socket.to_string())
    }
}
