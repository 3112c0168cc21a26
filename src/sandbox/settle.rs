//! When a sandbox has come to rest, and what it looks like then. Whoever waits is answered at the end of the round in
//! which it rests; nobody sleeps.

use super::state::Loop;
use super::{NamespaceSnapshot, Settled, Snapshot, SocketSnapshot};
use crate::engine::ConnectionId;

impl Loop {
    /// Answers those whose condition holds.
    pub(super) fn answer_waiters(&mut self, inputs_waiting: bool) {
        if self.waiters.is_empty() {
            return;
        }
        let now = self.time.now();
        self.waiters.retain(|waiter| !waiter.reply.is_closed());
        let rests = !inputs_waiting && self.asked.is_empty() && self.starting.is_none() && self.turns.rests(now);
        if !rests {
            return;
        }
        let counters = self.engine.counters();
        let next_timer = [self.turns.next_timer(), self.engine.next_deadline()].into_iter().flatten().reduce(f64::min);
        let (ready, waiting) = std::mem::take(&mut self.waiters).into_iter().partition::<Vec<_>, _>(|waiter| {
            waiter.read.iter().all(|(id, wanted)| {
                counters.iter().find(|counter| counter.id == *id).is_none_or(|counter| counter.received >= *wanted)
            })
        });
        self.waiters = waiting;
        for waiter in ready {
            // Gone in the meantime: nothing to tell.
            let _ = waiter.reply.send(Settled { counters: counters.clone(), next_timer, now });
        }
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        let (trace_first, trace_last, trace_dropped) = self.journal.bounds();
        let namespaces = self.router.namespaces().map(|(name, namespace)| {
            let sockets = namespace.sockets().map(|id| {
                let known = namespace.connection(id).and_then(|key| self.connections.get(&ConnectionId(key)));
                SocketSnapshot {
                    id: id.to_string(),
                    client: known.and_then(|known| known.client.as_deref()).map(str::to_owned),
                    rooms: namespace.rooms_of(id).cloned().collect(),
                    transport: if known.is_some_and(|known| known.websocket) { "websocket" } else { "polling" },
                    connected_at: known.and_then(|known| known.sockets.get(name)).map_or(0.0, |(_, at)| *at),
                }
            });
            let rooms =
                namespace.rooms().map(|(room, members)| (room.clone(), members.map(ToString::to_string).collect()));
            NamespaceSnapshot { name: name.to_owned(), sockets: sockets.collect(), rooms: rooms.collect() }
        });
        Snapshot {
            id: self.id.clone(),
            server: self.spec.server.clone(),
            options: self.spec.options.clone(),
            uptime: self.time.now(),
            namespaces: namespaces.collect(),
            trace_first,
            trace_last,
            trace_dropped,
        }
    }
}
