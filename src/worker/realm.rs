//! The realm in which the learner's code runs: the loaded runtime, and the turns that the sandbox sends. Each turn has
//! its CPU; what is interrupted is told, and the turn goes on with what waits behind it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use rquickjs::function::IntoArgs;
use rquickjs::{Ctx, Error, FromJs, Function, IntoJs, Module, Object, Result, Value, qjs};

use super::arguments::{Asked, Frame, Opened};
use super::clock::{Budget, thread_cpu};
use super::heap::Used;
use super::hooks::Hooks;
use super::host;
use super::message::{FromWorker, Task, Turn, TurnDone};
use super::outbox::Outbox;
use super::places::SharedText;

/// The name of the learner's file, as `assets/runtime/core/place.js` knows it.
pub(super) const FILE: &str = "server.js";

/// Interruptions in one turn; after these what still waits is left for the next one.
const MAX_INTERRUPTIONS: u32 = 5;

/// Interruptions of the runtime's own loop between the learner's callbacks, until one counts.
const MAX_MISSES: u32 = 100;

/// The part of a turn's CPU that what waits behind an interrupted callback gets.
pub(super) const GRACE_DIVISOR: u32 = 4;

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// CPU of one turn.
    pub turn: Duration,
    pub heap_bytes: usize,
}

pub struct Realm<'js> {
    pub(super) ctx: Ctx<'js>,
    pub(super) runtime: Object<'js>,
    begin: Function<'js>,
    pub(super) drain: Function<'js>,
    received: Function<'js>,
    next_due: Function<'js>,
    has_immediate: Function<'js>,
    spin: Function<'js>,
    pub(super) text: SharedText,
    pub(super) outbox: Rc<Outbox>,
    pub(super) budget: Rc<Budget>,
    used: Used,
    pub(super) limits: Limits,
    /// Bytes in use after the last collection that we asked for.
    collected: Cell<usize>,
    interruptions: Cell<u32>,
}

impl<'js> Realm<'js> {
    /// Loads the runtime from its bytecode.
    pub fn load(
        ctx: &Ctx<'js>,
        bytecode: &[u8],
        limits: Limits,
        (outbox, budget, used): (&Rc<Outbox>, &Rc<Budget>, Used),
        hooks: &Hooks,
    ) -> std::result::Result<Self, String> {
        budget.grant(Duration::from_secs(5));
        let load = || {
            let text = SharedText::default();
            ctx.globals().set("__host", host::object(ctx, outbox, &text, budget)?)?;
            // SAFETY: the bytes come from the server, which compiled them with this very engine.
            let module = unsafe { Module::load(ctx.clone(), bytecode)? };
            let (module, promise) = module.eval()?;
            promise.finish::<()>()?;
            let runtime = module.namespace()?;
            hooks.fill(ctx, &runtime)?;
            Ok(Self {
                begin: runtime.get("begin")?,
                drain: runtime.get("drain")?,
                received: runtime.get("received")?,
                next_due: runtime.get("nextDue")?,
                has_immediate: runtime.get("hasImmediate")?,
                spin: runtime.get("spin")?,
                runtime,
                text,
                ctx: ctx.clone(),
                outbox: Rc::clone(outbox),
                budget: Rc::clone(budget),
                used,
                limits,
                collected: Cell::new(0),
                interruptions: Cell::new(0),
            })
        };
        load().map_err(|error| match error {
            Error::Exception => format!("the runtime did not load: {:?}", ctx.catch()),
            error => format!("the runtime did not load: {error}"),
        })
    }

    /// Runs one turn and says what came of it.
    pub fn run(&self, turn: Turn) {
        let began = thread_cpu();
        self.outbox.begin_turn();
        self.interruptions.set(0);
        self.budget.grant(self.limits.turn);
        self.attempt::<_, ()>(&self.begin, (turn.now,));
        let rests = self.task(turn.task);
        let next = self.attempt::<_, f64>(&self.next_due, ()).filter(|due| *due >= 0.0);
        let immediate = self.attempt::<_, bool>(&self.has_immediate, ()).unwrap_or(false);
        self.collect();
        self.outbox.push(&FromWorker::TurnDone(TurnDone {
            number: turn.number,
            next_timer: next,
            immediate: immediate || !rests,
            cpu_us: u64::try_from((thread_cpu() - began).as_micros()).unwrap_or(u64::MAX),
            heap_bytes: self.used.get() as u64,
        }));
    }

    /// Runs a task and what follows from it. False if callbacks still wait, because too many were interrupted.
    fn task(&self, task: Task) -> bool {
        match task {
            Task::Start(start) => return self.start(start),
            Task::Open(opening) => self.named("opened", (Opened(&opening),)),
            Task::Packets { connection, packets } => {
                for packet in packets {
                    self.attempt::<_, ()>(&self.received, (connection, Frame(packet)));
                }
            }
            Task::Upgrade { connection } => self.named("upgraded", (connection,)),
            Task::Drain { connection } => self.named("wasDrained", (connection,)),
            Task::Close { connection, reason } => self.named("wasClosed", (connection, reason)),
            Task::ConnectionError { code, message } => self.named("refused", (code, message)),
            Task::Ask(asking) => self.named("wasAsked", (Asked(*asking),)),
            Task::Abandon { exchange } => self.named("wasAbandoned", (exchange,)),
            Task::Tick => return self.tick(),
        }
        self.drain()
    }

