//! The polling side of a session: the open requests, and the packets that wait for the next poll.

use super::answer::{Answer, Waiting};
use super::input::RequestId;
use super::packet::Packet;

#[derive(Debug, Default)]
pub(super) struct Polling {
    pub poll: Option<Waiting>,
    /// A POST whose body has not arrived yet.
    pub post: Option<RequestId>,
    waiting: Vec<Packet>,
    /// Of `waiting`, encoded.
    bytes: usize,
}

impl Polling {
    /// Returns how many bytes waited before it.
    pub fn write(&mut self, packet: Packet) -> usize {
        let before = self.bytes;
        // one more for the separator
        self.bytes += packet.encoded_len() + 1;
        self.waiting.push(packet);
        before
    }

    pub fn pending(&self) -> usize {
        self.bytes
    }

    /// Packets that wait, for another transport or for nobody.
    pub fn take(&mut self) -> Vec<Packet> {
        self.bytes = 0;
        std::mem::take(&mut self.waiting)
    }

    /// Answers the open poll with all that waits and `last`. `None` without a poll; `Some(false)` if its client is
    /// gone.
    pub fn answer(&mut self, last: Option<Packet>) -> Option<bool> {
        let poll = self.poll.take()?;
        let mut packets = self.take();
        packets.extend(last);
        Some(poll.answer(Answer::payload(&packets)))
    }
}
