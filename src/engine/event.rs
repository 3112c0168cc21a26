//! What the owner of an engine is told, and the names it is told in.

use super::Message;

/// Names a connection within its engine; never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u32);

#[derive(Debug)]
pub enum Event {
    /// A handshake came; the client gets its answer when [`accept`](super::Engine::accept) or
    /// [`refuse`](super::Engine::refuse) is called.
    Open {
        connection: ConnectionId,
        /// Engine.IO's session id.
        id: String,
        websocket: bool,
        /// The peer's IP address, empty if the server did not tell it.
        address: String,
        method: String,
        /// Path and query as they were asked for.
        url: String,
        query: Vec<(String, String)>,
        headers: Vec<(String, String)>,
    },
    /// Messages of one websocket frame or of one polling POST.
    Messages { connection: ConnectionId, messages: Vec<Message> },
    /// From polling to websocket.
    Upgraded { connection: ConnectionId },
    /// All that was sent has left for the transport: once for each flush that had something to write.
    Drained { connection: ConnectionId },
    /// Gone, in Engine.IO's words (`transport close`, `ping timeout`, `parse error`, `transport error`, `forced
    /// close`).
    Closed { connection: ConnectionId, reason: &'static str, detail: Option<String> },
    /// A request was turned away, with Engine.IO's code and message.
    ConnectionError { code: u32, message: String },
}

/// Messages (Engine.IO type `message` only) and heartbeats on one connection so far: what `idle` compares with the
/// other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    /// Engine.IO's session id.
    pub id: String,
    /// Counted at [`send`](super::Engine::send).
    pub sent: u64,
    /// Counted when handed out as [`Event::Messages`].
    pub received: u64,
    /// Heartbeats: pings sent, and the pongs that came back.
    pub pings: u64,
    pub pongs: u64,
    /// A poll is open, or all that was written on the websocket has left.
    pub ready: bool,
}
