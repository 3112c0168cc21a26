//! The messages between a sandbox and its worker, each postcard with a length before it (u32, little endian). The
//! sandbox sends turns, the worker answers each with what the code did, in order, and `TurnDone` once its job queue is
//! empty. Numbers count what the worker reports, so that a report can name the one it follows from before either has a
//! place in the trace.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// The largest message on the channel, in bytes. A longer one ends the worker.
pub const MAX_MESSAGE_BYTES: usize = 64 << 20;

/// Sandbox to worker.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToWorker {
    /// First of all, while the worker waits in the pool: load the runtime, set the limits, go into the cage.
    Boot(Boot),
    Turn(Turn),
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Boot {
    /// The runtime module as QuickJS bytecode.
    pub bytecode: Bytes,
    pub heap_bytes: u64,
    pub stack_bytes: u64,
    /// CPU per turn.
    pub turn_ms: u32,
}

/// One turn of the event loop: the task, then all ticks and promise jobs that follow from it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Turn {
    /// From 1, one more for each turn.
    pub number: u64,
    /// The sandbox's clock, milliseconds since it started.
    pub now: f64,
    pub task: Task,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// Evaluate the learner's code. Answered by `Started` or `Failed`, then `TurnDone`.
    Start(Start),
    /// A client opened an Engine.IO connection. Answered by `Opened` among the reports.
    Open(Box<Opening>),
    /// Engine.IO messages of one websocket frame or one polling POST.
    Packets { connection: u32, packets: Vec<Data> },
    /// The connection went from polling to websocket.
    Upgrade { connection: u32 },
    /// What was written on the connection has left (Engine.IO's `drain`), sent only if `Opened.wants_drain`.
    Drain { connection: u32 },
    /// The connection is gone, in Engine.IO's words: `transport close`, `ping timeout`, …
    Close { connection: u32, reason: String },
    /// A handshake was turned away (`connection_error` of `io.engine`).
    ConnectionError { code: u32, message: String },
    /// An HTTP request came in, its body whole.
    Ask(Box<Asking>),
    /// Its client is gone before the answer was.
    Abandon { exchange: u32 },
    /// The clock moved: run the timers that are due, in their order, and `setImmediate` callbacks.
    Tick,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Start {
    pub source: String,
    /// Socket.IO server options as JSON; those given to `new Server` in the code win.
    pub options: String,
    /// Unix time in milliseconds at clock 0.
    pub epoch: f64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Opening {
    pub connection: u32,
    /// Engine.IO's session id.
    pub id: String,
    pub transport: Transport,
    pub address: String,
    pub method: String,
    /// Path and query as requested.
    pub url: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
}

/// An HTTP request to the routes of the code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Asking {
    pub exchange: u32,
    pub method: String,
    /// Path and query as the code sees them.
    pub url: String,
    pub address: String,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Transport {
    Polling,
    WebSocket,
}

/// What one Engine.IO message carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Data {
    Text(String),
    Binary(Bytes),
}

/// Worker to sandbox.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// The runtime is loaded, the cage is closed; a `Start` may come.
    Booted,
    /// The code was evaluated and its first turn rests. `options` are the effective Socket.IO server options as JSON.
    Started {
        options: String,
    },
    /// The code failed at load (syntax, or a throw at the top level).
    Failed(Failure),
    /// The connection was taken: extra headers for the answer (`initial_headers`).
    Opened {
        connection: u32,
        headers: Vec<(String, String)>,
        wants_drain: bool,
    },
    Report(Report),
    /// A packet that no routing decision governs: CONNECT, CONNECT_ERROR, DISCONNECT, or raw Engine.IO.
    Write {
        connection: u32,
        packets: Vec<Data>,
    },
    /// So many ticks have ended since the last packet of this turn was told. In Node a websocket has sent by then what was
    /// written before, and takes a volatile packet again.
    Ticks(u32),
    /// Close the connection; `discard` drops what is still buffered. Before `Opened` it refuses the handshake.
    Close {
        connection: u32,
        discard: bool,
    },
    /// A part of the answer to an HTTP request.
    Answer {
        exchange: u32,
        part: AnswerPart,
    },
    /// The code has a route for OPTIONS: preflights are its own to answer from now on.
    TakesOptions,
    TurnDone(TurnDone),
}

