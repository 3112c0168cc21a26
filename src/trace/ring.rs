//! A ring bounded by number and bytes, written at one end and read by any number of readers. A reader is a place in it and
//! nothing more, so a slow one finds a gap and costs nobody anything. What it holds is numbered from 1.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::Entry;

/// When the oldest entries go. The newest always stays, however large.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub entries: usize,
    /// As the entries weigh, about.
    pub bytes: usize,
}

/// What a reader gets in one step.
#[derive(Debug)]
pub enum Batch<T = Entry> {
    /// The entries `from..=to` are gone.
    Gap {
        from: u64,
        to: u64,
    },
    Entries(Vec<Arc<T>>),
    /// The sandbox has ended; nothing more will come.
    End,
}

/// A place in a ring. Costs no memory beside itself.
#[derive(Debug)]
pub struct Reader<T = Entry> {
    shared: Arc<Shared<T>>,
    /// The number that it reads next.
    next: u64,
}

#[derive(Debug)]
pub(super) struct Shared<T> {
    pub limits: Limits,
    ring: Mutex<Ring<T>>,
    /// Told of every push and of the close.
    pub changed: Notify,
    readers: AtomicUsize,
}

#[derive(Debug)]
pub(super) struct Ring<T> {
    pub entries: VecDeque<(Arc<T>, usize)>,
    /// The weight of `entries`.
    pub bytes: usize,
    /// The last number given.
    pub last: u64,
    pub closed: bool,
}

impl<T> Reader<T> {
    pub(super) fn new(shared: &Arc<Shared<T>>, next: u64) -> Self {
        shared.readers.fetch_add(1, Ordering::Relaxed);
        Self { shared: Arc::clone(shared), next }
    }

    /// At most `most` entries that are there already; empty when the reader has seen all.
    pub fn read(&mut self, most: usize) -> Batch<T> {
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
    pub async fn next(&mut self, most: usize) -> Batch<T> {
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

impl<T> Drop for Reader<T> {
    fn drop(&mut self) {
        self.shared.readers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<T> Shared<T> {
    pub fn new(limits: Limits) -> Arc<Self> {
        let ring = Ring { entries: VecDeque::new(), bytes: 0, last: 0, closed: false };
        Arc::new(Self { limits, ring: Mutex::new(ring), changed: Notify::new(), readers: AtomicUsize::new(0) })
    }

    /// A writer that panicked left the ring whole: every change to it is one step.
    pub fn ring(&self) -> MutexGuard<'_, Ring<T>> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Readers that exist at this moment.
    pub fn readers(&self) -> usize {
        self.readers.load(Ordering::Relaxed)
    }

    /// No more will come: readers get `End` after the last.
    pub fn close(&self) {
        self.ring().closed = true;
        self.changed.notify_waiters();
    }
}

impl<T> Ring<T> {
    /// The number of the oldest entry kept, or of the first to come.
    pub fn first(&self) -> u64 {
        (self.last + 1).saturating_sub(self.entries.len() as u64)
    }

    /// Appends what bears the next number. What falls out is the caller's, to be dropped after the lock: a long list of
    /// recipients takes a while.
    pub fn push(&mut self, entry: T, weight: usize, limits: &Limits) -> Vec<Arc<T>> {
        self.last += 1;
        self.entries.push_back((Arc::new(entry), weight));
        self.bytes += weight;
        let mut fallen = Vec::new();
        while self.entries.len() > 1 && (self.entries.len() > limits.entries || self.bytes > limits.bytes) {
            if let Some((entry, weight)) = self.entries.pop_front() {
                self.bytes -= weight;
                fallen.push(entry);
            }
        }
        fallen
    }

    /// Forgets what is kept and leaves a gap of so many more.
    pub fn skip(&mut self, more: u64) {
        self.entries = VecDeque::new();
        self.bytes = 0;
        self.last += more;
    }
}
