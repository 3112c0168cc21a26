//! One Engine.IO v4 connection from a client's end, over websocket or long-polling. A task of its own speaks the
//! transport; messages and heartbeats cross two bounded channels.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::packet::Data;
use super::polling;

/// Messages that may wait in either direction.
const MESSAGES_WAITING: usize = 2_048;
/// The largest message taken, in bytes.
const MAX_MESSAGE_BYTES: usize = 16 << 20;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Transport {
    #[default]
    WebSocket,
    Polling,
}

/// Where to connect.
#[derive(Debug, Clone)]
pub struct Target {
    pub address: SocketAddr,
    /// `/sandboxes/{id}/socket.io/`
    pub path: String,
    /// Sent as `query.client`.
    pub client: String,
}

#[derive(Debug)]
pub enum Incoming {
    Message(Data),
    /// Wants a pong.
    Ping,
    /// The other end is gone, or the transport failed. Nothing comes after.
    Closed,
}

#[derive(Debug)]
pub enum Outgoing {
    Message(Data),
    Pong,
    /// Close in good order.
    Close,
}

/// An open connection. Dropping it cuts the network without a word.
#[derive(Debug)]
pub struct Link {
    /// Engine.IO's session id.
    pub id: String,
    pub outgoing: mpsc::Sender<Outgoing>,
    pub incoming: mpsc::Receiver<Incoming>,
    /// None once it was closed: then the task ends by itself.
    task: Option<JoinHandle<()>>,
}

/// The two ends that a transport's task holds.
pub(super) struct Ends {
    pub outgoing: mpsc::Receiver<Outgoing>,
    pub incoming: mpsc::Sender<Incoming>,
}

/// The packet that opens a connection, as far as it matters here.
#[derive(Debug, Deserialize)]
struct Opening {
    sid: String,
}

impl Target {
    pub(super) fn query(&self, transport: &str) -> String {
        format!("{}?EIO=4&transport={transport}&client={}", self.path, self.client)
    }
}

impl Link {
    /// Opens a connection; the error is what `socket.io-client` says in its `connect_error`.
    pub async fn open(target: &Target, transport: Transport) -> Result<Self, String> {
        let (outgoing, outgoing_end) = mpsc::channel(MESSAGES_WAITING);
        let (incoming_end, incoming) = mpsc::channel(MESSAGES_WAITING);
        let ends = Ends { outgoing: outgoing_end, incoming: incoming_end };
        let (id, task) = match transport {
            Transport::WebSocket => {
                let (id, socket) = open_websocket(target).await.ok_or("websocket error")?;
                (id, tokio::spawn(websocket(socket, ends)))
            }
            Transport::Polling => {
                let text = polling::get(target, None).await.ok_or("xhr poll error")?;
                let id = session_id(&text).ok_or("xhr poll error")?;
                (id.clone(), tokio::spawn(polling::run(target.clone(), id, ends)))
            }
        };
        Ok(Self { id, outgoing, incoming, task: Some(task) })
    }

    /// Closes in good order: what was sent before leaves first. Nobody reads what still comes.
    pub fn close(mut self) {
        // Full: then the task ends with the channel, which is an end as well.
        let _ = self.outgoing.try_send(Outgoing::Close);
        self.task = None;
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

/// Reads `0{"sid":…}`.
fn session_id(text: &str) -> Option<String> {
    serde_json::from_str::<Opening>(text.strip_prefix('0')?).ok().map(|opening| opening.sid)
}

type WebSocket = WebSocketStream<TcpStream>;

async fn open_websocket(target: &Target) -> Option<(String, WebSocket)> {
    let stream = TcpStream::connect(target.address).await.ok()?;
    // A scenario is a chain of small messages, each waited for.
    stream.set_nodelay(true).ok()?;
    let config = WebSocketConfig::default().max_message_size(Some(MAX_MESSAGE_BYTES));
    let url = format!("ws://{}{}", target.address, target.query("websocket"));
    let (mut socket, _) = tokio_tungstenite::client_async_with_config(url, stream, Some(config)).await.ok()?;
    let Some(Ok(Message::Text(text))) = socket.next().await else { return None };
    Some((session_id(text.as_str())?, socket))
}

async fn websocket(mut socket: WebSocket, mut ends: Ends) {
    loop {
        let step = tokio::select! {
            frame = socket.next() => receive(&ends, frame).await,
            wanted = ends.outgoing.recv() => match wanted {
                Some(Outgoing::Message(Data::Text(text))) => socket.send(Message::text(format!("4{text}"))).await.ok(),
                Some(Outgoing::Message(Data::Binary(bytes))) => socket.send(Message::Binary(bytes)).await.ok(),
                Some(Outgoing::Pong) => socket.send(Message::text("3")).await.ok(),
                Some(Outgoing::Close) => socket.close(None).await.ok(),
                None => return,
            },
        };
        if step.is_none() {
            break;
        }
    }
    let _ = ends.incoming.send(Incoming::Closed).await;
}

/// Handles a frame; `None` at the end.
async fn receive(ends: &Ends, frame: Option<Result<Message, Error>>) -> Option<()> {
    match frame?.ok()? {
        Message::Text(text) => match text.as_str().split_at_checked(1)? {
            ("2", _) => ends.incoming.send(Incoming::Ping).await.ok(),
            ("4", text) => ends.incoming.send(Incoming::Message(Data::Text(text.to_owned()))).await.ok(),
            ("1", _) => None,
            _ => Some(()),
        },
        Message::Binary(bytes) => ends.incoming.send(Incoming::Message(Data::Binary(bytes))).await.ok(),
        // tungstenite answers these by itself; after a close the stream ends.
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => Some(()),
    }
}
