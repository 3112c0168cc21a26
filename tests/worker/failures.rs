//! Errors in running code, limits, and what the cage keeps out.

use emitscope::worker::EXIT_OUT_OF_MEMORY;
use emitscope::worker::message::{FromWorker, LogLevel, What};

use crate::harness::Worker;

#[test]
fn a_throw_in_a_handler_is_an_error_and_the_sandbox_goes_on() {
    let mut worker = Worker::running(
        "io.on('connection', (socket) => {
  socket.on('bad', () => {
    socket.emit('before');
    socket.emitt('typo');
  });
  socket.on('bad', () => socket.emit('never'));
  socket.on('good', () => socket.emit('fine'));
});",
    );
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "2[\"bad\"]");
    assert_eq!(round.kinds(), ["Receive", "Emit", "Error"]);
    let failure = round.errors()[0];
    assert_eq!(failure.title, "TypeError: socket.emitt is not a function");
    assert!(failure.detail.contains("Node would have ended"), "{failure:?}");
    assert_eq!(failure.place.map(|place| (place.line, place.column)), Some((4, 12)));
    let cause = round.one(|report| matches!(report.what, What::Error(_)).then_some(report.cause));
    assert_eq!(cause, round.reports().next().map(|report| report.number));
    assert_eq!(worker.packet(connection, "2[\"good\"]").emits().len(), 1);
}

#[test]
fn rejections_and_timers_that_throw_are_errors_too() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => {
  s.on('async', async () => { await null; throw new RangeError('later'); });
  s.on('timer', () => setTimeout(() => { null.x; }, 5));
  s.on('value', () => { Promise.reject({ code: 1 }); });
  s.on('disconnect', () => { throw new Error('in disconnect'); });
});",
    );
    let (connection, _) = worker.connect();
    let rejected = worker.packet(connection, "2[\"async\"]");
    assert_eq!(rejected.errors()[0].title, "RangeError: later");
    assert_eq!(rejected.errors()[0].place.map(|place| place.line), Some(2));
    let cause = rejected.one(|report| matches!(report.what, What::Error(_)).then_some(report.cause));
    assert!(cause.is_some());
    worker.packet(connection, "2[\"timer\"]");
    let timer = worker.advance(5.0);
    assert!(timer.errors()[0].title.starts_with("TypeError: "), "{timer:?}");
    assert_eq!(timer.errors()[0].place.map(|place| place.line), Some(3));
    assert_eq!(worker.packet(connection, "2[\"value\"]").errors()[0].title, "Uncaught { code: 1 }");
    let closed = worker.close(connection, "transport close");
    assert_eq!(closed.kinds(), ["Leave", "Disconnected", "Error"]);
}

#[test]
fn uncaught_exception_listeners_are_asked_first() {
    let mut worker = Worker::running(
        "process.on('uncaughtException', (e) => console.log('caught', e.message)); process.on('unhandledRejection', (e) => console.log('rejected', e.message));
         io.on('connection', () => { Promise.reject(new Error('b')); throw new Error('a'); });",
    );
    let connection = worker.open();
    let round = worker.packet(connection, "0");
    assert_eq!(round.logs(), ["caught a", "rejected b"]);
    assert!(round.errors().is_empty());
}

#[test]
fn a_loop_is_interrupted_and_the_sandbox_goes_on() {
    let mut worker = Worker::booted(64 << 20, 50);
    worker.start(
        "io.on('connection', (s) => {
  s.on('loop', () => {
    s.emit('before');
    while (true) {}
  });
  s.on('storm', () => { const f = () => Promise.resolve().then(f); f(); });
  s.on('ticks', () => { const f = () => process.nextTick(f); f(); });
  s.on('await', async () => { while (true) await null; });
  s.on('regex', () => /^(a+)+$/.test('a'.repeat(40) + '!'));
  s.on('ok', () => s.emit('ok'));
});",
        "{}",
    );
    let (connection, _) = worker.connect();
    let round = worker.packets(
        connection,
        ["2[\"loop\"]", "2[\"ok\"]"].map(|text| emitscope::worker::message::Data::Text(text.to_owned())).to_vec(),
    );
    assert_eq!(round.kinds(), ["Receive", "Receive", "Emit", "Error", "Emit"]);
    let failure = round.errors()[0];
    assert_eq!(failure.limit.as_deref(), Some("max-turn-ms"));
    assert_eq!(failure.place.map(|place| place.line), Some(3), "the engine has no position for the loop itself");
    assert!(worker.last.cpu_us < 500_000, "{:?}", worker.last);
    for event in ["storm", "ticks", "await", "regex", "await", "storm", "ticks", "await"] {
        let round = worker.packet(connection, &format!("2[\"{event}\"]"));
        assert_eq!(round.errors().first().and_then(|e| e.limit.as_deref()), Some("max-turn-ms"), "{event}: {round:?}");
        assert!(worker.packet(connection, "2[\"ok\"]").emits().len() == 1, "{event}");
    }
}

