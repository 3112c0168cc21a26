//! Timers, immediates, ticks and the clock.

use crate::harness::Worker;

#[test]
fn timers_run_in_order_with_ticks_and_jobs_between() {
    let mut worker = Worker::running(
        "setTimeout(() => { console.log('b'); process.nextTick(() => console.log('b tick')); Promise.resolve().then(() => console.log('b job')); }, 20);
         setTimeout(() => console.log('c'), 20);
         setTimeout(() => console.log('a'), 10);
         setImmediate(() => console.log('immediate'));",
    );
    assert!(worker.last.immediate);
    assert_eq!(worker.last.next_timer, Some(10.0));
    assert_eq!(worker.rest().logs(), ["immediate"]);
    worker.now = 30.0;
    let round = worker.rest();
    assert_eq!(round.logs(), ["a", "b", "b tick", "b job", "c"]);
    assert_eq!(worker.last.next_timer, None);
}

#[test]
fn ticks_come_before_promise_jobs() {
    let mut worker = Worker::running(
        "io.on('connection', () => { Promise.resolve().then(() => { console.log('job'); process.nextTick(() => console.log('tick in job')); }).then(() => console.log('job 2')); process.nextTick(() => { console.log('tick'); process.nextTick(() => console.log('tick 2')); }); queueMicrotask(() => console.log('micro')); });",
    );
    let connection = worker.open();
    assert_eq!(worker.packet(connection, "0").logs(), ["tick", "tick 2", "job", "micro", "job 2", "tick in job"]);
}

#[test]
fn no_delay_is_due_at_once_and_keeps_its_order() {
    let mut worker = Worker::running(
        "setTimeout(() => console.log(1), 1); setTimeout(() => console.log(0), 0); setTimeout(() => console.log('none')); setTimeout(() => console.log('later'), 2);",
    );
    assert_eq!(worker.last.next_timer, Some(0.0));
    assert_eq!(worker.rest().logs(), ["1", "0", "none"]);
    assert_eq!(worker.last.next_timer, Some(2.0));
}

#[test]
fn immediates_come_before_timers_of_the_same_turn() {
    let mut worker =
        Worker::running("setTimeout(() => console.log('timer'), 0); setImmediate(() => console.log('immediate'));");
    assert_eq!(worker.rest().logs(), ["immediate", "timer"]);
}

#[test]
fn timers_can_be_cleared_refreshed_and_compared() {
    let mut worker = Worker::running(
        "const a = setTimeout(() => console.log('a'), 10); clearTimeout(a); clearTimeout(undefined);
         const b = setTimeout(() => console.log('b'), 10); clearTimeout(+b);
         const c = setTimeout(() => console.log('c', Date.now() - 1.7e12), 10); setTimeout(() => c.refresh(), 5);
         const d = setImmediate(() => console.log('d')); clearImmediate(d);
         console.log(c.hasRef(), c.unref() === c, c.hasRef(), c.ref().hasRef(), typeof c[Symbol.toPrimitive]());
         let n = 0; const e = setInterval(function () { n++; if (n === 3) { clearInterval(this); console.log('e', performance.now()); } }, 30);",
    );
    assert_eq!(worker.advance(1_000.0).logs(), ["c 15", "e 90"]);
}

#[test]
fn arguments_go_to_the_callback() {
    let mut worker = Worker::running(
        "setTimeout(console.log, 1, 'a', 2); setImmediate(console.log, 'b'); process.nextTick(console.log, 'c');",
    );
    assert_eq!(worker.advance(5.0).logs(), ["b", "a 2"]);
}

#[test]
fn the_clock_is_the_sandboxs() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('time', () => console.log(Date.now(), new Date().toISOString(), +new Date(0), new Date(2020, 0).getFullYear(), typeof Date(), new Date() instanceof Date, performance.now(), process.uptime())));",
    );
    let (connection, _) = worker.connect();
    worker.now = 1_500.0;
    assert_eq!(
        worker.packet(connection, "2[\"time\"]").logs(),
        ["1700000001500 2023-11-14T22:13:21.500Z 0 2020 string true 1500 1.5"]
    );
}

#[test]
fn there_is_a_limit_of_timers() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('go', () => { try { for (;;) setTimeout(() => {}, 1e6); } catch (e) { console.log(e.message); } }));",
    );
    let (connection, _) = worker.connect();
    assert_eq!(worker.packet(connection, "2[\"go\"]").logs(), ["a sandbox has at most 10000 timers"]);
}
