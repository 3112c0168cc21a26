//! What is recorded of packets and of the requests that carry them, held against the bytes on real connections.

use std::collections::VecDeque;

use emitscope::engine::{Message, Tapped};
use futures_util::SinkExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite;

use crate::client::{POLLING, Session, WEBSOCKET, WebSocket, path, sid};
use crate::server::Server;

async fn recording() -> Server {
    let server = Server::start().await;
    server.run(|engine, _| engine.record(true)).await;
    server
}

async fn recorded(server: &Server) -> VecDeque<Tapped> {
    let (packets, lost) = server.run(|engine, _| engine.take_recorded()).await;
    assert_eq!(lost, 0);
    packets
}

fn shown(packet: &Tapped) -> String {
    let arrow = if packet.to_client { '<' } else { '>' };
    let transport = if packet.websocket { 'w' } else { 'p' };
    let content = if packet.binary { format!("{:?}", &packet.content[..]) } else { text(packet) };
    let content = if content.starts_with("0{") { "0{…}".to_owned() } else { content };
    let request = packet.request.map(|it| format!(" {} {}", it.method, it.status)).unwrap_or_default();
    format!("{transport}{arrow} {content}{request}")
}

fn text(packet: &Tapped) -> String {
    String::from_utf8(packet.content.to_vec()).expect("text")
}

/// Bytes of packets and of the requests around them.
fn cost(packets: &VecDeque<Tapped>) -> usize {
    packets.iter().map(|it| it.bytes + it.request.map_or(0, |request| request.overhead)).sum()
}

/// Sends a request as it is and counts the bytes both ways.
async fn exchange(server: &Server, request: String) -> (usize, String) {
    let mut stream = TcpStream::connect(server.address).await.expect("connected");
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    (request.len() + answer.len(), answer)
}

#[tokio::test]
async fn nothing_is_recorded_unless_it_is_wanted() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    session.post("4hello").await;
    assert_eq!(session.poll().await.body, "4hello");
    assert!(recorded(&server).await.is_empty());
    server.run(|engine, _| engine.record(true)).await;
    session.post("4again").await;
    server.run(|engine, _| engine.record(false)).await;
    assert!(recorded(&server).await.is_empty());
}

#[tokio::test]
async fn both_transports_and_the_upgrade_are_seen() {
    let server = recording().await;
    let session = Session::open(&server).await;
    session.post("4one\u{1e}bAQID").await;
    assert_eq!(session.poll().await.body, "4one\u{1e}bAQID");
    let mut socket = session.websocket().await;
    socket.send("2probe").await;
    assert_eq!(socket.text().await, "3probe");
    assert_eq!(session.poll().await.body, "6");
    socket.send("5").await;
    socket.0.send(tungstenite::Message::binary(vec![7; 200])).await.expect("sent");
    socket.next().await.expect("a frame").expect("a frame");
    let packets = recorded(&server).await;
    let sevens = format!("{:?}", [7; 200]);
    let wanted = [
        "p< 0{…} GET 200",
        "p> 4one POST 200",
        "p> bAQID",
        "p< 4one GET 200",
        "p< bAQID",
        "w> 2probe GET 101",
        "w< 3probe",
        "p< 6 GET 200",
        "w> 5",
        &format!("w> {sevens}"),
        &format!("w< {sevens}"),
    ];
    assert_eq!(packets.iter().map(shown).collect::<Vec<_>>(), wanted);
    // a header of two bytes, or four beyond 125 bytes, and a client's mask
    let bytes: Vec<usize> = packets.iter().map(|packet| packet.bytes).collect();
    assert_eq!(bytes[1..], [4, 6, 4, 6, 12, 8, 1, 7, 208, 204]);
    assert!(packets.iter().all(|packet| *packet.session == *session.sid));
}

