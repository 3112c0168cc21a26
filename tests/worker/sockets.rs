//! Connecting, events, middleware, namespaces, disconnecting.

use bytes::Bytes;
use emitscope::worker::message::{Aim, Data, FromWorker, What};

use crate::harness::{Worker, shown};

#[test]
fn a_client_connects_and_is_answered() {
    let mut worker = Worker::running("io.on('connection', (socket) => {\n  socket.emit('hello', socket.id);\n});");
    let connection = worker.open();
    let round = worker.packet(connection, "0{\"token\":1}");
    let socket = round.socket();
    assert_eq!(socket.len(), 20);
    assert_eq!(round.kinds(), ["Connect", "Listed", "Join", "Emit"]);
    assert_eq!(round.writes(), [format!("0{{\"sid\":\"{socket}\"}}")]);
    assert_eq!(round.emits(), [(Aim::Direct(socket), format!("2[\"hello\",\"{}\"]", round.socket()))]);
    let place = round.one(|report| matches!(report.what, What::Emit { .. }).then_some(report.place));
    assert_eq!(place.map(|place| (place.line, place.column)), Some((2, 10)));
    let auth = round.one(|report| match &report.what {
        What::Connect { auth, recovered, .. } => Some((auth.clone(), *recovered)),
        _ => None,
    });
    assert_eq!(auth, ("{\"token\":1}".to_owned(), false));
}

#[test]
fn the_handshake_is_what_the_request_was() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { const h = s.handshake; console.log(h.headers['x-test'], h.query.client, h.address, h.auth.a, h.issued, s.conn.transport.name, s.request.url); });",
    );
    let connection = worker.open();
    let round = worker.packet(connection, "0{\"a\":5}");
    assert_eq!(
        round.logs(),
        ["yes alice 127.0.0.1 5 1700000000000 websocket /socket.io/?EIO=4&transport=websocket&client=alice"]
    );
}

#[test]
fn an_event_is_received_and_handled_or_not() {
    let mut worker = Worker::running("io.on('connection', (s) => { s.on('chat', (m) => io.emit('chat', m)); });");
    let (connection, socket) = worker.connect();
    let round = worker.packet(connection, "2[\"chat\",\"hi\"]");
    assert_eq!(round.kinds(), ["Receive", "Emit"]);
    let received = round.one(|report| match &report.what {
        What::Receive { socket, packet, ack, handled, .. } => {
            Some((socket.clone(), shown(packet), *ack, *handled, report.cause))
        }
        _ => None,
    });
    assert_eq!(received, (socket, "2[\"chat\",\"hi\"]".to_owned(), false, true, None));
    let all = Aim::Select { rooms: vec![], except: vec![], sender: None, empty_list: false };
    assert_eq!(round.emits(), [(all, "2[\"chat\",\"hi\"]".to_owned())]);
    let unheard = worker.packet(connection, "2[\"other\"]");
    assert!(unheard.reports().any(|report| matches!(report.what, What::Receive { handled: false, .. })));
}

#[test]
fn binary_comes_in_as_buffers_and_goes_out_as_attachments() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => s.on('b', (b, o) => {\n console.log(Buffer.isBuffer(b), b.toString('hex'), Buffer.isBuffer(o.deep[0]));\n s.emit('out', { list: [Buffer.from([1, 2]), new Uint8Array([3]), new Uint8Array([4, 5]).buffer, new Uint16Array([6]).subarray(0)] });\n }));",
    );
    let (connection, _) = worker.connect();
    let text = "52-[\"b\",{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]}]";
    let parts = vec![
        Data::Text(text.to_owned()),
        Data::Binary(Bytes::from_static(&[0xca, 0xfe])),
        Data::Binary(Bytes::from_static(&[1])),
    ];
    let round = worker.packets(connection, parts);
    assert_eq!(round.logs(), ["true cafe true"]);
    let emitted = &round.emits()[0].1;
    assert!(emitted.starts_with("54-[\"out\",{\"list\":[{\"_placeholder\":true,\"num\":0}"), "{emitted}");
    assert!(emitted.ends_with("]}]<0102><03><0405><0600>"), "{emitted}");
    let received = round.one(|report| match &report.what {
        What::Receive { packet, .. } => Some(shown(packet)),
        _ => None,
    });
    assert_eq!(received, format!("{text}<cafe><01>"));
}

#[test]
fn middleware_refuses_with_its_message_and_data() {
    let mut worker = Worker::running(
        "io.use((socket, next) => { socket.join('early'); const e = new Error('not allowed'); e.data = { code: 1 }; next(e); });",
    );
    let connection = worker.open();
    let round = worker.packet(connection, "0{\"token\":7}");
    assert_eq!(round.kinds(), ["Pending", "Join", "Leave", "Refuse"]);
    assert_eq!(round.writes(), ["4{\"message\":\"not allowed\",\"data\":{\"code\":1}}"]);
    let refused = round.one(|report| match &report.what {
        What::Refuse { message, data, auth, .. } => Some((message.clone(), data.clone(), auth.clone())),
        _ => None,
    });
    let auth = Some("{\"token\":7}".to_owned());
    assert_eq!(refused, ("not allowed".to_owned(), Some("{\"code\":1}".to_owned()), auth));
}

#[test]
fn an_emit_in_a_middleware_is_introduced_first() {
    let mut worker = Worker::running("io.use((socket, next) => { socket.emit('wait'); next(); });");
    let connection = worker.open();
    assert_eq!(worker.packet(connection, "0").kinds(), ["Pending", "Emit", "Connect", "Listed", "Join"]);
}

