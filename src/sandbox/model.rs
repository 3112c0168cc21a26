//! What goes into a sandbox and what comes out of it, as plain values, and the errors of the two operations that run
//! somebody's code.

use serde_json::{Map, Value};

use crate::engine;
use crate::routing::Room;
use crate::trace::Location;

/// What a sandbox is made from. Opaque texts: the sandbox knows nothing of lessons.
#[derive(Debug, Clone, Default)]
pub struct Spec {
    /// The server code.
    pub server: String,
    /// Socket.IO server options, by their own names.
    pub options: Map<String, Value>,
    /// The page of each client, by the client's name, as HTML.
    pub pages: Vec<(String, String)>,
    pub clock: Clock,
}

/// What drives a sandbox's clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clock {
    /// Real time: the page.
    #[default]
    Real,
    /// Only [`super::Sandbox::advance`]: scenarios.
    Manual,
}

/// What the server code did wrong at load.
#[derive(Debug, Clone, Default)]
pub struct Failure {
    pub title: String,
    pub detail: String,
    pub location: Option<Location>,
    /// The limit's flag, where one was hit.
    pub limit: Option<&'static str>,
    pub stack: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("{0} sandboxes are open, which is the limit of this server (--max-sandboxes); try again later")]
    Full(usize),
    #[error("`{0}` is not an option of Socket.IO's server that a sandbox takes")]
    UnknownOption(String),
    #[error("option `{name}`: {problem}")]
    BadOption { name: String, problem: String },
    #[error("the server code is too large: {bytes} bytes, the limit is {limit}")]
    TooLarge { bytes: usize, limit: usize },
    #[error("{}", .0.title)]
    Code(Failure),
    #[error("no worker could be started: {0}")]
    Worker(String),
}

#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    #[error("the sandbox is gone")]
    Gone,
    #[error("the server code is too large: {bytes} bytes, the limit is {limit}")]
    TooLarge { bytes: usize, limit: usize },
    /// The old code runs on.
    #[error("{}", .0.title)]
    Code(Failure),
    #[error("no worker could be started: {0}")]
    Worker(String),
}

#[derive(Debug, Clone)]
pub struct Snapshot {
    pub id: String,
    pub server: String,
    /// The options it was created with.
    pub options: Map<String, Value>,
    /// Milliseconds by the sandbox's clock.
    pub uptime: f64,
    pub namespaces: Vec<NamespaceSnapshot>,
    pub trace_first: u64,
    pub trace_last: u64,
    pub trace_dropped: u64,
}

/// Sockets in insertion order, and rooms with the ids of their members.
#[derive(Debug, Clone)]
pub struct NamespaceSnapshot {
    pub name: String,
    pub sockets: Vec<SocketSnapshot>,
    pub rooms: Vec<(Room, Vec<String>)>,
}

#[derive(Debug, Clone)]
pub struct SocketSnapshot {
    pub id: String,
    pub client: Option<String>,
    pub rooms: Vec<Room>,
    pub transport: &'static str,
    /// By the sandbox's clock, milliseconds.
    pub connected_at: f64,
}

/// The sandbox at rest: job queue empty, no timer due. `counters` are the messages on each open connection; a client
/// that read as many as were sent, and had as many read as it sent, has nothing under way.
#[derive(Debug, Clone)]
pub struct Settled {
    pub counters: Vec<engine::Counters>,
    /// When the next timer or heartbeat is due, by the sandbox's clock.
    pub next_timer: Option<f64>,
    pub now: f64,
}
