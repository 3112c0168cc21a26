//! The journal: a ring bounded by number and bytes, written by the sandbox's loop, read by any number of readers. A reader
//! is a place in it and nothing more, so a slow one finds a gap and costs nobody anything.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::{Body, Entry, Location};

/// When the oldest entries go. The newest always stays, however large.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub entries: usize,
    /// By [`Entry::weight`].
    pub bytes: usize,
}

/// The writing end and the source of readers. Cheap to clone; clones are the same journal.
#[derive(Debug, Clone)]
pub struct Journal {
    shared: Arc<Shared>,
}

/// What a reader gets in one step.
#[derive(Debug)]
pub enum Batch {
    /// The entries `from..=to` are gone.
    Gap {
        from: u64,
        to: u64,
    },
    Entries(Vec<Arc<Entry>>),
    /// The sandbox has ended; nothing more will come.
    End,
}

/// A place in the journal. Costs no memory beside itself.
#[derive(Debug)]
pub struct Reader {
    shared: Arc<Shared>,
    /// The `seq` it reads next.
    next: u64,
}

#[derive(Debug)]
struct Shared {
    limits: Limits,
    ring: Mutex<Ring>,
    /// Told of every push and of the close.
    changed: Notify,
    readers: AtomicUsize,
}

#[derive(Debug, Default)]
struct Ring {
    entries: VecDeque<(Arc<Entry>, usize)>,
    /// The weight of `entries`.
    bytes: usize,
    /// The last `seq` given.
    last: u64,
    /// The last entry's `at`.
    clock: f64,
    closed: bool,
}

impl Journal {
    pub fn new(limits: Limits) -> Self {
        let shared = Shared { limits, ring: Mutex::default(), changed: Notify::new(), readers: AtomicUsize::new(0) };
        Self { shared: Arc::new(shared) }
    }

    /// Appends an entry and wakes the readers; gives its `seq`. An `at` before the last entry's is set to that.
    pub fn push(&self, at: f64, cause: Option<u64>, location: Option<Location>, body: Body) -> u64 {
        let mut ring = self.shared.ring();
        let seq = ring.last + 1;
        ring.last = seq;
        ring.clock = ring.clock.max(at);
        let entry = Entry { seq, at: ring.clock, cause, location, body };
        let weight = entry.weight();
        ring.entries.push_back((Arc::new(entry), weight));
        ring.bytes += weight;
        // What falls out is dropped after the lock: a long list of recipients takes a while.
        let fallen = ring.trim(&self.shared.limits);
        drop(ring);
        drop(fallen);
        self.shared.changed.notify_waiters();
        seq
    }

    /// No more entries will come: readers get `End` after the last.
    pub fn close(&self) {
        self.shared.ring().closed = true;
        self.shared.changed.notify_waiters();
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
        self.shared.readers.load(Ordering::Relaxed)
    }

    pub fn has_readers(&self) -> bool {
        self.readers() > 0
    }
}

impl Reader {
    fn new(shared: &Arc<Shared>, next: u64) -> Self {
        shared.readers.fetch_add(1, Ordering::Relaxed);
        Self { shared: Arc::clone(shared), next }
    }

    /// At most `most` entries that are there already; empty when the reader has seen all.
    pub fn read(&mut self, most: usize) -> Batch {
        let ring = self.shared.ring();
        let first = ring.first();
        if self.next < first {
            let from = std::mem::replace(&mut self.next, first);
            return Batch::Gap { from, to: first - 1 };
        }
        if self.next > ring.last && ring.closed {
            return Batch::End;
        }
        let skip = usize::try_from(self.next - first).unwrap_or(usize::MAX);
        let entries: Vec<_> = ring.entries.iter().skip(skip).take(most).map(|(entry, _)| Arc::clone(entry)).collect();
        self.next += entries.len() as u64;
        Batch::Entries(entries)
    }

    /// Waits until there is something to read, and reads it; never gives an empty batch unless `most` is 0. Cancel safe.
    pub async fn next(&mut self, most: usize) -> Batch {
        let shared = Arc::clone(&self.shared);
        loop {
            let mut changed = std::pin::pin!(shared.changed.notified());
            // Registered before the look, so that a push between the two is not missed.
            changed.as_mut().enable();
            match self.read(most) {
                Batch::Entries(entries) if entries.is_empty() && most > 0 => changed.await,
                batch => return batch,
            }
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.shared.readers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    /// A writer that panicked left the ring whole: every change to it is one step.
    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ring {
    /// The `seq` of the oldest entry kept, or of the first to come.
    fn first(&self) -> u64 {
        self.entries.front().map_or(self.last + 1, |(entry, _)| entry.seq)
    }

    fn trim(&mut self, limits: &Limits) -> Vec<Arc<Entry>> {
        let mut fallen = Vec::new();
        while self.entries.len() > 1 && (self.entries.len() > limits.entries || self.bytes > limits.bytes) {
            if let Some((entry, weight)) = self.entries.pop_front() {
                self.bytes -= weight;
                fallen.push(entry);
            }
        }
        fallen
    }
}
