//! The sockets and rooms of one namespace, as `socket.io-adapter` keeps them (`sids`, `rooms`) beside the namespace's own
//! list of connected sockets, and the rules that turn an operation into a decision.

use indexmap::{IndexMap, IndexSet};

use super::{Decision, Operation, Room, SocketId};

/// All namespaces of a server.
#[derive(Debug, Default)]
pub struct Router {
    namespaces: IndexMap<String, Namespace>,
}

#[derive(Debug, Default)]
pub struct Namespace {
    sockets: IndexMap<SocketId, Socket>,
    rooms: IndexMap<Room, IndexSet<SocketId>>,
}

/// One socket of a namespace.
#[derive(Debug, Default)]
pub struct Socket {
    /// `None` once all rooms were left at once (`sids` has no entry then): a broadcast does not see it.
    pub rooms: Option<IndexSet<Room>>,
    /// False before the connection handlers run and after the disconnect.
    pub connected: bool,
}

/// What a socket's connection can take at this moment; asked for only where it decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Ready,
    /// A volatile packet would be dropped.
    Busy,
    /// Its buffer is over the limit: nothing is taken.
    Full,
    Closed,
}

impl Namespace {
    /// Decides, changing nothing. `link` tells what a socket's connection can take.
    pub fn decide(&self, _operation: &Operation, _link: impl Fn(&SocketId) -> Link) -> Decision {
        todo!()
    }

    /// Carries out what was decided on rooms and members.
    pub fn apply(&mut self, _operation: &Operation, _decision: &Decision) {
        todo!()
    }
}

impl Router {
    pub fn namespace(&self, name: &str) -> Option<&Namespace> {
        self.namespaces.get(name)
    }

    pub fn namespace_mut(&mut self, name: &str) -> &mut Namespace {
        self.namespaces.entry(name.to_owned()).or_default()
    }
}
