//! The sockets and rooms of one namespace, as `socket.io-adapter` keeps them (`sids`, `rooms`) beside the namespace's own
//! list of connected sockets. Maps and sets keep JavaScript's order: what is taken out and put back stands last. Sockets
//! stand in slots, so that a decision over many of them hashes nothing.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use super::{Decision, Operation, Room, SocketId, Target};

/// How many sockets that have left a namespace it still knows the connection of, since server code may keep and use
/// them; the oldest are forgotten first.
const MAX_GONE: usize = 256;

/// How many empty namespaces a router keeps, for what is still sent to sockets that were in them; the oldest go first.
const MAX_EMPTY: usize = 64;

/// All namespaces of a server, in the order in which they came.
#[derive(Debug, Default)]
pub struct Router {
    namespaces: IndexMap<String, Namespace>,
}

/// One namespace. A socket is *known* from [`Namespace::add`] or its first join on, and *listed* (a broadcast can reach
/// it) between [`Namespace::list`] and [`Namespace::unlist`].
#[derive(Debug, Default)]
pub struct Namespace {
    pub(super) slots: Vec<Slot>,
    free: Vec<usize>,
    known: HashMap<SocketId, usize>,
    /// `nsp.sockets`, by slot.
    pub(super) listed: IndexSet<usize>,
    /// `adapter.sids`, by slot: what a broadcast to everybody walks.
    pub(super) sids: IndexSet<usize>,
    /// `adapter.rooms`: no room is empty.
    pub(super) rooms: IndexMap<Room, IndexSet<usize>>,
    /// Known, but neither listed nor in `sids` any more.
    gone: IndexSet<usize>,
}

#[derive(Debug)]
pub(super) struct Slot {
    pub(super) id: SocketId,
    pub(super) connection: Option<u32>,
    pub(super) listed: bool,
    /// In the order of `socket.rooms`.
    pub(super) rooms: IndexSet<Room>,
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
    /// Makes a socket known with the key of its connection, before it is listed: it can be written to directly, but no
    /// broadcast sees it. For a known socket (state recovery brings an id back) sets the connection.
    pub fn add(&mut self, socket: &SocketId, connection: u32) {
        let slot = self.slot_or_new(socket);
        self.slots[slot].connection = Some(connection);
    }

    /// The socket is connected: broadcasts reach it from here on. Needs no `add` before.
    pub fn list(&mut self, socket: &SocketId, connection: u32) {
        let slot = self.slot_or_new(socket);
        self.gone.shift_remove(&slot);
        self.slots[slot].connection = Some(connection);
        self.slots[slot].listed = true;
        self.listed.insert(slot);
    }

    /// The socket has disconnected. It stays known for a while: what server code still sends it directly goes to its
    /// connection, as in Socket.IO.
    pub fn unlist(&mut self, socket: &SocketId) {
        let Some(&slot) = self.known.get(socket) else { return };
        self.slots[slot].listed = false;
        self.listed.shift_remove(&slot);
        self.rest(slot);
    }

    /// Carries out on rooms and members what was decided. Emits and disconnects change nothing here.
    pub fn apply(&mut self, operation: &Operation, decision: &Decision) {
        match operation {
            Operation::Join { rooms, .. } => decision.recipients.iter().for_each(|socket| self.join(socket, rooms)),
            Operation::Leave { rooms: Some(rooms), .. } => {
                decision.recipients.iter().for_each(|socket| self.leave(socket, rooms));
            }
            Operation::Leave { rooms: None, .. } => decision.recipients.iter().for_each(|it| self.leave_all(it)),
            Operation::Emit { .. } | Operation::Disconnect { .. } => {}
        }
    }

    /// The adapter's `addAll`: the socket enters `sids` even when no room is named.
    fn join(&mut self, socket: &SocketId, rooms: &[Room]) {
        let slot = self.slot_or_new(socket);
        self.gone.shift_remove(&slot);
        self.sids.insert(slot);
        for room in rooms {
            if self.slots[slot].rooms.insert(room.clone()) {
                self.rooms.entry(room.clone()).or_default().insert(slot);
            }
        }
    }

    /// The adapter's `del`: the socket stays in `sids` even when that was its last room.
    fn leave(&mut self, socket: &SocketId, rooms: &[Room]) {
        let Some(&slot) = self.known.get(socket) else { return };
        for room in rooms {
            self.slots[slot].rooms.shift_remove(room);
            self.leave_room(room, slot);
        }
    }

