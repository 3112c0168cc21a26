//! The loop of one sandbox: waits for whichever comes first of commands, the worker, a new worker, connections and time,
//! then does one round. It ends on command or when nobody has used the sandbox for a while.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, RwLock};

use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::{Duration, Instant, sleep_until};

use super::calls::Calls;
use super::exchanges::Exchanges;
use super::handle::{COMMANDS_WAITING, Command, INPUTS_WAITING};
use super::http::{Asked, REQUESTS_WAITING};
use super::numbers::Numbers;
use super::pace::Pace;
use super::pool::Pool;
use super::registry::{Registry, lock};
use super::start::{Running, StartError};
use super::state::{Loop, Waiter};
use super::time::Time;
use super::turns::Turns;
use super::{Limits, Sandbox, Spec, options};
use crate::engine::{self, Engine};
use crate::routing::Router;
use crate::trace::{self, Journal, Wire};

/// Bytes of a journal at the most.
const MAX_TRACE_BYTES: usize = 8 << 20;

/// Inputs taken in one round, so that commands and the worker get their turn.
const INPUTS_A_ROUND: usize = 32;

/// How often a sandbox asks itself whether it is still wanted.
const IDLE_LOOK: Duration = Duration::from_secs(5);

/// What a sandbox begins with.
pub(super) struct Birth {
    pub id: String,
    pub spec: Spec,
    pub time: Time,
    pub epoch: f64,
    pub running: Running,
    /// Its place among `--max-sandboxes`.
    pub place: OwnedSemaphorePermit,
}

/// What woke the loop.
enum Woken {
    Command(Option<Command>),
    Worker(std::io::Result<bool>),
    Started(Box<Result<Running, StartError>>),
    Input(Option<engine::Input>),
    Asked(Option<Asked>),
    Time,
}

/// Starts the loop of a new sandbox, whose code has had its first turn.
pub(super) fn begin(birth: Birth, limits: &Arc<Limits>, pool: &Arc<Pool>, registry: &Arc<Registry>) -> Arc<Sandbox> {
    let (command_sender, commands) = mpsc::channel(COMMANDS_WAITING);
    let (input_sender, inputs) = mpsc::channel(INPUTS_WAITING);
    let (asked_sender, asked) = mpsc::channel(REQUESTS_WAITING);
    let (ended_sender, ended) = watch::channel(());
    let journal = Journal::new(trace::Limits { entries: limits.max_trace_entries, bytes: MAX_TRACE_BYTES });
    let wire = Wire::default();
    let sandbox = Arc::new(Sandbox {
        id: birth.id.clone(),
        pages: RwLock::new(Arc::new(birth.spec.pages.clone())),
        journal: journal.clone(),
        wire: wire.clone(),
        inputs: input_sender,
        asked: asked_sender,
        exchanges: AtomicU32::new(0),
        commands: command_sender,
        ended,
    });
    let engine_limits = engine::Limits { connections: limits.max_connections, pending_bytes: limits.max_pending_bytes };
    let mut state = Loop {
        engine: Engine::new(options::engine(&birth.running.options, limits), engine_limits),
        id: birth.id,
        spec: birth.spec,
        epoch: birth.epoch,
        limits: Arc::clone(limits),
        pool: Arc::clone(pool),
        time: birth.time,
        journal,
        wire,
        wire_is_read: false,
        router: Router::default(),
        connections: HashMap::default(),
        wants_drain: HashSet::new(),
        process: None,
        starting: None,
        replacements: VecDeque::new(),
        deaths: VecDeque::new(),
        stopped: false,
        turns: Turns::default(),
        pace: Pace::new(limits.max_events_per_second),
        numbers: Numbers::default(),
        calls: Calls::default(),
        exchanges: Exchanges::default(),
        waiters: Vec::new(),
        commands,
        inputs,
        asked,
        last_used: Instant::now(),
        registry: Arc::downgrade(registry),
        _place: birth.place,
        _ended: ended_sender,
    };
    state.adopt(birth.running);
    tokio::spawn(state.run());
    sandbox
}

