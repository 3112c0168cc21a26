//! Bringing server code to life: a warm worker gets the code and either rests after its first turn or has failed. Used to
//! create a sandbox, to replace its code while the old one runs on, and to restart it.

use tokio::time::{Duration, Instant, timeout_at};

use super::pool::{Pool, WARM};
use super::process::{Process, cpu_ms};
use super::{Failure, Limits};
use crate::trace::Location;
use crate::worker::message::{self, FromWorker, Start, Task, ToWorker, Turn, TurnDone};

/// How long a turn may resist interruption before its worker is killed.
pub(super) const KILL_AFTER: Duration = Duration::from_secs(1);

/// A worker whose code rests after its first turn.
#[derive(Debug)]
pub(super) struct Running {
    pub process: Process,
    /// What the first turn did, in order.
    pub messages: Vec<FromWorker>,
    /// The effective Socket.IO options as JSON.
    pub options: String,
    pub done: TurnDone,
}

#[derive(Debug)]
pub(super) enum StartError {
    /// The code's own fault.
    Code(Failure),
    /// The worker's: it ended, or could not be spoken to.
    Worker(String),
}

/// Workers that are tried before a start has failed: all that can have been in the pool, and one more.
const TRIES: usize = 2 * WARM + 1;

/// Runs the first turn (number 1) in a worker from the pool. A worker that ended may have been ended while it waited there,
/// which is not the code's doing: another one is tried.
pub(super) async fn start(pool: &Pool, code: Start, now: f64, limits: &Limits) -> Result<Running, StartError> {
    let mut last = String::new();
    for _ in 0..TRIES {
        let outcome = match pool.take().await {
            Ok(process) => first_turn(process, code.clone(), now, limits).await,
            Err(problem) => Err(StartError::Worker(problem)),
        };
        match outcome {
            Err(StartError::Worker(problem)) => last = problem,
            outcome => return outcome,
        }
    }
    Err(StartError::Worker(last))
}

async fn first_turn(mut process: Process, start: Start, now: f64, limits: &Limits) -> Result<Running, StartError> {
    let turn = Turn { number: 1, now, task: Task::Start(start) };
    process.queue(&ToWorker::Turn(turn)).map_err(|error| StartError::Worker(error.to_string()))?;
    let mut messages = Vec::new();
    let mut options = None;
    let mut watch = Watch::new(process.id());
    loop {
        while let Some(message) = process.take().map_err(|error| StartError::Worker(error.to_string()))? {
            match message {
                FromWorker::Started { options: effective } => options = Some(effective),
                FromWorker::Failed(failure) => return Err(StartError::Code(failure_of(failure))),
                FromWorker::TurnDone(done) => {
                    let options = options.ok_or_else(|| StartError::Worker("the first turn had no outcome".into()))?;
                    return Ok(Running { process, messages, options, done });
                }
                other => messages.push(other),
            }
        }
        match timeout_at(watch.deadline(), process.exchange()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false) | Err(_)) => return Err(ended(messages)),
            Err(_) if watch.overran() => {
                process.kill().await;
                return Err(StartError::Code(too_long(limits)));
            }
            Err(_) => {}
        }
    }
}

/// The worker ended while it loaded the code: with the limit it named, that is the code's fault.
fn ended(messages: Vec<FromWorker>) -> StartError {
    let failure = messages.into_iter().rev().find_map(|message| match message {
        FromWorker::Report(message::Report { what: message::What::Error(failure), .. }) if failure.limit.is_some() => {
            Some(failure)
        }
        _ => None,
    });
    match failure {
        Some(failure) => StartError::Code(failure_of(failure)),
        None => StartError::Worker("the worker ended while it loaded the code".into()),
    }
}

fn too_long(limits: &Limits) -> Failure {
    Failure {
        title: "The server code did not come to rest".into(),
        detail: format!(
            "Loading it took longer than {} ms of CPU (--max-turn-ms) and could not be interrupted, so its worker was ended. \
             Look for a loop at the top level.",
            limits.max_turn_ms
        ),
        limit: Some("--max-turn-ms"),
        ..Failure::default()
    }
}

/// A failure as the worker tells it, in the sandbox's terms.
pub(super) fn failure_of(failure: message::Failure) -> Failure {
    Failure {
        title: failure.title,
        detail: failure.detail,
        location: failure.place.map(location_of),
        limit: failure.limit.as_deref().and_then(flag_of),
        stack: failure.stack,
    }
}

pub(super) fn location_of(place: message::Place) -> Location {
    Location { line: place.line, column: place.column }
}

/// The flag that a worker names without its dashes.
pub(super) fn flag_of(limit: &str) -> Option<&'static str> {
    ["--max-turn-ms", "--max-heap-mib", "--max-events-per-second", "--max-packet-bytes", "--max-trace-entries"]
        .into_iter()
        .find(|flag| flag.trim_start_matches('-') == limit)
}

/// Watches one turn: over when it took too long and really used the time, since on a busy machine a worker may simply not
/// have had its share.
#[derive(Debug)]
pub(super) struct Watch {
    pid: Option<u32>,
    began: Instant,
    cpu_at_start: Option<u64>,
    next_look: Instant,
}

/// However little CPU it used, a turn that is this long under way is over.
const KILL_AT_LAST: Duration = Duration::from_secs(10);

impl Watch {
    pub fn new(pid: Option<u32>) -> Self {
        let began = Instant::now();
        Self { pid, began, cpu_at_start: None, next_look: began + KILL_AFTER / 2 }
    }

    /// When to ask [`Watch::overran`].
    pub fn deadline(&self) -> Instant {
        self.next_look
    }

    /// True once the turn is to be ended.
    pub fn overran(&mut self) -> bool {
        let now = Instant::now();
        if now < self.next_look {
            return false;
        }
        self.next_look = now + KILL_AFTER / 2;
        let cpu = self.pid.and_then(cpu_ms);
        // The first look, half way, takes the measure; where CPU cannot be read only the time counts.
        let Some(start) = self.cpu_at_start else {
            self.cpu_at_start = cpu;
            return now - self.began >= KILL_AFTER;
        };
        let used = cpu.map_or(u64::MAX, |cpu| cpu.saturating_sub(start));
        now - self.began >= KILL_AT_LAST
            || (now - self.began >= KILL_AFTER && used >= KILL_AFTER.as_millis() as u64 / 4)
    }
}
