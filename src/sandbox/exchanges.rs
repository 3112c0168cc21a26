//! HTTP requests in the loop: from whoever asks to the worker and back, and into the trace. The entry of a request has to
//! stand before what follows from it, and is to tell the status: so what the worker says is held back until the answer is
//! complete or its turn is over. An answer that takes longer has two entries, the second caused by the first.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::sync::oneshot;

use super::http::{Asked, HttpAnswer, HttpError, HttpRequest, MAX_OPEN_REQUESTS, Writer};
use super::numbers::Written;
use super::start::location_of;
use super::state::Loop;
use crate::trace::{Body, ErrorEntry, Http, HttpBody, HttpState, Location};
use crate::worker::message::{AnswerHead, AnswerPart, Asking, FromWorker, Report, Task};

/// Bytes of a body that the trace keeps, for recorded scenarios.
const MAX_KEPT: usize = 16 << 10;

/// Messages of the worker that are held back at most for the sake of a request's one entry.
const MAX_HELD: usize = 256;

/// The requests of one sandbox.
#[derive(Debug, Default)]
pub(super) struct Exchanges {
    open: HashMap<u32, Exchange>,
    held: Option<Held>,
    /// The code answers preflights itself.
    takes_options: bool,
}

/// What the worker said since it began to handle a request.
#[derive(Debug)]
struct Held {
    exchange: u32,
    request: Report,
    messages: Vec<FromWorker>,
}

#[derive(Debug)]
struct Exchange {
    entry: Http,
    /// When the request came, by the sandbox's clock.
    at: f64,
    location: Option<Location>,
    reply: Option<oneshot::Sender<Result<HttpAnswer, HttpError>>>,
    writer: Option<Writer>,
    kept: BytesMut,
    /// The entry that was written when the request came, if it was not the last.
    told: Option<u64>,
}

impl Exchanges {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}

impl Loop {
    /// Takes what came from those who ask.
    pub(super) fn take_asked(&mut self, asked: Asked) {
        let now = self.time.now();
        match asked {
            Asked::Request { exchange, request, reply } => {
                if self.pace.spend(1) {
                    self.tell_slowdown(now);
                }
                if let Err((error, reply)) = self.ask(now, exchange, *request, reply) {
                    // Nobody waits any more if this fails.
                    let _ = reply.send(Err(error));
                }
            }
            Asked::Abandoned { exchange } => self.abandon(exchange),
        }
    }

    fn ask(
        &mut self,
        now: f64,
        exchange: u32,
        request: HttpRequest,
        reply: oneshot::Sender<Result<HttpAnswer, HttpError>>,
    ) -> Result<(), (HttpError, oneshot::Sender<Result<HttpAnswer, HttpError>>)> {
        if request.preflight && !self.exchanges.takes_options {
            return Err((HttpError::Preflight, reply));
        }
        if self.exchanges.open.len() >= MAX_OPEN_REQUESTS {
            return Err((HttpError::Busy, reply));
        }
        let HttpRequest { method, url, address, client, headers, body, .. } = request;
        let entry = Http {
            method: method.clone(),
            path: url.clone(),
            client: client.map(Arc::from),
            request_bytes: body.len() as u64,
            request: kept(&headers, &body),
            ..Http::default()
        };
        let asking = Asking { exchange, method, url, address, headers, body };
        if self.send_turn(now, Task::Ask(Box::new(asking))).is_none() {
            return Err((HttpError::NotRunning, reply));
        }
        let kept = BytesMut::new();
        let state = Exchange { entry, at: now, location: None, reply: Some(reply), writer: None, kept, told: None };
        self.exchanges.open.insert(exchange, state);
        Ok(())
    }

    /// The client is gone.
    fn abandon(&mut self, exchange: u32) {
        let Some(state) = self.exchanges.open.get_mut(&exchange) else { return };
        state.entry.state = HttpState::Aborted;
        (state.reply, state.writer) = (None, None);
        // One whose turn has not come to its end is told then.
        if state.told.is_some() {
            self.tell(exchange);
        }
        let now = self.time.now();
        self.send_turn(now, Task::Abandon { exchange });
    }

    /// Takes a message of the worker, or holds it back.
    pub(super) fn take_or_hold(&mut self, message: FromWorker) {
        match message {
            FromWorker::Answer { exchange, part } => self.answered(exchange, part),
            FromWorker::TakesOptions => self.exchanges.takes_options = true,
            FromWorker::TurnDone(_) => {
                self.release();
                self.take_now(message);
            }
            message => match &mut self.exchanges.held {
                None => self.take_now(message),
                Some(held) => {
                    held.messages.push(message);
                    if held.messages.len() >= MAX_HELD {
                        self.release();
                    }
                }
            },
        }
    }

    /// The code begins to handle a request.
    pub(super) fn hold(&mut self, exchange: u32, request: Report) {
        self.exchanges.held = Some(Held { exchange, request, messages: Vec::new() });
    }

    /// Writes the request's entry, and takes what was held back for its sake.
    pub(super) fn release(&mut self) {
        let Some(Held { exchange, request, messages }) = self.exchanges.held.take() else { return };
        let seq = self.tell(exchange);
        let at = self.time.now();
        self.numbers.set(request.number, seq.map(|seq| Written { seq, at }));
        for message in messages {
            self.take_now(message);
        }
    }

