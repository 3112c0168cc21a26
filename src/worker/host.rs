//! The functions that the runtime calls: reports, writes, random numbers, UTF-8, and its own job queue.

use std::mem::MaybeUninit;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rquickjs::function::Rest;
use rquickjs::promise::PromiseState;
use rquickjs::{ArrayBuffer, Ctx, Exception, Function, IntoJs, Object, Promise, Result, Value, qjs};

use super::clock::Budget;
use super::message::{Data, FromWorker, Place, What};
use super::outbox::{MAX_REPORTS_PER_TURN, Outbox};
use super::places::SharedText;
use super::report::{self, Fields};

/// Bytes of a Socket.IO id: 20 characters of base64.
const ID_BYTES: usize = 15;

/// The object that stands at `globalThis.__host` while the runtime is loaded.
pub fn object<'js>(ctx: &Ctx<'js>, outbox: &Rc<Outbox>, text: &SharedText, budget: &Rc<Budget>) -> Result<Object<'js>> {
    let host = Object::new(ctx.clone())?;
    let out = Rc::clone(outbox);
    host.set(
        "report",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, kind: u32, rest| tell(&ctx, &out, kind, rest))?,
    )?;
    let out = Rc::clone(outbox);
    host.set(
        "write",
        Function::new(ctx.clone(), move |connection: u32, frames: Vec<Value<'js>>| write(&out, connection, &frames))?,
    )?;
    let out = Rc::clone(outbox);
    let close = move |connection: u32, discard: bool| out.push(&FromWorker::Close { connection, discard });
    host.set("close", Function::new(ctx.clone(), close)?)?;
    let out = Rc::clone(outbox);
    host.set("ticks", Function::new(ctx.clone(), move |count: u32| out.push(&FromWorker::Ticks(count)))?)?;
    let out = Rc::clone(outbox);
    let opened = move |connection: u32, headers: Vec<Value<'js>>, wants_drain: bool| {
        opened(&out, connection, &headers, wants_drain)
    };
    host.set("opened", Function::new(ctx.clone(), opened)?)?;
    super::answer::doors(&host, ctx, outbox)?;
    let own = Rc::clone(text);
    let call = move |line: u32, column: u32, callee: String| packed(own.borrow().call(line, column, &callee));
    host.set("call", Function::new(ctx.clone(), call)?)?;
    let own = Rc::clone(text);
    let place = move |line: u32, column: u32, syntax: bool| {
        let text = own.borrow();
        packed(if syntax { text.syntax_error(line, column) } else { text.place(line, column) })
    };
    host.set("place", Function::new(ctx.clone(), place)?)?;
    let own = Rc::clone(text);
    let callee = move |line: u32, column: u32| own.borrow().callee(line, column).map(str::to_owned);
    host.set("callee", Function::new(ctx.clone(), callee)?)?;
    let own = Rc::clone(text);
    let mention = move |module: String| packed(own.borrow().mention(&module));
    host.set("mention", Function::new(ctx.clone(), mention)?)?;
    host.set("random", Function::new(ctx.clone(), |ctx: Ctx<'js>, size: u32| random(&ctx, size))?)?;
    host.set("id", Function::new(ctx.clone(), |ctx: Ctx<'js>| id(&ctx))?)?;
    let enqueue = |callback: Function<'js>, argument: rquickjs::function::Opt<Value<'js>>| match argument.0 {
        None => callback.defer(()),
        Some(argument) => callback.defer((argument,)),
    };
    host.set("enqueue", Function::new(ctx.clone(), enqueue)?)?;
    host.set("promise", Function::new(ctx.clone(), promise)?)?;
    host.set("utf8", Function::new(ctx.clone(), utf8)?)?;
    host.set(
        "utf8Length",
        Function::new(ctx.clone(), |value: Value<'js>| report::text(&value).map(|text| text.len()))?,
    )?;
    host.set("text", Function::new(ctx.clone(), |bytes: Value<'js>| decoded(&bytes))?)?;
    let own = Rc::clone(budget);
    host.set("job", Function::new(ctx.clone(), move |ctx: Ctx<'js>| run_job(&ctx, &own))?)?;
    host.set("jobs", Function::new(ctx.clone(), has_jobs)?)?;
    Ok(host)
}

/// `[line, column]`, zeros where there is no place.
fn packed(place: Option<Place>) -> Vec<u32> {
    place.map_or_else(|| vec![0, 0], |place| vec![place.line, place.column])
}

fn tell<'js>(ctx: &Ctx<'js>, outbox: &Outbox, kind: u32, rest: Rest<Value<'js>>) -> Result<f64> {
    let mut fields = Fields::new(ctx.clone(), rest);
    let (cause, place) = (fields.cause(), fields.place());
    let mut what = fields.what(kind)?;
    if let What::Error(failure) = &mut what {
        failure.place = place;
    }
    match outbox.report(cause, place, what) {
        Some(number) => Ok(number as f64),
        None => {
            let message = format!(
                "more than {MAX_REPORTS_PER_TURN} operations in one turn, or too large ones, which is the limit of a sandbox"
            );
            Err(Exception::throw_range(ctx, &message))
        }
    }
}

fn write(outbox: &Outbox, connection: u32, frames: &[Value<'_>]) -> Result<()> {
    let packets = frames.iter().map(report::data).collect::<Result<Vec<_>>>()?;
    outbox.push(&FromWorker::Write { connection, packets });
    Ok(())
}

/// `headers` are name, value, name, value, …
fn opened(outbox: &Outbox, connection: u32, headers: &[Value<'_>], wants_drain: bool) -> Result<()> {
    outbox.push(&FromWorker::Opened { connection, headers: pairs(headers)?, wants_drain });
    Ok(())
}

/// Of name, value, name, value, …
pub(super) fn pairs(flat: &[Value<'_>]) -> Result<Vec<(String, String)>> {
    flat.chunks_exact(2).map(|pair| Ok((report::text(&pair[0])?, report::text(&pair[1])?))).collect()
}

fn random<'js>(ctx: &Ctx<'js>, size: u32) -> Result<ArrayBuffer<'js>> {
    let mut bytes = vec![0_u8; size.min(1 << 16) as usize];
    fill(ctx, &mut bytes)?;
    ArrayBuffer::new_copy(ctx.clone(), bytes)
}

fn id(ctx: &Ctx<'_>) -> Result<String> {
    let mut bytes = [0_u8; ID_BYTES];
    fill(ctx, &mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn fill(ctx: &Ctx<'_>, bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|_| Exception::throw_internal(ctx, "the system gave no random numbers"))
}

/// The bytes of a text, with U+FFFD for lone surrogates, as Node has it.
fn utf8<'js>(ctx: Ctx<'js>, value: Value<'js>) -> Result<ArrayBuffer<'js>> {
    ArrayBuffer::new_copy(ctx, report::text(&value)?)
}

/// The text of bytes, with U+FFFD for what is no UTF-8.
fn decoded(value: &Value<'_>) -> Result<String> {
    Ok(match report::data(value)? {
        Data::Binary(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Data::Text(text) => text,
    })
}

/// `[state, what it settled with]` of a promise.
fn promise<'js>(ctx: Ctx<'js>, promise: Promise<'js>) -> Result<Vec<Value<'js>>> {
    let state = match promise.state() {
        PromiseState::Pending => "pending",
        PromiseState::Resolved => "resolved",
        PromiseState::Rejected => "rejected",
    };
    let result = match promise.result::<Value<'js>>() {
        Some(Ok(value)) => value,
        Some(Err(_)) => ctx.catch(),
        None => Value::new_undefined(ctx.clone()),
    };
    Ok(vec![state.into_js(&ctx)?, result])
}

fn has_jobs(ctx: Ctx<'_>) -> bool {
    // SAFETY: the context is alive, and so is its runtime.
    unsafe { qjs::JS_IsJobPending(qjs::JS_GetRuntime(ctx.as_raw().as_ptr())) }
}

/// Runs the next promise job; false if there was none. A job that was interrupted throws what it threw on to the caller.
fn run_job(ctx: &Ctx<'_>, budget: &Budget) -> Result<bool> {
    let mut of = MaybeUninit::uninit();
    // SAFETY: called inside the runtime, on the thread that it lives on; QuickJS fills `of` in any case.
    let outcome = unsafe { qjs::JS_ExecutePendingJob(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), of.as_mut_ptr()) };
    match outcome {
        // Reactions catch what they throw; only an interruption comes through, and its exception is set already.
        ..0 => Err(rquickjs::Error::Exception),
        _ if budget.take_swallowed() => Err(Exception::throw_internal(ctx, "interrupted")),
        0 => Ok(false),
        1.. => Ok(true),
    }
}
