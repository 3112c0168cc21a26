//! `io.engine`: Engine.IO's server as server code sees it.

use emitscope::worker::message::{Data, FromWorker, Task, Transport};

use crate::harness::Worker;

#[test]
fn its_events_and_counts() {
    let mut worker = Worker::running(
        "io.engine.on('initial_headers', (headers, req) => { headers['X-First'] = req.headers['x-test']; headers['set-cookie'] = ['a=1', 'b=2']; });
         io.engine.on('headers', (headers) => { headers['X-Each'] = 1; });
         io.engine.on('connection', (conn) => { console.log(conn.id, conn.transport.name, io.engine.clientsCount, conn.readyState, conn.remoteAddress); conn.on('upgrade', (t) => console.log('upgrade', t.name, conn.transport.name)); conn.on('close', (why) => console.log('close', why)); });
         io.engine.on('connection_error', (e) => console.log(e.code, e.message));",
    );
    let round = worker.open_with(1, Transport::Polling);
    assert_eq!(round.logs(), ["engine-1 polling 1 open 127.0.0.1"]);
    let Some(FromWorker::Opened { connection: 1, headers, wants_drain: false }) = round.messages.first() else {
        panic!("opened first: {round:?}")
    };
    let pairs: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(pairs, ["X-First: yes", "set-cookie: a=1", "set-cookie: b=2", "X-Each: 1"]);
    assert_eq!(worker.turn(Task::Upgrade { connection: 1 }).logs(), ["upgrade websocket websocket"]);
    assert_eq!(worker.close(1, "transport close").logs(), ["close transport close"]);
    let refused = worker.turn(Task::ConnectionError { code: 1, message: "Session ID unknown".to_owned() });
    assert_eq!(refused.logs(), ["1 Session ID unknown"]);
}

#[test]
fn packets_of_a_connection_can_be_watched() {
    let mut worker = Worker::running(
        "io.on('connection', (s) => { s.conn.on('packet', ({ type, data }) => console.log('in', type, data)); s.conn.on('packetCreate', ({ type, data }) => console.log('out', type, data)); s.conn.on('drain', () => console.log('drained')); s.on('a', () => s.emit('b')); });",
    );
    let (connection, _) = worker.connect();
    assert_eq!(worker.packet(connection, "2[\"a\"]").logs(), ["in message 2[\"a\"]", "out message 2[\"b\"]"]);
    assert_eq!(worker.turn(Task::Drain { connection }).logs(), ["drained"]);
}

#[test]
fn raw_engine_without_socket_io() {
    let mut worker = Worker::running(
        "io.engine.removeAllListeners('connection');
         io.engine.on('connection', (socket) => { socket.send('hello'); socket.on('message', (data) => { socket.write(data); if (data === 'end') socket.close(); }); });",
    );
    let opened = worker.open_with(1, Transport::WebSocket);
    assert_eq!(opened.writes(), ["hello"]);
    let echoed = worker.packets(1, vec![Data::Text("one".to_owned()), Data::Binary(bytes::Bytes::from_static(&[7]))]);
    assert_eq!(echoed.writes(), ["one", "<07>"]);
    let ended = worker.packet(1, "end");
    assert!(
        ended.messages.iter().any(|message| matches!(message, FromWorker::Close { connection: 1, discard: false }))
    );
    assert!(ended.kinds().is_empty());
}

#[test]
fn a_handshake_can_be_refused_or_take_its_time() {
    let mut worker = Worker::running(
        "const { Server } = require('socket.io');
         const io = new Server(3000, { cookie: true, allowRequest: (req, done) => setTimeout(() => done('no', req.headers['x-test'] === 'yes' && open), 10) });
         let open = false;
         io.engine.use((req, res, next) => { res.setHeader('X-Middleware', req._query.client); next(); });
         io.engine.on('connection_error', (e) => { console.log(e.code, e.message, e.context.message); open = true; });",
    );
    assert!(worker.open_with(1, Transport::WebSocket).messages.is_empty());
    let refused = worker.advance(10.0);
    assert_eq!(refused.logs(), ["4 Forbidden no"]);
    assert!(matches!(refused.messages.last(), Some(FromWorker::Close { connection: 1, discard: true })), "{refused:?}");
    worker.open_with(2, Transport::Polling);
    worker.open_with(3, Transport::Polling);
    worker.close(3, "transport close");
    let taken = worker.advance(20.0);
    let opened: Vec<_> = taken
        .messages
        .iter()
        .filter_map(|message| match message {
            FromWorker::Opened { connection, headers, .. } => Some((*connection, headers.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(opened.len(), 1, "who is gone is not taken: {taken:?}");
    let pairs: Vec<String> = opened[0].1.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(pairs, ["X-Middleware: alice", "Set-Cookie: io=engine-2; Path=/; HttpOnly; SameSite=Lax"]);
}
