//! What arrives on an open session: websocket frames, POST bodies, the end of a websocket.

use bytes::Bytes;

use super::ConnectionId;
use super::answer::{Answer, Waiting};
use super::close::End;
use super::event::Event;
use super::input::{Body, RequestId, SocketId};
use super::message::Message;
use super::packet::Packet;
use super::payload;
use super::polling::Post;
use super::refusal::Refusal;
use super::server::Engine;
use super::session::{Role, Transport};
use super::tap::Stamp;

/// What became of a batch of packets.
#[derive(Debug, PartialEq, Eq)]
enum Received {
    Taken,
    /// One was wrong, and the session has ended.
    Wrong,
}

impl Engine {
    pub(super) fn frame(&mut self, socket: SocketId, frame: Message) {
        let packet = match frame {
            Message::Binary(_) => Some(Packet::Message(frame)),
            Message::Text(text) => Packet::decode(&text),
        };
        match self.role(socket) {
            Some(Role::Transport) => {
                let session = self.sessions.get(&socket.connection);
                if let (Some(Transport::Websocket(own)), Some(packet)) = (session.map(|it| &it.transport), &packet) {
                    own.record(packet, false);
                }
                self.packets(socket.connection, std::iter::once(packet));
            }
            Some(Role::Probe) => self.probe_packet(socket.connection, packet),
            None => {}
        }
    }

    pub(super) fn gone(&mut self, socket: SocketId, error: Option<String>) {
        match self.role(socket) {
            Some(Role::Transport) => {
                let end = error.map_or_else(End::by_client, End::fault);
                self.end(socket.connection, end);
            }
            Some(Role::Probe) => self.drop_probe(socket.connection),
            None => {}
        }
    }

    pub(super) fn drained(&mut self, socket: SocketId) {
        if self.role(socket) == Some(Role::Transport) {
            self.events.push_back(Event::Drained { connection: socket.connection });
        }
    }

    fn role(&self, socket: SocketId) -> Option<Role> {
        self.sessions.get(&socket.connection)?.role(socket.request)
    }

    /// The body of a POST that [`Answer::ReadBody`] asked for.
    pub(super) fn body(&mut self, sid: &str, post: Waiting, body: Body) {
        let connection = self.ids.get(sid).copied();
        let opened = connection.and_then(|connection| Some((connection, self.close_post(connection, post.request)?)));
        let Some((connection, opened)) = opened else {
            // closed or upgraded meanwhile
            post.answer(Answer::refused(Refusal::UnknownSession, Refusal::UnknownSession.message()));
            return;
        };
        let answer = match body {
            Body::Whole(bytes) => {
                match self.taken(connection, &opened, &bytes).packets(connection, payload::decode(bytes)) {
                    Received::Taken => Answer::ok(),
                    Received::Wrong => Answer::refused(Refusal::BadRequest, Refusal::BadRequest.message()),
                }
            }
            Body::TooLarge => Answer::too_large(self.options.max_payload),
            Body::Broken => {
                self.end(connection, End::fault("the body of a POST did not arrive whole"));
                Answer::refused(Refusal::BadRequest, Refusal::BadRequest.message())
            }
        };
        // if its client is gone by now, nothing is lost: the packets were taken
        post.answer(answer);
    }

    /// Tells whoever records packets what a POST brought.
    fn taken(&mut self, connection: ConnectionId, post: &Post, body: &Bytes) -> &mut Self {
        let session = self.sessions.get(&connection).filter(|session| session.tap.is_on());
        if let Some(session) = session {
            let request = post.cost.as_ref().and_then(|cost| cost.request(&Answer::ok(), false, self.now));
            let packets: Vec<Packet> = payload::decode(body.clone()).flatten().collect();
            session.tap.body(packets.iter().map(|packet| (packet, Stamp::default())), false, request);
        }
        self
    }

    /// The session's open POST if it is `request`; it is open no longer.
    fn close_post(&mut self, connection: ConnectionId, request: RequestId) -> Option<Post> {
        let polling = self.sessions.get_mut(&connection).and_then(|session| session.polling())?;
        polling.post.take_if(|post| post.request == request)
    }

    /// A request's client went away before it had its answer.
    pub(super) fn abandoned(&mut self, sid: Option<&str>, request: RequestId) {
        let connection = match sid {
            Some(sid) => self.ids.get(sid).copied(),
            // a handshake: rare enough to look for
            None => self.sessions.iter().find(|(_, session)| session.is_opened_by(request)).map(|(id, _)| *id),
        };
        let Some(connection) = connection else { return };
        let Some(session) = self.sessions.get(&connection) else { return };
        let end = if session.is_opened_by(request) {
            End::by_client()
        } else if session.role(request) == Some(Role::Probe) {
            return self.drop_probe(connection);
        } else if let Transport::Polling(polling) = &session.transport {
            if polling.poll.as_ref().is_some_and(|poll| poll.request == request) {
                End::fault("poll connection closed prematurely")
            } else if polling.post.as_ref().is_some_and(|post| post.request == request) {
                End::fault("data request connection closed prematurely")
            } else {
                return;
            }
        } else {
            return;
        };
        self.end(connection, end);
    }

    /// Takes packets in order until one ends the session.
    fn packets(&mut self, connection: ConnectionId, packets: impl Iterator<Item = Option<Packet>>) -> Received {
        let mut messages = Vec::new();
        let mut end = None;
        for packet in packets {
            // the owner has closed it: only the client's own close still counts
            let closing = !self.sessions.get(&connection).is_some_and(|session| session.is_open());
            match packet {
                Some(Packet::Close) => end = Some((End::by_client(), Received::Taken)),
                _ if closing => {}
                None => end = Some((End::no_packet(), Received::Wrong)),
                Some(Packet::Pong(_)) => self.pong(connection),
                Some(Packet::Ping(_)) => end = Some((End::fault("invalid heartbeat direction"), Received::Wrong)),
                Some(Packet::Message(message)) => {
                    self.alive(connection);
                    messages.push(message);
                }
                Some(Packet::Open(_) | Packet::Upgrade | Packet::Noop) => self.alive(connection),
            }
            if end.is_some() {
                break;
            }
        }
        if let Some(session) = self.sessions.get_mut(&connection)
            && !messages.is_empty()
        {
            session.received += messages.len() as u64;
            self.events.push_back(Event::Messages { connection, messages });
        }
        match end {
            None => Received::Taken,
            Some((end, received)) => {
                self.end(connection, end);
                received
            }
        }
    }
}
