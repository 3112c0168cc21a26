//! How connections end: by their owner, by the client, or by a fault. However it comes, the owner hears of it once.

use super::event::{ConnectionId, Event};
use super::packet::Packet;
use super::refusal::Refusal;
use super::server::Engine;
use super::session::{Phase, Transport};
use super::timers::Timer;

/// How long a closing session may take to poll for its close packet, in milliseconds (as in Node).
const CLOSE_TIMEOUT: f64 = 30_000.0;

/// Why a connection ended, in Engine.IO's words, and what its client still gets.
#[derive(Debug)]
pub(super) struct End {
    pub reason: &'static str,
    pub detail: Option<String>,
    pub goodbye: Goodbye,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goodbye {
    /// What waits, and then a close packet or a close frame.
    All,
    /// The close, without what a websocket still holds back.
    Close,
    /// The client closed: the same, but an open poll ends with a noop.
    Noop,
    /// The client does not read: nothing.
    Nothing,
}

impl End {
    fn new(reason: &'static str, detail: Option<String>, goodbye: Goodbye) -> Self {
        Self { reason, detail, goodbye }
    }

    /// The owner closed it.
    pub fn forced() -> Self {
        Self::new("forced close", None, Goodbye::All)
    }

    /// The client closed it, or its websocket ended.
    pub fn by_client() -> Self {
        Self::new("transport close", None, Goodbye::Noop)
    }

    pub fn fault(detail: impl Into<String>) -> Self {
        Self::new("transport error", Some(detail.into()), Goodbye::Close)
    }

    pub fn ping_timeout() -> Self {
        Self::new("ping timeout", None, Goodbye::Close)
    }

    pub fn no_packet() -> Self {
        Self::new("parse error", Some("the client sent what is no Engine.IO packet".into()), Goodbye::Close)
    }

    pub fn overflow(pending: usize, limit: usize) -> Self {
        let detail = format!("the client did not read; {pending} bytes were waiting, the limit is {limit}");
        Self::new("transport error", Some(detail), Goodbye::Nothing)
    }
}

impl Engine {
    /// Closes it, after what is buffered unless `discard`. `Closed` follows with `forced close`: for polling once the
    /// client has come for its close packet, after what waits, or did not for 30 s.
    pub fn close(&mut self, connection: ConnectionId, discard: bool) {
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        match &mut session.transport {
            Transport::Websocket(socket) => {
                if discard {
                    socket.discard();
                }
                self.end(connection, End::forced());
            }
            Transport::Polling(polling) => {
                if discard {
                    polling.take();
                }
                // the close packet has a poll of its own: a client that finds it behind other packets in one answer
                // closes before it has handled them
                let at_once = polling.poll.is_some() && polling.pending() == 0;
                if discard || at_once || !matches!(session.phase, Phase::Open | Phase::Closing) {
                    self.end(connection, End::forced());
                } else if session.is_open() {
                    session.phase = Phase::Closing;
                    self.timers.cancel(connection, Timer::Ping);
                    self.timers.cancel(connection, Timer::PingTimeout);
                    self.timers.set(connection, Timer::CloseTimeout, self.now + CLOSE_TIMEOUT);
                }
            }
        }
    }

    /// Closes all at once, as a server that goes down.
    pub fn close_all(&mut self) {
        let all: Vec<ConnectionId> = self.sessions.keys().copied().collect();
        for connection in all {
            self.end(connection, End::forced());
        }
    }

    /// Forgets the connection, says goodbye to the client, tells the owner.
    pub(super) fn end(&mut self, connection: ConnectionId, end: End) {
        let Some(session) = self.sessions.remove(&connection) else { return };
        self.ids.remove(&session.id);
        self.timers.cancel_all(connection);
        if let Phase::Opening(handshake) = session.phase {
            handshake.answer(super::answer::Answer::refused(Refusal::BadRequest, Refusal::BadRequest.message()));
        }
        match session.transport {
            Transport::Polling(mut polling) => {
                let last = if end.goodbye == Goodbye::Noop { Packet::Noop } else { Packet::Close };
                // nothing is left to do if that client is gone too
                let _ = polling.answer(Some(last));
            }
            // all others close as they drop
            Transport::Websocket(socket) => match end.goodbye {
                Goodbye::Nothing => socket.abort(),
                Goodbye::Close | Goodbye::Noop => socket.discard(),
                Goodbye::All => {}
            },
        }
        self.events.push_back(Event::Closed { connection, reason: end.reason, detail: end.detail });
    }
}
