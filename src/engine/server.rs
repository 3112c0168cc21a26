//! The engine: the connections of one Engine.IO server, and the doors to what happens to them.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};

use super::answer::{Answer, Waiting};
use super::close::End;
use super::cost::Cost;
use super::event::{ConnectionId, Counters, Event};
use super::input::{Input, Kind};
use super::message::Message;
use super::options::{Limits, Options};
use super::packet::Packet;
use super::refusal::Refusal;
use super::session::{Phase, Session, Transport};
use super::tap::{Stamp, Tap, Tapped};
use super::timers::Timers;

/// All times are milliseconds of one clock, which is the owner's. After every call that changes something the owner
/// takes events until there are none.
#[derive(Debug)]
pub struct Engine {
    pub(super) options: Options,
    pub(super) limits: Limits,
    pub(super) now: f64,
    pub(super) sessions: HashMap<ConnectionId, Session, foldhash::fast::RandomState>,
    /// By Engine.IO's session id.
    pub(super) ids: HashMap<String, ConnectionId>,
    pub(super) timers: Timers,
    pub(super) events: VecDeque<Event>,
    /// Written to since the last flush.
    dirty: Vec<ConnectionId>,
    /// Counts the ticks of the owner's code.
    tick: u64,
    connections: u32,
    pub(super) tap: Tap,
}

impl Engine {
    pub fn new(options: Options, limits: Limits) -> Self {
        Self {
            options,
            limits,
            now: 0.0,
            sessions: HashMap::default(),
            ids: HashMap::new(),
            timers: Timers::default(),
            events: VecDeque::new(),
            dirty: Vec::new(),
            tick: 1,
            connections: 0,
            tap: Tap::default(),
        }
    }

    /// For handshakes, heartbeats and requests from now on.
    pub fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// Takes one input at clock `now`.
    pub fn handle(&mut self, input: Input, now: f64) {
        self.now = now;
        self.mark(None, now);
        match input.0 {
            Kind::Request { head, reply } => {
                let cost = self.tap.is_on().then(|| Box::new(Cost::of(&head, now)));
                let waiting = Waiting { request: head.request, cost, reply };
                self.request(&head, waiting);
            }
            Kind::Body { sid, request, body, reply } => self.body(&sid, Waiting { request, cost: None, reply }, body),
            Kind::Abandoned { sid, request } => self.abandoned(sid.as_deref(), request),
            Kind::Frame { socket, frame } => self.frame(socket, frame),
            Kind::Drained { socket } => self.drained(socket),
            Kind::Gone { socket, error } => self.gone(socket, error),
        }
    }

    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Answers the handshake, with extra response headers.
    pub fn accept(&mut self, connection: ConnectionId, headers: &[(String, String)], now: f64) {
        self.now = now;
        self.mark(None, now);
        let max_payload = self.options.max_payload;
        let open = Packet::Open(self.open_packet(connection).into());
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        let handshake = match std::mem::replace(&mut session.phase, Phase::Open) {
            Phase::Opening(handshake) => handshake,
            other => return session.phase = other,
        };
        let answered = match &session.transport {
            Transport::Polling(polling) => polling.answer_with(handshake, &[(open, session.tap.now())], headers),
            Transport::Websocket(socket) => {
                let answer = socket.switch(connection, max_payload).with_headers(headers);
                socket.opened_by(handshake.cost.as_ref().and_then(|cost| cost.request(&answer, false, now)));
                socket.write(&open);
                handshake.answer(answer)
            }
        };
        if answered {
            self.schedule_ping(connection);
        } else {
            self.end(connection, End::by_client());
        }
    }

    /// Turns the handshake away with status 403 and Engine.IO's code 4.
    pub fn refuse(&mut self, connection: ConnectionId, message: &str) {
        if !self.sessions.get(&connection).is_some_and(|session| matches!(session.phase, Phase::Opening(_))) {
            return;
        }
        if let Some(session) = self.sessions.remove(&connection) {
            self.ids.remove(&session.id);
            if let Phase::Opening(handshake) = session.phase {
                handshake.answer(Answer::refused(Refusal::Forbidden, message));
            }
        }
    }

    /// Records packets from now on, or no more. What was recorded is to be taken after each round.
    pub fn record(&mut self, on: bool) {
        self.tap.turn(on);
    }