    /// The adapter's `delAll`.
    fn leave_all(&mut self, socket: &SocketId) {
        let Some(&slot) = self.known.get(socket) else { return };
        for room in std::mem::take(&mut self.slots[slot].rooms) {
            self.leave_room(&room, slot);
        }
        self.sids.shift_remove(&slot);
        self.rest(slot);
    }

    fn leave_room(&mut self, room: &Room, slot: usize) {
        if let Some(members) = self.rooms.get_mut(room) {
            members.shift_remove(&slot);
            if members.is_empty() {
                self.rooms.shift_remove(room);
            }
        }
    }

    /// A socket that nothing here holds any more goes to rest, and the one that rests longest is forgotten.
    fn rest(&mut self, slot: usize) {
        if self.slots[slot].listed || self.sids.contains(&slot) {
            return;
        }
        self.gone.insert(slot);
        if self.gone.len() > MAX_GONE
            && let Some(oldest) = self.gone.shift_remove_index(0)
        {
            self.known.remove(&self.slots[oldest].id);
            self.free.push(oldest);
        }
    }

    fn slot_or_new(&mut self, socket: &SocketId) -> usize {
        if let Some(&slot) = self.known.get(socket) {
            return slot;
        }
        let fresh = Slot { id: socket.clone(), connection: None, listed: false, rooms: IndexSet::new() };
        let slot = match self.free.pop() {
            Some(slot) => {
                self.slots[slot] = fresh;
                slot
            }
            None => {
                self.slots.push(fresh);
                self.slots.len() - 1
            }
        };
        self.known.insert(socket.clone(), slot);
        self.rest(slot);
        slot
    }

    pub(super) fn slot(&self, socket: &SocketId) -> Option<usize> {
        self.known.get(socket).copied()
    }

    /// The key of a known socket's connection.
    pub fn connection(&self, socket: &SocketId) -> Option<u32> {
        self.slots[self.slot(socket)?].connection
    }

    /// Whether broadcasts can reach the socket (`socket.connected`, but for its own `disconnect` handler).
    pub fn is_listed(&self, socket: &SocketId) -> bool {
        self.slot(socket).is_some_and(|slot| self.slots[slot].listed)
    }

    /// The connected sockets, in the order of `nsp.sockets`.
    pub fn sockets(&self) -> impl ExactSizeIterator<Item = &SocketId> {
        self.listed.iter().map(|&slot| &self.slots[slot].id)
    }

    /// The rooms a socket is in, in the order in which it joined; none for an unknown one.
    pub fn rooms_of(&self, socket: &SocketId) -> impl Iterator<Item = &Room> {
        self.slot(socket).into_iter().flat_map(|slot| &self.slots[slot].rooms)
    }

    /// The rooms and their members, in the order of the adapter's map.
    pub fn rooms(&self) -> impl ExactSizeIterator<Item = (&Room, impl ExactSizeIterator<Item = &SocketId>)> {
        self.rooms.iter().map(|(room, members)| (room, members.iter().map(|&slot| &self.slots[slot].id)))
    }

    /// No socket is connected or in a room.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.sids.is_empty()
    }
}

impl Router {
    pub fn namespace(&self, name: &str) -> Option<&Namespace> {
        self.namespaces.get(name)
    }

    /// The namespace of that name, made when it is asked for first.
    pub fn namespace_mut(&mut self, name: &str) -> &mut Namespace {
        if !self.namespaces.contains_key(name) {
            self.forget_empty();
            self.namespaces.insert(name.to_owned(), Namespace::default());
        }
        &mut self.namespaces[name]
    }

    /// Those with sockets.
    pub fn namespaces(&self) -> impl Iterator<Item = (&str, &Namespace)> {
        let named = self.namespaces.iter().map(|(name, namespace)| (name.as_str(), namespace));
        named.filter(|(_, namespace)| !namespace.is_empty())
    }

    fn forget_empty(&mut self) {
        let empty = self.namespaces.values().filter(|namespace| namespace.is_empty()).count();
        let mut surplus = (empty + 1).saturating_sub(MAX_EMPTY);
        self.namespaces.retain(|_, namespace| {
            let goes = surplus > 0 && namespace.is_empty();
            surplus -= usize::from(goes);
            !goes
        });
    }
}

impl Operation {
    pub fn target(&self) -> &Target {
        match self {
            Self::Emit { target, .. }
            | Self::Join { target, .. }
            | Self::Leave { target, .. }
            | Self::Disconnect { target } => target,
        }
    }
}
