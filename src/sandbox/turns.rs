//! Which of the worker's turns are under way, and which it waits for.

use std::collections::VecDeque;

use tokio::time::Instant;

use super::start::Watch;
use crate::engine::ConnectionId;
use crate::worker::message::TurnDone;

/// Turns without a pause that `setTimeout(…, 0)` and `setImmediate` may ask for, before it counts as a loop.
pub(super) const MAX_TURNS_IN_A_ROW: u32 = 1_000;

/// What of the worker's turns is under way, and what it waits for.
#[derive(Debug, Default)]
pub(super) struct Turns {
    pub sent: u64,
    pub done: u64,
    /// The clock that each turn under way was sent with: the code's own time while it runs.
    times: VecDeque<f64>,
    /// Something of a turn has come whose end has not.
    pub mid_turn: bool,
    pub next_timer: Option<f64>,
    pub immediate: bool,
    pub in_a_row: u32,
    /// The clock at the last tick.
    pub last_tick: f64,
    pub watch: Option<Watch>,
    /// Connections that are gone, forgotten once the worker has had the turn that told it.
    pub leaving: Vec<(u64, ConnectionId)>,
}

impl Turns {
    /// A worker whose first turn is done.
    pub fn begin(done: &TurnDone) -> Self {
        Self { sent: 1, done: 1, next_timer: done.next_timer, immediate: done.immediate, ..Self::default() }
    }

    /// A turn was sent, with this clock.
    pub fn went(&mut self, now: f64) {
        self.sent += 1;
        self.times.push_back(now);
    }

    /// The turn of this number is over, and so is each before it.
    pub fn came(&mut self, number: u64) {
        self.mid_turn = false;
        self.done = number.min(self.sent);
        let under_way = usize::try_from(self.sent - self.done).unwrap_or(usize::MAX);
        self.times.drain(..self.times.len().saturating_sub(under_way));
    }

    /// The clock of the turn that the worker speaks of now.
    pub fn time(&self) -> Option<f64> {
        self.times.front().copied()
    }

    pub fn is_mid_turn(&self) -> bool {
        self.mid_turn
    }

    /// No turn is under way and none is due at `now`.
    pub fn rests(&self, now: f64) -> bool {
        self.sent == self.done && (self.looping() || (!self.immediate && self.next_timer.is_none_or(|due| due > now)))
    }

    pub fn next_timer(&self) -> Option<f64> {
        self.next_timer.filter(|_| !self.looping())
    }

    /// When to look after timers; `None` while a turn is under way, since that will tell anew. With real time a timer of
    /// 0 ms waits for 1 ms after the one before, as in Node.
    pub fn next_timer_at(&self) -> Option<f64> {
        let due = self.next_timer().filter(|_| self.sent == self.done)?;
        Some(due.max(self.last_tick + 1.0))
    }

    pub fn watch_deadline(&self) -> Option<Instant> {
        self.watch.as_ref().map(Watch::deadline)
    }

    /// Something came from outside: what follows is no loop of the code's own.
    pub fn clock_moved(&mut self) {
        self.in_a_row = 0;
    }

    pub fn looping(&self) -> bool {
        self.in_a_row > MAX_TURNS_IN_A_ROW
    }
}

#[cfg(test)]
mod tests {
    use super::Turns;

    #[test]
    fn the_time_is_that_of_the_first_turn_under_way() {
        let mut turns = Turns::default();
        assert_eq!(turns.time(), None);
        for now in [10.0, 20.0, 30.0] {
            turns.went(now);
        }
        assert_eq!((turns.sent, turns.time()), (3, Some(10.0)));
        turns.came(2);
        assert_eq!((turns.done, turns.time()), (2, Some(30.0)));
        turns.came(9);
        assert_eq!((turns.done, turns.time()), (3, None));
    }
}