impl Loop {
    async fn run(mut self) {
        loop {
            self.round();
            let woken = self.wait().await;
            self.watch_wire();
            match woken {
                Woken::Command(None | Some(Command::Stop)) => break,
                Woken::Command(Some(command)) => self.command(command),
                Woken::Worker(Ok(true)) => self.worker_spoke(),
                Woken::Worker(Ok(false) | Err(_)) => self.worker_died("its worker ended"),
                Woken::Started(outcome) => self.started(*outcome),
                Woken::Input(Some(input)) => self.take_inputs(input),
                // The handle keeps a sender, so this is the end of the handle too.
                Woken::Asked(Some(asked)) => self.take_asked(asked),
                Woken::Input(None) | Woken::Asked(None) => break,
                Woken::Time => self.pace.refill(),
            }
            if self.unused() {
                break;
            }
        }
        self.end().await;
    }

    /// Waits for whatever comes first; each branch is cancel safe.
    async fn wait(&mut self) -> Woken {
        let may_read = self.may_read();
        let wake = self.wake_at();
        let Self { commands, inputs, asked, process, starting, .. } = self;
        tokio::select! {
            biased;
            command = commands.recv() => Woken::Command(command),
            alive = async { match process { Some(process) => process.exchange().await, None => std::future::pending().await } } => Woken::Worker(alive),
            outcome = async { match starting { Some((_, future)) => future.await, None => std::future::pending().await } } => Woken::Started(Box::new(outcome)),
            input = inputs.recv(), if may_read => Woken::Input(input),
            asked = asked.recv(), if may_read => Woken::Asked(asked),
            () = sleep_until(wake) => Woken::Time,
        }
    }

    fn take_inputs(&mut self, first: engine::Input) {
        let now = self.time.now();
        self.engine.handle(first, now);
        for _ in 1..INPUTS_A_ROUND {
            if !self.may_read() {
                break;
            }
            let Ok(input) = self.inputs.try_recv() else { break };
            self.engine.handle(input, now);
        }
    }

    /// What follows from anything that happened: due times, engine events, due timers, written bytes, answers.
    fn round(&mut self) {
        let now = self.time.now();
        if self.engine.next_deadline().is_some_and(|due| due <= now) {
            self.engine.advance(now);
        }
        self.take_events(now);
        self.watch_worker();
        self.tick(now);
        if !self.turns.is_mid_turn() {
            self.engine.flush();
            // Closing a client that does not read is news for the worker.
            self.take_events(now);
        }
        self.tell_wire();
        let waiting_inputs = !self.inputs.is_empty();
        self.answer_waiters(waiting_inputs);
    }

    fn wake_at(&self) -> Instant {
        let mut wake = Instant::now() + IDLE_LOOK;
        let mut sooner = |at: Option<Instant>| {
            if let Some(at) = at {
                wake = wake.min(at);
            }
        };
        sooner(self.engine.next_deadline().and_then(|due| self.time.instant(due)));
        sooner(self.turns.next_timer_at().and_then(|due| self.time.instant(due)));
        sooner(self.turns.watch_deadline());
        sooner(self.pace.ready_at());
        wake
    }

    fn command(&mut self, command: Command) {
        self.last_used = Instant::now();
        match command {
            Command::Replace { server, reply } => self.replace(server, reply),
            Command::Snapshot(reply) => {
                // Nobody waits any more if this fails.
                let _ = reply.send(self.snapshot());
            }
            Command::Settle { read, reply } => self.waiters.push(Waiter { read, reply }),
            Command::Advance { now, reply } => {
                self.time.advance(now);
                self.turns.clock_moved();
                self.round();
                let _ = reply.send(());
            }
            Command::Stop => {}
        }
    }

    /// True once nobody has used it for `--idle-minutes`.
    fn unused(&mut self) -> bool {
        if !self.connections.is_empty()
            || !self.exchanges.is_empty()
            || self.journal.has_readers()
            || self.starting.is_some()
        {
            self.last_used = Instant::now();
        }
        self.last_used.elapsed() >= Duration::from_secs(self.limits.idle_minutes.saturating_mul(60))
    }

    async fn end(mut self) {
        if let Some(registry) = self.registry.upgrade() {
            lock(&registry).remove(&self.id);
        }
        self.starting = None;
        self.engine.close_all();
        self.engine.flush();
        self.journal.close();
        self.wire.close();
        if let Some(mut process) = self.process.take() {
            process.kill().await;
        }
    }
}
