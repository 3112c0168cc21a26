//! New workers for an old sandbox: new code that replaces the old once it has had its first turn, and the same code again
//! after a worker died. Clients are disconnected as by a server restart and reconnect by themselves.

use std::sync::Arc;

use futures_util::FutureExt as _;
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::time::{Duration, Instant};

use super::calls::Calls;
use super::numbers::Numbers;
use super::start::{Running, StartError, start};
use super::state::{Loop, Purpose};
use super::turns::Turns;
use super::{ReplaceError, options};
use crate::engine::ConnectionId;
use crate::routing::Router;
use crate::trace::{Body, Disconnect, ErrorEntry};
use crate::worker::message::Start;

/// A worker that dies this often within [`DEATHS_WITHIN`] stays stopped.
const MAX_DEATHS: usize = 3;
const DEATHS_WITHIN: Duration = Duration::from_secs(60);

/// Replacements of the code that may wait for the one under way.
const MAX_REPLACEMENTS_WAITING: usize = 8;

impl Loop {
    /// Takes over a worker whose code has had its first turn.
    pub(super) fn adopt(&mut self, running: Running) {
        self.engine.set_options(options::engine(&running.options, &self.limits));
        self.process = Some(running.process);
        self.turns = Turns::begin(&running.done);
        self.numbers = Numbers::default();
        self.calls = Calls::default();
        for message in running.messages {
            self.take_message(message);
        }
        self.turns = Turns::begin(&running.done);
        // Messages that came together with the first turn's end are already here.
        self.worker_spoke();
    }

    pub(super) fn replace(&mut self, server: String, reply: oneshot::Sender<Result<(), ReplaceError>>) {
        match &self.starting {
            Some((Purpose::Replace { .. }, _)) if self.replacements.len() >= MAX_REPLACEMENTS_WAITING => {
                let problem = "too many replacements of the code are waiting; try again when they are done".to_owned();
                let _ = reply.send(Err(ReplaceError::Worker(problem)));
            }
            Some((Purpose::Replace { .. }, _)) => self.replacements.push_back((server, reply)),
            // A restart of the old code is overtaken.
            Some((Purpose::Restart { .. }, _)) | None => self.start(Purpose::Replace { server, reply }),
        }
    }

    fn start(&mut self, purpose: Purpose) {
        let source = match &purpose {
            Purpose::Replace { server, .. } => server.clone(),
            Purpose::Restart { .. } => self.spec.server.clone(),
        };
        let code = Start { source, options: Value::Object(self.spec.options.clone()).to_string(), epoch: self.epoch };
        let (pool, limits, now) = (Arc::clone(&self.pool), Arc::clone(&self.limits), self.time.now());
        let future = async move { start(&pool, code, now, &limits).await };
        self.starting = Some((purpose, future.boxed()));
    }

    /// A worker that was being started has come to rest, or has not.
    pub(super) fn started(&mut self, outcome: Result<Running, StartError>) {
        let Some((purpose, _)) = self.starting.take() else { return };
        match (purpose, outcome) {
            (Purpose::Replace { server, reply }, Ok(running)) => {
                self.spec.server = server;
                self.deaths.clear();
                self.switch("the server code was replaced", running);
                let _ = reply.send(Ok(()));
            }
            (Purpose::Replace { reply, .. }, Err(error)) => {
                let _ = reply.send(Err(match error {
                    StartError::Code(failure) => ReplaceError::Code(failure),
                    StartError::Worker(problem) => ReplaceError::Worker(problem),
                }));
            }
            (Purpose::Restart { reason }, Ok(running)) => self.switch(&reason, running),
            (Purpose::Restart { .. }, Err(StartError::Code(failure))) => {
                self.stays_stopped(&format!("It fails at load now: {}", failure.title));
            }
            (Purpose::Restart { .. }, Err(StartError::Worker(problem))) => self.stays_stopped(&problem),
        }
        if let Some((server, reply)) = self.replacements.pop_front() {
            self.start(Purpose::Replace { server, reply });
        } else if self.process.is_none() && self.starting.is_none() && !self.stopped {
            // A replacement that failed had overtaken the restart of the old code.
            self.start(Purpose::Restart { reason: "its worker ended".into() });
        }
    }

    /// The worker is gone, or is to be.
    pub(super) fn worker_died(&mut self, reason: &str) {
        self.end_exchanges();
        // Dropping kills, where it still runs.
        self.process = None;
        self.turns = Turns::default();
        self.disconnect_all(None);
        let now = Instant::now();
        self.deaths.push_back(now);
        while self.deaths.front().is_some_and(|death| now - *death > DEATHS_WITHIN) {
            self.deaths.pop_front();
        }
        if self.deaths.len() >= MAX_DEATHS {
            self.journal.push(self.time.now(), None, None, Body::Restart { reason: reason.to_owned() });
            self.stays_stopped(&format!("Its worker ended {MAX_DEATHS} times within a minute"));
        } else if self.starting.is_none() {
            self.start(Purpose::Restart { reason: reason.to_owned() });
        }
    }

    fn stays_stopped(&mut self, why: &str) {
        self.stopped = true;
        let entry = ErrorEntry {
            title: "The server stays stopped".into(),
            detail: format!("{why}. Change the code and run it to start again."),
            ..ErrorEntry::default()
        };
        self.journal.push(self.time.now(), None, None, Body::Error(entry));
    }

    /// From the old worker, if there is one, to a new one.
    fn switch(&mut self, reason: &str, running: Running) {
        let entry = Body::Restart { reason: reason.to_owned() };
        let restart = self.journal.push(self.time.now(), None, None, entry);
        self.end_exchanges();
        self.process = None;
        self.stopped = false;
        self.disconnect_all(Some(restart));
        self.adopt(running);
    }

    /// Closes every connection as a server does that goes down, and tells of each socket.
    fn disconnect_all(&mut self, cause: Option<u64>) {
        let now = self.time.now();
        for (name, namespace) in std::mem::take(&mut self.router).namespaces() {
            for socket in namespace.sockets() {
                let connection = namespace.connection(socket).map(ConnectionId);
                let known = connection.and_then(|connection| self.connections.get(&connection));
                let entry = Disconnect {
                    socket: socket.clone(),
                    client: known.and_then(|known| known.client.clone()),
                    namespace: name.into(),
                    reason: "server shutting down".into(),
                    rooms: namespace.rooms_of(socket).cloned().collect(),
                };
                self.journal.push(now, cause, None, Body::Disconnect(entry));
            }
        }
        self.router = Router::default();
        self.engine.close_all();
        // The new worker never knew these connections: what the engine tells of them is nobody's news.
        while self.engine.next_event().is_some() {}
        self.connections.clear();
        self.wants_drain.clear();
    }
}
