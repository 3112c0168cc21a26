//! Texts and binaries, both ways, on both transports.

use bytes::Bytes;
use emitscope::engine::{Event, Message};
use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite;

use crate::client::{Session, WEBSOCKET, WebSocket, request};
use crate::server::Server;

#[tokio::test]
async fn payloads_go_there_and_back() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    for payload in ["4hello", "4test1\x1e4test2\x1e4test3", "4hello\x1ebAQIDBA==", "4€ and 𝄞", "4"] {
        let reply = session.post(payload).await;
        assert_eq!((reply.status, reply.body.as_str()), (200, "ok"));
        assert_eq!(reply.header("content-type"), Some("text/html"));
        assert_eq!(session.poll().await.body, payload);
    }
}

#[tokio::test]
async fn all_packets_of_a_post_are_one_event() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    session.post("4a\x1ebAQI=\x1e6\x1e4c").await;
    let connection = server.opened().await;
    let Event::Messages { connection: from, messages } = server.event().await else { panic!("another event") };
    assert_eq!(from, connection);
    assert_eq!(messages, [Message::text("a"), Message::binary(Bytes::from_static(&[1, 2])), Message::text("c")]);
}

#[tokio::test]
async fn a_message_answers_an_open_poll() {
    let server = Server::start().await;
    let (_session, connection, poll) = Session::polling(&server).await;
    server
        .run(move |engine, _| {
            for text in ["a", "b"] {
                engine.send(connection, &Message::text(text));
            }
        })
        .await;
    assert_eq!(poll.reply().await.body, "4a\x1e4b");
    server.drained().await;
}

#[tokio::test]
async fn a_close_packet_has_a_poll_of_its_own() {
    let server = Server::start().await;
    let (session, connection, poll) = Session::polling(&server).await;
    server
        .run(move |engine, _| {
            engine.send(connection, &Message::text("bye"));
            engine.close(connection, false);
        })
        .await;
    assert_eq!(poll.reply().await.body, "4bye");
    assert_eq!(session.start_poll().await.reply().await.body, "1");
}

#[tokio::test]
async fn a_websocket_takes_a_volatile_packet_again_a_tick_later() {
    let server = Server::start().await;
    let (_socket, _) = WebSocket::open(&server).await;
    let connection = server.opened().await;
    server.writable(connection).await;
    let taken = server
        .run(move |engine, _| {
            let text = Message::text("x");
            let mut taken = Vec::new();
            engine.send(connection, &text);
            taken.push(engine.writable(connection));
            engine.pass_ticks(1);
            taken.push(engine.writable(connection));
            // the second of one tick leaves in the next
            engine.send(connection, &text);
            engine.send(connection, &text);
            engine.pass_ticks(1);
            taken.push(engine.writable(connection));
            engine.pass_ticks(1);
            taken.push(engine.writable(connection));
            taken
        })
        .await;
    assert_eq!(taken, [false, true, false, true]);
}

#[tokio::test]
async fn websocket_frames_go_there_and_back() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    let long = format!("4{}", "x".repeat(100_000));
    for text in ["4hello", "4", "4€", &long] {
        socket.send(text).await;
        assert_eq!(socket.text().await, text);
    }
    let binary = tungstenite::Message::binary(vec![1, 2, 3, 4]);
    socket.0.send(binary.clone()).await.expect("sent");
    assert_eq!(socket.next().await.expect("a frame").expect("no error"), binary);
    // as Node reads it
    socket.send("bAQIDBA==").await;
    assert_eq!(socket.next().await.expect("a frame").expect("no error"), binary);
}

#[tokio::test]
async fn what_follows_a_message_sent_apart_comes_after_it() {
    let server = Server::start().await;
    let (mut socket, connection) = WebSocket::opened(&server).await;
    server
        .run(move |engine, _| {
            engine.send_apart(connection, &Message::text("0"));
            engine.send(connection, &Message::text("2a"));
            engine.send_apart(connection, &Message::text("0/admin"));
        })
        .await;
    server.run(move |engine, _| engine.send(connection, &Message::text("2b"))).await;
    for text in ["40", "42a", "40/admin", "42b"] {
        assert_eq!(socket.text().await, text);
    }
    server.writable(connection).await;

    server
        .run(move |engine, _| {
            engine.send_apart(connection, &Message::text("0"));
            engine.send(connection, &Message::text("1"));
            engine.close(connection, false);
        })
        .await;
    assert_eq!((socket.text().await, socket.text().await), ("40".to_owned(), "41".to_owned()));
    assert_eq!(socket.closed().await, Some(1005));
}

