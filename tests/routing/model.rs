//! The in-memory adapter of `socket.io-adapter` once more, as plainly as it can be said: JavaScript's maps and sets are
//! lists of what was put in, in that order.

use emitscope::routing::{Room, Selection};

#[derive(Debug, Default)]
pub struct Adapter {
    /// `nsp.sockets`.
    pub connected: Vec<String>,
    pub sids: Vec<(String, Vec<Room>)>,
    pub rooms: Vec<(Room, Vec<String>)>,
}

fn put<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl Adapter {
    pub fn connect(&mut self, id: &str) {
        put(&mut self.connected, id.to_owned());
    }

    pub fn disconnect(&mut self, id: &str) {
        self.connected.retain(|other| other != id);
    }

    pub fn add_all(&mut self, id: &str, rooms: &[Room]) {
        if !self.sids.iter().any(|(sid, _)| sid == id) {
            self.sids.push((id.to_owned(), Vec::new()));
        }
        for room in rooms {
            for (sid, joined) in &mut self.sids {
                if sid == id {
                    put(joined, room.clone());
                }
            }
            if !self.rooms.iter().any(|(name, _)| name == room) {
                self.rooms.push((room.clone(), Vec::new()));
            }
            for (name, members) in &mut self.rooms {
                if name == room {
                    put(members, id.to_owned());
                }
            }
        }
    }

    pub fn del(&mut self, id: &str, room: &Room) {
        for (sid, joined) in &mut self.sids {
            if sid == id {
                joined.retain(|name| name != room);
            }
        }
        for (name, members) in &mut self.rooms {
            if name == room {
                members.retain(|member| member != id);
            }
        }
        self.rooms.retain(|(_, members)| !members.is_empty());
    }

    pub fn del_all(&mut self, id: &str) {
        let rooms: Vec<Room> =
            self.sids.iter().filter(|(sid, _)| sid == id).flat_map(|(_, rooms)| rooms.clone()).collect();
        for room in rooms {
            self.del(id, &room);
        }
        self.sids.retain(|(sid, _)| sid != id);
    }

    fn members(&self, room: &Room) -> Vec<String> {
        self.rooms.iter().filter(|(name, _)| name == room).flat_map(|(_, members)| members.clone()).collect()
    }

    /// Whom `apply` calls back for.
    pub fn apply(&self, selection: &Selection) -> Vec<String> {
        let except: Vec<String> = selection.except.iter().flat_map(|room| self.members(room)).collect();
        let candidates: Vec<String> = if selection.rooms.is_empty() {
            self.sids.iter().map(|(sid, _)| sid.clone()).collect()
        } else {
            selection.rooms.iter().flat_map(|room| self.members(room)).collect()
        };
        let mut reached = Vec::new();
        for id in candidates {
            if !except.contains(&id) && self.connected.contains(&id) {
                put(&mut reached, id);
            }
        }
        reached
    }
}
