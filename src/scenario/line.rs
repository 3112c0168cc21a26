//! One connection of a client behind its network. While the network is slow, what either end sends is held here until
//! the sandbox's clock has reached the moment at which it arrives; order is kept, as TCP keeps it.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::sync::atomic::{self, AtomicU64};

use tokio::sync::mpsc::error::TrySendError;

use super::client::Problem;
use super::link::{Incoming, Link, Outgoing};
use crate::engine::Counters;

/// Messages that may be on their way in one direction.
const MAX_ON_THE_WAY: usize = 1_000;

/// When something arrives, by the sandbox's clock in milliseconds. Of two that arrive together the one that was sent first
/// comes first, whoever sent it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Due {
    pub at: f64,
    turn: u64,
}

impl Due {
    pub fn at(at: f64) -> Self {
        static TURN: AtomicU64 = AtomicU64::new(0);
        Self { at, turn: TURN.fetch_add(1, atomic::Ordering::Relaxed) }
    }

    pub fn order(&self, other: &Self) -> Ordering {
        self.at.total_cmp(&other.at).then(self.turn.cmp(&other.turn))
    }
}

#[derive(Debug)]
pub(super) struct Line {
    link: Link,
    up: VecDeque<(Due, Outgoing)>,
    down: VecDeque<(Due, Incoming)>,
    /// Its end was read, so nothing comes any more.
    ended: bool,
    /// Messages given to the connection, and messages and pings read from it.
    sent: u64,
    read: u64,
    pings: u64,
    pongs: u64,
}

impl Line {
    pub fn new(link: Link) -> Self {
        let (up, down) = (VecDeque::new(), VecDeque::new());
        Self { link, up, down, ended: false, sent: 0, read: 0, pings: 0, pongs: 0 }
    }

    /// Engine.IO's session id.
    pub fn id(&self) -> &str {
        &self.link.id
    }

    /// The messages that the server must have read before it can rest.
    pub fn mark(&self) -> (String, u64) {
        (self.link.id.clone(), self.sent)
    }

    /// Sends, to arrive at `at` and not before the server has come to rest.
    pub fn queue(&mut self, outgoing: Outgoing, at: f64) -> Result<(), Problem> {
        if self.up.len() == MAX_ON_THE_WAY {
            return Err(Problem::Full);
        }
        let at = self.up.back().map_or(at, |(last, _)| last.at.max(at));
        self.up.push_back((Due::at(at), outgoing));
        Ok(())
    }

    /// Sends, to arrive at `at`; at once if it is `now` and nothing is on its way.
    pub fn send(&mut self, outgoing: Outgoing, at: f64, now: f64) -> Result<(), Problem> {
        if self.up.is_empty() && at <= now { self.give(outgoing) } else { self.queue(outgoing, at) }
    }

    fn give(&mut self, outgoing: Outgoing) -> Result<(), Problem> {
        let (sent, pongs) = match &outgoing {
            Outgoing::Message(_) => (1, 0),
            Outgoing::Pong => (0, 1),
            Outgoing::Close => (0, 0),
        };
        match self.link.outgoing.try_send(outgoing) {
            Ok(()) => {
                self.sent += sent;
                self.pongs += pongs;
                Ok(())
            }
            Err(TrySendError::Full(_)) => Err(Problem::Full),
            // The end of the connection is on its way to `read`.
            Err(TrySendError::Closed(_)) => Ok(()),
        }
    }

    /// Reads what the server says it sent, or the end of a connection that the server does not know any more; `None` when
    /// there is no more.
    pub async fn read(&mut self, counters: &[Counters]) -> Option<Incoming> {
        if self.ended {
            return None;
        }
        let known = counters.iter().find(|counter| counter.id == self.link.id);
        let behind = known.is_none_or(|counter| self.read < counter.sent || self.pings < counter.pings);
        let incoming = if behind {
            self.link.incoming.recv().await.unwrap_or(Incoming::Closed)
        } else {
            self.link.incoming.try_recv().ok()?
        };
        match incoming {
            Incoming::Message(_) => self.read += 1,
            Incoming::Ping => self.pings += 1,
            Incoming::Closed => self.ended = true,
        }
        Some(incoming)
    }

    /// Holds what was read until it arrives at `at`; gives it back if it arrives `now`.
    pub fn hold(&mut self, incoming: Incoming, at: f64, now: f64) -> Result<Option<Incoming>, Problem> {
        match self.down.back() {
            None if at <= now => Ok(Some(incoming)),
            _ if self.down.len() == MAX_ON_THE_WAY => Err(Problem::Full),
            last => {
                let at = last.map_or(at, |(last, _)| last.at.max(at));
                self.down.push_back((Due::at(at), incoming));
                Ok(None)
            }
        }
    }

    /// Nobody is there any more for what still comes.
    pub fn ignore(&mut self) {
        while self.link.incoming.try_recv().is_ok() {}
    }

    /// A pong that was sent is not known to the server yet, or the next poll has not reached it: whether a volatile packet
    /// would get through must not depend on that.
    pub fn is_restless(&self, counters: &[Counters]) -> bool {
        let restless = |counter: &Counters| counter.pongs < self.pongs || !counter.ready;
        counters.iter().any(|counter| counter.id == self.link.id && restless(counter))
    }

    pub fn next_up(&self) -> Option<Due> {
        self.up.front().map(|(due, _)| *due)
    }

    pub fn next_down(&self) -> Option<Due> {
        self.down.front().map(|(due, _)| *due)
    }

    /// How much is on its way: to the server and from it.
    pub fn on_the_way(&self) -> (usize, usize) {
        (self.up.len(), self.down.len())
    }

    /// Lets the next thing reach the server. True if it was the close: then the line is of no more use.
    pub fn arrive_up(&mut self) -> Result<bool, Problem> {
        match self.up.pop_front() {
            None => Ok(false),
            Some((_, Outgoing::Close)) => Ok(true),
            Some((_, outgoing)) => self.give(outgoing).map(|()| false),
        }
    }

    pub fn arrive_down(&mut self) -> Option<Incoming> {
        self.down.pop_front().map(|(_, incoming)| incoming)
    }

    /// What is on its way arrives now.
    pub fn hurry(&mut self, now: f64) {
        let up = self.up.iter_mut().map(|(due, _)| due);
        up.chain(self.down.iter_mut().map(|(due, _)| due)).for_each(|due| due.at = now);
    }

    /// Closes in good order: what reached the link before leaves first.
    pub fn close(self) {
        self.link.close();
    }
}
