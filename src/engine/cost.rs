//! What a request costs beside the packets that it carries: the bytes of its heads, as they stand on the wire. Counted from
//! what came and from what is going to be sent; a test holds it against a real connection.

use bytes::Bytes;
use hyper::header::{CONNECTION, CONTENT_LENGTH, ORIGIN};
use hyper::{HeaderMap, Method, StatusCode};

use super::answer::{Answer, HttpAnswer};
use super::cors;
use super::exchange::{Handshake, respond};
use super::input::Head;

/// `date: Thu, 01 Jan 1970 00:00:00 GMT` and the end of its line.
const DATE: usize = 37;
/// `connection: close` and the end of its line.
const CLOSE: usize = 19;
/// ` HTTP/1.1` and the end of its line.
const VERSION: usize = 11;
/// Between name and value, and the end of the line.
const HEADER: usize = 4;

/// The HTTP request that carried packets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Request {
    pub method: &'static str,
    pub status: u16,
    /// Bytes of its two heads and of whatever else is no packet.
    pub overhead: usize,
    /// From the request to its answer, in milliseconds.
    pub waited: f64,
}

/// A request that has no answer yet.
#[derive(Debug, Clone)]
pub(super) struct Cost {
    post: bool,
    /// Of the head.
    bytes: usize,
    /// When it came.
    since: f64,
    /// What decides about the answer's head.
    headers: HeaderMap,
    closes: bool,
    handshake: Option<Handshake>,
}

impl Cost {
    pub fn of(head: &Head, since: f64) -> Self {
        let size =
            |headers: &HeaderMap| -> usize { headers.iter().map(|(n, v)| n.as_str().len() + v.len() + HEADER).sum() };
        let line = head.method.as_str().len() + 1 + head.url.len() + VERSION;
        let mut headers = HeaderMap::new();
        headers.extend(head.headers.get(ORIGIN).map(|origin| (ORIGIN, origin.clone())));
        let closes = head.headers.get(CONNECTION).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"close"));
        Self {
            post: head.method == Method::POST,
            bytes: line + size(&head.headers) + 2,
            since,
            headers,
            closes,
            handshake: Handshake::of(head).filter(|_| head.upgrade),
        }
    }

    /// The whole request, given its answer; whether the body of that is packets. `None` for what is no answer yet.
    pub fn request(&self, answer: &Answer, packets: bool, now: f64) -> Option<Request> {
        let (response, body) = match answer {
            Answer::Done(done) => (respond(HttpAnswer { body: Bytes::new(), ..done.clone() }), Some(done.body.len())),
            Answer::Upgrade(upgrade) => (self.handshake.clone()?.switch(&upgrade.headers), None),
            Answer::ReadBody { .. } => return None,
        };
        let response = cors::allow(&self.headers, response);
        let mut overhead = self.bytes + head_len(response.status(), response.headers()) + DATE;
        if let Some(body) = body {
            overhead += CONTENT_LENGTH.as_str().len() + body.to_string().len() + HEADER;
            overhead += if packets { 0 } else { body };
            overhead += if self.closes { CLOSE } else { 0 };
        }
        let method = if self.post { "POST" } else { "GET" };
        Some(Request { method, status: response.status().as_u16(), overhead, waited: (now - self.since).max(0.0) })
    }
}

/// Status line, headers and the empty line.
fn head_len(status: StatusCode, headers: &HeaderMap) -> usize {
    let reason = status.canonical_reason().unwrap_or_default();
    let headers: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + HEADER).sum();
    "HTTP/1.1 200 ".len() + reason.len() + 2 + headers + 2
}
