//! One entry of the journal: what happened, when, from which line of the learner's code, and what it follows from.

use std::sync::Arc;

use bytes::Bytes;

use crate::routing::{Decision, Flags, Room, SocketId};

/// One thing that happened in a sandbox. `seq` starts at 1 and has no gaps.
#[derive(Debug, Clone)]
pub struct Entry {
    pub seq: u64,
    /// Milliseconds since the sandbox started, by its own clock; never goes back.
    pub at: f64,
    /// The `seq` of the entry this one follows from, through timers and promises too.
    pub cause: Option<u64>,
    pub location: Option<Location>,
    pub body: Body,
}

/// A place in the server code, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    pub line: u32,
    pub column: u32,
}

#[derive(Debug, Clone)]
pub enum Body {
    Connect(Connect),
    Refuse(Refuse),
    Upgrade(Upgrade),
    Disconnect(Disconnect),
    Receive(Receive),
    Decision(DecisionEntry),
    Ack(Ack),
    Http(Http),
    Log { level: Level, text: String },
    Error(ErrorEntry),
    Restart { reason: String },
}

#[derive(Debug, Clone)]
pub struct Connect {
    pub socket: SocketId,
    pub client: Option<Arc<str>>,
    pub namespace: Arc<str>,
    /// `polling` or `websocket`.
    pub transport: &'static str,
    pub handshake: Handshake,
    /// Connection state recovery brought it back.
    pub recovered: bool,
}

/// What the client sent along when it connected. Pairs keep their order; `auth` is JSON text.
#[derive(Debug, Clone, Default)]
pub struct Handshake {
    pub address: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    pub auth: String,
}

/// A middleware or an unknown namespace said no. `data` and `auth` are JSON text.
#[derive(Debug, Clone)]
pub struct Refuse {
    pub client: Option<Arc<str>>,
    pub namespace: Arc<str>,
    pub message: String,
    pub data: Option<String>,
    /// What the client sent along; none where the namespace is unknown.
    pub auth: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Upgrade {
    /// The sockets of that connection have one id per namespace; this is the one of its first namespace, if any.
    pub socket: Option<SocketId>,
    pub from: &'static str,
    pub to: &'static str,
}

#[derive(Debug, Clone)]
pub struct Disconnect {
    pub socket: SocketId,
    pub client: Option<Arc<str>>,
    pub namespace: Arc<str>,
    /// In Socket.IO's words: `transport close`, `client namespace disconnect`, …
    pub reason: String,
    /// The rooms it was in, its own among them.
    pub rooms: Vec<Room>,
}

#[derive(Debug, Clone)]
pub struct Receive {
    pub socket: SocketId,
    pub namespace: Arc<str>,
    pub packet: Packet,
    /// The client asked for an ack.
    pub ack: bool,
    /// False: the server has no listener for it.
    pub handled: bool,
}

/// A Socket.IO packet as it stood on the wire. Event name and arguments are read from it only when somebody looks, so
/// that tracing costs the server next to nothing.
#[derive(Debug, Clone, Default)]
pub struct Packet {
    /// The Socket.IO packet's text, `2["chat","hi"]`, without Engine.IO's digit.
    pub text: Bytes,
    pub attachments: Vec<Bytes>,
}

/// One routing decision and the operation that it answers.
#[derive(Debug, Clone)]
pub struct DecisionEntry {
    pub operation: Operand,
    /// The expression at `location` as written: `socket.broadcast.to("room1").emit`.
    pub call: Option<String>,
    pub namespace: Arc<str>,
    pub sender: Option<SocketId>,
    /// The selection's rooms.
    pub rooms: Vec<Room>,
    pub except: Vec<Room>,
    pub direct: bool,
    pub flags: Flags,
    pub decision: Decision,
}

/// What a decision was about.
#[derive(Debug, Clone)]
pub enum Operand {
    Emit(Packet),
    /// The rooms joined.
    Join(Vec<Room>),
    /// The rooms left.
    Leave(Vec<Room>),
    Disconnect,
}

#[derive(Debug, Clone)]
pub struct Ack {
    pub socket: Option<SocketId>,
    pub namespace: Arc<str>,
    /// The entry that asked for it: a `receive` or a `decision`.
    pub of: Option<u64>,
    pub outcome: AckOutcome,
    pub elapsed: f64,
}

#[derive(Debug, Clone)]
pub enum AckOutcome {
    ToClient(Packet),
    ToServer(Packet),
    Timeout,
}

/// A request to the routes of the code. An answer that was not complete when the code first came to rest has two entries:
/// this, `Open`, when the request came, and when the answer was over another one, whose cause is the first.
#[derive(Debug, Clone, Default)]
pub struct Http {
    pub method: String,
    /// With the query.
    pub path: String,
    /// The name of the page's client that asked.
    pub client: Option<Arc<str>>,
    /// `None` while there is none, and for good if there never was.
    pub status: Option<u16>,
    /// Of the bodies.
    pub request_bytes: u64,
    pub response_bytes: u64,
    /// The body came in pieces.
    pub streamed: bool,
    pub state: HttpState,
    pub request: HttpBody,
    pub response: HttpBody,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HttpState {
    /// The answer has not ended.
    #[default]
    Open,
    Ended,
    /// The client went away, or the code or its server broke the answer off.
    Aborted,
}

/// The beginning of a body, for recorded scenarios.
#[derive(Debug, Clone, Default)]
pub struct HttpBody {
    pub content_type: String,
    pub bytes: Bytes,
    /// It was longer.
    pub cut: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

#[derive(Debug, Clone, Default)]
pub struct ErrorEntry {
    pub title: String,
    pub detail: String,
    /// The flag whose limit was hit: `--max-turn-ms`.
    pub limit: Option<&'static str>,
    pub stack: Option<String>,
}