#[tokio::test]
async fn the_bytes_of_polling_are_those_on_the_connection() {
    let server = recording().await;
    let head = |method: &str, query: &str, more: &str| {
        format!("{method} {} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nOrigin: null\r\n{more}\r\n", path(query))
    };
    let (mut bytes, opened) = exchange(&server, head("GET", POLLING, "")).await;
    let sid = sid(opened.split("\r\n\r\n").nth(1).expect("a body"));
    let query = format!("{POLLING}&sid={sid}");
    bytes += exchange(&server, head("POST", &query, "Content-Length: 11\r\n") + "4hello\u{1e}4you").await.0;
    let (poll, answer) = exchange(&server, head("GET", &query, "Accept: */*\r\n")).await;
    assert!(answer.ends_with("4hello\u{1e}4you"), "{answer}");
    assert_eq!(cost(&recorded(&server).await), bytes + poll);
}

#[tokio::test]
async fn the_bytes_of_a_websocket_are_those_on_the_connection() {
    let server = recording().await;
    let mut stream = TcpStream::connect(server.address).await.expect("connected");
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: http://x\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        path(WEBSOCKET)
    );
    stream.write_all(request.as_bytes()).await.expect("written");
    let frame = [0x81, 0x83, 0, 0, 0, 0, b'4', b'h', b'i'];
    stream.write_all(&frame).await.expect("written");
    let mut answer = Vec::new();
    // to the end of the echo
    while !answer.ends_with(&[0x81, 3, b'4', b'h', b'i']) {
        answer.push(stream.read_u8().await.expect("more"));
    }
    let packets = recorded(&server).await;
    assert_eq!(packets.iter().map(shown).collect::<Vec<_>>(), ["w< 0{…} GET 101", "w> 4hi", "w< 4hi"]);
    assert_eq!(cost(&packets), request.len() + frame.len() + answer.len());
}

#[tokio::test]
async fn a_message_says_how_long_it_waited_and_for_whom_it_was_sent() {
    let server = recording().await;
    let (session, connection) = Session::opened(&server).await;
    server
        .run(move |engine, now| {
            engine.mark(Some(17), now);
            engine.send(connection, &Message::text("late"));
            engine.mark(None, now);
        })
        .await;
    server.advance(800.0).await;
    assert_eq!(session.poll().await.body, "4late");
    let packets = recorded(&server).await;
    let late = packets.iter().find(|packet| text(packet) == "4late").expect("it left");
    assert_eq!((late.mark, late.delay, late.at), (Some(17), Some(800.0), 800.0));
    assert_eq!(late.request.map(|request| request.waited), Some(0.0));

    let poll = session.start_poll().await;
    server.writable(connection).await;
    server.advance(300.0).await;
    server
        .run(move |engine, now| {
            engine.mark(Some(18), now);
            engine.send(connection, &Message::text("soon"));
        })
        .await;
    assert_eq!(poll.reply().await.body, "4soon");
    let packets = recorded(&server).await;
    assert_eq!((packets[0].mark, packets[0].delay), (Some(18), Some(0.0)));
    assert_eq!(packets[0].request.map(|request| request.waited), Some(300.0));
}

#[tokio::test]
async fn a_long_packet_is_cut_and_too_many_are_counted() {
    let server = recording().await;
    let (mut socket, _) = WebSocket::open(&server).await;
    let long = format!("4{}", "x".repeat(70_000));
    socket.send(&long).await;
    assert_eq!(socket.text().await, long);
    let packets = recorded(&server).await;
    let cut = &packets[1];
    assert!(cut.cut && cut.content.len() == (64 << 10) + 1, "{}", cut.content.len());
    assert_eq!(cut.bytes, 10 + 4 + 70_001);

    let connection = cut.connection;
    let (packets, lost) = server
        .run(move |engine, _| {
            (0..5_000).for_each(|_| engine.send(connection, &Message::text("x")));
            engine.take_recorded()
        })
        .await;
    assert_eq!((packets.len(), lost), (4_096, 904));
}
