//! Between the engine and the worker: what the engine tells becomes turns, what the worker says is taken in order.

use std::sync::Arc;

use indexmap::IndexMap;

use super::convert;
use super::start::Watch;
use super::state::{Connection, Loop};
use super::turns::MAX_TURNS_IN_A_ROW;
use crate::engine::{ConnectionId, Event};
use crate::trace::{Body, ErrorEntry, Upgrade};
use crate::worker::message::{FromWorker, Opening, Report, Task, ToWorker, Transport, Turn, TurnDone, What};

/// Turns that may be under way; beyond, the sandbox's sockets are not read.
const MAX_TURNS_UNDER_WAY: u64 = 256;

/// Bytes that may wait for the worker; beyond, the sandbox's sockets are not read.
const MAX_OUTGOING_BYTES: usize = 1 << 20;

/// How much further a turn's end brings the engine's ticks: past all that Node's websockets do after it.
const TICKS_PER_TURN: u32 = 2;

impl Loop {
    /// Whether the sandbox's sockets are read at this moment.
    pub(super) fn may_read(&self) -> bool {
        self.pace.may_read()
            && self.turns.sent - self.turns.done < MAX_TURNS_UNDER_WAY
            && self.process.as_ref().is_none_or(|process| process.outgoing_bytes() < MAX_OUTGOING_BYTES)
    }

    /// What the engine tells becomes turns of the worker.
    pub(super) fn take_events(&mut self, now: f64) {
        while let Some(event) = self.engine.next_event() {
            match event {
                Event::Open { connection, id, websocket, address, method, url, query, headers } => {
                    let client =
                        query.iter().find(|(key, _)| key == "client").map(|(_, name)| Arc::from(name.as_str()));
                    let transport = if websocket { Transport::WebSocket } else { Transport::Polling };
                    let opening = Opening {
                        connection: connection.0,
                        id,
                        transport,
                        address: address.clone(),
                        method,
                        url,
                        query: query.clone(),
                        headers: headers.clone(),
                    };
                    let known = Connection { client, websocket, address, query, headers, sockets: IndexMap::new() };
                    self.connections.insert(connection, known);
                    if self.send_turn(now, Task::Open(Box::new(opening))).is_none() {
                        self.connections.remove(&connection);
                        self.engine.refuse(connection, "The server code is not running");
                    }
                }
                Event::Messages { connection, messages } => {
                    if self.pace.spend(messages.len()) {
                        self.tell_slowdown(now);
                    }
                    let packets = messages.into_iter().map(convert::data).collect();
                    self.send_turn(now, Task::Packets { connection: connection.0, packets });
                }
                Event::Upgraded { connection } => {
                    if let Some(known) = self.connections.get_mut(&connection) {
                        known.websocket = true;
                        let socket = known.sockets.values().next().map(|(socket, _)| socket.clone());
                        let entry = Body::Upgrade(Upgrade { socket, from: "polling", to: "websocket" });
                        self.journal.push(now, None, None, entry);
                    }
                    self.send_turn(now, Task::Upgrade { connection: connection.0 });
                }
                Event::Drained { connection } => {
                    if self.wants_drain.contains(&connection) {
                        self.send_turn(now, Task::Drain { connection: connection.0 });
                    }
                }
                Event::Closed { connection, reason, detail } => {
                    self.wants_drain.remove(&connection);
                    if let Some(detail) = detail {
                        self.tell_closed(now, connection, &detail);
                    }
                    let told = self.send_turn(now, Task::Close { connection: connection.0, reason: reason.to_owned() });
                    match told {
                        Some(turn) => self.turns.leaving.push((turn, connection)),
                        None => drop(self.connections.remove(&connection)),
                    }
                }
                Event::ConnectionError { code, message } => {
                    self.send_turn(now, Task::ConnectionError { code, message });
                }
            }
        }
    }

    /// Queues a turn; its number, or `None` when no worker is there to take it.
    pub(super) fn send_turn(&mut self, now: f64, task: Task) -> Option<u64> {
        let process = self.process.as_mut()?;
        let number = self.turns.sent + 1;
        if !matches!(task, Task::Tick) {
            self.turns.in_a_row = 0;
        }
        if process.queue(&ToWorker::Turn(Turn { number, now, task })).is_err() {
            return None;
        }
        self.turns.went(now);
        if self.turns.watch.is_none() {
            self.turns.watch = Some(Watch::new(process.id()));
        }
        Some(number)
    }