/// `Head`, then any number of `Chunk`s, then `End` or `Broken`. `Routed` may come at any time before the end.
#[derive(Debug, Serialize, Deserialize)]
pub enum AnswerPart {
    /// The route that takes the request was made here.
    Routed(Place),
    Head(AnswerHead),
    Chunk(Bytes),
    End,
    /// The code broke it off.
    Broken,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AnswerHead {
    /// 200 to 999.
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// Bytes of the body where it was given at once; `None` for one that comes in pieces.
    pub length: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct TurnDone {
    pub number: u64,
    /// When the next timer is due, by the sandbox's clock.
    pub next_timer: Option<f64>,
    /// A `setImmediate` waits: send `Tick` at once.
    pub immediate: bool,
    pub cpu_us: u64,
    pub heap_bytes: u64,
}

/// An error that the learner's code made or met.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Failure {
    /// `SyntaxError: unexpected token`.
    pub title: String,
    pub detail: String,
    pub place: Option<Place>,
    /// The flag whose limit was hit, without dashes: `max-turn-ms`.
    pub limit: Option<String>,
    pub stack: Option<String>,
}

/// Line and column in the learner's text, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

/// Something for the trace, in the order in which it happened.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// From 1, one more for each report.
    pub number: u64,
    /// The report this one follows from.
    pub cause: Option<u64>,
    pub place: Option<Place>,
    pub what: What,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum What {
    /// A socket was accepted in a namespace; its own room's `Join` follows, then CONNECT is written. `auth` is JSON.
    Connect {
        namespace: String,
        socket: String,
        connection: u32,
        auth: String,
        recovered: bool,
    },
    /// A socket that is not accepted yet joins or emits (in a middleware): which connection it belongs to. Ends with its
    /// `Connect` or with `Refuse`. Not an entry.
    Pending {
        namespace: String,
        socket: String,
        connection: u32,
    },
    /// The socket is in the namespace's list from here on (`nsp.sockets`): broadcasts reach it. Not an entry.
    Listed {
        namespace: String,
        socket: String,
        connection: u32,
    },
    /// A middleware or an unknown namespace said no. `data` is JSON, and so is `auth`: what the client sent along, where
    /// the namespace is known.
    Refuse {
        namespace: String,
        connection: u32,
        message: String,
        data: Option<String>,
        auth: Option<String>,
    },
    /// An event came in. `packet` is its text and attachments as received.
    Receive {
        namespace: String,
        socket: String,
        packet: Vec<Data>,
        ack: bool,
        handled: bool,
    },
    /// An event goes out. `packet` is the encoded Socket.IO packet: text, then attachments.
    Emit {
        namespace: String,
        target: Aim,
        flags: Flags,
        packet: Vec<Data>,
    },
    Join {
        namespace: String,
        target: Aim,
        rooms: Vec<RoomName>,
    },
    /// `rooms: None` leaves all.
    Leave {
        namespace: String,
        target: Aim,
        rooms: Option<Vec<RoomName>>,
    },
    Disconnect {
        namespace: String,
        target: Aim,
    },
    /// A socket is gone, in Socket.IO's words; its `Leave` of all rooms came before. `rooms` it was in.
    Disconnected {
        namespace: String,
        socket: String,
        reason: String,
        rooms: Vec<RoomName>,
    },
    /// The server answers a client's event. `of` is the number of its `Receive`. Deliver it to the socket.
    AckToClient {
        namespace: String,
        socket: String,
        of: Option<u64>,
        packet: Vec<Data>,
    },
    /// A client answered. `of` is the number of the `Emit` that asked.
    AckToServer {
        namespace: String,
        socket: String,
        of: Option<u64>,
        packet: Vec<Data>,
    },
    /// Nobody, or not everybody, answered in time. `socket` where one was asked.
    AckTimeout {
        namespace: String,
        socket: Option<String>,
        of: Option<u64>,
    },
    Log {
        level: LogLevel,
        text: String,
    },
    Error(Failure),
    /// The code begins to handle an HTTP request; what follows from it names this report as its cause.
    Request {
        exchange: u32,
    },
}

/// `socket.…` (one) or a selection by rooms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Aim {
    Direct(String),
    Select { rooms: Vec<RoomName>, except: Vec<RoomName>, sender: Option<String>, empty_list: bool },
}

/// A room as JavaScript has it. `key` tells objects and symbols apart by identity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RoomName {
    Text(String),
    Number(f64),
    Value { key: u64, shown: String },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags {
    pub volatile: bool,
    pub local: bool,
    pub ack: bool,
    pub timeout: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}
