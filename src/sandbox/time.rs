//! The one clock of a sandbox: timers, `Date`, heartbeat and the trace's `at` all go by it. In the page it runs with real
//! time, in a scenario it moves only when told.

use tokio::time::{Duration, Instant};

use super::Clock;

#[derive(Debug)]
pub(super) enum Time {
    Real { start: Instant },
    Manual { now: f64 },
}

impl Time {
    pub fn new(clock: Clock) -> Self {
        match clock {
            Clock::Real => Self::Real { start: Instant::now() },
            Clock::Manual => Self::Manual { now: 0.0 },
        }
    }

    /// Milliseconds since the sandbox started.
    pub fn now(&self) -> f64 {
        match self {
            Self::Real { start } => start.elapsed().as_secs_f64() * 1000.0,
            Self::Manual { now } => *now,
        }
    }

    /// Moves a manual clock on, never back. Real time cannot be moved.
    pub fn advance(&mut self, to: f64) {
        if let Self::Manual { now } = self
            && to.is_finite()
        {
            *now = now.max(to);
        }
    }

    /// When real time reaches `at`; `None` for a manual clock, which is not waited for.
    pub fn instant(&self, at: f64) -> Option<Instant> {
        match self {
            // A time beyond what an instant can hold is as good as never.
            Self::Real { start } => {
                Duration::try_from_secs_f64(at.max(0.0) / 1000.0).ok().and_then(|d| start.checked_add(d))
            }
            Self::Manual { .. } => None,
        }
    }

    pub fn is_manual(&self) -> bool {
        matches!(self, Self::Manual { .. })
    }
}
