//! What server code asked for, in Socket.IO's terms: an emit, a join, a leave or a disconnect, and the sockets it is
//! aimed at.

use super::{Room, SocketId};

/// One call of server code that concerns sockets.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    Emit {
        target: Target,
        flags: Flags,
    },
    Join {
        target: Target,
        rooms: Vec<Room>,
    },
    /// `rooms: None` leaves all, as at disconnect.
    Leave {
        target: Target,
        rooms: Option<Vec<Room>>,
    },
    Disconnect {
        target: Target,
    },
}

/// Which sockets an operation is aimed at.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// `socket.emit`, `socket.join`, `socket.disconnect`: that one socket.
    Direct(SocketId),
    /// `io.…`, `nsp.…`, `socket.to…`: a selection by rooms.
    Select(Selection),
}

/// The rooms of a broadcast operator. No rooms at all means everybody, as in Socket.IO.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    pub rooms: Vec<Room>,
    /// Sockets in one of these are left out; for `socket.to…` this holds the sender's own room.
    pub except: Vec<Room>,
    /// The socket the call was made on (`socket.to`, `socket.broadcast`); `None` for `io.…` and `nsp.…`.
    pub sender: Option<SocketId>,
    /// The room list was given and empty (`io.to([])`), which deserves a warning.
    pub empty_list: bool,
}

/// The modifiers of an emit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    pub volatile: bool,
    pub local: bool,
    /// An ack was asked for.
    pub ack: bool,
    /// A `timeout()` was given.
    pub timeout: bool,
}