#[test]
fn deep_recursion_is_an_error() {
    let mut worker =
        Worker::running("io.on('connection', (s) => s.on('deep', () => { const f = () => f() + 1; f(); }));");
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "2[\"deep\"]");
    assert!(round.errors()[0].title.contains("stack"), "{round:?}");
}

#[test]
fn the_memory_limit_ends_the_worker_with_a_last_word() {
    for greedy in [
        "let o = {}; for (let i = 0;; i++) o['k' + i] = 1;",
        "const a = []; for (;;) a.push(new Array(100).fill(1));",
        "let t = 'x'; for (;;) [...(t += t)];",
        "new ArrayBuffer(1e9);",
        "try { const a = []; for (;;) a.push({}); } catch {}",
    ] {
        let mut worker = Worker::booted(16 << 20, 5_000);
        worker
            .start(&format!("io.on('connection', (s) => s.on('eat', () => {{ s.emit('before'); {greedy} }}));"), "{}");
        let (connection, _) = worker.connect();
        let round = worker.packet(connection, "2[\"eat\"]");
        assert_eq!(round.emits().len(), 1, "{greedy}");
        assert_eq!(round.errors().last().and_then(|e| e.limit.as_deref()), Some("max-heap-mib"), "{greedy}: {round:?}");
        assert_eq!(worker.ended().code(), Some(i32::from(EXIT_OUT_OF_MEMORY)), "{greedy}");
    }
}

#[test]
fn garbage_does_not_count_for_long() {
    let mut worker = Worker::booted(16 << 20, 5_000);
    worker.start(
        "io.on('connection', (s) => s.on('churn', () => { for (let i = 0; i < 2e4; i++) { const a = { b: null, text: 'x'.repeat(100) + i }; a.b = a; } }));",
        "{}",
    );
    let (connection, _) = worker.connect();
    for _ in 0..20 {
        assert!(worker.packet(connection, "2[\"churn\"]").errors().is_empty());
    }
    assert!(worker.last.heap_bytes < 16 << 20);
}

#[test]
fn too_many_operations_in_a_turn_throw() {
    let mut worker = Worker::running("io.on('connection', (s) => s.on('flood', () => { for (;;) io.emit('x'); }));");
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "2[\"flood\"]");
    assert!(round.emits().len() > 10_000);
    assert!(round.errors()[0].title.contains("operations in one turn"), "{:?}", round.errors());
}

#[test]
fn logs_have_levels_and_an_end() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { console.debug('d'); console.log('l'); console.info('i'); console.warn('w'); console.error('e'); console.log('x'.repeat(20000)); });",
    );
    let connection = worker.open();
    let round = worker.packet(connection, "0");
    assert_eq!(
        round.levels(),
        [LogLevel::Debug, LogLevel::Log, LogLevel::Info, LogLevel::Warn, LogLevel::Error, LogLevel::Log]
    );
    let long = round.logs().pop().expect("a log");
    assert!(long.ends_with("(10000 more characters)") && long.len() < 10_100);
}

#[test]
fn text_that_is_not_well_formed_does_no_harm() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { console.log('\\ud800'); s.join('\\udc00'); io.emit('x', '\\ud800\\u0000'); });",
    );
    let connection = worker.open();
    let round = worker.packet(connection, "0");
    assert_eq!(round.logs(), ["\u{fffd}"]);
    assert_eq!(round.emits()[0].1, "2[\"x\",\"\\ud800\\u0000\"]");
}

#[test]
fn the_worker_ends_with_its_channel() {
    let worker = Worker::running("setInterval(() => {}, 1)");
    assert_eq!(worker.ended().code(), Some(0));
}

#[test]
fn what_is_no_message_ends_the_worker() {
    let mut worker = Worker::running("");
    worker.garbage(&[255, 255, 255, 255, 0]);
    assert_eq!(worker.ended().code(), Some(i32::from(emitscope::worker::EXIT_BAD_MESSAGE)));
}

#[test]
fn closing_the_server_tells_everyone() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { s.on('close', () => io.close()); s.on('disconnect', (why) => console.log(why)); });",
    );
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "2[\"close\"]");
    assert_eq!(round.logs(), ["server shutting down"]);
    assert!(round.messages.iter().any(|message| matches!(message, FromWorker::Close { discard: true, .. })));
}
