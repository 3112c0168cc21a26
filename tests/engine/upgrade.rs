//! From polling to websocket: the probe, what is under way meanwhile, and upgrades that fail.

use emitscope::engine::{Event, Message, Options};

use crate::client::{Session, WebSocket};
use crate::server::{LIMITS, Policy, Server};

#[tokio::test]
async fn a_session_moves_from_polling_to_websocket() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    let mut socket = session.websocket().await;
    socket.send("2probe").await;
    assert_eq!(socket.text().await, "3probe");
    assert_eq!(session.poll().await.body, "6");
    socket.send("5").await;
    socket.send("4hello").await;
    assert_eq!(socket.text().await, "4hello");
    assert!(matches!(server.event().await, Event::Upgraded { connection: upgraded } if upgraded == connection));

    // polling is over
    assert_eq!(session.poll().await.refusal(), (400, 3));
    assert_eq!(session.post("4x").await.refusal(), (400, 3));
    // and a second websocket is closed again
    let second = session.websocket().await;
    assert_eq!(second.closed().await, Some(1005));
    socket.send("4still").await;
    assert_eq!(socket.text().await, "4still");
}

#[tokio::test]
async fn the_open_poll_is_let_go() {
    let server = Server::start().await;
    let (session, _, poll) = Session::polling(&server).await;
    let mut socket = session.websocket().await;
    socket.send("2probe").await;
    assert_eq!(socket.text().await, "3probe");
    assert_eq!(poll.reply().await.body, "6");
}

#[tokio::test]
async fn messages_go_by_polling_until_the_upgrade_and_then_by_websocket() {
    let server = Server::start().await;
    let (session, connection) = Session::opened(&server).await;
    let send = |text: &'static str| server.run(move |engine, _| engine.send(connection, &Message::text(text)));
    let mut socket = session.websocket().await;
    socket.send("2probe").await;
    assert_eq!(socket.text().await, "3probe");
    send("by polling").await;
    assert_eq!(session.poll().await.body, "4by polling");
    send("in between").await;
    send("and again").await;
    socket.send("5").await;
    assert_eq!(socket.text().await, "4in between");
    assert_eq!(socket.text().await, "4and again");
}

#[tokio::test]
async fn a_websocket_that_never_upgrades_is_closed_and_polling_goes_on() {
    let options = Options { upgrade_timeout: 1000.0, ..Options::default() };
    let server = Server::with(options, LIMITS, Policy::Accept(Vec::new())).await;
    let session = Session::open(&server).await;
    server.opened().await;
    let mut socket = session.websocket().await;
    socket.send("2probe").await;
    assert_eq!(socket.text().await, "3probe");
    server.advance(1000.0).await;
    assert_eq!(socket.closed().await, Some(1005));
    session.post("4hello").await;
    assert_eq!(session.poll().await.body, "4hello");
}

#[tokio::test]
async fn a_websocket_that_talks_out_of_turn_is_closed() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    for text in ["4hello", "3probe", "2", "2wrong", "abc"] {
        let mut socket = session.websocket().await;
        socket.send(text).await;
        assert_eq!(socket.closed().await, Some(1005), "{text}");
    }
    session.post("4hello").await;
    assert_eq!(session.poll().await.body, "4hello");
}

#[tokio::test]
async fn a_second_probe_is_closed() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    let mut first = session.websocket().await;
    let second = session.websocket().await;
    assert_eq!(second.closed().await, Some(1005));
    first.send("2probe").await;
    assert_eq!(first.text().await, "3probe");
}

#[tokio::test]
async fn a_probe_that_vanishes_leaves_room_for_another() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    let mut first = session.websocket().await;
    first.0.close(None).await.expect("sent");
    assert_eq!(first.closed().await, Some(1005));
    let mut second = session.websocket().await;
    second.send("2probe").await;
    assert_eq!(second.text().await, "3probe");
}

#[tokio::test]
async fn a_session_that_ends_takes_its_probe_along() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    let socket = session.websocket().await;
    session.post("1").await;
    assert_eq!(server.closed().await.0, "transport close");
    assert_eq!(socket.closed().await, Some(1005));
}

#[tokio::test]
async fn a_websocket_session_has_no_upgrade() {
    let server = Server::start().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    // ignored, as in Node
    socket.send("5").await;
    socket.send("6").await;
    socket.send("4hello").await;
    assert_eq!(socket.text().await, "4hello");
}
