//! HTTP requests: verified as Engine.IO orders it, then handshake, poll, POST, or a websocket for an open session.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use hyper::Method;

use super::ConnectionId;
use super::answer::{Answer, Waiting};
use super::close::End;
use super::event::Event;
use super::input::Head;
use super::polling::{Polling, Post};
use super::refusal::Refusal;
use super::server::Engine;
use super::session::{Flushed, Session, Transport};
use super::socket::Socket;
use super::tap;

/// Random bytes of a session id; 20 characters in base64, as Node's are.
const ID_BYTES: usize = 15;

impl Head {
    /// The last of that name counts, as in Node.
    fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The session it belongs to; an empty one is none.
    pub fn sid(&self) -> Option<&str> {
        self.parameter("sid").filter(|sid| !sid.is_empty())
    }

    fn is_protocol_4(&self) -> bool {
        self.parameter("EIO") == Some("4")
    }

    /// Binary messages as text, on a websocket too.
    pub fn wants_base64(&self) -> bool {
        self.parameter("b64").is_some_and(|value| !value.is_empty())
    }

    fn wants_websocket(&self) -> bool {
        self.parameter("transport") == Some("websocket")
    }
}

impl Engine {
    pub(super) fn request(&mut self, head: &Head, waiting: Waiting) {
        match self.verify(head) {
            Err(refusal) => self.turn_away(waiting, refusal, refusal.message().to_owned()),
            Ok(None) => self.handshake(head, waiting),
            Ok(Some(connection)) if head.upgrade => self.open_probe(connection, head, waiting),
            Ok(Some(connection)) if head.method == Method::GET => self.poll(connection, waiting),
            Ok(Some(connection)) => self.post(connection, head, waiting),
        }
    }

    fn turn_away(&mut self, waiting: Waiting, refusal: Refusal, message: String) {
        waiting.answer(Answer::refused(refusal, &message));
        self.events.push_back(Event::ConnectionError { code: refusal.code(), message });
    }

    /// The session a request belongs to; `None` for a handshake.
    fn verify(&self, head: &Head) -> Result<Option<ConnectionId>, Refusal> {
        let allowed = match head.parameter("transport") {
            Some("polling") => self.options.polling,
            Some("websocket") => self.options.websocket,
            _ => false,
        };
        if !allowed {
            return Err(Refusal::UnknownTransport);
        }
        let Some(sid) = head.sid() else {
            return self.verify_handshake(head).map(|()| None);
        };
        let connection = *self.ids.get(sid).ok_or(Refusal::UnknownSession)?;
        let session = self.sessions.get(&connection).ok_or(Refusal::UnknownSession)?;
        let fits = if head.upgrade {
            // a session that has a websocket already accepts and closes this one
            head.wants_websocket()
        } else {
            let polling = matches!(session.transport, Transport::Polling(_));
            polling && !head.wants_websocket() && matches!(head.method, Method::GET | Method::POST)
        };
        if fits && head.is_protocol_4() { Ok(Some(connection)) } else { Err(Refusal::BadRequest) }
    }

    fn verify_handshake(&self, head: &Head) -> Result<(), Refusal> {
        if head.method != Method::GET {
            Err(Refusal::BadHandshakeMethod)
        } else if head.wants_websocket() != head.upgrade {
            Err(Refusal::BadRequest)
        } else if !head.is_protocol_4() {
            Err(Refusal::UnsupportedProtocol)
        } else {
            Ok(())
        }
    }

    fn handshake(&mut self, head: &Head, waiting: Waiting) {
        let limit = self.limits.connections;
        if self.sessions.len() >= limit {
            let message = format!("{limit} connections are open, which is the limit; close one and try again");
            return self.turn_away(waiting, Refusal::Forbidden, message);
        }
        let mut random = [0; ID_BYTES];
        if getrandom::fill(&mut random).is_err() {
            return self.turn_away(waiting, Refusal::BadRequest, "no random numbers for a session id".to_owned());
        }
        let id = URL_SAFE.encode(random);
        let connection = self.next_connection();
        let tap = tap::End::new(&self.tap, connection, &id);
        self.ids.insert(id.clone(), connection);
        let transport = if head.upgrade {
            Transport::Websocket(Socket::new(waiting.request, head.wants_base64(), tap.clone()))
        } else {
            Transport::Polling(Polling::new(tap.clone()))
        };
        self.sessions.insert(connection, Session::new(id.clone(), waiting, transport, tap));
        self.events.push_back(Event::Open {
            connection,
            id,
            websocket: head.upgrade,
            address: head.peer.map(|peer| peer.ip().to_string()).unwrap_or_default(),
            method: head.method.to_string(),
            url: head.url.clone(),
            query: head.query.clone(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect(),
        });
    }

    fn poll(&mut self, connection: ConnectionId, waiting: Waiting) {
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        let closing = session.is_closing();
        let probed = session.probe.as_ref().is_some_and(|probe| probe.confirmed);
        let Some(polling) = session.polling() else { return };
        if polling.poll.is_some() {
            waiting.answer(Answer::refused(Refusal::BadRequest, Refusal::BadRequest.message()));
            return self.end(connection, End::fault("overlap from client"));
        }
        polling.poll = Some(waiting);
        if session.pending() > 0 {
            self.flush_session(connection);
        } else if closing {
            self.end(connection, End::forced());
        } else if probed {
            self.release_poll(connection);
        }
    }

    fn post(&mut self, connection: ConnectionId, head: &Head, waiting: Waiting) {
        let limit = self.options.max_payload;
        let Some(polling) = self.sessions.get_mut(&connection).and_then(|session| session.polling()) else { return };
        let binary = head.headers.get("content-type").is_some_and(|kind| kind == "application/octet-stream");
        let fault = if polling.post.is_some() {
            "data request overlap from client"
        } else if binary {
            "invalid content"
        } else {
            polling.post = Some(Post { request: waiting.request, cost: waiting.cost.clone() });
            // if its client is gone, the route says so
            waiting.answer(Answer::ReadBody { limit });
            return;
        };
        waiting.answer(Answer::refused(Refusal::BadRequest, Refusal::BadRequest.message()));
        self.end(connection, End::fault(fault));
    }

    /// Writes what waits on one session.
    pub(super) fn flush_session(&mut self, connection: ConnectionId) {
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        session.dirty = false;
        match session.flush() {
            Flushed::Nothing | Flushed::Part => {}
            Flushed::All => self.events.push_back(Event::Drained { connection }),
            Flushed::Failed => self.end(connection, End::fault("poll connection closed prematurely")),
        }
    }
}
