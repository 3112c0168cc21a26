//! The deadlines of all connections, in order. At most one of each kind a connection; setting it again moves it.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use super::ConnectionId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Timer {
    /// The next ping is due.
    Ping,
    /// The pong to the last ping is overdue.
    PingTimeout,
    /// A websocket that wanted to take over did not.
    UpgradeTimeout,
    /// A closing session never polled again for its close packet.
    CloseTimeout,
}

/// Milliseconds, in total order.
#[derive(Debug, Clone, Copy)]
struct Due(f64);

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[derive(Debug, Default)]
pub(super) struct Timers {
    ordered: BTreeSet<(Due, ConnectionId, Timer)>,
    due: HashMap<(ConnectionId, Timer), Due>,
}

impl Timers {
    const KINDS: [Timer; 4] = [Timer::Ping, Timer::PingTimeout, Timer::UpgradeTimeout, Timer::CloseTimeout];

    pub fn set(&mut self, connection: ConnectionId, timer: Timer, due: f64) {
        self.cancel(connection, timer);
        self.due.insert((connection, timer), Due(due));
        self.ordered.insert((Due(due), connection, timer));
    }

    pub fn is_set(&self, connection: ConnectionId, timer: Timer) -> bool {
        self.due.contains_key(&(connection, timer))
    }

    pub fn cancel(&mut self, connection: ConnectionId, timer: Timer) {
        if let Some(due) = self.due.remove(&(connection, timer)) {
            self.ordered.remove(&(due, connection, timer));
        }
    }

    pub fn cancel_all(&mut self, connection: ConnectionId) {
        for timer in Self::KINDS {
            self.cancel(connection, timer);
        }
    }

    pub fn next(&self) -> Option<f64> {
        self.ordered.first().map(|(due, _, _)| due.0)
    }

    /// Takes out the first timer that is due at `now`, with the time it was due.
    pub fn pop_due(&mut self, now: f64) -> Option<(ConnectionId, Timer, f64)> {
        let (due, connection, timer) = *self.ordered.first()?;
        if due > Due(now) {
            return None;
        }
        self.cancel(connection, timer);
        Some((connection, timer, due.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ConnectionId = ConnectionId(1);
    const B: ConnectionId = ConnectionId(2);

    #[test]
    fn timers_come_due_in_order() {
        let mut timers = Timers::default();
        timers.set(A, Timer::Ping, 30.0);
        timers.set(B, Timer::Ping, 10.0);
        timers.set(A, Timer::UpgradeTimeout, 20.0);
        assert_eq!(timers.next(), Some(10.0));
        assert_eq!(timers.pop_due(9.9), None);
        assert_eq!(timers.pop_due(25.0), Some((B, Timer::Ping, 10.0)));
        assert_eq!(timers.pop_due(25.0), Some((A, Timer::UpgradeTimeout, 20.0)));
        assert_eq!(timers.pop_due(25.0), None);
        assert_eq!(timers.next(), Some(30.0));
    }

    #[test]
    fn setting_again_moves_and_cancelling_removes() {
        let mut timers = Timers::default();
        timers.set(A, Timer::Ping, 10.0);
        timers.set(A, Timer::Ping, 40.0);
        assert!(timers.is_set(A, Timer::Ping));
        assert_eq!(timers.pop_due(20.0), None);
        timers.set(A, Timer::PingTimeout, 50.0);
        timers.set(B, Timer::Ping, 60.0);
        timers.cancel_all(A);
        assert_eq!(timers.next(), Some(60.0));
    }
}
