//! Connecting, events, acks, rooms.

use emitscope::worker::message::{Aim, What};

use crate::harness::Worker;

#[test]
fn a_client_connects_and_is_answered() {
    let mut worker = Worker::running("io.on('connection', (socket) => {\n  socket.emit('hello', socket.id);\n});");
    let connection = worker.open();
    let round = worker.packet(connection, "0");
    let socket = round.socket();
    assert_eq!(socket.len(), 20);
    assert_eq!(round.kinds(), ["Connect", "Listed", "Join", "Emit"]);
    assert_eq!(round.writes(), [format!("0{{\"sid\":\"{socket}\"}}")]);
    assert_eq!(round.emits(), [(Aim::Direct(socket.clone()), format!("2[\"hello\",\"{socket}\"]"))]);
    let place = round.one(|report| matches!(report.what, What::Emit { .. }).then_some(report.place));
    assert_eq!(place.map(|place| (place.line, place.column)), Some((2, 14)));
}