    /// Immediates and timers one by one, each with what follows from it.
    fn tick(&self) -> bool {
        self.named("beginRound", ());
        let Ok(run_next) = self.runtime.get::<_, Function<'js>>("runNext") else { return true };
        let mut rests = self.drain();
        loop {
            match self.attempt::<_, bool>(&run_next, ()) {
                Some(false) => return rests,
                Some(true) => {}
                None if self.interruptions.get() > MAX_INTERRUPTIONS => return false,
                None => {}
            }
            rests = self.drain();
        }
    }

    /// Runs ticks and promise jobs until there are none.
    pub(super) fn drain(&self) -> bool {
        let (before, mut misses) = (self.interruptions.get(), 0);
        while self.interruptions.get() <= MAX_INTERRUPTIONS {
            let drained: Result<()> = self.drain.call(());
            let Err(error) = drained else {
                // A callback that was about to begin may be gone with a miss: that has to be told, too.
                if misses > 0 && self.interruptions.get() == before {
                    self.tell_interruption(Value::new_undefined(self.ctx.clone()), true);
                }
                return true;
            };
            let thrown = self.thrown(&error);
            if self.budget.fired() && misses < MAX_MISSES && !is_in_learner_code(&thrown) {
                misses += 1;
                self.shift(misses);
                continue;
            }
            self.tell_interruption(thrown, self.budget.fired());
        }
        false
    }

    /// QuickJS looks for interruptions once in so many steps, and a storm of jobs may always be in the runtime's own code
    /// then: some steps of ours make it look elsewhere.
    fn shift(&self, misses: u32) {
        let steps = 1 + misses * 7 % 97;
        let spun: Result<()> = self.budget.paused(|| self.spin.call((steps,)));
        if spun.is_err() {
            self.ctx.catch();
        }
    }

    pub(super) fn named<A: IntoArgs<'js>>(&self, name: &str, args: A) {
        if let Ok(function) = self.runtime.get::<_, Function<'js>>(name) {
            self.attempt::<_, ()>(&function, args);
        }
    }

    /// Calls a function of the runtime. What comes out of it as an exception is no error of the learner's code that it
    /// could catch: the turn's CPU is used up, or the stack.
    fn attempt<A: IntoArgs<'js>, R: FromJs<'js>>(&self, function: &Function<'js>, args: A) -> Option<R> {
        match function.call(args) {
            Ok(value) => Some(value),
            Err(error) => {
                self.interrupted(&error);
                None
            }
        }
    }

    fn interrupted(&self, error: &Error) {
        let thrown = self.thrown(error);
        self.tell_interruption(thrown, self.budget.fired());
    }

    /// Reports it, and grants some more CPU to what waits behind.
    fn tell_interruption(&self, thrown: Value<'js>, overran: bool) {
        self.interruptions.set(self.interruptions.get() + 1);
        self.budget.grant(self.limits.turn / GRACE_DIVISOR);
        let (name, limit) = if overran { ("overrun", self.turn_ms()) } else { ("uncaught", 0.0) };
        let told = self.runtime.get::<_, Function<'js>>(name).and_then(|tell| tell.call::<_, ()>((thrown, limit)));
        if let Err(Error::Exception) = told {
            self.ctx.catch();
        }
    }

    pub(super) fn thrown(&self, error: &Error) -> Value<'js> {
        match error {
            Error::Exception => self.ctx.catch(),
            other => other.to_string().into_js(&self.ctx).unwrap_or_else(|_| Value::new_undefined(self.ctx.clone())),
        }
    }

    pub(super) fn turn_ms(&self) -> f64 {
        self.limits.turn.as_secs_f64() * 1000.0
    }

    /// QuickJS collects when the heap has grown by half, which near the limit would be too late.
    fn collect(&self) {
        let (used, limit) = (self.used.get(), self.limits.heap_bytes);
        if used < limit / 2 || used < self.collected.get() + limit / 16 {
            return;
        }
        self.ctx.run_gc();
        let used = self.used.get();
        self.collected.set(used);
        let threshold = used + limit.saturating_sub(used) / 2;
        // SAFETY: the context is alive, and so is its runtime.
        unsafe { qjs::JS_SetGCThreshold(qjs::JS_GetRuntime(self.ctx.as_raw().as_ptr()), threshold as _) };
    }
}

fn is_in_learner_code(thrown: &Value<'_>) -> bool {
    let stack = thrown.as_exception().and_then(|exception| exception.stack());
    stack.is_some_and(|stack| stack.contains(FILE))
}
