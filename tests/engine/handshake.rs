//! Handshakes on both transports: what opens a session, what is refused, and with which answer.

use emitscope::engine::{Event, Options};
use serde_json::{Value, json};

use crate::client::{POLLING, Session, WEBSOCKET, WebSocket, path, request, send, start};
use crate::server::{LIMITS, Policy, Server};

fn opened(open: &str) -> Value {
    serde_json::from_str(open.strip_prefix('0').expect(open)).expect(open)
}

#[tokio::test]
async fn polling_opens_a_session() {
    let server = Server::start().await;
    let reply = request(&server, "GET", POLLING, "", "").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("text/plain; charset=UTF-8"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let open = opened(&reply.body);
    assert_eq!(open["sid"].as_str().map(str::len), Some(20));
    assert_eq!(open["upgrades"], json!(["websocket"]));
    assert_eq!(
        reply.body.split_once(",\"upgrades\"").map(|(_, rest)| rest),
        Some(":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}")
    );
}

#[tokio::test]
async fn websocket_opens_a_session() {
    let server = Server::start().await;
    let (_socket, open) = WebSocket::open(&server).await;
    let open = opened(&open);
    assert_eq!(open["upgrades"], json!([]));
    assert_eq!(open["pingInterval"], 25_000);
}

#[tokio::test]
async fn the_path_needs_no_last_slash() {
    let server = Server::start().await;
    let request = format!("GET {} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", path(POLLING).replace("/?", "?"));
    assert_eq!(send(&server, request).await.reply().await.status, 200);
}

#[tokio::test]
async fn bad_requests_get_their_code() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    let sid = &session.sid;
    for (method, query, code) in [
        ("GET", "EIO=4", 0),
        ("GET", "EIO=4&transport=abc", 0),
        ("GET", "EIO=4&transport=webtransport", 0),
        ("GET", "", 0),
        ("GET", "EIO=4&transport=polling&sid=abc", 1),
        ("POST", "EIO=4&transport=polling&sid=abc", 1),
        ("POST", POLLING, 2),
        ("PUT", POLLING, 2),
        ("GET", WEBSOCKET, 3),
        ("GET", &format!("{WEBSOCKET}&sid={sid}"), 3),
        ("GET", &format!("EIO=3&transport=polling&sid={sid}"), 3),
        ("PUT", &format!("{POLLING}&sid={sid}"), 3),
        ("GET", "transport=polling", 5),
        ("GET", "EIO=3&transport=polling", 5),
        ("GET", "EIO=abc&transport=polling", 5),
    ] {
        let reply = request(&server, method, query, "", "").await;
        assert_eq!(reply.refusal(), (400, code), "{method} {query}");
    }
    let reply = request(&server, "GET", "EIO=4&transport=polling&sid=abc", "", "").await;
    assert_eq!(reply.body, r#"{"code":1,"message":"Session ID unknown"}"#);
    // none of it hurt the session
    assert_eq!(session.post("4still here").await.body, "ok");
    assert_eq!(session.poll().await.body, "4still here");
}

#[tokio::test]
async fn refused_requests_are_told_to_the_owner() {
    let server = Server::start().await;
    request(&server, "GET", "EIO=3&transport=polling", "", "").await;
    let Event::ConnectionError { code, message } = server.event().await else { panic!("another event") };
    assert_eq!((code, message.as_str()), (5, "Unsupported protocol version"));
}

#[tokio::test]
async fn a_bad_websocket_handshake_is_an_http_error() {
    let server = Server::start().await;
    for query in ["EIO=4", "transport=websocket", "EIO=4&transport=websocket&sid=abc"] {
        assert!(WebSocket::connect(&server, query).await.is_err(), "{query}");
    }
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\n";
    for headers in [
        // no key, another version, polling that wants to be upgraded
        "sec-websocket-version: 13\r\n",
        "sec-websocket-version: 8\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ] {
        let request =
            format!("GET {} HTTP/1.1\r\nhost: a\r\n{upgrade}{headers}connection: close\r\n\r\n", path(WEBSOCKET));
        assert_eq!(send(&server, request).await.reply().await.refusal(), (400, 3));
    }
}

#[tokio::test]
async fn a_subprotocol_is_agreed_to() {
    let server = Server::start().await;
    let handshake = "connection: upgrade\r\nupgrade: WebSocket\r\nsec-websocket-version: 13\r\n\
        sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: one, two\r\n";
    let request = format!("GET {} HTTP/1.1\r\nhost: a\r\n{handshake}\r\n", path(WEBSOCKET));
    let head = send(&server, request).await.head().await;
    assert!(head.starts_with("HTTP/1.1 101 ") && head.contains("sec-websocket-protocol: one\r\n"), "{head}");
    assert!(head.contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), "{head}");
}