#[test]
fn namespaces_static_and_dynamic() {
    let mut worker = Worker::running(
        "io.of('/admin').on('connection', (s) => s.emit('a'));\nio.of(/^\\/room-\\d+$/).on('connection', (s) => s.nsp.emit('b', s.nsp.name));",
    );
    let (connection, _) = worker.connect();
    let admin = worker.packet(connection, "0/admin,");
    assert_eq!(admin.emits()[0].1, "2/admin,[\"a\"]");
    let dynamic = worker.packet(connection, "0/room-7,");
    assert_eq!(dynamic.emits()[0].1, "2/room-7,[\"b\",\"/room-7\"]");
    let unknown = worker.packet(connection, "0/nowhere,");
    assert_eq!(unknown.writes(), ["4/nowhere,{\"message\":\"Invalid namespace\"}"]);
    assert_eq!(unknown.kinds(), ["Refuse"]);
}

#[test]
fn emits_on_a_parent_namespace_reach_its_children() {
    let mut worker = Worker::running(
        "const parent = io.of(/^\\/p-\\w+$/);\nparent.on('connection', (s) => s.on('all', () => parent.to('r').emit('x')));",
    );
    let connection = worker.open();
    worker.packet(connection, "0/p-a,");
    worker.packet(connection, "0/p-b,");
    let round = worker.packet(connection, "2/p-a,[\"all\"]");
    let texts: Vec<String> = round.emits().into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["2/p-a,[\"x\"]", "2/p-b,[\"x\"]"]);
}

#[test]
fn a_client_that_leaves_is_told_with_its_rooms() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { s.join('r'); s.on('disconnecting', () => console.log([...s.rooms].length)); s.on('disconnect', (why) => { console.log(why, s.rooms.size); io.emit('bye'); }); });",
    );
    let (connection, socket) = worker.connect();
    let round = worker.close(connection, "transport close");
    assert_eq!(round.kinds(), ["Log", "Leave", "Disconnected", "Log", "Emit"]);
    assert_eq!(round.logs(), ["2", "transport close 0"]);
    let gone = round.one(|report| match &report.what {
        What::Disconnected { socket, reason, rooms, .. } => {
            Some((socket.clone(), reason.clone(), rooms.len(), report.number))
        }
        _ => None,
    });
    assert_eq!((gone.0, gone.1.as_str(), gone.2), (socket, "transport close", 2));
    let emit = round.one(|report| matches!(report.what, What::Emit { .. }).then_some(report.cause));
    assert_eq!(emit, Some(gone.3), "what a disconnect handler does follows from the disconnect");
}

#[test]
fn the_server_disconnects_a_socket_or_its_connection() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { s.on('out', (all) => s.disconnect(all)); });\nio.of('/b').on('connection', () => {});",
    );
    let (connection, _) = worker.connect();
    worker.packet(connection, "0/b,");
    let soft = worker.packet(connection, "2[\"out\",false]");
    assert_eq!(soft.kinds(), ["Receive", "Disconnect", "Leave", "Disconnected"]);
    assert_eq!(soft.writes(), ["1"]);
    let (connection, _) = worker.connect();
    worker.packet(connection, "0/b,");
    let hard = worker.packet(connection, "2[\"out\",true]");
    assert_eq!(hard.kinds(), ["Receive", "Disconnect", "Leave", "Disconnected", "Disconnect", "Leave", "Disconnected"]);
    assert_eq!(hard.writes(), ["1", "1/b,"]);
    assert!(hard.messages.iter().any(|message| matches!(message, FromWorker::Close { .. })));
}

#[test]
fn catch_all_listeners_hear_what_comes_and_goes() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { s.onAny((e, ...a) => console.log('in', e, ...a)); s.onAnyOutgoing((e, ...a) => console.log('out', e, ...a)); s.on('go', () => { s.emit('one', 1); io.emit('two', 2); io.to('nobody').emit('three'); }); });",
    );
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "2[\"go\"]");
    assert_eq!(round.logs(), ["in go", "out one 1", "out two 2"]);
    assert!(
        worker
            .packet(connection, "2[\"any\"]")
            .reports()
            .any(|r| matches!(r.what, What::Receive { handled: true, .. }))
    );
}

#[test]
fn a_protocol_violation_closes_the_connection() {
    let mut worker = Worker::running("io.on('connection', (s) => s.on('disconnect', (why) => console.log(why)));");
    let (connection, _) = worker.connect();
    let round = worker.packet(connection, "9");
    assert!(round.messages.iter().any(|message| matches!(message, FromWorker::Close { .. })));
    assert_eq!(round.logs(), ["forced close"]);
    let early = worker.open();
    let round = worker.packet(early, "2[\"too soon\"]");
    assert!(round.messages.iter().any(|message| matches!(message, FromWorker::Close { .. })));
}

#[test]
fn packet_middleware_and_once() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { s.use(([e], next) => e === 'bad' ? next(new Error('no')) : next()); s.on('error', (e) => s.emit('err', e.message)); s.once('ok', () => s.emit('done')); });",
    );
    let (connection, _) = worker.connect();
    assert_eq!(worker.packet(connection, "2[\"bad\"]").emits()[0].1, "2[\"err\",\"no\"]");
    assert_eq!(worker.packet(connection, "2[\"ok\"]").emits().len(), 1);
    assert_eq!(worker.packet(connection, "2[\"ok\"]").emits().len(), 0);
}

#[test]
fn server_side_emit_warns_as_the_in_memory_adapter_does() {
    let mut worker = Worker::running("io.on('connection', () => io.serverSideEmit('hi'));");
    let connection = worker.open();
    assert_eq!(
        worker.packet(connection, "0").logs(),
        ["this adapter does not support the serverSideEmit() functionality"]
    );
}
