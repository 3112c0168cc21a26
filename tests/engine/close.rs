//! How connections end: by the client, by the server, by a transport that breaks; and what becomes of what waits.

use emitscope::engine::{Event, Message};

use crate::client::{Session, WEBSOCKET, WebSocket};
use crate::server::Server;

#[tokio::test]
async fn a_client_closes_its_polling_session() {
    let server = Server::start().await;
    let (session, _, poll) = Session::polling(&server).await;
    assert_eq!(session.post("1").await.body, "ok");
    assert_eq!(poll.reply().await.body, "6");
    assert_eq!(server.closed().await, ("transport close", None));
    assert_eq!(session.poll().await.refusal(), (400, 1));
}

#[tokio::test]
async fn a_client_closes_its_websocket_session() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    socket.send("1").await;
    assert_eq!(socket.closed().await, Some(1005));
    assert_eq!(server.closed().await, ("transport close", None));
}

#[tokio::test]
async fn a_websocket_that_closes_gets_its_code_back() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    let frame = tokio_tungstenite::tungstenite::protocol::CloseFrame { code: 4000.into(), reason: "bye".into() };
    socket.0.close(Some(frame)).await.expect("sent");
    assert_eq!(socket.closed().await, Some(4000));
    assert_eq!(server.closed().await, ("transport close", None));
}

#[tokio::test]
async fn a_websocket_that_vanishes_is_closed() {
    let server = Server::start().await;
    drop(WebSocket::open(&server).await);
    assert_eq!(server.closed().await, ("transport close", None));
    let left = server.run(|engine, _| engine.counters().len()).await;
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_poll_that_vanishes_ends_the_session() {
    let server = Server::start().await;
    let (_session, _, poll) = Session::polling(&server).await;
    drop(poll);
    assert_eq!(server.closed().await, ("transport error", Some("poll connection closed prematurely".into())));
}

#[tokio::test]
async fn a_post_that_vanishes_ends_the_session() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    drop(session.start_post(6).await);
    assert_eq!(server.closed().await.0, "transport error");
}

#[tokio::test]
async fn the_owner_closes_a_websocket_after_what_it_sent() {
    let server = Server::start().await;
    let (mut socket, connection) = WebSocket::opened(&server).await;
    server
        .run(move |engine, _| {
            engine.send(connection, &Message::text("last"));
            engine.close(connection, false);
            // ignored from here on
            engine.send(connection, &Message::text("lost"));
            engine.close(connection, true);
        })
        .await;
    assert_eq!(server.closed().await, ("forced close", None));
    assert_eq!(socket.text().await, "4last");
    assert_eq!(socket.closed().await, Some(1005));
}

#[tokio::test]
async fn the_owner_closes_a_websocket_at_once() {
    let server = Server::start().await;
    let (socket, connection) = WebSocket::opened(&server).await;
    // the open packet has left, so that nothing is half way
    server.writable(connection).await;
    server
        .run(move |engine, _| {
            engine.send(connection, &Message::text("discarded"));
            engine.close(connection, true);
        })
        .await;
    assert_eq!(server.closed().await, ("forced close", None));
    let mut socket = socket;
    assert!(matches!(socket.next().await, Some(Ok(tokio_tungstenite::tungstenite::Message::Close(None)))));
}

#[tokio::test]
async fn one_poll_takes_the_last_messages_and_another_the_close_packet() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    server
        .run(move |engine, _| {
            engine.send(connection, &Message::text("last"));
            engine.close(connection, false);
        })
        .await;
    // A client that read both in one answer would close before it has handled the message.
    assert_eq!(session.poll().await.body, "4last");
    assert_eq!(session.poll().await.body, "1");
    assert_eq!(server.closed().await, ("forced close", None));
    assert_eq!(session.poll().await.refusal(), (400, 1));
}

#[tokio::test]
async fn an_open_poll_takes_what_waits_at_once() {
    let server = Server::start().await;
    let (session, connection, poll) = Session::polling(&server).await;
    server
        .run(move |engine, _| {
            engine.send(connection, &Message::text("last"));
            engine.close(connection, false);
        })
        .await;
    assert_eq!(poll.reply().await.body, "4last");
    assert_eq!(session.poll().await.body, "1");
    assert_eq!(server.closed().await, ("forced close", None));
}

#[tokio::test]
async fn a_closing_session_hears_no_more_and_ends_in_time() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    server.run(move |engine, _| engine.close(connection, false)).await;
    assert_eq!(session.post("4too late").await.body, "ok");
    server.advance(29_999.0).await;
    server.advance(1.0).await;
    // no `Messages` before it
    assert!(matches!(server.event().await, Event::Closed { reason: "forced close", detail: None, .. }));
}

#[tokio::test]
async fn a_closing_session_may_still_upgrade() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    server
        .run(move |engine, _| {
            engine.send(connection, &Message::text("last"));
            engine.close(connection, false);
        })
        .await;
    let mut socket = session.websocket().await;
    socket.send("5").await;
    assert_eq!(socket.text().await, "4last");
    assert_eq!(socket.closed().await, Some(1005));
    assert_eq!(server.closed().await, ("forced close", None));
}

#[tokio::test]
async fn a_shutdown_reaches_websockets_and_polls() {
    let mut server = Server::start().await;
    let (_session, _, poll) = Session::polling(&server).await;
    let (socket, _) = WebSocket::open(&server).await;
    server.shut_down();
    assert_eq!(socket.closed().await, Some(1001));
    assert_eq!(poll.reply().await.body, "1");
    (&mut server.served).await.expect("served to the end");
    assert!(tokio::net::TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn an_engine_that_is_dropped_closes_its_websockets() {
    let server = Server::start().await;
    let (socket, _) = WebSocket::open(&server).await;
    server.opened().await;
    server.run(|engine, _| *engine = emitscope::engine::Engine::new(Default::default(), crate::server::LIMITS)).await;
    assert_eq!(socket.closed().await, Some(1005));
    assert!(WebSocket::connect(&server, &format!("{WEBSOCKET}&sid=gone")).await.is_err());
}
