//! A handle on one sandbox: what the rest of the server may ask of it. Every question goes to the sandbox's loop as a
//! command and is answered there, between two rounds.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::{mpsc, oneshot, watch};

use super::http::{Asked, Guard};
use super::limits::MAX_SERVER_BYTES;
use super::{HttpError, HttpPending, HttpRequest, ReplaceError, Settled, Snapshot};
use crate::engine;
use crate::trace::{Journal, Wire};

/// Commands that may wait for a sandbox's loop.
pub(super) const COMMANDS_WAITING: usize = 16;

/// Inputs from connections that may wait for a sandbox's loop; beyond, its sockets are not read.
pub(super) const INPUTS_WAITING: usize = 64;

/// Asked of a sandbox's loop.
#[derive(Debug)]
pub(super) enum Command {
    Replace { server: String, reply: oneshot::Sender<Result<(), ReplaceError>> },
    Snapshot(oneshot::Sender<Snapshot>),
    Settle { read: Vec<(String, u64)>, reply: oneshot::Sender<Settled> },
    Advance { now: f64, reply: oneshot::Sender<()> },
    Stop,
}

/// The pages of embedded clients: name and HTML.
pub type Pages = Vec<(String, String)>;

/// A handle on one sandbox; the sandbox lives until [`super::Host::remove`] or idleness ends it.
#[derive(Debug)]
pub struct Sandbox {
    pub(super) id: String,
    pub(super) pages: RwLock<Arc<Pages>>,
    pub(super) journal: Journal,
    pub(super) wire: Wire,
    pub(super) inputs: mpsc::Sender<engine::Input>,
    pub(super) asked: mpsc::Sender<Asked>,
    /// The number of the last request.
    pub(super) exchanges: AtomicU32,
    pub(super) commands: mpsc::Sender<Command>,
    /// Closed once the loop has ended and its worker is gone.
    pub(super) ended: watch::Receiver<()>,
}

impl Sandbox {
    /// 128 random bits in URL-safe text: whoever knows it may use the sandbox.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The packets on the wire.
    pub fn wire(&self) -> &Wire {
        &self.wire
    }

    /// The pages of all embedded clients.
    pub fn pages(&self) -> Arc<Pages> {
        Arc::clone(&self.pages.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Gives the embedded clients other pages, for whoever opens one from now on. The server code goes on.
    pub fn set_pages(&self, pages: Pages) {
        *self.pages.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pages);
    }

    /// Where the engine's routes send what clients send.
    pub fn engine(&self) -> mpsc::Sender<engine::Input> {
        self.inputs.clone()
    }

    /// Sends an HTTP request to the routes of the code.
    pub async fn request(&self, request: HttpRequest) -> Result<HttpPending, HttpError> {
        let exchange = self.exchanges.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let (reply, answer) = oneshot::channel();
        let asked = Asked::Request { exchange, request: Box::new(request), reply };
        self.asked.send(asked).await.map_err(|_| HttpError::Gone)?;
        Ok(HttpPending { reply: answer, guard: Guard { exchange, asked: self.asked.clone(), needed: true } })
    }

    /// Restarts the server with new code; if that fails at load, the old code runs on.
    pub async fn replace(&self, server: String) -> Result<(), ReplaceError> {
        if server.len() > MAX_SERVER_BYTES {
            return Err(ReplaceError::TooLarge { bytes: server.len(), limit: MAX_SERVER_BYTES });
        }
        let answer = self.ask(|reply| Command::Replace { server, reply }).await;
        answer.unwrap_or(Err(ReplaceError::Gone))
    }

    /// None when the sandbox has just ended.
    pub async fn snapshot(&self) -> Option<Snapshot> {
        self.ask(Command::Snapshot).await
    }

    /// Waits until the sandbox rests and each connection of `read` (Engine.IO session id, number of messages) has had
    /// that many messages read, or is gone; `u64::MAX` waits until it is gone. None when the sandbox has ended.
    pub async fn settle(&self, read: &[(String, u64)]) -> Option<Settled> {
        let read = read.to_vec();
        self.ask(|reply| Command::Settle { read, reply }).await
    }

    /// Manual clock: moves it to `now` (milliseconds since start) and runs what is due then.
    pub async fn advance(&self, now: f64) -> Option<()> {
        self.ask(|reply| Command::Advance { now, reply }).await
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).await.ok()?;
        answer.await.ok()
    }

    /// Ends the sandbox and waits until its worker is gone.
    pub(super) async fn stop(&self) {
        // A loop that does not take commands any more is ending already.
        let _ = self.commands.send(Command::Stop).await;
        let mut ended = self.ended.clone();
        while ended.changed().await.is_ok() {}
    }
}
