//! The outcome of routing: each socket of the namespace once, as a recipient or as skipped with its reason.

use super::{Room, SocketId};

/// Who gets it, and who does not. Delivery executes this value and the trace records it, so the two cannot disagree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decision {
    /// In Socket.IO's order (insertion).
    pub recipients: Vec<SocketId>,
    /// The key of each recipient's connection, in the same order, so that delivery looks nothing up. The trace has no use
    /// for it: take it out before the decision goes there.
    pub connections: Vec<u32>,
    /// In the order in which sockets came. A direct operation names here only the socket it was aimed at, and only if it
    /// did not get it; of the others the number is told.
    pub skipped: Vec<Skipped>,
    /// How many were skipped; equals `skipped.len()` but for direct operations.
    pub skipped_total: usize,
    pub warnings: Vec<Warning>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Skipped {
    pub socket: SocketId,
    pub reason: Reason,
    /// The room that the reason speaks of (`Excepted`).
    pub room: Option<Room>,
}

/// Why a socket did not get it. Where several hold, the first in this order is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Left out because the call was made on it.
    Sender,
    /// It is in a room that was excepted.
    Excepted,
    /// It is in none of the rooms.
    NotInRoom,
    /// Its connection is closed, or it is not connected to the namespace yet.
    Disconnected,
    /// A volatile packet on a busy connection.
    NotReady,
    /// Too much waits for a client that does not read.
    BufferFull,
    /// Not on this server, and the `local` flag was given.
    OtherServer,
}

impl Reason {
    /// The word of the trace, in messages and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Excepted => "excepted",
            Self::NotInRoom => "not-in-room",
            Self::Disconnected => "disconnected",
            Self::NotReady => "not-ready",
            Self::BufferFull => "buffer-full",
            Self::OtherServer => "other-server",
        }
    }
}

/// A hint beside a decision: what looks like a mistake, and what to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Warning {
    /// An emit without a recipient.
    NobodyReceived,
    /// The room has no members, but a near name has.
    UnknownRoom { room: Room, near: Room },
    /// The room list was empty, which in Socket.IO means everybody.
    EmptyRoomList,
    /// A broadcast asked for an ack without `timeout()`.
    AckWithoutTimeout,
    /// The sender left the room of its own id, so `to` no longer leaves it out.
    SenderLeftOwnRoom { sender: SocketId },
}
