//! What an entry costs in memory, as far as the journal's bound needs it: an estimate in bytes that leaves out what
//! entries share (socket ids, room names).

use std::mem::size_of;

use super::{Ack, AckOutcome, Body, Connect, DecisionEntry, Entry, ErrorEntry, Handshake, Operand, Packet};
use crate::routing::{Decision, Room, Skipped, SocketId, Warning};

/// What the allocator and the ring add to each entry.
const OVERHEAD: usize = 48;

impl Entry {
    /// Estimated bytes.
    pub fn weight(&self) -> usize {
        OVERHEAD + size_of::<Self>() + self.body.weight()
    }
}

impl Body {
    /// Without the body's own size, which is the entry's.
    fn weight(&self) -> usize {
        match self {
            Self::Connect(Connect { handshake, .. }) => handshake.weight(),
            Self::Refuse(refuse) => {
                let json = |text: &Option<String>| text.as_ref().map_or(0, String::len);
                refuse.message.len() + json(&refuse.data) + json(&refuse.auth)
            }
            Self::Upgrade(_) => 0,
            Self::Disconnect(disconnect) => disconnect.reason.len() + list::<Room>(disconnect.rooms.len()),
            Self::Receive(receive) => receive.packet.weight(),
            Self::Decision(decision) => decision.weight(),
            Self::Ack(Ack { outcome, .. }) => match outcome {
                AckOutcome::ToClient(packet) | AckOutcome::ToServer(packet) => packet.weight(),
                AckOutcome::Timeout => 0,
            },
            Self::Http(http) => {
                let bodies = [&http.request, &http.response].map(|body| body.bytes.len() + body.content_type.len());
                http.method.len() + http.path.len() + bodies.iter().sum::<usize>()
            }
            Self::Log { text, .. } => text.len(),
            Self::Error(ErrorEntry { title, detail, stack, .. }) => {
                title.len() + detail.len() + stack.as_ref().map_or(0, String::len)
            }
            Self::Restart { reason } => reason.len(),
        }
    }
}

fn list<T>(items: usize) -> usize {
    items * size_of::<T>()
}

impl Handshake {
    fn weight(&self) -> usize {
        let pairs = self.query.iter().chain(&self.headers);
        let pairs: usize = pairs.map(|(name, value)| size_of::<(String, String)>() + name.len() + value.len()).sum();
        self.address.len() + self.auth.len() + pairs
    }
}

impl Packet {
    fn weight(&self) -> usize {
        let attachments: usize = self.attachments.iter().map(|bytes| size_of_val(bytes) + bytes.len()).sum();
        self.text.len() + attachments
    }
}

impl DecisionEntry {
    fn weight(&self) -> usize {
        let operand = match &self.operation {
            Operand::Emit(packet) => packet.weight(),
            Operand::Join(rooms) | Operand::Leave(rooms) => list::<Room>(rooms.len()),
            Operand::Disconnect => 0,
        };
        let call = self.call.as_ref().map_or(0, |call| call.len());
        operand + call + list::<Room>(self.rooms.len() + self.except.len()) + weight_of_decision(&self.decision)
    }
}

fn weight_of_decision(decision: &Decision) -> usize {
    list::<SocketId>(decision.recipients.capacity())
        + list::<u32>(decision.connections.capacity())
        + list::<Skipped>(decision.skipped.capacity())
        + list::<Warning>(decision.warnings.capacity())
}
