//! What an engine answers to a request; the routes make it HTTP.

use std::sync::Arc;

use bytes::Bytes;
use hyper::StatusCode;
use serde_json::json;
use tokio::sync::oneshot;

use super::cost::Cost;
use super::input::{RequestId, SocketId};
use super::outgoing::Outgoing;
use super::packet::Packet;
use super::payload;
use super::refusal::Refusal;

#[derive(Debug)]
pub(super) enum Answer {
    Done(HttpAnswer),
    /// The head of a POST is in order: read its body, `limit` bytes at most.
    ReadBody {
        limit: usize,
    },
    /// Switch protocols; what is read goes to the engine, what is written comes from `outgoing`.
    Upgrade(Upgrade),
}

#[derive(Debug, Clone)]
pub(super) struct HttpAnswer {
    pub status: StatusCode,
    pub content_type: &'static str,
    pub body: Bytes,
    /// From the owner of the engine; names and values are not checked yet.
    pub headers: Vec<(String, String)>,
}

#[derive(Debug)]
pub(super) struct Upgrade {
    pub socket: SocketId,
    pub outgoing: Arc<Outgoing>,
    /// Bytes of one incoming message.
    pub max_payload: usize,
    pub headers: Vec<(String, String)>,
}

impl Answer {
    /// To a poll.
    pub fn payload<'a>(packets: impl Iterator<Item = &'a Packet> + Clone) -> Self {
        Self::done(StatusCode::OK, "text/plain; charset=UTF-8", payload::encode(packets))
    }

    /// To a POST.
    pub fn ok() -> Self {
        // not text/plain, for the sake of browsers that would offer it as a download
        Self::done(StatusCode::OK, "text/html", Bytes::from_static(b"ok"))
    }

    pub fn refused(refusal: Refusal, message: &str) -> Self {
        Self::error(refusal.status(), refusal.code(), message)
    }

    pub fn too_large(limit: usize) -> Self {
        let message = format!("the body is larger than maxPayload ({limit} bytes); send fewer packets at a time");
        Self::error(StatusCode::PAYLOAD_TOO_LARGE, Refusal::BadRequest.code(), &message)
    }

    /// The server is going down.
    pub fn unavailable() -> Self {
        let message = "the server is shutting down; try again later";
        Self::error(StatusCode::SERVICE_UNAVAILABLE, Refusal::BadRequest.code(), message)
    }

    fn error(status: StatusCode, code: u32, message: &str) -> Self {
        Self::done(status, "application/json", json!({ "code": code, "message": message }).to_string().into())
    }

    fn done(status: StatusCode, content_type: &'static str, body: Bytes) -> Self {
        Self::Done(HttpAnswer { status, content_type, body, headers: Vec::new() })
    }

    pub fn with_headers(mut self, extra: &[(String, String)]) -> Self {
        match &mut self {
            Self::Done(HttpAnswer { headers, .. }) | Self::Upgrade(Upgrade { headers, .. }) => {
                headers.extend_from_slice(extra);
            }
            Self::ReadBody { .. } => {}
        }
        self
    }
}

/// A request that waits for its answer.
#[derive(Debug)]
pub(super) struct Waiting {
    pub request: RequestId,
    /// While packets are recorded.
    pub cost: Option<Box<Cost>>,
    pub reply: oneshot::Sender<Answer>,
}

impl Waiting {
    /// False: the client is gone.
    pub fn answer(self, answer: Answer) -> bool {
        self.reply.send(answer).is_ok()
    }
}
