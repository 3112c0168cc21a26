//! What the worker has to say: messages gathered in one buffer, written when the mailbox is drained. Reports are
//! numbered here.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};

use super::channel;
use super::message::{Failure, FromWorker, Place, Report, What};

/// Bytes gathered before they are written in the middle of a turn.
const EARLY_FLUSH_BYTES: usize = 1 << 20;

/// Emits, joins, leaves, acks and logs of one turn. What goes beyond throws in the code that makes them.
pub const MAX_REPORTS_PER_TURN: u32 = 20_000;

/// Bytes of all reports of one turn; beyond, the same.
const MAX_BYTES_PER_TURN: usize = 32 << 20;

/// Beyond the limit this many errors may still be told.
const SPARE_REPORTS: u32 = 100;

#[derive(Debug, Default)]
pub struct Outbox {
    buffer: RefCell<Vec<u8>>,
    /// The number of the last report.
    last: Cell<u64>,
    in_turn: Cell<u32>,
    bytes_in_turn: Cell<usize>,
    broken: Cell<bool>,
}

impl Outbox {
    pub fn begin_turn(&self) {
        self.in_turn.set(0);
        self.bytes_in_turn.set(0);
    }

    /// Adds a message. One that cannot be encoded (longer than the channel allows) ends the channel.
    pub fn push(&self, message: &FromWorker) {
        let Ok(mut buffer) = self.buffer.try_borrow_mut() else { return };
        let start = buffer.len();
        if channel::encode(message, &mut buffer).is_err() {
            self.broken.set(true);
        }
        self.bytes_in_turn.set(self.bytes_in_turn.get() + buffer.len() - start);
        if buffer.len() >= EARLY_FLUSH_BYTES {
            self.write(&mut buffer);
        }
    }

    /// Adds a report and gives its number; `None` when the turn has made too many.
    pub fn report(&self, cause: Option<u64>, place: Option<Place>, what: What) -> Option<u64> {
        let count = self.in_turn.get() + 1;
        let most = match what {
            What::Emit { .. }
            | What::Join { .. }
            | What::Leave { rooms: Some(_), .. }
            | What::AckToClient { .. }
            | What::Log { .. } => MAX_REPORTS_PER_TURN,
            What::Error(_) => MAX_REPORTS_PER_TURN + SPARE_REPORTS,
            // What comes and goes must be told, else both sides no longer know the same.
            _ => u32::MAX,
        };
        if count > most || (most < u32::MAX && self.bytes_in_turn.get() > MAX_BYTES_PER_TURN) {
            return None;
        }
        self.in_turn.set(count);
        let number = self.last.get() + 1;
        self.last.set(number);
        self.push(&FromWorker::Report(Report { number, cause, place, what }));
        Some(number)
    }

    /// Writes what was gathered. False once the other end is gone.
    pub fn flush(&self) -> bool {
        if let Ok(mut buffer) = self.buffer.try_borrow_mut() {
            self.write(&mut buffer);
        }
        !self.broken.get()
    }

    fn write(&self, buffer: &mut Vec<u8>) {
        let mut out = io::stdout().lock();
        if out.write_all(buffer).and_then(|()| out.flush()).is_err() {
            self.broken.set(true);
        }
        buffer.clear();
        buffer.shrink_to(EARLY_FLUSH_BYTES);
    }

    /// The last words: the heap is full, the process ends.
    pub fn heap_is_full(&self, limit_bytes: usize) {
        let failure = Failure {
            title: "the memory of the sandbox is used up".to_owned(),
            detail: format!(
                "The code needed more than {} MiB of memory, which is the limit (--max-heap-mib). The server is restarted.",
                limit_bytes >> 20
            ),
            limit: Some("max-heap-mib".to_owned()),
            ..Failure::default()
        };
        self.report(None, None, What::Error(failure));
        self.flush();
    }
}