#[tokio::test]
async fn an_unknown_sandbox_is_a_problem() {
    let server = Server::start().await;
    let request = "GET /sandboxes/nobody/socket.io/?EIO=4&transport=polling HTTP/1.1\r\nhost: a\r\norigin: null\r\nconnection: close\r\n\r\n";
    let reply = send(&server, request.to_owned()).await.reply().await;
    assert_eq!(reply.status, 404);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    assert_eq!(reply.header("access-control-allow-origin"), Some("null"));
    let problem = reply.json();
    assert_eq!((&problem["type"], &problem["status"]), (&json!("about:blank"), &json!(404)));
    assert!(problem["title"].is_string() && problem["detail"].is_string());
}

#[tokio::test]
async fn the_owner_sees_the_request() {
    let server = Server::start().await;
    let query = format!("{POLLING}&client=alice&q=a%20b");
    request(&server, "GET", &query, "x-token: 7\r\n", "").await;
    let Event::Open { id, websocket, address, method, url, query: parsed, headers, .. } = server.event().await else {
        panic!("another event")
    };
    assert_eq!((id.len(), websocket, address.as_str(), method.as_str()), (20, false, "127.0.0.1", "GET"));
    assert_eq!(url, path(&query));
    assert!(parsed.contains(&("client".into(), "alice".into())) && parsed.contains(&("q".into(), "a b".into())));
    assert!(headers.contains(&("x-token".into(), "7".into())));
}

#[tokio::test]
async fn the_answer_carries_the_owners_headers() {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let headers = vec![header("X-Lesson", "rooms"), header("bad name", "x"), header("content-length", "1")];
    let server = Server::with(Options::default(), LIMITS, Policy::Accept(headers)).await;
    let reply = request(&server, "GET", POLLING, "", "").await;
    assert_eq!((reply.status, reply.header("x-lesson")), (200, Some("rooms")));
    assert!(reply.body.starts_with("0{"));
}

#[tokio::test]
async fn the_owner_may_refuse() {
    let server = Server::with(Options::default(), LIMITS, Policy::Refuse("not today")).await;
    let reply = request(&server, "GET", POLLING, "", "").await;
    assert_eq!(reply.refusal(), (403, 4));
    assert_eq!(reply.json()["message"], "not today");
    assert!(WebSocket::connect(&server, WEBSOCKET).await.is_err());
}

#[tokio::test]
async fn the_answer_waits_for_the_owner() {
    let server = Server::with(Options::default(), LIMITS, Policy::Hold).await;
    let pending = start(&server, "GET", POLLING, "", "").await;
    let connection = server.opened().await;
    server.run(move |engine, now| engine.accept(connection, &[], now)).await;
    assert_eq!(pending.reply().await.status, 200);
}

#[tokio::test]
async fn a_client_that_leaves_before_the_answer_is_gone() {
    let server = Server::with(Options::default(), LIMITS, Policy::Hold).await;
    let pending = start(&server, "GET", POLLING, "", "").await;
    let connection = server.opened().await;
    drop(pending);
    assert_eq!(server.closed().await, ("transport close", None));
    // the owner may be late
    server.run(move |engine, now| engine.accept(connection, &[], now)).await;
    server.run(move |engine, _| engine.refuse(connection, "no")).await;
}

#[tokio::test]
async fn options_choose_the_transports() {
    let options = Options { polling: false, ..Options::default() };
    let server = Server::with(options, LIMITS, Policy::Accept(Vec::new())).await;
    assert_eq!(request(&server, "GET", POLLING, "", "").await.refusal(), (400, 0));
    WebSocket::open(&server).await;

    let options = Options { websocket: false, ..Options::default() };
    let server = Server::with(options, LIMITS, Policy::Accept(Vec::new())).await;
    assert_eq!(opened(&request(&server, "GET", POLLING, "", "").await.body)["upgrades"], json!([]));
    assert!(WebSocket::connect(&server, WEBSOCKET).await.is_err());

    let options = Options { allow_upgrades: false, ..Options::default() };
    let server = Server::with(options, LIMITS, Policy::Accept(Vec::new())).await;
    assert_eq!(opened(&request(&server, "GET", POLLING, "", "").await.body)["upgrades"], json!([]));
}
