//! Many Socket.IO clients over websocket, with as little of their own as possible: text frames in and out.

use anyhow::{Context as _, Result};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use super::server::Server;

pub struct Client {
    stream: WebSocketStream<TcpStream>,
}

impl Client {
    /// Connects to the default namespace.
    pub async fn connect(server: &Server) -> Result<Self> {
        let tcp = TcpStream::connect(("127.0.0.1", server.port)).await?;
        tcp.set_nodelay(true)?;
        let url = format!("ws://127.0.0.1:{}{}?EIO=4&transport=websocket", server.port, server.path);
        let (stream, _) = client_async(url, tcp).await?;
        let mut client = Self { stream };
        client.send("40").await?;
        client.wait("40").await?;
        Ok(client)
    }

    pub async fn send(&mut self, text: &str) -> Result<()> {
        Ok(self.stream.send(Message::text(text)).await?)
    }

    /// The next packet that begins with `start`; heartbeats are answered on the way.
    pub async fn wait(&mut self, start: &str) -> Result<String> {
        loop {
            let message = self.stream.next().await.context("the server closed the connection")??;
            let Message::Text(text) = message else { continue };
            if text.as_str() == "2" {
                self.send("3").await?;
            } else if text.starts_with(start) {
                return Ok(text.to_string());
            }
        }
    }
}

/// Connects `count` clients, a few at a time.
pub async fn connect_all(server: &Server, count: usize) -> Result<Vec<Client>> {
    let mut clients = Vec::with_capacity(count);
    for _ in 0..count {
        clients.push(Client::connect(server).await?);
    }
    Ok(clients)
}

/// Lets every client read for itself; each packet that begins with `start` is told on the channel.
pub fn listen_all(clients: Vec<Client>, start: &'static str) -> (Vec<mpsc::Sender<String>>, mpsc::Receiver<()>) {
    let (told, heard) = mpsc::channel(4_096);
    let senders = clients.into_iter().map(|mut client| {
        let (sender, mut outgoing) = mpsc::channel::<String>(64);
        let told = told.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    text = outgoing.recv() => match text {
                        Some(text) => client.send(&text).await?,
                        None => return anyhow::Ok(()),
                    },
                    packet = client.stream.next() => match packet.context("closed")?? {
                        Message::Text(text) if text.as_str() == "2" => client.send("3").await?,
                        Message::Text(text) if text.starts_with(start) => told.send(()).await?,
                        _ => {}
                    },
                }
            }
        });
        sender
    });
    (senders.collect(), heard)
}
