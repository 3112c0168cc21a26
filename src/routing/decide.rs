//! From an operation to a decision: the rules of the in-memory adapter's `apply`, and a reason for every socket that they
//! leave out. Rooms in their order, each room's members in theirs, each socket once, excepted ones by room.

use super::namespace::Namespace;
use super::near;
use super::{Decision, Flags, Link, Operation, Reason, Room, Selection, Skipped, SocketId, Target, Warning};

/// What has been found out about a socket so far, by slot. From `EXCEPTED` on: in the excepted room of that place.
type Mark = u32;
const UNSEEN: Mark = 0;
const RECIPIENT: Mark = 1;
const DISCONNECTED: Mark = 2;
const NOT_READY: Mark = 3;
const BUFFER_FULL: Mark = 4;
const SENDER: Mark = 5;
const EXCEPTED: Mark = 6;

impl Namespace {
    /// Decides, changing nothing. `link` tells, by its key, what a connection can take; it is asked for emits only, once
    /// for each socket that the selection reaches.
    ///
    /// On a closed connection an emit reaches nobody, volatile or not (Node ignores the write), so its socket is skipped
    /// as disconnected. That holds in its own `disconnecting` handler too, where Socket.IO still selects it.
    pub fn decide(&self, operation: &Operation, link: impl Fn(u32) -> Link) -> Decision {
        let flags = match operation {
            Operation::Emit { flags, .. } => Some(flags),
            _ => None,
        };
        match operation.target() {
            Target::Direct(socket) => self.decide_direct(socket, flags, link),
            Target::Select(selection) => self.decide_selection(selection, flags, link),
        }
    }

    fn decide_direct(&self, socket: &SocketId, emit: Option<&Flags>, link: impl Fn(u32) -> Link) -> Decision {
        let slot = self.slot(socket);
        let connection = slot.and_then(|slot| self.slots[slot].connection);
        let outcome = match emit {
            Some(flags) => emit_mark(connection, flags, &link),
            None => RECIPIENT,
        };
        let listed = slot.is_some_and(|slot| self.slots[slot].listed);
        let mut decision = Decision { skipped_total: self.listed.len() - usize::from(listed), ..Decision::default() };
        if outcome == RECIPIENT {
            decision.recipients.push(socket.clone());
            decision.connections.push(connection.unwrap_or(NO_CONNECTION));
        } else {
            decision.skipped_total += 1;
            decision.skipped.push(Skipped { socket: socket.clone(), reason: rest_reason(outcome), room: None });
            decision.warnings.push(Warning::NobodyReceived);
        }
        decision
    }

    fn decide_selection(&self, selection: &Selection, emit: Option<&Flags>, link: impl Fn(u32) -> Link) -> Decision {
        let mut marks = vec![UNSEEN; self.slots.len()];
        self.mark_excepted(selection, &mut marks);
        let mut decision = Decision::default();
        let mut reach = |slot: usize| {
            if marks[slot] != UNSEEN {
                return;
            }
            let it = &self.slots[slot];
            marks[slot] = match emit {
                _ if !it.listed => DISCONNECTED,
                Some(flags) => emit_mark(it.connection, flags, &link),
                None => RECIPIENT,
            };
            if marks[slot] == RECIPIENT {
                decision.recipients.push(it.id.clone());
                decision.connections.push(it.connection.unwrap_or(NO_CONNECTION));
            }
        };
        if selection.rooms.is_empty() {
            self.sids.iter().for_each(|&slot| reach(slot));
        } else {
            let members = selection.rooms.iter().filter_map(|room| self.rooms.get(room));
            members.flatten().for_each(|&slot| reach(slot));
        }
        decision.skipped = self.skipped(selection, &marks, decision.recipients.len());
        decision.skipped_total = decision.skipped.len();
        decision.warnings = self.warnings(selection, emit, &marks, decision.recipients.is_empty());
        decision
    }

    fn mark_excepted(&self, selection: &Selection, marks: &mut [Mark]) {
        for (place, room) in (EXCEPTED..).zip(&selection.except) {
            for &slot in self.rooms.get(room).into_iter().flatten() {
                if marks[slot] == UNSEEN {
                    marks[slot] = place;
                }
            }
        }
        let Some(sender) = &selection.sender else { return };
        let own = Room::own(sender);
        if let Some(slot) = self.slot(sender)
            && self.slots[slot].rooms.contains(&own)
            && selection.except.contains(&own)
        {
            marks[slot] = SENDER;
        }
    }

    /// Everybody else: the connected sockets, then those that are in rooms without being connected yet.
    fn skipped(&self, selection: &Selection, marks: &[Mark], recipients: usize) -> Vec<Skipped> {
        let mut skipped = Vec::with_capacity(self.listed.len().saturating_sub(recipients));
        let unlisted = self.sids.iter().filter(|&&slot| !self.slots[slot].listed);
        for &slot in self.listed.iter().chain(unlisted) {
            let (reason, room) = match marks[slot] {
                RECIPIENT => continue,
                UNSEEN => (Reason::NotInRoom, None),
                SENDER => (Reason::Sender, None),
                EXCEPTED.. => (Reason::Excepted, selection.except.get((marks[slot] - EXCEPTED) as usize).cloned()),
                rest => (rest_reason(rest), None),
            };
            skipped.push(Skipped { socket: self.slots[slot].id.clone(), reason, room });
        }
        skipped
    }

    fn warnings(&self, selection: &Selection, emit: Option<&Flags>, marks: &[Mark], nobody: bool) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if emit.is_some() && nobody {
            warnings.push(Warning::NobodyReceived);
        }
        for room in selection.rooms.iter().filter(|room| !self.rooms.contains_key(*room)) {
            if let Some(near) = near::nearest(room, self.room_names()) {
                warnings.push(Warning::UnknownRoom { room: room.clone(), near: near.clone() });
            }
        }
        if selection.empty_list && selection.rooms.is_empty() {
            warnings.push(Warning::EmptyRoomList);
        }
        if emit.is_some_and(|flags| flags.ack && !flags.timeout) {
            warnings.push(Warning::AckWithoutTimeout);
        }
        if let Some(sender) = &selection.sender
            && let Some(slot) = self.slot(sender)
            && (RECIPIENT..SENDER).contains(&marks[slot])
            && !self.slots[slot].rooms.contains(&Room::own(sender))
        {
            warnings.push(Warning::SenderLeftOwnRoom { sender: sender.clone() });
        }
        warnings
    }

    /// The rooms that code gave a name, without the sockets' own.
    fn room_names(&self) -> impl Iterator<Item = &Room> {
        self.rooms
            .iter()
            .filter(|(room, members)| !members.first().is_some_and(|&slot| **room == Room::own(&self.slots[slot].id)))
            .map(|(room, _)| room)
    }
}

/// The key given for a socket that was never added with one.
pub(super) const NO_CONNECTION: u32 = u32::MAX;

fn emit_mark(connection: Option<u32>, flags: &Flags, link: &impl Fn(u32) -> Link) -> Mark {
    match connection.map_or(Link::Closed, link) {
        Link::Ready => RECIPIENT,
        Link::Busy if flags.volatile => NOT_READY,
        Link::Busy => RECIPIENT,
        Link::Full => BUFFER_FULL,
        Link::Closed => DISCONNECTED,
    }
}

fn rest_reason(mark: Mark) -> Reason {
    match mark {
        NOT_READY => Reason::NotReady,
        BUFFER_FULL => Reason::BufferFull,
        _ => Reason::Disconnected,
    }
}