#[tokio::test]
async fn a_poll_ends_with_a_message_sent_apart() {
    let server = Server::start().await;
    let (session, connection, poll) = Session::polling(&server).await;
    server
        .run(move |engine, _| {
            engine.send_apart(connection, &Message::text("0"));
            engine.send(connection, &Message::text("2a"));
        })
        .await;
    assert_eq!(poll.reply().await.body, "40");
    assert_eq!(session.poll().await.body, "42a");
}

#[tokio::test]
async fn a_websocket_that_wants_no_binary_gets_base64() {
    let server = Server::start().await;
    let mut socket = WebSocket::connect(&server, &format!("{WEBSOCKET}&b64=1")).await.expect("switched");
    socket.text().await;
    socket.send("bAQIDBA==").await;
    assert_eq!(socket.text().await, "bAQIDBA==");
}

#[tokio::test]
async fn a_burst_that_fills_the_channel_keeps_its_order() {
    const FRAMES: usize = 1000;
    let server = Server::start().await;
    let (socket, _) = WebSocket::open(&server).await;
    let (mut sink, mut stream) = socket.0.split();
    let texts = || (0..FRAMES).map(|number| tungstenite::Message::text(format!("4{number}")));
    let mut all = futures_util::stream::iter(texts().map(Ok));
    let sent = sink.send_all(&mut all);
    let echoed = async {
        for text in texts() {
            assert_eq!(stream.next().await.expect("a frame").expect("no error"), text);
        }
    };
    let (sent, ()) = tokio::join!(sent, echoed);
    sent.expect("sent");
}

#[tokio::test]
async fn websocket_pings_are_answered() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    socket.0.send(tungstenite::Message::Ping(Bytes::from_static(b"x"))).await.expect("sent");
    let pong = socket.next().await.expect("a frame").expect("no error");
    assert_eq!(pong, tungstenite::Message::Pong(Bytes::from_static(b"x")));
}

#[tokio::test]
async fn what_is_no_packet_ends_a_polling_session() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    assert_eq!(session.post("4first\x1eabc").await.refusal(), (400, 3));
    server.opened().await;
    assert!(matches!(server.event().await, Event::Messages { messages, .. } if messages == [Message::text("first")]));
    assert_eq!(server.closed().await.0, "parse error");
    assert_eq!(session.poll().await.refusal(), (400, 1));
}

#[tokio::test]
async fn what_is_no_packet_ends_a_websocket_session() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    socket.send("abc").await;
    assert_eq!(socket.closed().await, Some(1005));
    assert_eq!(server.closed().await.0, "parse error");
}

#[tokio::test]
async fn polls_may_not_overlap() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    let first = session.start_poll().await;
    server.writable(connection).await;
    assert_eq!(session.poll().await.refusal(), (400, 3));
    let first = first.reply().await;
    assert_eq!((first.status, first.body.as_str()), (200, "1"));
    assert_eq!(server.closed().await, ("transport error", Some("overlap from client".into())));
    assert_eq!(session.poll().await.refusal(), (400, 1));
}

#[tokio::test]
async fn posts_may_not_overlap() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    let mut first = session.start_post(6).await;
    assert_eq!(session.post("4b").await.refusal(), (400, 3));
    assert_eq!(server.closed().await, ("transport error", Some("data request overlap from client".into())));
    first.write("4first").await;
    assert_eq!(first.reply().await.refusal(), (400, 1));
}

#[tokio::test]
async fn octets_are_no_payload() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    let reply = request(&server, "POST", &session.query(), "content-type: application/octet-stream\r\n", "4a").await;
    assert_eq!(reply.refusal(), (400, 3));
    assert_eq!(server.closed().await, ("transport error", Some("invalid content".into())));
}

#[tokio::test]
async fn counters_count_messages_only() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    session.post("4a\x1e6\x1e4b").await;
    let (mut socket, _) = WebSocket::open(&server).await;
    socket.send("4c").await;
    socket.text().await;
    let counters = server.run(|engine, _| engine.counters()).await;
    let of = |sid: &str| counters.iter().find(|counters| counters.id == sid).map(|c| (c.sent, c.received));
    assert_eq!(of(&session.sid), Some((2, 2)));
    assert_eq!(counters.len(), 2);
    assert!(counters.iter().any(|counters| (counters.sent, counters.received) == (1, 1)));
}
