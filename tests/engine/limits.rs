//! Bounds on payloads, connections, and what waits for a client that does not read.

use bytes::Bytes;
use emitscope::engine::{Event, Limits, Message, Options};

use crate::client::{POLLING, Session, WEBSOCKET, WebSocket, request};
use crate::server::{LIMITS, Policy, Server};

async fn small(max_payload: usize, limits: Limits) -> Server {
    let options = Options { max_payload, ..Options::default() };
    Server::with(options, limits, Policy::Accept(Vec::new())).await
}

#[tokio::test]
async fn a_body_over_max_payload_is_413_and_the_session_stays() {
    let server = small(10, LIMITS).await;
    let session = Session::open(&server).await;
    let reply = session.post("4123456789x").await;
    assert_eq!(reply.status, 413);
    assert!(reply.json()["message"].as_str().is_some_and(|message| message.contains("10 bytes")));
    assert_eq!(session.post("4123456789").await.body, "ok");
    assert_eq!(session.poll().await.body, "4123456789");
}

#[tokio::test]
async fn a_chunked_body_is_measured_too() {
    let server = small(10, LIMITS).await;
    let session = Session::open(&server).await;
    let path = crate::client::path(&session.query());
    let head = format!("POST {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n");
    let reply = crate::client::send(&server, head + "6\r\n412345\r\n6\r\n678901\r\n0\r\n\r\n").await.reply().await;
    assert_eq!(reply.status, 413);
}

#[tokio::test]
async fn a_frame_over_max_payload_closes_the_websocket() {
    let server = small(10, LIMITS).await;
    let (mut socket, _) = WebSocket::open(&server).await;
    socket.send("4123456789").await;
    assert_eq!(socket.text().await, "4123456789");
    socket.send(&format!("4{}", "x".repeat(100_000))).await;
    assert_eq!(socket.closed().await, Some(1009));
    let (reason, detail) = server.closed().await;
    assert_eq!(reason, "transport error");
    assert!(detail.is_some_and(|detail| detail.contains("too long")));
}

#[tokio::test]
async fn frames_that_break_the_rules_close_the_websocket() {
    use tokio::io::AsyncWriteExt;
    let server = Server::start().await;
    // unmasked text; masked text that is no UTF-8; reserved bits
    for (frame, code) in [(&b"\x81\x014"[..], 1002), (b"\x81\x82\0\0\0\x004\xff", 1007), (b"\xc1\x81\0\0\0\x004", 1002)]
    {
        let (mut socket, _) = WebSocket::open(&server).await;
        socket.0.get_mut().write_all(frame).await.expect("written");
        assert_eq!(socket.closed().await, Some(code));
        assert_eq!(server.closed().await.0, "transport error");
    }
}

#[tokio::test]
async fn connections_over_the_limit_are_refused_with_a_reason() {
    let server = small(1000, Limits { connections: 2, ..LIMITS }).await;
    let session = Session::open(&server).await;
    let (_socket, _) = WebSocket::open(&server).await;
    server.opened().await;
    server.opened().await;
    let reply = request(&server, "GET", POLLING, "", "").await;
    assert_eq!(reply.refusal(), (403, 4));
    assert!(reply.json()["message"].as_str().is_some_and(|message| message.contains("2 connections")));
    assert!(matches!(server.event().await, Event::ConnectionError { code: 4, .. }));
    assert!(WebSocket::connect(&server, WEBSOCKET).await.is_err());
    // an upgrade is no further connection
    session.websocket().await;
    session.post("1").await;
    server.closed().await;
    Session::open(&server).await;
}

#[tokio::test]
async fn a_websocket_that_does_not_read_is_closed() {
    let server = small(1000, Limits { pending_bytes: 1 << 20, ..LIMITS }).await;
    let (socket, connection) = WebSocket::opened(&server).await;
    let message = Message::binary(Bytes::from(vec![0; 64 << 10]));
    let mut open = true;
    while open {
        let message = message.clone();
        open = server
            .run(move |engine, _| {
                engine.send(connection, &message);
                engine.is_open(connection)
            })
            .await;
    }
    let (reason, detail) = server.closed().await;
    assert_eq!(reason, "transport error");
    let detail = detail.expect("a detail");
    assert!(detail.starts_with("the client did not read; ") && detail.ends_with("the limit is 1048576"), "{detail}");
    // hung up in the middle of a frame, so that there is no close frame
    assert_eq!(socket.closed().await, None);
}

#[tokio::test]
async fn a_polling_client_that_does_not_poll_is_closed() {
    let server = small(1000, Limits { pending_bytes: 1000, ..LIMITS }).await;
    let (session, connection) = Session::opened(&server).await;
    for _ in 0..11 {
        server.run(move |engine, _| engine.send(connection, &Message::text(&"x".repeat(98)))).await;
    }
    let (reason, detail) = server.closed().await;
    assert_eq!(reason, "transport error");
    assert!(detail.is_some_and(|detail| detail.contains("1100 bytes were waiting")), "");
    assert_eq!(session.poll().await.refusal(), (400, 1));
}

#[tokio::test]
async fn a_connection_is_busy_until_its_frames_have_left() {
    let server = Server::start().await;
    let (mut socket, connection) = WebSocket::opened(&server).await;
    server.writable(connection).await;
    let (before, after) = server
        .run(move |engine, _| {
            let before = engine.writable(connection);
            engine.send(connection, &Message::text("a"));
            (before, engine.writable(connection))
        })
        .await;
    assert_eq!((before, after), (true, false));
    assert_eq!(socket.text().await, "4a");
    assert!(server.run(move |engine, _| engine.writable(connection)).await);
}

#[tokio::test]
async fn a_slow_reader_makes_the_connection_busy_and_gets_everything() {
    const FRAMES: usize = 200;
    let server = small(1000, Limits { pending_bytes: 64 << 20, ..LIMITS }).await;
    let (mut socket, connection) = WebSocket::opened(&server).await;
    let message = Message::binary(Bytes::from(vec![7; 64 << 10]));
    server
        .run(move |engine, _| {
            for _ in 0..FRAMES {
                engine.send(connection, &message);
            }
        })
        .await;
    assert!(!server.run(move |engine, _| engine.writable(connection)).await);
    for _ in 0..FRAMES {
        let frame = socket.next().await.expect("a frame").expect("no error");
        assert_eq!(frame.len(), 64 << 10);
    }
    server.drained().await;
    assert!(server.run(move |engine, _| engine.writable(connection)).await);
}

#[tokio::test]
async fn polling_is_writable_while_a_poll_is_open() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    assert!(!server.run(move |engine, _| engine.writable(connection)).await);
    let poll = session.start_poll().await;
    server.writable(connection).await;
    let busy = server
        .run(move |engine, _| {
            engine.send(connection, &Message::text("a"));
            !engine.writable(connection)
        })
        .await;
    assert!(busy);
    assert_eq!(poll.reply().await.body, "4a");
    assert!(!server.run(move |engine, _| engine.writable(connection)).await);
}
