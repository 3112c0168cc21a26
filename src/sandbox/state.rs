//! All that the loop of one sandbox holds. The rooms beside it act on it: `lifecycle` waits and does the rounds, `events`
//! stands between engine and worker, `deliver` decides, `restart` changes workers, `settle` tells of rest.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Weak};

use futures_util::future::BoxFuture;
use indexmap::IndexMap;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};
use tokio::time::Instant;

use super::calls::Calls;
use super::exchanges::Exchanges;
use super::handle::Command;
use super::http::Asked;
use super::numbers::Numbers;
use super::pace::Pace;
use super::pool::Pool;
use super::process::Process;
use super::registry::Registry;
use super::start::{Running, StartError};
use super::time::Time;
use super::turns::Turns;
use super::{Limits, ReplaceError, Settled, Spec};
use crate::engine::{self, ConnectionId, Engine};
use crate::routing::{Router, SocketId};
use crate::trace::{Journal, Wire};

/// What the loop holds: the whole state of one sandbox.
pub(super) struct Loop {
    pub id: String,
    pub spec: Spec,
    pub epoch: f64,
    pub limits: Arc<Limits>,
    pub pool: Arc<Pool>,
    pub time: Time,
    pub journal: Journal,
    pub wire: Wire,
    /// Packets are recorded.
    pub wire_is_read: bool,
    pub engine: Engine,
    pub router: Router,
    pub connections: HashMap<ConnectionId, Connection, foldhash::fast::RandomState>,
    /// Those on which the server code listens for Engine.IO's `drain`.
    pub wants_drain: HashSet<ConnectionId>,
    /// `None` while it restarts or stays stopped.
    pub process: Option<Process>,
    pub starting: Option<(Purpose, BoxFuture<'static, Result<Running, StartError>>)>,
    pub replacements: VecDeque<(String, oneshot::Sender<Result<(), ReplaceError>>)>,
    /// When workers died, to see a third time within a minute.
    pub deaths: VecDeque<Instant>,
    /// It stays stopped until its code is replaced.
    pub stopped: bool,
    pub turns: Turns,
    pub pace: Pace,
    pub numbers: Numbers,
    pub calls: Calls,
    pub exchanges: Exchanges,
    pub waiters: Vec<Waiter>,
    pub commands: mpsc::Receiver<Command>,
    pub inputs: mpsc::Receiver<engine::Input>,
    pub asked: mpsc::Receiver<Asked>,
    pub last_used: Instant,
    pub registry: Weak<Registry>,
    pub _place: OwnedSemaphorePermit,
    pub _ended: watch::Sender<()>,
}

/// What the sandbox knows of one Engine.IO connection.
#[derive(Debug)]
pub(super) struct Connection {
    /// The name a page gave its client (`query.client`).
    pub client: Option<Arc<str>>,
    pub websocket: bool,
    pub address: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    /// Its sockets by namespace, with the clock when each connected.
    pub sockets: IndexMap<Arc<str>, (SocketId, f64)>,
}

/// Why a worker is being started.
#[derive(Debug)]
pub(super) enum Purpose {
    Replace {
        server: String,
        reply: oneshot::Sender<Result<(), ReplaceError>>,
    },
    /// After a death, for this reason.
    Restart {
        reason: String,
    },
}

/// Somebody who waits for rest.
#[derive(Debug)]
pub(super) struct Waiter {
    /// How many messages must have been read on which connection (Engine.IO session id).
    pub read: Vec<(String, u64)>,
    pub reply: oneshot::Sender<Settled>,
}
