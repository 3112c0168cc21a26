//! The CPU time of the worker's one thread, by which turns are measured and interrupted.

use std::cell::Cell;
use std::time::Duration;

/// CPU time this thread has used.
#[cfg(unix)]
pub fn thread_cpu() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is a valid place for the answer. A failure leaves zeros, which only means no interruption.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Where there is no thread clock, real time stands in for it.
#[cfg(not(unix))]
pub fn thread_cpu() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// The CPU a turn may use. The engine asks [`Budget::spent`] again and again while code runs.
#[derive(Debug, Default)]
pub struct Budget {
    deadline: Cell<Duration>,
    fired: Cell<bool>,
    paused: Cell<bool>,
    swallowed: Cell<bool>,
}

impl Budget {
    /// From now on `allowance` of CPU.
    pub fn grant(&self, allowance: Duration) {
        self.deadline.set(thread_cpu() + allowance);
        self.fired.set(false);
    }

    /// Whether it is used up; what asks is interrupted then.
    pub fn spent(&self) -> bool {
        let spent = !self.paused.get() && thread_cpu() >= self.deadline.get();
        if spent {
            self.fired.set(true);
        }
        spent
    }

    /// Whether something was interrupted since the last [`Budget::grant`].
    pub fn fired(&self) -> bool {
        self.fired.get()
    }

    /// Runs `work` without interrupting it.
    pub fn paused<T>(&self, work: impl FnOnce() -> T) -> T {
        self.paused.set(true);
        let done = work();
        self.paused.set(false);
        done
    }

    /// The interruption met a hook, which has nobody to throw to: what is to be stopped still runs.
    pub fn swallow(&self) {
        self.swallowed.set(true);
    }

    /// Whether that happened since it was asked last.
    pub fn take_swallowed(&self) -> bool {
        self.swallowed.take()
    }
}
