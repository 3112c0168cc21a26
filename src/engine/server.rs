//! The connections of one Engine.IO server and what happens to them.

use super::Message;

/// Names a connection within its engine; never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u32);

/// Engine.IO's server options by their own names. Times in milliseconds.
#[derive(Debug, Clone)]
pub struct Options {
    pub ping_interval: f64,
    pub ping_timeout: f64,
    pub upgrade_timeout: f64,
    pub max_payload: usize,
    pub polling: bool,
    pub websocket: bool,
    pub allow_upgrades: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ping_interval: 25_000.0,
            ping_timeout: 20_000.0,
            upgrade_timeout: 10_000.0,
            max_payload: 1_000_000,
            polling: true,
            websocket: true,
            allow_upgrades: true,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub connections: usize,
    /// What may wait for one client that does not read, in bytes.
    pub pending_bytes: usize,
}

/// From the routes: a request, a websocket frame, a writable socket. Opaque to the owner of the engine.
#[derive(Debug)]
pub struct Input {}

/// What the owner of the engine is told.
#[derive(Debug)]
pub enum Event {
    /// A handshake came; the client gets its answer when [`Engine::accept`] or [`Engine::refuse`] is called.
    Open {
        connection: ConnectionId,
        id: String,
        websocket: bool,
        address: String,
        method: String,
        url: String,
        query: Vec<(String, String)>,
        headers: Vec<(String, String)>,
    },
    /// Messages of one websocket frame or of one polling POST.
    Messages { connection: ConnectionId, messages: Vec<Message> },
    /// From polling to websocket.
    Upgraded { connection: ConnectionId },
    /// All that was sent has left for the transport.
    Drained { connection: ConnectionId },
    /// Gone, in Engine.IO's words (`transport close`, `ping timeout`, `parse error`, `transport error`, …).
    Closed { connection: ConnectionId, reason: &'static str, detail: Option<String> },
    /// A request was turned away, with Engine.IO's code and message.
    ConnectionError { code: u32, message: String },
}

/// Messages (Engine.IO type `message` only) on one connection so far: what `idle` compares with the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    /// Engine.IO's session id.
    pub id: String,
    pub sent: u64,
    pub received: u64,
}

#[derive(Debug)]
pub struct Engine {}

impl Engine {
    pub fn new(_options: Options, _limits: Limits) -> Self {
        todo!()
    }

    pub fn set_options(&mut self, _options: Options) {
        todo!()
    }

    /// Takes one input at clock `now` (milliseconds).
    pub fn handle(&mut self, _input: Input, _now: f64) {
        todo!()
    }

    /// Runs heartbeats and timeouts that are due.
    pub fn advance(&mut self, _now: f64) {
        todo!()
    }

    /// When `advance` is wanted next.
    pub fn next_deadline(&self) -> Option<f64> {
        todo!()
    }

    pub fn next_event(&mut self) -> Option<Event> {
        todo!()
    }

    /// Answers the handshake, with extra response headers.
    pub fn accept(&mut self, _connection: ConnectionId, _headers: &[(String, String)], _now: f64) {
        todo!()
    }

    /// Turns the handshake away with status 403 and Engine.IO's code 4.
    pub fn refuse(&mut self, _connection: ConnectionId, _message: &str) {
        todo!()
    }

    /// Queues a message; it leaves with the next `flush`. Ignored on a connection that is gone.
    pub fn send(&mut self, _connection: ConnectionId, _message: &Message) {
        todo!()
    }

    /// False: a volatile packet would be dropped (no poll is open, or earlier frames have not left).
    pub fn writable(&self, _connection: ConnectionId) -> bool {
        todo!()
    }

    /// The connection is there and under its buffer limit.
    pub fn is_open(&self, _connection: ConnectionId) -> bool {
        todo!()
    }

    /// Closes it, after what is buffered unless `discard`. `Closed` follows with `forced close`.
    pub fn close(&mut self, _connection: ConnectionId, _discard: bool) {
        todo!()
    }

    /// Writes what was queued since the last time: once per round of the owner's loop.
    pub fn flush(&mut self) {
        todo!()
    }

    pub fn counters(&self) -> Vec<Counters> {
        todo!()
    }
}