    /// What is sent from now on is sent at clock `now`, on behalf of what the owner calls `mark`.
    pub fn mark(&mut self, mark: Option<u64>, now: f64) {
        self.tap.stamp(Stamp { at: now, mark });
    }

    /// The packets that were recorded since the last time, and how many more there were.
    pub fn take_recorded(&mut self) -> (VecDeque<Tapped>, u64) {
        self.tap.take()
    }

    /// Queues a message; it leaves with the next `flush`. Ignored on a connection that is gone or closing.
    pub fn send(&mut self, connection: ConnectionId, message: &Message) {
        self.queue(connection, |session| session.send(message));
    }

    /// As `send`, but what follows leaves a moment later, or with the next poll. For Socket.IO's CONNECT: a client may
    /// add its listeners once it has read that one, and would miss what came in the same read; Node writes what follows
    /// in a later turn of its event loop.
    pub fn send_apart(&mut self, connection: ConnectionId, message: &Message) {
        self.queue(connection, |session| session.send_apart(message));
        if self.sessions.get_mut(&connection).is_some_and(|session| session.polling().is_some()) {
            self.flush_session(connection);
        }
    }

    /// False: a volatile packet would be dropped (no poll is open, or earlier frames have not left). What a websocket was
    /// given since the last flush counts as left a tick later, as in Node, which writes at once.
    pub fn writable(&self, connection: ConnectionId) -> bool {
        self.sessions.get(&connection).is_some_and(|session| session.writable(self.tick))
    }

    /// The owner's code has come so many ticks further.
    pub fn pass_ticks(&mut self, ticks: u32) {
        self.tick += u64::from(ticks);
    }

    /// The connection is there and under its buffer limit.
    pub fn is_open(&self, connection: ConnectionId) -> bool {
        self.sessions.get(&connection).is_some_and(Session::is_open)
    }

    /// Writes what was queued since the last time: once per round of the owner's loop. Gives events.
    pub fn flush(&mut self) {
        let mut dirty = std::mem::take(&mut self.dirty);
        for connection in dirty.drain(..) {
            self.flush_session(connection);
        }
        // kept for its room
        self.dirty = dirty;
    }

    /// Of each open connection.
    pub fn counters(&self) -> Vec<Counters> {
        let counters = |session: &Session| Counters {
            id: session.id.clone(),
            sent: session.sent,
            received: session.received,
            pings: session.pings,
            pongs: session.pongs,
            ready: session.is_ready(),
        };
        self.sessions.values().filter(|session| session.is_open()).map(counters).collect()
    }

    pub(super) fn next_connection(&mut self) -> ConnectionId {
        self.connections += 1;
        ConnectionId(self.connections)
    }

    /// Queues what `write` writes, which says how many bytes waited before it; a client over the limit is closed.
    pub(super) fn queue(&mut self, connection: ConnectionId, write: impl FnOnce(&mut Session) -> usize) {
        let limit = self.limits.pending_bytes;
        let Some(session) = self.sessions.get_mut(&connection).filter(|session| session.is_open()) else { return };
        let before = write(session);
        session.written(self.tick, before);
        if before < limit {
            if !std::mem::replace(&mut session.dirty, true) {
                self.dirty.push(connection);
            }
            return;
        }
        // the peer may have read since; a poll may be open
        self.flush_session(connection);
        let pending = self.sessions.get(&connection).map_or(0, Session::pending);
        if pending >= limit {
            self.end(connection, End::overflow(pending, limit));
        }
    }

    fn open_packet(&self, connection: ConnectionId) -> String {
        let session = self.sessions.get(&connection);
        let polling = session.is_some_and(|session| matches!(session.transport, Transport::Polling(_)));
        let upgrades: &[&str] =
            if polling && self.options.websocket && self.options.allow_upgrades { &["websocket"] } else { &[] };
        json!({
            "sid": session.map(|session| &session.id),
            "upgrades": upgrades,
            "pingInterval": number(self.options.ping_interval),
            "pingTimeout": number(self.options.ping_timeout),
            "maxPayload": self.options.max_payload,
        })
        .to_string()
    }
}

/// As JavaScript writes it: whole numbers without a fraction.
fn number(milliseconds: f64) -> Value {
    let whole = milliseconds as i64;
    if whole as f64 == milliseconds { whole.into() } else { milliseconds.into() }
}
