//! Rooms and the operations that aim at them.

use std::slice;

use emitscope::worker::message::{Aim, RoomName, What};

use crate::harness::{Round, Worker};

fn text(name: &str) -> RoomName {
    RoomName::Text(name.to_owned())
}

fn select(rooms: &[RoomName], except: &[RoomName], sender: Option<&str>) -> Aim {
    Aim::Select { rooms: rooms.to_vec(), except: except.to_vec(), sender: sender.map(str::to_owned), empty_list: false }
}

fn aims(round: &Round) -> Vec<Aim> {
    round.emits().into_iter().map(|(aim, _)| aim).collect()
}

#[test]
fn each_form_of_emit_has_its_aim() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('go', () => {
           s.broadcast.emit('x');
           s.to('a').emit('x');
           s.to(['a', 'b']).except('c').emit('x');
           io.to('a').to('b').emit('x');
           io.except('c').emit('x');
           io.in('a').volatile.local.emit('x');
           s.volatile.to('a').emit('x');
           io.to([]).emit('x');
           io.to([]).to('a').emit('x');
           io.send('m');
         }));",
    );
    let (connection, me) = worker.connect();
    let round = worker.packet(connection, "2[\"go\"]");
    let own = [text(&me)];
    let (a, b, c) = (text("a"), text("b"), text("c"));
    assert_eq!(
        aims(&round),
        [
            select(&[], &own, Some(&me)),
            select(slice::from_ref(&a), &own, Some(&me)),
            select(&[a.clone(), b.clone()], &[text(&me), c.clone()], Some(&me)),
            select(&[a.clone(), b], &[], None),
            select(&[], &[c], None),
            select(slice::from_ref(&a), &[], None),
            select(slice::from_ref(&a), &own, Some(&me)),
            Aim::Select { rooms: vec![], except: vec![], sender: None, empty_list: true },
            select(&[a], &[], None),
            select(&[], &[], None),
        ]
    );
    let flags: Vec<(bool, bool)> = round
        .reports()
        .filter_map(|report| match &report.what {
            What::Emit { flags, .. } => Some((flags.volatile, flags.local)),
            _ => None,
        })
        .collect();
    assert_eq!(flags[5], (true, true));
    assert_eq!(flags[6], (true, false));
    let lines: Vec<u32> = round
        .reports()
        .filter(|report| matches!(report.what, What::Emit { .. }))
        .map(|report| report.place.map_or(0, |place| place.line))
        .collect();
    assert_eq!(lines, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
}

#[test]
fn rooms_may_be_any_value() {
    let mut worker = Worker::running(
        "const key = {}; const symbol = Symbol('s');
         io.on('connection', (s) => s.on('go', () => {
           s.join([42, '42', undefined, null, true, key, symbol]);
           io.to(key).to(symbol).to(undefined).emit('x');
         }));",
    );
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "2[\"go\"]");
    let joined = round.one(|report| match &report.what {
        What::Join { rooms, .. } => Some(rooms.clone()),
        _ => None,
    });
    assert_eq!(joined[..2], [RoomName::Number(42.0), text("42")]);
    let shown: Vec<&str> = joined[2..]
        .iter()
        .map(|room| match room {
            RoomName::Value { shown, .. } => shown.as_str(),
            _ => "no value",
        })
        .collect();
    assert_eq!(shown, ["undefined", "null", "true", "[object Object]", "Symbol(s)"]);
    let Aim::Select { rooms, .. } = &aims(&round)[0] else { panic!("a selection") };
    assert_eq!(rooms[..], [joined[5].clone(), joined[6].clone(), joined[2].clone()]);
}

#[test]
fn joining_and_leaving_are_told_with_their_place() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('go', () => {\n  s.join('a');\n  s.join(['b', 'c']);\n  s.leave('b');\n  console.log([...s.rooms].slice(1), io.of('/').adapter.rooms.get('a').size);\n}));",
    );
    let (connection, me) = worker.connect();
    let round = worker.packet(connection, "2[\"go\"]");
    assert_eq!(round.logs(), ["[ 'a', 'c' ] 1"]);
    let told: Vec<(u32, Vec<RoomName>)> = round
        .reports()
        .filter_map(|report| match &report.what {
            What::Join { target, rooms, .. } | What::Leave { target, rooms: Some(rooms), .. } => {
                assert_eq!(*target, Aim::Direct(me.clone()));
                Some((report.place?.line, rooms.clone()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(told, [(2, vec![text("a")]), (3, vec![text("b"), text("c")]), (4, vec![text("b")])]);
}

#[test]
fn bulk_operations_are_told_once() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => {
           s.join('a');
           s.on('disconnect', () => { const [other] = io.of('/').sockets.values(); other?.join('left'); });
           s.on('join', () => io.in('a').socketsJoin(['b', 'c']));
           s.on('leave', () => io.socketsLeave('b'));
           s.on('fetch', async () => { const all = await io.in('a').fetchSockets(); console.log(all.length, all.every((x) => x.rooms.has('c'))); });
           s.on('out', () => io.in('c').disconnectSockets());
         });",
    );
    let (connection, _) = worker.connect();
    worker.connect();
    let joined = worker.packet(connection, "2[\"join\"]");
    assert_eq!(joined.kinds(), ["Receive", "Join"]);
    let aim = joined.one(|report| match &report.what {
        What::Join { target, rooms, .. } => Some((target.clone(), rooms.clone())),
        _ => None,
    });
    assert_eq!(aim, (select(&[text("a")], &[], None), vec![text("b"), text("c")]));
    assert_eq!(worker.packet(connection, "2[\"leave\"]").kinds(), ["Receive", "Leave"]);
    assert_eq!(worker.packet(connection, "2[\"fetch\"]").logs(), ["2 true"]);
    let out = worker.packet(connection, "2[\"out\"]");
    assert_eq!(
        out.kinds(),
        ["Receive", "Disconnect", "Leave", "Disconnected", "Join", "Leave", "Disconnected"],
        "what handlers do in between is told"
    );
    assert_eq!(out.writes(), ["1", "1"]);
}

#[test]
fn a_call_over_several_lines_is_told_at_its_first() {
    let mut worker = Worker::running(
        "const users = new Map();\nio.on('connection', (socket) => {\n  socket.broadcast.emit('joined', {\n    count: users.size,\n    id: String(socket.id),\n  });\n});",
    );
    let connection = worker.open();
    let round = worker.packet(connection, "0");
    let place = round.one(|report| matches!(report.what, What::Emit { .. }).then_some(report.place)).expect("a place");
    assert_eq!((place.line, place.column), (3, 20));
}
