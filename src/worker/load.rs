//! Loading the learner's code into the realm: as a script or as a module, and what it says when that fails.

use rquickjs::context::EvalOptions;
use rquickjs::{Array, Error, Function, Module, Promise, Result, Value};

use super::message::{Failure, FromWorker, Place, Start};
use super::places::Text;
use super::realm::{FILE, GRACE_DIVISOR, Realm};
use super::report::text;
use crate::javascript::Program;

/// A script that returns at the top level runs inside a function. It stands before the first line.
const WRAPPER: &str = "(function (exports, require, module, __filename, __dirname) { ";

impl<'js> Realm<'js> {
    /// Evaluates the learner's code; answers with `Started` or `Failed`.
    pub(super) fn start(&self, start: Start) -> bool {
        let answer = match self.evaluate(&start) {
            Ok(()) => {
                self.runtime.get("effectiveOptions").and_then(|options: Function<'js>| options.call(())).map_or_else(
                    |error| FromWorker::Failed(self.failure(self.thrown(&error))),
                    |options| FromWorker::Started { options },
                )
            }
            Err(failure) => FromWorker::Failed(*failure),
        };
        self.outbox.push(&answer);
        true
    }

    fn evaluate(&self, start: &Start) -> std::result::Result<(), Box<Failure>> {
        let failed = |error: Error| Box::new(self.failure(self.thrown(&error)));
        let wants_drain = start.source.contains("drain");
        self.named("prepare", (start.options.as_str(), start.epoch, wants_drain));
        self.text.replace(Text::new(&start.source));
        let program = self.text.borrow().program();
        match program {
            Program::Script => self.evaluate_script(&start.source).map_err(failed)?,
            Program::Module => {
                self.evaluate_module(&start.source).map_err(failed)?;
                // The body of a module is a promise job in Node: the jobs behind it come before the ticks.
                self.named("drainJobs", ());
            }
        }
        let drained: Result<()> = self.drain.call(());
        drained.map_err(failed)?;
        let rejected: Value<'js> =
            self.runtime.get("loadFailure").and_then(|f: Function<'js>| f.call(())).map_err(failed)?;
        if let Some(array) = rejected.as_array() {
            return Err(Box::new(fields_of(array)));
        }
        self.named("settle", ());
        self.drain();
        Ok(())
    }

    fn evaluate_script(&self, source: &str) -> Result<()> {
        let mut options = EvalOptions::default();
        options.strict = false;
        options.filename = Some(FILE.to_owned());
        match self.ctx.eval_with_options::<Value<'js>, _>(source, options) {
            Ok(_) => Ok(()),
            Err(Error::Exception) => {
                let thrown = self.ctx.catch();
                if returns_at_top_level(&thrown) { self.evaluate_wrapped(source) } else { Err(self.ctx.throw(thrown)) }
            }
            Err(error) => Err(error),
        }
    }

    fn evaluate_wrapped(&self, source: &str) -> Result<()> {
        self.text.borrow_mut().set_prefix(WRAPPER.len());
        let mut options = EvalOptions::default();
        options.strict = false;
        options.filename = Some(FILE.to_owned());
        let body: Function<'js> = self.ctx.eval_with_options(format!("{WRAPPER}{source}\n}})"), options)?;
        let globals = self.ctx.globals();
        let get = |name: &str| globals.get::<_, Value<'js>>(name);
        body.call((get("exports")?, get("require")?, get("module")?, get("__filename")?, get("__dirname")?))
    }

    fn evaluate_module(&self, source: &str) -> Result<()> {
        let module = Module::declare(self.ctx.clone(), FILE, source)?;
        module.meta()?.set("url", "file:///server.js")?;
        let (_, promise): (_, Promise<'js>) = module.eval()?;
        let follow: Function<'js> = self.runtime.get("follow")?;
        follow.call((promise,))
    }

    /// What was thrown at load, with its place in the learner's text.
    fn failure(&self, thrown: Value<'js>) -> Failure {
        let fired = self.budget.fired();
        self.budget.grant(self.limits.turn / GRACE_DIVISOR);
        let name = if fired { "overrunAtLoad" } else { "loadError" };
        let limit: Value<'js> = if fired {
            Value::new_number(self.ctx.clone(), self.turn_ms())
        } else {
            Value::new_undefined(self.ctx.clone())
        };
        let told =
            self.runtime.get::<_, Function<'js>>(name).and_then(|tell| tell.call::<_, Value<'js>>((thrown, limit)));
        match told.as_ref().ok().and_then(|told| told.as_array()) {
            Some(array) => {
                let mut failure = fields_of(array);
                failure.limit = fired.then(|| "max-turn-ms".to_owned());
                failure
            }
            None => Failure { title: "the code could not be evaluated".to_owned(), ..Failure::default() },
        }
    }
}

/// `[title, detail, line, column, stack]` as the runtime's `failure` gives it.
fn fields_of(array: &Array<'_>) -> Failure {
    let field = |i: usize| array.get::<Value<'_>>(i).ok();
    let words = |i: usize| field(i).and_then(|value| text(&value).ok()).unwrap_or_default();
    let number = |i: usize| field(i).and_then(|value| value.as_number()).map_or(0, |number| number as u32);
    let (title, line) = (words(0), number(2));
    let place = (line > 0).then(|| Place { line, column: number(3).max(1) });
    let stack = Some(words(4)).filter(|stack| !stack.is_empty());
    Failure { title, detail: words(1), place, limit: None, stack }
}

fn returns_at_top_level(thrown: &Value<'_>) -> bool {
    let Some(exception) = thrown.as_exception() else { return false };
    exception.message().is_some_and(|message| message.contains("return not in a function"))
}
