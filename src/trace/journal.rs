//! The journal: a ring bounded by number and bytes, written by the sandbox's loop, read by any number of readers.

use std::sync::Arc;

use super::{Body, Entry, Location};

/// When the oldest entries go.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub entries: usize,
    pub bytes: usize,
}

/// The writing end and the source of readers. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Journal;

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
pub struct Reader;

impl Journal {
    pub fn new(_limits: Limits) -> Self {
        todo!()
    }

    /// Appends an entry and wakes the readers; gives its `seq`.
    pub fn push(&self, _at: f64, _cause: Option<u64>, _location: Option<Location>, _body: Body) -> u64 {
        todo!()
    }

    /// No more entries will come: readers get `End` after the last.
    pub fn close(&self) {
        todo!()
    }

    /// `(first kept, last, dropped)`; first and last are 0 while nothing was written.
    pub fn bounds(&self) -> (u64, u64, u64) {
        todo!()
    }

    pub fn get(&self, _seq: u64) -> Option<Arc<Entry>> {
        todo!()
    }

    /// A reader whose first entry is the one after `seq` (0: the first ever, which may be a gap by now).
    pub fn reader_after(&self, _seq: u64) -> Reader {
        todo!()
    }

    /// A reader from the oldest entry kept.
    pub fn reader(&self) -> Reader {
        todo!()
    }
}

impl Reader {
    /// At most `most` entries that are there already; empty when the reader has seen all.
    pub fn read(&mut self, _most: usize) -> Batch {
        todo!()
    }

    /// Waits for entries. Cancel safe.
    pub async fn next(&mut self, _most: usize) -> Batch {
        todo!()
    }
}
