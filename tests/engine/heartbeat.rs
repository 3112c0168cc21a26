//! Pings from the server, pongs from the client, and what silence costs.

use emitscope::engine::Event;

use crate::client::{Session, WebSocket};
use crate::server::Server;

// by default a ping after 25 s, and 20 s for its pong

#[tokio::test]
async fn the_first_ping_comes_after_the_interval() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    server.opened().await;
    assert_eq!(server.run(|engine, _| engine.next_deadline()).await, Some(25_000.0));
    server.advance(25_000.0).await;
    assert_eq!(socket.text().await, "2");
    assert_eq!(server.run(|engine, _| engine.next_deadline()).await, Some(45_000.0));
}

#[tokio::test]
async fn each_pong_sets_the_next_ping() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    server.opened().await;
    for _ in 0..3 {
        server.advance(25_000.0).await;
        assert_eq!(socket.text().await, "2");
        server.advance(10_000.0).await;
        socket.send("3").await;
        // a message after the pong shows that it was taken
        socket.send("4x").await;
        assert_eq!(socket.text().await, "4x");
        assert!(matches!(server.event().await, Event::Messages { .. }));
    }
    assert_eq!(server.run(|engine, now| engine.next_deadline().map(|due| due - now)).await, Some(25_000.0));
}

#[tokio::test]
async fn a_websocket_without_pong_is_closed() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    server.opened().await;
    server.advance(44_999.0).await;
    assert_eq!(socket.text().await, "2");
    server.advance(1.0).await;
    assert_eq!(server.closed().await, ("ping timeout", None));
    assert_eq!(socket.closed().await, Some(1005));
    assert_eq!(server.run(|engine, _| engine.next_deadline()).await, None);
}

#[tokio::test]
async fn polling_has_the_same_heartbeat() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    server.opened().await;
    server.advance(25_000.0).await;
    assert_eq!(session.poll().await.body, "2");
    assert_eq!(session.post("3").await.body, "ok");
    server.advance(45_000.0).await;
    assert_eq!(server.closed().await, ("ping timeout", None));
    assert_eq!(session.poll().await.refusal(), (400, 1));
}

#[tokio::test]
async fn an_open_poll_hears_of_the_timeout() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    server.advance(25_000.0).await;
    assert_eq!(session.poll().await.body, "2");
    let poll = session.start_poll().await;
    server.writable(connection).await;
    server.advance(20_000.0).await;
    assert_eq!(poll.reply().await.body, "1");
}

#[tokio::test]
async fn another_packet_buys_time_for_the_pong_once() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    server.opened().await;
    server.advance(40_000.0).await;
    session.post("4alive").await;
    assert_eq!(server.run(|engine, _| engine.next_deadline()).await, Some(60_000.0));
    server.advance(10_000.0).await;
    session.post("4alive").await;
    assert_eq!(server.run(|engine, _| engine.next_deadline()).await, Some(60_000.0));
}

#[tokio::test]
async fn a_client_may_not_ping() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    assert_eq!(session.post("2").await.refusal(), (400, 3));
    assert_eq!(server.closed().await, ("transport error", Some("invalid heartbeat direction".into())));

    let (mut socket, _) = WebSocket::open(&server).await;
    socket.send("2").await;
    assert_eq!(server.closed().await.0, "transport error");
    assert_eq!(socket.closed().await, Some(1005));
}
