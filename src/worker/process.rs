//! The main of the worker's process: reads turns from standard input, has the realm run each, writes what came of it.

use std::io::{self, Read};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use bytes::BytesMut;
use rquickjs::Context;

use super::channel::{self, ChannelError};
use super::clock::{Budget, thread_cpu};
use super::hooks::Hooks;
use super::message::{Boot, FromWorker, ToWorker};
use super::modules::{Names, Texts};
use super::outbox::Outbox;
use super::realm::{Limits, Realm};
use super::{cage, heap};

/// The heap reached its limit; the last message says so.
pub const EXIT_OUT_OF_MEMORY: u8 = 70;
/// The channel carried something that is no message, or broke.
pub const EXIT_BAD_MESSAGE: u8 = 71;

/// Bytes read from the channel at a time.
const READ_BYTES: usize = 32 << 10;

/// With more turns waiting, what was said is held back for at most this much CPU.
const MAX_SILENCE: Duration = Duration::from_millis(2);

/// The hidden `worker` command. Ends with 0 when the sandbox closes the channel.
pub fn run() -> ExitCode {
    cage::isolate();
    let mut mailbox = Mailbox::default();
    match mailbox.next() {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(ToWorker::Boot(boot))) => work(boot, mailbox).unwrap_or_else(|error| {
            eprintln!("emitscope worker: {error}");
            ExitCode::FAILURE
        }),
        Ok(Some(ToWorker::Turn(_))) | Err(_) => ExitCode::from(EXIT_BAD_MESSAGE),
    }
}

/// Builds the JavaScript engine with its limits, then runs turns in it.
fn work(boot: Boot, mailbox: Mailbox) -> Result<ExitCode, String> {
    let told = |error: rquickjs::Error| format!("the JavaScript engine did not start: {error}");
    let outbox = Rc::new(Outbox::default());
    let budget = Rc::new(Budget::default());
    let limit = usize::try_from(boot.heap_bytes).unwrap_or(usize::MAX);
    let last_words = Rc::clone(&outbox);
    let full = move || {
        last_words.heap_is_full(limit);
        end(EXIT_OUT_OF_MEMORY)
    };
    let (runtime, used) = heap::runtime(limit, full).map_err(told)?;
    runtime.set_max_stack_size(usize::try_from(boot.stack_bytes).unwrap_or(usize::MAX));
    let asked = Rc::clone(&budget);
    runtime.set_interrupt_handler(Some(Box::new(move || asked.spent())));
    let hooks = Hooks::install(&runtime, &budget);
    runtime.set_loader(Names, Texts(Rc::clone(&hooks)));
    let context = Context::full(&runtime).map_err(told)?;
    let limits = Limits { turn: Duration::from_millis(u64::from(boot.turn_ms)), heap_bytes: limit };
    context.with(|ctx| {
        let realm = Realm::load(&ctx, &boot.bytecode, limits, (&outbox, &budget, used), &hooks)?;
        drop(boot);
        cage::close()?;
        let code = turns(&realm, &outbox, mailbox);
        hooks.clear();
        Ok(code)
    })
}

fn turns(realm: &Realm<'_>, outbox: &Outbox, mut mailbox: Mailbox) -> ExitCode {
    outbox.push(&FromWorker::Booted);
    let mut told_at = thread_cpu();
    loop {
        if !mailbox.has_next() || thread_cpu() - told_at > MAX_SILENCE {
            if !outbox.flush() {
                return ExitCode::from(EXIT_BAD_MESSAGE);
            }
            told_at = thread_cpu();
        }
        match mailbox.next() {
            Ok(Some(ToWorker::Turn(turn))) => realm.run(turn),
            Ok(None) => return ExitCode::SUCCESS,
            Ok(Some(ToWorker::Boot(_))) | Err(_) => return ExitCode::from(EXIT_BAD_MESSAGE),
        }
    }
}

/// Ends the process at once: what is on the stack is not to be trusted any more.
fn end(code: u8) {
    // SAFETY: ends the process without running anything else of it.
    #[cfg(unix)]
    unsafe {
        libc::_exit(i32::from(code))
    };
    #[cfg(not(unix))]
    std::process::exit(i32::from(code));
}

/// What came in on the channel and was not taken yet.
struct Mailbox {
    buffer: BytesMut,
    chunk: Box<[u8]>,
}

impl Default for Mailbox {
    fn default() -> Self {
        Self { buffer: BytesMut::new(), chunk: vec![0; READ_BYTES].into_boxed_slice() }
    }
}

impl Mailbox {
    /// Waits for the next message; `None` when the other end closed the channel.
    fn next(&mut self) -> Result<Option<ToWorker>, ChannelError> {
        loop {
            if let Some(message) = channel::decode(&mut self.buffer)? {
                return Ok(Some(message));
            }
            // One long message, as the runtime's is, must not keep its room for ever.
            if self.buffer.is_empty() && self.buffer.capacity() > READ_BYTES {
                self.buffer = BytesMut::new();
            }
            match io::stdin().lock().read(&mut self.chunk) {
                Ok(0) => return Ok(None),
                Ok(count) => self.buffer.extend_from_slice(&self.chunk[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Ok(None),
            }
        }
    }

    /// Whether the next message is here whole.
    fn has_next(&self) -> bool {
        !matches!(channel::complete(&self.buffer), Ok(None))
    }
}
