//! The journal: the trace of one sandbox in a bounded ring, written by the sandbox's loop, read by any number of readers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::ring::{Limits, Reader, Shared};
use super::{Body, Entry, Location};

/// The writing end and the source of readers. Cheap to clone; clones are the same journal.
#[derive(Debug, Clone)]
pub struct Journal {
    shared: Arc<Shared<Entry>>,
    /// The last entry's `at`.
    clock: Arc<Mutex<f64>>,
}

impl Journal {
    pub fn new(limits: Limits) -> Self {
        Self { shared: Shared::new(limits), clock: Arc::default() }
    }

    /// Appends an entry and wakes the readers; gives its `seq`. An `at` before the last entry's is set to that.
    pub fn push(&self, at: f64, cause: Option<u64>, location: Option<Location>, body: Body) -> u64 {
        // Held to the end, so that times and numbers have one order.
        let mut clock = self.clock();
        *clock = clock.max(at);
        let mut ring = self.shared.ring();
        let entry = Entry { seq: ring.last + 1, at: *clock, cause, location, body };
        let (seq, weight) = (entry.seq, entry.weight());
        let fallen = ring.push(entry, weight, &self.shared.limits);
        drop((ring, clock));
        drop(fallen);
        self.shared.changed.notify_waiters();
        seq
    }

    fn clock(&self) -> MutexGuard<'_, f64> {
        self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// No more entries will come: readers get `End` after the last.
    pub fn close(&self) {
        self.shared.close();
    }

    /// `(first kept, last, dropped)`; first and last are 0 while nothing was written.
    pub fn bounds(&self) -> (u64, u64, u64) {
        let ring = self.shared.ring();
        let first = ring.entries.front().map_or(0, |(entry, _)| entry.seq);
        (first, ring.last, first.saturating_sub(1))
    }

    /// The entry of that `seq`, while it is kept.
    pub fn get(&self, seq: u64) -> Option<Arc<Entry>> {
        let ring = self.shared.ring();
        let place = seq.checked_sub(ring.first())?;
        let (entry, _) = ring.entries.get(usize::try_from(place).ok()?)?;
        Some(Arc::clone(entry))
    }

    /// A reader whose first entry is the one after `seq` (0: the first ever, which may be a gap by now). After a `seq`
    /// that was not given yet it starts with the next one written.
    pub fn reader_after(&self, seq: u64) -> Reader {
        let next = seq.min(self.shared.ring().last) + 1;
        Reader::new(&self.shared, next)
    }

    /// A reader from the oldest entry kept.
    pub fn reader(&self) -> Reader {
        let next = self.shared.ring().first();
        Reader::new(&self.shared, next)
    }

    /// Readers that exist at this moment.
    pub fn readers(&self) -> usize {
        self.shared.readers()
    }

    pub fn has_readers(&self) -> bool {
        self.readers() > 0
    }
}