    /// Lets the worker run the timers that are due.
    pub(super) fn tick(&mut self, now: f64) {
        let turns = &mut self.turns;
        if turns.sent != turns.done || turns.rests(now) {
            return;
        }
        if turns.immediate || self.time.is_manual() {
            turns.in_a_row += 1;
        } else if turns.next_timer_at().is_some_and(|due| due > now) {
            return;
        }
        turns.last_tick = now;
        if self.turns.looping() {
            let entry = ErrorEntry {
                title: "Timers without a pause".into(),
                detail: format!(
                    "{MAX_TURNS_IN_A_ROW} turns in a row came from setTimeout(…, 0) or setImmediate, with nothing in between. \
                     They rest until something else happens; give the timer a delay."
                ),
                ..ErrorEntry::default()
            };
            self.journal.push(now, None, None, Body::Error(entry));
            return;
        }
        self.send_turn(now, Task::Tick);
    }

    /// Takes all that the worker has said.
    pub(super) fn worker_spoke(&mut self) {
        loop {
            let Some(process) = self.process.as_mut() else { return };
            match process.take() {
                Ok(Some(message)) => self.take_message(message),
                Ok(None) => return,
                Err(error) => return self.worker_died(&format!("its worker spoke out of turn: {error}")),
            }
        }
    }

    pub(super) fn take_message(&mut self, message: FromWorker) {
        self.turns.mid_turn = true;
        self.take_or_hold(message);
    }

    /// Takes what is not held back any longer.
    pub(super) fn take_now(&mut self, message: FromWorker) {
        match message {
            FromWorker::Report(Report { what: What::Request { exchange }, number, cause, place }) => {
                self.hold(exchange, Report { what: What::Request { exchange }, number, cause, place });
            }
            FromWorker::Report(report) => self.report(report),
            FromWorker::Write { connection, packets } => {
                let connection = ConnectionId(connection);
                self.engine.mark(None, self.time.now());
                for packet in &packets {
                    let message = convert::message(packet);
                    if convert::is_connect(packet) {
                        self.engine.send_apart(connection, &message);
                    } else {
                        self.engine.send(connection, &message);
                    }
                }
            }
            FromWorker::Opened { connection, headers, wants_drain } => {
                let now = self.time.now();
                let connection = ConnectionId(connection);
                self.engine.accept(connection, &headers, now);
                if wants_drain {
                    self.wants_drain.insert(connection);
                }
            }
            FromWorker::Ticks(ticks) => self.engine.pass_ticks(ticks),
            FromWorker::Close { connection, discard } => self.engine.close(ConnectionId(connection), discard),
            FromWorker::TurnDone(done) => self.turn_done(&done),
            // Answers to a start come to whoever started; here they would only be late.
            FromWorker::Answer { .. }
            | FromWorker::TakesOptions
            | FromWorker::Booted
            | FromWorker::Started { .. }
            | FromWorker::Failed(_) => {}
        }
    }

    fn turn_done(&mut self, done: &TurnDone) {
        let turns = &mut self.turns;
        turns.came(done.number);
        turns.next_timer = done.next_timer;
        turns.immediate = done.immediate;
        self.engine.pass_ticks(TICKS_PER_TURN);
        let pid = self.process.as_ref().and_then(|process| process.id());
        turns.watch = (turns.sent > turns.done).then(|| Watch::new(pid));
        let finished = turns.done;
        let connections = &mut self.connections;
        turns.leaving.retain(|(turn, connection)| {
            let gone = *turn <= finished;
            if gone {
                connections.remove(connection);
            }
            !gone
        });
    }

    /// Ends a worker that does not come back from a turn.
    pub(super) fn watch_worker(&mut self) {
        if self.turns.watch.as_mut().is_some_and(Watch::overran) {
            let now = self.time.now();
            let entry = ErrorEntry {
                title: "The server code did not come to rest".into(),
                detail: format!(
                    "A turn took longer than {} ms of CPU (--max-turn-ms) and could not be interrupted, so its worker was ended \
                     and starts again. Look for a loop in what ran last.",
                    self.limits.max_turn_ms
                ),
                limit: Some("--max-turn-ms"),
                stack: None,
            };
            self.journal.push(now, None, None, Body::Error(entry));
            self.worker_died("a turn could not be interrupted");
        }
    }

    pub(super) fn tell_slowdown(&mut self, now: f64) {
        let entry = ErrorEntry {
            title: "Events come faster than the sandbox takes them".into(),
            detail: format!(
                "More than {} events a second came in (--max-events-per-second); clients are read more slowly for now. \
                 Nothing is lost.",
                self.limits.max_events_per_second
            ),
            limit: Some("--max-events-per-second"),
            stack: None,
        };
        self.journal.push(now, None, None, Body::Error(entry));
    }

    fn tell_closed(&mut self, now: f64, connection: ConnectionId, detail: &str) {
        let client = self.connections.get(&connection).and_then(|known| known.client.clone());
        let who = client.as_deref().unwrap_or("a client");
        let entry = ErrorEntry {
            title: format!("The connection of {who} was closed"),
            detail: detail.to_owned(),
            limit: detail.contains("did not read").then_some("--max-pending-bytes"),
            stack: None,
        };
        self.journal.push(now, None, None, Body::Error(entry));
    }
}
