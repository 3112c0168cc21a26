//! Acknowledgements in both directions, with and without a timeout.

use emitscope::worker::message::What;

use crate::harness::{Worker, shown};

#[test]
fn the_server_answers_a_client() {
    let mut worker = Worker::running("io.on('connection', (s) => s.on('echo', (x, done) => done(x, { ok: true })));");
    let (connection, socket) = worker.connect();
    let round = worker.packet(connection, "27[\"echo\",\"hi\"]");
    let received = round.one(|report| matches!(report.what, What::Receive { ack: true, .. }).then_some(report.number));
    let answer = round.one(|report| match &report.what {
        What::AckToClient { socket, of, packet, .. } => Some((socket.clone(), *of, shown(packet), report.cause)),
        _ => None,
    });
    assert_eq!(answer, (socket, Some(received), "37[\"hi\",{\"ok\":true}]".to_owned(), Some(received)));
    assert!(round.writes().is_empty());
}

#[test]
fn a_client_answers_the_server() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('ask', () => s.emit('q', 1, (answer) => io.emit('heard', answer))));",
    );
    let (connection, _) = worker.connect();
    let asked = worker.packet(connection, "2[\"ask\"]");
    assert_eq!(asked.emits()[0].1, "20[\"q\",1]");
    let emit = asked.one(|report| match &report.what {
        What::Emit { flags, .. } => flags.ack.then_some(report.number),
        _ => None,
    });
    let answered = worker.packet(connection, "30[42]");
    let ack = answered.one(|report| match &report.what {
        What::AckToServer { of, packet, .. } => Some((*of, shown(packet), report.number, report.cause)),
        _ => None,
    });
    assert_eq!((ack.0, ack.1.as_str(), ack.3), (Some(emit), "30[42]", Some(emit)));
    let heard = answered.one(|report| matches!(report.what, What::Emit { .. }).then_some(report.cause));
    assert_eq!(heard, Some(ack.2));
}

#[test]
fn an_answer_that_does_not_come_in_time() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('ask', async () => {
           s.timeout(500).emit('q', (err, answer) => console.log('callback', err?.message, answer));
           try { await s.timeout(200).emitWithAck('p'); } catch (err) { console.log('promise', err.message); }
         }));",
    );
    let (connection, socket) = worker.connect();
    let asked = worker.packet(connection, "2[\"ask\"]");
    assert_eq!(worker.last.next_timer, Some(200.0));
    let numbers: Vec<u64> = asked.reports().filter(|r| matches!(r.what, What::Emit { .. })).map(|r| r.number).collect();
    let first = worker.advance(200.0);
    assert_eq!(first.kinds(), ["AckTimeout", "Log"]);
    assert_eq!(first.logs(), ["promise operation has timed out"]);
    let timeout = first.one(|report| match &report.what {
        What::AckTimeout { socket, of, .. } => Some((socket.clone(), *of)),
        _ => None,
    });
    assert_eq!(timeout, (Some(socket), Some(numbers[1])));
    assert_eq!(worker.packet(connection, "30[\"yes\"]").logs(), ["callback undefined yes"]);
    assert!(worker.advance(10_000.0).reports().all(|r| !matches!(r.what, What::AckTimeout { .. })));
}

#[test]
fn everybody_answers_a_broadcast_or_not() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => {
           s.on('ask', () => io.timeout(300).emit('q', (err, answers) => console.log(err?.message ?? 'all', answers)));
           s.on('bare', () => io.emit('q', (err, answers) => console.log(err.message, answers)));
         });",
    );
    let (alice, _) = worker.connect();
    let (bob, _) = worker.connect();
    let asked = worker.packet(alice, "2[\"ask\"]");
    let number = asked.one(|report| match &report.what {
        What::Emit { flags, .. } => (flags.ack && flags.timeout).then_some(report.number),
        _ => None,
    });
    assert!(worker.packet(alice, "30[1]").logs().is_empty());
    let both = worker.packet(bob, "30[2]");
    assert_eq!(both.logs(), ["all [ 1, 2 ]"]);
    assert!(both.reports().any(|r| matches!(r.what, What::AckToServer { of, .. } if of == Some(number))));
    worker.packet(alice, "2[\"ask\"]");
    worker.packet(alice, "31[1]");
    let late = worker.advance(300.0);
    assert_eq!(late.logs(), ["operation has timed out [ 1 ]"]);
    assert!(late.reports().any(|r| matches!(r.what, What::AckTimeout { socket: None, of: Some(_), .. })));
    worker.packet(alice, "2[\"bare\"]");
    assert_eq!(worker.rest().logs(), ["operation has timed out []"]);
}

#[test]
fn nobody_to_ask_answers_at_once() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('ask', async () => console.log(await io.to('empty').timeout(100).emitWithAck('q'))));",
    );
    let (connection, _) = worker.connect();
    assert_eq!(worker.packet(connection, "2[\"ask\"]").logs(), ["[]"]);
}

#[test]
fn errors_in_answers_do_not_stop_the_sandbox() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('ask', () => s.emit('q', () => {\n  throw new Error('in the ack');\n})));",
    );
    let (connection, _) = worker.connect();
    worker.packet(connection, "2[\"ask\"]");
    let round = worker.packet(connection, "30[]");
    assert_eq!(round.errors()[0].title, "Error: in the ack");
    assert_eq!(round.errors()[0].place.map(|place| place.line), Some(2));
}
