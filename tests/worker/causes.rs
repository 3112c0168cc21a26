//! What each report follows from: through handlers, ticks, timers, promises and `await`.

use emitscope::worker::message::What;

use crate::harness::{Round, Worker};

fn received(round: &Round) -> u64 {
    round.one(|report| matches!(report.what, What::Receive { .. }).then_some(report.number))
}

/// The causes of the logs, with their texts.
fn causes(round: &Round) -> Vec<(String, Option<u64>)> {
    round
        .reports()
        .filter_map(|report| match &report.what {
            What::Log { text, .. } => Some((text.clone(), report.cause)),
            _ => None,
        })
        .collect()
}

#[track_caller]
fn all_follow(body: &str, expected: &[&str]) {
    let source = format!(
        "const {{ setTimeout: sleep }} = require('timers/promises');
         let release; const gate = new Promise((resolve) => {{ release = resolve; }});
         io.on('connection', (s) => {{
           s.on('go', async () => {{ {body} }});
           s.on('noise', async () => {{ await null; await gate; }});
           s.on('release', () => {{ release(); }});
         }});"
    );
    let mut worker = Worker::running(&source);
    let (alice, _) = worker.connect();
    let (bob, _) = worker.connect();
    let two = vec!["2[\"go\"]", "2[\"noise\"]"];
    let mut round = worker
        .packets(alice, two.into_iter().map(|text| emitscope::worker::message::Data::Text(text.to_owned())).collect());
    let first = round.reports().find(|r| matches!(r.what, What::Receive { .. })).map(|r| r.number);
    worker.packet(bob, "2[\"noise\"]");
    round.messages.extend(worker.packet(bob, "2[\"release\"]").messages);
    round.messages.extend(worker.advance(1_000.0).messages);
    let wanted: Vec<_> = expected.iter().map(|text| ((*text).to_owned(), first)).collect();
    assert_eq!(causes(&round), wanted);
}

#[test]
fn through_a_handler() {
    all_follow("console.log('now')", &["now"]);
}

#[test]
fn through_ticks_microtasks_timers_and_immediates() {
    all_follow(
        "process.nextTick(() => console.log('tick')); queueMicrotask(() => console.log('micro')); setTimeout(() => console.log('timer'), 50); setImmediate(() => console.log('immediate')); let n = 0; const i = setInterval(() => { console.log('interval'); if (++n === 2) clearInterval(i); }, 100)",
        &["tick", "micro", "immediate", "timer", "interval", "interval"],
    );
}

#[test]
fn through_then_catch_and_finally() {
    all_follow(
        "Promise.resolve(1).then(() => console.log('then')).then(() => { throw new Error('x') }).catch(() => console.log('catch')).finally(() => console.log('finally')); gate.then(() => console.log('gate'))",
        &["then", "catch", "finally", "gate"],
    );
}

#[test]
fn through_await_of_values_promises_and_thenables() {
    all_follow("await 1; console.log('value'); await Promise.resolve(); console.log('settled')", &["value", "settled"]);
    all_follow("await gate; console.log('gate'); await null; console.log('more')", &["gate", "more"]);
    all_follow("await sleep(20); console.log('slept'); await sleep(20); console.log('again')", &["slept", "again"]);
    all_follow("try { await Promise.reject(new Error('no')) } catch { console.log('caught') }", &["caught"]);
    all_follow("await Promise.all([sleep(5), gate, 3]); console.log('all')", &["all"]);
    all_follow("const f = async () => { await gate; return 1 }; console.log(await f())", &["1"]);
    all_follow(
        "for await (const x of (async function* () { yield 1; await gate; yield 2 })()) console.log(x)",
        &["1", "2"],
    );
}

#[test]
fn a_connect_is_the_cause_of_its_handlers() {
    let mut worker =
        Worker::running("io.on('connection', async (s) => { await null; s.join('a'); console.log('in'); });");
    let connection = worker.open();
    let round = worker.packet(connection, "0");
    let connect = round.one(|report| matches!(report.what, What::Connect { .. }).then_some(report.number));
    assert_eq!(causes(&round), [("in".to_owned(), Some(connect))]);
}

#[test]
fn what_follows_from_nothing_has_no_cause() {
    let mut worker = Worker::running(
        "setTimeout(() => console.log('alone'), 10); io.on('connection', (s) => s.on('go', () => {}));",
    );
    let (connection, _) = worker.connect();
    received(&worker.packet(connection, "2[\"go\"]"));
    assert_eq!(causes(&worker.advance(10.0)), [("alone".to_owned(), None)]);
}

#[test]
fn a_rejection_still_counts_as_unhandled() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('go', () => { Promise.resolve(Promise.reject(new Error('lost'))); Promise.reject(new Error('kept')).catch(() => {}); }));",
    );
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "2[\"go\"]");
    let titles: Vec<&str> = round.errors().iter().map(|failure| failure.title.as_str()).collect();
    assert_eq!(titles, ["Error: lost"]);
}
