//! Connection state recovery.

use emitscope::worker::message::{Aim, FromWorker, RoomName, What};

use crate::harness::{Round, Worker, shown};

fn pid(round: &Round) -> String {
    let text = &round.writes()[0];
    let value: serde_json::Value = serde_json::from_str(&text[1..]).expect("JSON");
    value["pid"].as_str().expect("a pid").to_owned()
}

fn offset(text: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(&text[1..]).expect("JSON");
    value.as_array().and_then(|list| list.last()).and_then(|last| last.as_str()).expect("an offset").to_owned()
}

#[test]
fn a_client_comes_back_with_its_rooms_and_what_it_missed() {
    let mut worker = Worker::running_with(
        "io.on('connection', (s) => { console.log('connection', s.recovered, [...s.rooms].length, s.data.name); s.data.name = 'al'; s.join('r'); s.on('say', (m) => io.to('r').emit('said', m)); s.emit('welcome'); });",
        "{\"connectionStateRecovery\":{}}",
    );
    let alice = worker.open();
    let first = worker.packet(alice, "0");
    let (id, pid) = (first.socket(), pid(&first));
    assert_eq!(first.logs(), ["connection false 1 undefined"]);
    let (aim, welcome) = first.emits().remove(0);
    assert_eq!(aim, Aim::Direct(id.clone()), "socket.emit stays direct");
    let (bob, _) = worker.connect();
    worker.close(alice, "transport close");
    worker.now = 1_000.0;
    worker.packet(bob, "2[\"say\",\"missed\"]");
    let again = worker.open();
    let round = worker.packet(again, &format!("0{{\"pid\":\"{pid}\",\"offset\":\"{}\"}}", offset(&welcome)));
    assert_eq!(round.socket(), id);
    assert_eq!(round.logs(), ["connection true 2 al"]);
    let first = round.reports().next().expect("reports");
    assert!(
        matches!(&first.what, What::Connect { recovered: true, connection, auth, .. } if *connection == again && auth.contains(&pid))
    );
    assert_eq!(round.kinds()[..5], ["Connect", "Join", "Join", "Emit", "Listed"]);
    let missed = round.reports().find_map(|report| match &report.what {
        What::Emit { target, packet, .. } => Some((target.clone(), shown(packet))),
        _ => None,
    });
    let (aim, text) = missed.expect("the missed packet");
    assert_eq!(aim, Aim::Direct(id));
    assert!(text.starts_with("2[\"said\",\"missed\","), "{text}");
    assert_eq!(round.reports().filter(|report| matches!(report.what, What::Connect { .. })).count(), 1);
}

#[test]
fn sessions_end_with_their_time() {
    let mut worker = Worker::running_with(
        "io.on('connection', (s) => { console.log(s.recovered); s.emit('x'); });",
        "{\"connectionStateRecovery\":{\"maxDisconnectionDuration\":5000}}",
    );
    let alice = worker.open();
    let first = worker.packet(alice, "0");
    let (pid, text) = (pid(&first), first.emits().remove(0).1);
    worker.close(alice, "ping timeout");
    worker.now = 6_000.0;
    let again = worker.open();
    let round = worker.packet(again, &format!("0{{\"pid\":\"{pid}\",\"offset\":\"{}\"}}", offset(&text)));
    assert_eq!(round.logs(), ["false"]);
}

#[test]
fn with_recovery_too_aims_are_what_they_are() {
    let mut worker = Worker::running_with(
        "io.on('connection', (s) => s.on('go', () => { s.emit('direct'); s.to('a').emit('x'); s.emit('q', () => console.log('answered')); s.leave(s.id); s.emit('to nobody'); }));",
        "{\"connectionStateRecovery\":true}",
    );
    let (connection, me) = worker.connect();
    let round = worker.packet(connection, "2[\"go\"]");
    let own = RoomName::Text(me.clone());
    let select = |rooms: &[RoomName], except: &[RoomName], sender: Option<&String>| Aim::Select {
        rooms: rooms.to_vec(),
        except: except.to_vec(),
        sender: sender.cloned(),
        empty_list: false,
    };
    let aims: Vec<Aim> = round.emits().into_iter().map(|(aim, _)| aim).collect();
    assert_eq!(
        aims,
        [
            Aim::Direct(me.clone()),
            select(&[RoomName::Text("a".to_owned())], std::slice::from_ref(&own), Some(&me)),
            Aim::Direct(me.clone()),
            select(&[own], &[], None),
        ]
    );
    assert_eq!(worker.packet(connection, "30[]").logs(), ["answered"]);
    assert!(!round.messages.iter().any(|message| matches!(message, FromWorker::Write { .. })));
}