    /// Writes an entry of the exchange as it stands; one that is over is forgotten.
    fn tell(&mut self, exchange: u32) -> Option<u64> {
        let state = self.exchanges.open.get_mut(&exchange)?;
        let mut entry = state.entry.clone();
        let over = entry.state != HttpState::Open;
        if over {
            entry.response.bytes = std::mem::take(&mut state.kept).freeze();
        }
        // The first entry is about the request, a second one about the end of its answer.
        let at = if state.told.is_none() { state.at } else { self.time.now() };
        let seq = self.journal.push(at, state.told, state.location, Body::Http(entry));
        state.told = Some(seq);
        if over {
            self.exchanges.open.remove(&exchange);
        }
        Some(seq)
    }

    /// A part of an answer goes to whoever asked.
    fn answered(&mut self, exchange: u32, part: AnswerPart) {
        let limit = self.limits.max_pending_bytes;
        let Some(state) = self.exchanges.open.get_mut(&exchange) else { return };
        match part {
            AnswerPart::Routed(place) => state.location = Some(location_of(place)),
            AnswerPart::Head(head) => {
                if !state.begin(head, limit) {
                    self.overflow(exchange);
                }
            }
            AnswerPart::Chunk(bytes) => {
                if !state.write(bytes, limit) {
                    self.overflow(exchange);
                }
            }
            AnswerPart::End => {
                if let Some(writer) = state.writer.take() {
                    writer.end();
                }
                self.over(exchange, HttpState::Ended);
            }
            AnswerPart::Broken => {
                // Without a head nothing can be broken off but the request itself.
                if let Some(reply) = state.reply.take() {
                    let _ = reply.send(broken());
                }
                state.writer = None;
                self.over(exchange, HttpState::Aborted);
            }
        }
    }

    fn over(&mut self, exchange: u32, how: HttpState) {
        let Some(state) = self.exchanges.open.get_mut(&exchange) else { return };
        if state.entry.state == HttpState::Open {
            state.entry.state = how;
        }
        if self.exchanges.held.as_ref().is_some_and(|held| held.exchange == exchange) {
            self.release();
        } else {
            self.tell(exchange);
        }
    }

    /// More waits for the client than may.
    fn overflow(&mut self, exchange: u32) {
        let limit = self.limits.max_pending_bytes;
        let Some(state) = self.exchanges.open.get_mut(&exchange) else { return };
        let entry = ErrorEntry {
            title: format!("The answer to {} {} was broken off", state.entry.method, state.entry.path),
            detail: format!(
                "More than {limit} bytes waited for a client that did not read them, which is the limit (--max-pending-bytes)."
            ),
            limit: Some("--max-pending-bytes"),
            stack: None,
        };
        if let Some(reply) = state.reply.take() {
            let _ = reply.send(Err(HttpError::TooLarge(limit)));
        }
        state.writer = None;
        self.over(exchange, HttpState::Aborted);
        let now = self.time.now();
        self.journal.push(now, None, None, Body::Error(entry));
        self.send_turn(now, Task::Abandon { exchange });
    }

    /// Its worker goes: every request that is open ends.
    pub(super) fn end_exchanges(&mut self) {
        self.release();
        let mut open: Vec<u32> = self.exchanges.open.keys().copied().collect();
        open.sort_unstable();
        for exchange in open {
            if let Some(reply) = self.exchanges.open.get_mut(&exchange).and_then(|state| state.reply.take()) {
                let _ = reply.send(Err(HttpError::Restarted));
            }
            // What has no set length ends as if it were whole: a browser calls anything else an error.
            if let Some(state) = self.exchanges.open.get_mut(&exchange)
                && state.entry.streamed
                && let Some(writer) = state.writer.take()
            {
                writer.end();
            }
            self.over(exchange, HttpState::Aborted);
        }
        self.exchanges = Exchanges::default();
    }
}

impl Exchange {
    /// False if the body is larger than may ever wait.
    fn begin(&mut self, head: AnswerHead, limit: usize) -> bool {
        let AnswerHead { status, headers, length } = head;
        self.entry.status = Some(status);
        self.entry.streamed = length.is_none();
        self.entry.response.content_type = content_type(&headers);
        let has_body = self.entry.method != "HEAD" && !matches!(status, 204 | 304);
        if has_body && length.is_some_and(|length| length > limit as u64) {
            return false;
        }
        let (writer, body) = Writer::new();
        if let Some(reply) = self.reply.take() {
            self.writer = Some(writer);
            // Whoever went away in the meantime says so by itself.
            let _ = reply.send(Ok(HttpAnswer { status, headers, length, body }));
        }
        true
    }

    fn write(&mut self, bytes: Bytes, limit: usize) -> bool {
        self.entry.response_bytes += bytes.len() as u64;
        let room = MAX_KEPT.saturating_sub(self.kept.len());
        self.kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.entry.response.cut |= bytes.len() > room;
        self.writer.as_ref().is_none_or(|writer| writer.write(bytes, limit))
    }
}

/// An answer that ends before it begins.
fn broken() -> Result<HttpAnswer, HttpError> {
    let (_, body) = Writer::new();
    Ok(HttpAnswer { status: 200, headers: Vec::new(), length: None, body })
}

fn content_type(headers: &[(String, String)]) -> String {
    let found = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    found.map_or_else(String::new, |(_, value)| value.clone())
}

fn kept(headers: &[(String, String)], body: &Bytes) -> HttpBody {
    let cut = body.len() > MAX_KEPT;
    let bytes = Bytes::copy_from_slice(&body[..body.len().min(MAX_KEPT)]);
    HttpBody { content_type: content_type(headers), bytes, cut }
}
