//! Small clients on both transports, as close to the wire as the tests need them.

use emitscope::engine::ConnectionId;
use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Error, Message, protocol::frame::coding::CloseCode};

use crate::server::{SANDBOX, Server};

pub const POLLING: &str = "EIO=4&transport=polling";
pub const WEBSOCKET: &str = "EIO=4&transport=websocket";

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }

    /// Status, and Engine.IO's error code.
    #[track_caller]
    pub fn refusal(&self) -> (u16, u64) {
        assert_eq!(self.header("content-type"), Some("application/json"), "{self:?}");
        (self.status, self.json()["code"].as_u64().expect("a code"))
    }
}

/// A request under way; dropping it hangs up.
pub struct Pending(TcpStream);

impl Pending {
    /// The answer, read until the server hangs up.
    pub async fn reply(mut self) -> Reply {
        let mut text = String::new();
        self.0.read_to_string(&mut text).await.expect("an answer");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
        Reply { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The answer's head, to the empty line.
    pub async fn head(&mut self) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.expect("a head"));
        }
        String::from_utf8(head).expect("text")
    }

    /// Waits until the server wants the body of a request that expects to be told.
    async fn wanted(&mut self) {
        assert!(self.head().await.starts_with("HTTP/1.1 100 "));
    }

    pub async fn write(&mut self, bytes: &str) {
        self.0.write_all(bytes.as_bytes()).await.expect("written");
    }
}

pub fn path(query: &str) -> String {
    format!("/sandboxes/{SANDBOX}/socket.io/?{query}")
}

/// Sends a request as it is given, without waiting for the answer.
pub async fn send(server: &Server, request: String) -> Pending {
    let mut stream = TcpStream::connect(server.address).await.expect("connected");
    stream.write_all(request.as_bytes()).await.expect("written");
    Pending(stream)
}

pub async fn start(server: &Server, method: &str, query: &str, headers: &str, body: &str) -> Pending {
    let path = path(query);
    let length = body.len();
    send(
        server,
        format!("{method} {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"),
    )
    .await
}

pub async fn request(server: &Server, method: &str, query: &str, headers: &str, body: &str) -> Reply {
    start(server, method, query, headers, body).await.reply().await
}

/// A polling session.
pub struct Session<'a> {
    server: &'a Server,
    pub sid: String,
}

impl<'a> Session<'a> {
    /// Opens one, and waits until the engine tells of it.
    pub async fn opened(server: &'a Server) -> (Self, ConnectionId) {
        let session = Self::open(server).await;
        let connection = server.opened().await;
        (session, connection)
    }

    /// With a poll that waits.
    pub async fn polling(server: &'a Server) -> (Self, ConnectionId, Pending) {
        let (session, connection) = Self::opened(server).await;
        let poll = session.start_poll().await;
        server.writable(connection).await;
        (session, connection, poll)
    }

    pub async fn open(server: &'a Server) -> Self {
        let reply = request(server, "GET", POLLING, "", "").await;
        assert_eq!(reply.status, 200, "{reply:?}");
        Self { server, sid: sid(&reply.body) }
    }

    pub fn query(&self) -> String {
        format!("{POLLING}&sid={}", self.sid)
    }

    pub async fn start_poll(&self) -> Pending {
        start(self.server, "GET", &self.query(), "", "").await
    }

    pub async fn poll(&self) -> Reply {
        self.start_poll().await.reply().await
    }

    /// A POST whose head was taken; its body is still to come.
    pub async fn start_post(&self, length: usize) -> Pending {
        let path = path(&self.query());
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: {length}\r\n\r\n"
        );
        let mut pending = send(self.server, head).await;
        pending.wanted().await;
        pending
    }

    pub async fn post(&self, body: &str) -> Reply {
        request(self.server, "POST", &self.query(), "", body).await
    }

    pub async fn websocket(&self) -> WebSocket {
        WebSocket::connect(self.server, &format!("{WEBSOCKET}&sid={}", self.sid)).await.expect("switched")
    }
}

/// The session id in an open packet.
pub fn sid(open: &str) -> String {
    let open: Value = serde_json::from_str(open.strip_prefix('0').expect(open)).expect(open);
    open["sid"].as_str().expect("an id").to_owned()
}

pub struct WebSocket(pub WebSocketStream<TcpStream>);

impl WebSocket {
    pub async fn connect(server: &Server, query: &str) -> Result<Self, Error> {
        let stream = TcpStream::connect(server.address).await.expect("connected");
        let url = format!("ws://{}{}", server.address, path(query));
        let (socket, _) = tokio_tungstenite::client_async(url, stream).await?;
        Ok(Self(socket))
    }

    /// Opens one, and waits until the engine tells of it.
    pub async fn opened(server: &Server) -> (Self, ConnectionId) {
        let (socket, _) = Self::open(server).await;
        let connection = server.opened().await;
        (socket, connection)
    }

    /// Opens a session of its own.
    pub async fn open(server: &Server) -> (Self, String) {
        let mut socket = Self::connect(server, WEBSOCKET).await.expect("switched");
        let open = socket.text().await;
        (socket, open)
    }

    pub async fn send(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.expect("sent");
    }

    pub async fn next(&mut self) -> Option<Result<Message, Error>> {
        self.0.next().await
    }

    pub async fn text(&mut self) -> String {
        match self.next().await {
            Some(Ok(Message::Text(text))) => text.as_str().to_owned(),
            other => panic!("no text: {other:?}"),
        }
    }

    /// Reads to the end: `Some` code if it ended with a close frame; a frame without a code counts as 1005.
    pub async fn closed(mut self) -> Option<u16> {
        let mut code = None;
        while let Some(Ok(message)) = self.next().await {
            if let Message::Close(frame) = message {
                code = Some(frame.map_or(CloseCode::Status, |frame| frame.code).into());
            }
        }
        code
    }
}
