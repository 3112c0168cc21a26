//! How fast a sandbox takes what clients send.

use tokio::time::{Duration, Instant};

/// The trace is told of slowing down at most this often.
const TELL_AGAIN: Duration = Duration::from_secs(10);

/// How fast incoming events are taken: `--max-events-per-second`, with a second's worth in reserve.
#[derive(Debug)]
pub(super) struct Pace {
    per_second: f64,
    left: f64,
    at: Instant,
    /// When the trace was last told of slowing down.
    told: Option<Instant>,
}

impl Pace {
    pub fn new(per_second: u32) -> Self {
        let per_second = f64::from(per_second.max(1));
        Self { per_second, left: per_second, at: Instant::now(), told: None }
    }

    pub fn refill(&mut self) {
        let now = Instant::now();
        let more = (now - self.at).as_secs_f64() * self.per_second;
        self.left = (self.left + more).min(self.per_second);
        self.at = now;
    }

    pub fn may_read(&self) -> bool {
        self.left >= 1.0
    }

    /// When reading may go on; `None` if it may now.
    pub fn ready_at(&self) -> Option<Instant> {
        (!self.may_read()).then(|| self.at + Duration::from_secs_f64((1.0 - self.left) / self.per_second))
    }

    /// Takes events off the budget; true when the trace should be told that reading slows down.
    pub fn spend(&mut self, events: usize) -> bool {
        self.refill();
        self.left -= events as f64;
        let tell = !self.may_read() && self.told.is_none_or(|told| told.elapsed() >= TELL_AGAIN);
        if tell {
            self.told = Some(Instant::now());
        }
        tell
    }
}
