//! What any HTTP client meets on the one path: origins, methods, and requests that make no sense.

use crate::client::{POLLING, Session, path, request, send};
use crate::server::Server;

#[tokio::test]
async fn any_origin_may_read_every_answer() {
    let server = Server::start().await;
    for origin in ["https://example.com", "null"] {
        for (query, status) in [(POLLING, 200), ("EIO=4", 400)] {
            let reply = request(&server, "GET", query, &format!("origin: {origin}\r\n"), "").await;
            assert_eq!(reply.status, status);
            assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
            assert_eq!(reply.header("vary"), Some("Origin"));
        }
    }
    let reply = request(&server, "GET", POLLING, "", "").await;
    assert_eq!((reply.header("access-control-allow-origin"), reply.header("vary")), (None, Some("Origin")));
}

#[tokio::test]
async fn preflights_are_granted() {
    let server = Server::start().await;
    let headers =
        "origin: null\r\naccess-control-request-method: POST\r\naccess-control-request-headers: content-type,x-a\r\n";
    let reply = request(&server, "OPTIONS", &format!("{POLLING}&sid=any"), headers, "").await;
    assert_eq!((reply.status, reply.body.as_str()), (204, ""));
    assert_eq!(reply.header("access-control-allow-origin"), Some("null"));
    assert_eq!(reply.header("access-control-allow-methods"), Some("GET,POST,OPTIONS"));
    assert_eq!(reply.header("access-control-allow-headers"), Some("content-type,x-a"));
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let server = Server::start().await;
    let session = Session::open(&server).await;
    let path = path(&session.query());
    let post = format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n4a");
    let last = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    let replies = send(&server, format!("{post}{post}{last}")).await.reply().await;
    assert_eq!(replies.body.matches("HTTP/1.1 200 OK").count(), 2);
    assert!(replies.body.ends_with("4a\x1e4a"));
}

#[tokio::test]
async fn nonsense_is_never_the_servers_fault() {
    let server = Server::start().await;
    for request in [
        "GET /sandboxes/echo/socket.io/?EIO=4&transport=polling&sid=%00%ff HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        "GET /sandboxes/%2e%2e/socket.io/?&&==&EIO HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        "BREW /sandboxes/echo/socket.io/?EIO=4&transport=polling HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{0}\r\n\r\n",
    ] {
        let reply = send(&server, request.to_owned()).await.reply().await;
        assert!((400..500).contains(&reply.status), "{request:?}: {reply:?}");
    }
}
