//! What routes and readers tell an engine.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use hyper::{HeaderMap, Method};
use tokio::sync::oneshot;

use super::answer::Answer;
use super::{ConnectionId, Message};

/// From the routes: a request, a websocket frame, a writable socket. Opaque to the owner of the engine.
#[derive(Debug)]
pub struct Input(pub(super) Kind);

/// Names an HTTP request, and the websocket that may come of it, within this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RequestId(u64);

impl RequestId {
    pub fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

#[derive(Debug)]
pub(super) enum Kind {
    /// A request's head; a body is read once the engine wants it.
    Request { head: Box<Head>, reply: oneshot::Sender<Answer> },
    /// The body of a POST whose head was taken.
    Body { sid: String, request: RequestId, body: Body, reply: oneshot::Sender<Answer> },
    /// The client went away before it had its answer.
    Abandoned { sid: Option<String>, request: RequestId },
    /// A websocket message.
    Frame { socket: SocketId, frame: Message },
    /// What a flush had to leave behind was written.
    Drained { socket: SocketId },
    /// A websocket ended; `error` unless it was closed.
    Gone { socket: SocketId, error: Option<String> },
}

/// A websocket: its connection, and which one of that connection's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SocketId {
    pub connection: ConnectionId,
    pub request: RequestId,
}

#[derive(Debug)]
pub(super) struct Head {
    pub request: RequestId,
    pub method: Method,
    /// Path and query.
    pub url: String,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub peer: Option<SocketAddr>,
    /// A complete websocket handshake.
    pub upgrade: bool,
}

#[derive(Debug)]
pub(super) enum Body {
    Whole(Bytes),
    TooLarge,
    Broken,
}
