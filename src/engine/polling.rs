//! The polling side of a session: the open requests, and the packets that wait for the next poll.

use super::answer::{Answer, Waiting};
use super::cost::Cost;
use super::input::RequestId;
use super::packet::Packet;
use super::tap::{self, Stamp};

#[derive(Debug)]
pub(super) struct Polling {
    pub poll: Option<Waiting>,
    /// A POST whose body has not arrived yet.
    pub post: Option<Post>,
    waiting: Vec<(Packet, Stamp)>,
    /// Of `waiting`, encoded.
    bytes: usize,
    tap: tap::End,
}

#[derive(Debug)]
pub(super) struct Post {
    pub request: RequestId,
    pub cost: Option<Box<Cost>>,
}

impl Polling {
    pub fn new(tap: tap::End) -> Self {
        Self { poll: None, post: None, waiting: Vec::new(), bytes: 0, tap }
    }

    /// Returns how many bytes waited before it.
    pub fn write(&mut self, packet: Packet) -> usize {
        let before = self.bytes;
        // one more for the separator
        self.bytes += packet.encoded_len() + 1;
        self.waiting.push((packet, self.tap.now()));
        before
    }

    pub fn pending(&self) -> usize {
        self.bytes
    }

    /// Packets that wait, for another transport or for nobody, with when they were written.
    pub fn take(&mut self) -> Vec<(Packet, Stamp)> {
        self.bytes = 0;
        std::mem::take(&mut self.waiting)
    }

    /// Answers the open poll with all that waits and `last`. `None` without a poll; `Some(false)` if its client is
    /// gone.
    pub fn answer(&mut self, last: Option<Packet>) -> Option<bool> {
        let poll = self.poll.take()?;
        let mut packets = self.take();
        packets.extend(last.map(|packet| (packet, self.tap.now())));
        Some(self.answer_with(poll, &packets, &[]))
    }

    /// Answers a poll or the handshake with packets and extra headers. False if its client is gone.
    pub fn answer_with(&self, waiting: Waiting, packets: &[(Packet, Stamp)], headers: &[(String, String)]) -> bool {
        let answer = Answer::payload(packets.iter().map(|(packet, _)| packet)).with_headers(headers);
        if self.tap.is_on() {
            let request = waiting.cost.as_ref().and_then(|cost| cost.request(&answer, true, self.tap.now().at));
            self.tap.body(packets.iter().map(|(packet, stamp)| (packet, *stamp)), true, request);
        }
        waiting.answer(answer)
    }
}
