//! The engine's end of one websocket. Dropping it closes the websocket after what is buffered.

use std::cell::Cell;
use std::sync::Arc;

use super::ConnectionId;
use super::answer::{Answer, Upgrade};
use super::cost::Request;
use super::frame::{self, CloseCode};
use super::input::{RequestId, SocketId};
use super::message::Message;
use super::outgoing::{Left, Outgoing};
use super::packet::Packet;
use super::tap;

#[derive(Debug)]
pub(super) struct Socket {
    pub request: RequestId,
    outgoing: Arc<Outgoing>,
    /// The client wants no binary frames.
    base64: bool,
    tap: tap::End,
    /// The handshake, until it is told with the first packet.
    handshake: Cell<Option<Request>>,
}

impl Socket {
    pub fn new(request: RequestId, base64: bool, tap: tap::End) -> Self {
        Self { request, outgoing: Arc::default(), base64, tap, handshake: Cell::new(None) }
    }

    /// The answer that switches its request to websocket.
    pub fn switch(&self, connection: ConnectionId, max_payload: usize) -> Answer {
        Answer::Upgrade(Upgrade {
            socket: SocketId { connection, request: self.request },
            outgoing: Arc::clone(&self.outgoing),
            max_payload,
            headers: Vec::new(),
        })
    }

    /// What its handshake cost, to be told with the first packet.
    pub fn opened_by(&self, handshake: Option<Request>) {
        self.handshake.set(handshake);
    }

    /// Tells whoever records packets of one that came or is sent.
    pub fn record(&self, packet: &Packet, to_client: bool) {
        if self.tap.is_on() {
            self.tap.frame(packet, to_client, self.base64 && to_client, self.handshake.take());
        }
    }

    /// Returns how many bytes waited before it.
    pub fn write(&self, packet: &Packet) -> usize {
        match packet {
            Packet::Message(message) => self.send(message),
            _ => {
                self.record(packet, true);
                self.outgoing.append(|out| frame::packet(packet, out))
            }
        }
    }

    /// Returns how many bytes waited before it.
    pub fn send(&self, message: &Message) -> usize {
        if self.tap.is_on() {
            self.record(&Packet::Message(message.clone()), true);
        }
        let encode = if self.base64 { frame::message_base64 } else { frame::message };
        self.outgoing.append(|out| encode(message, out))
    }

    /// What follows leaves a moment after what is there.
    pub fn part(&self) {
        self.outgoing.part();
    }

    pub fn pending(&self) -> usize {
        self.outgoing.pending()
    }

    pub fn flush(&self) -> Left {
        self.outgoing.flush()
    }

    /// Drops what has not begun to leave.
    pub fn discard(&self) {
        self.outgoing.discard();
    }

    /// Drops what is buffered and hangs up, without a close frame.
    pub fn abort(self) {
        self.outgoing.abort();
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.outgoing.close(CloseCode::NONE);
    }
}
