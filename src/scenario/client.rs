//! A Socket.IO v5 client for scenarios. It behaves as `socket.io-client` does where a scenario can tell: one connection for
//! all namespaces, what is emitted before a connect or while offline waits, the last namespace to go closes the
//! connection. It does not reconnect by itself; a scenario says when.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::line::{Due, Line};
use super::link::{Incoming, Link, Outgoing, Target, Transport};
use super::packet::{Data, Decoder, Kind, Packet};
use crate::sandbox::Settled;

/// What one client may receive between two stimuli, in packets; more fails the scenario.
pub const MAX_ARRIVED: usize = 2_000;
/// Packets that may wait for a connect.
const MAX_WAITING: usize = 1_000;

/// What a client received, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Arrived {
    Event {
        namespace: String,
        event: String,
        args: Vec<Value>,
    },
    Ack {
        namespace: String,
        id: u64,
        args: Vec<Value>,
    },
    Refused {
        namespace: String,
        message: String,
        data: Option<Value>,
    },
    Disconnected {
        namespace: String,
        reason: String,
    },
    /// An HTTP answer, or what came of it so far. `broken`: it will never end.
    Response {
        status: u16,
        body: Option<Value>,
        broken: bool,
    },
}

/// Why a client could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("{0} was never asked for an ack")]
    NotAsked(String),
    #[error("{client} received more than {MAX_ARRIVED} packets")]
    TooMuch { client: String },
    #[error("{client} received what is no Socket.IO: {detail}")]
    Protocol { client: String, detail: String },
    #[error("too much waits to be sent to the server")]
    Full,
}

#[derive(Debug)]
pub struct Client {
    target: Target,
    pub(super) transport: Transport,
    pub(super) line: Option<Line>,
    /// A connection is being opened: when the handshake reaches the server.
    pub(super) opening: Option<Due>,
    /// Connections that this side closed while something was on its way to the server.
    pub(super) parting: Vec<Line>,
    /// Connections that this side closed, until the server has noticed.
    pub(super) leaving: Vec<String>,
    /// What a packet takes in either direction, in milliseconds of the sandbox's clock.
    pub(super) delay: f64,
    /// The sandbox's clock, as far as it was told.
    pub(super) now: f64,
    decoder: Decoder,
    pub(super) spaces: IndexMap<String, Space>,
    arrived: Vec<Arrived>,
    next_ack: u64,
    /// Counts whatever happens here, so that a watcher sees whether anything did.
    pub(super) steps: u64,
}

/// One namespace as this client knows it.
#[derive(Debug, Default)]
pub(super) struct Space {
    auth: Option<Value>,
    /// Wanted: connected, or to be connected again with the next connection.
    pub(super) active: bool,
    connected: bool,
    /// `socket.id`, also after the end.
    id: Option<String>,
    /// For connection state recovery: the private id, and the offset of the last event.
    pid: Option<Value>,
    offset: Option<String>,
    waiting: Vec<Packet>,
    /// Acks that events asked for.
    asked: Vec<u64>,
}

impl Client {
    pub fn new(target: Target) -> Self {
        Self {
            target,
            transport: Transport::default(),
            line: None,
            opening: None,
            parting: Vec::new(),
            leaving: Vec::new(),
            delay: 0.0,
            now: 0.0,
            decoder: Decoder::default(),
            spaces: IndexMap::new(),
            arrived: Vec::new(),
            next_ack: 0,
            steps: 0,
        }
    }

    pub fn name(&self) -> &str {
        &self.target.client
    }

    /// `socket.id` in a namespace; the last one it had, once it is disconnected.
    pub fn id(&self, namespace: &str) -> Option<&str> {
        self.spaces.get(namespace)?.id.as_deref()
    }

    /// The socket ids it has or had last, by namespace.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &str)> {
        self.spaces.iter().filter_map(|(namespace, space)| Some((namespace.as_str(), space.id.as_deref()?)))
    }

    /// What came since the last time.
    pub fn take_arrived(&mut self) -> Vec<Arrived> {
        std::mem::take(&mut self.arrived)
    }

    /// What the server must have read before it can rest: messages by session. A session that was left must be gone.
    pub fn marks(&self) -> Vec<(String, u64)> {
        let leaving = self.leaving.iter().map(|id| (id.clone(), u64::MAX));
        leaving.chain(self.parting.iter().chain(&self.line).map(Line::mark)).collect()
    }

    /// Connects to a namespace, as `io(namespace, {auth})` does. Does nothing where it is connected already.
    pub async fn connect(&mut self, namespace: &str, auth: Option<Value>) -> Result<(), Problem> {
        let space = self.spaces.entry(namespace.to_owned()).or_default();
        let is_open = self.line.is_some() || self.opening.is_some();
        if space.active && is_open {
            return Ok(());
        }
        space.active = true;
        if auth.is_some() {
            space.auth = auth;
        }
        match (&self.line, self.opening) {
            (Some(_), _) => self.send_connect(namespace, self.now + self.delay),
            // This one is connected with the others once it is open.
            (None, Some(_)) => Ok(()),
            (None, None) => self.open().await,
        }
    }

    /// Opens a connection, which takes its time on a slow network.
    pub(super) async fn open(&mut self) -> Result<(), Problem> {
        if self.delay > 0.0 {
            self.steps += 1;
            self.opening = Some(Due::at(self.now + self.delay));
            return Ok(());
        }
        self.reach().await
    }

    /// The handshake reaches the server; then each namespace that is wanted is connected.
    pub(super) async fn reach(&mut self) -> Result<(), Problem> {
        self.steps += 1;
        self.opening = None;
        let wanted: Vec<String> =
            self.spaces.iter().filter(|(_, space)| space.active).map(|(name, _)| name.clone()).collect();
        match Link::open(&self.target, self.transport).await {
            Ok(link) => self.line = Some(Line::new(link)),
            Err(message) => {
                for namespace in wanted {
                    self.arrived.push(Arrived::Refused { namespace, message: message.clone(), data: None });
                }
                return Ok(());
            }
        }
        self.decoder = Decoder::default();
        // The answer to the handshake comes first, and takes its time too.
        let at = self.now + 2.0 * self.delay;
        wanted.iter().try_for_each(|namespace| self.send_connect(namespace, at))
    }

    fn send_connect(&mut self, namespace: &str, at: f64) -> Result<(), Problem> {
        let Some(space) = self.spaces.get(namespace) else { return Ok(()) };
        let mut payload = space.auth.clone().unwrap_or(Value::Null);
        if let Some(pid) = &space.pid {
            let mut map = Map::new();
            map.insert("pid".to_owned(), pid.clone());
            if let Some(offset) = &space.offset {
                map.insert("offset".to_owned(), Value::String(offset.clone()));
            }
            if let Value::Object(auth) = payload {
                map.extend(auth);
            }
            payload = Value::Object(map);
        }
        self.send_at(&Packet { kind: Kind::Connect, namespace: namespace.to_owned(), id: None, payload }, at)
    }

    /// Emits, or keeps it until the namespace is connected; gives the ack's id if one was asked for.
    pub fn emit(&mut self, namespace: &str, event: &str, args: Vec<Value>, ack: bool) -> Result<Option<u64>, Problem> {
        let id = ack.then_some(self.next_ack);
        self.next_ack += u64::from(ack);
        let payload = std::iter::once(Value::String(event.to_owned())).chain(args).collect();
        let packet = Packet { kind: Kind::Event, namespace: namespace.to_owned(), id, payload };
        let space = self.spaces.entry(namespace.to_owned()).or_default();
        if space.connected {
            self.send(&packet)?;
        } else if space.waiting.len() == MAX_WAITING {
            return Err(Problem::Full);
        } else {
            space.waiting.push(packet);
        }
        Ok(id)
    }

    /// Answers the last event that asked for an ack, in one namespace or in any.
    pub fn answer(&mut self, namespace: Option<&str>, args: Vec<Value>) -> Result<(), Problem> {
        let mut spaces = self.spaces.iter_mut().rev();
        let asked = spaces.find_map(|(name, space)| {
            let fits = namespace.is_none_or(|wanted| wanted == name);
            if fits { space.asked.pop().map(|id| (name.clone(), id)) } else { None }
        });
        let (namespace, id) = asked.ok_or_else(|| Problem::NotAsked(self.name().to_owned()))?;
        self.send(&Packet { kind: Kind::Ack, namespace, id: Some(id), payload: Value::Array(args) })
    }

    /// `socket.disconnect()`
    pub fn disconnect(&mut self, namespace: &str) -> Result<(), Problem> {
        let connected = self.spaces.get(namespace).is_some_and(|space| space.connected);
        if connected {
            let payload = Value::Null;
            self.send(&Packet { kind: Kind::Disconnect, namespace: namespace.to_owned(), id: None, payload })?;
        }
        self.end(namespace);
        self.close_if_unused();
        Ok(())
    }

    fn send(&mut self, packet: &Packet) -> Result<(), Problem> {
        self.send_at(packet, self.now + self.delay)
    }

    fn send_at(&mut self, packet: &Packet, at: f64) -> Result<(), Problem> {
        packet.encode().into_iter().try_for_each(|data| self.put(Outgoing::Message(data), at))
    }

    fn put(&mut self, outgoing: Outgoing, at: f64) -> Result<(), Problem> {
        let Some(line) = &mut self.line else { return Ok(()) };
        self.steps += 1;
        line.send(outgoing, at, self.now)
    }

    /// Reads all that the server says it sent. True if anything happened here.
    pub async fn catch_up(&mut self, settled: &Settled) -> Result<bool, Problem> {
        let before = self.steps;
        self.now = settled.now;
        // `marks` had the server wait for them.
        self.leaving.clear();
        self.parting.iter_mut().for_each(Line::ignore);
        while let Some(line) = &mut self.line {
            let Some(incoming) = line.read(&settled.counters).await else { break };
            self.steps += 1;
            if let Some(incoming) = line.hold(incoming, self.now + self.delay, self.now)? {
                self.take(incoming)?;
            }
        }
        let restless = self.parting.iter().chain(&self.line).any(|line| line.is_restless(&settled.counters));
        Ok(self.steps != before || restless)
    }

    pub(super) fn take(&mut self, incoming: Incoming) -> Result<(), Problem> {
        match incoming {
            Incoming::Ping => self.put(Outgoing::Pong, self.now + self.delay)?,
            Incoming::Closed => self.lose(),
            Incoming::Message(data) => self.receive(data)?,
        }
        if self.arrived.len() > MAX_ARRIVED {
            return Err(Problem::TooMuch { client: self.name().to_owned() });
        }
        Ok(())
    }

    /// The other end is gone.
    fn lose(&mut self) {
        self.line = None;
        for (namespace, space) in &mut self.spaces {
            if space.connected {
                let reason = "transport close".to_owned();
                self.arrived.push(Arrived::Disconnected { namespace: namespace.clone(), reason });
            }
            space.lose();
        }
    }

    fn receive(&mut self, data: Data) -> Result<(), Problem> {
        let decoded = self.decoder.add(data);
        let problem = |detail: String| Problem::Protocol { client: self.target.client.clone(), detail };
        let Some(packet) = decoded.map_err(problem)? else { return Ok(()) };
        let namespace = packet.namespace;
        let space = self.spaces.entry(namespace.clone()).or_default();
        match packet.kind {
            Kind::Connect => {
                space.id = packet.payload.get("sid").and_then(Value::as_str).map(str::to_owned);
                space.pid = packet.payload.get("pid").cloned();
                space.connected = true;
                let waiting = std::mem::take(&mut space.waiting);
                // One by one, or it would depend on the moment whether somebody's poll is back for the next of them.
                let at = self.now + self.delay;
                if let Some(line) = &mut self.line {
                    let mut messages = waiting.iter().flat_map(Packet::encode);
                    messages.try_for_each(|data| line.queue(Outgoing::Message(data), at))?;
                }
            }
            Kind::Disconnect => {
                let reason = "io server disconnect".to_owned();
                self.arrived.push(Arrived::Disconnected { namespace: namespace.clone(), reason });
                self.end(&namespace);
                self.close_if_unused();
            }
            Kind::ConnectError => {
                let message = packet.payload.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
                let data = packet.payload.get("data").cloned();
                self.arrived.push(Arrived::Refused { namespace: namespace.clone(), message, data });
                self.end(&namespace);
                self.close_if_unused();
            }
            Kind::Event => {
                let mut args = list(packet.payload).into_iter();
                let event = match args.next() {
                    Some(Value::String(event)) => event,
                    other => other.unwrap_or(Value::Null).to_string(),
                };
                let args: Vec<Value> = args.collect();
                if let (Some(_), Some(Value::String(last))) = (&space.pid, args.last()) {
                    space.offset = Some(last.clone());
                }
                space.asked.extend(packet.id);
                self.arrived.push(Arrived::Event { namespace, event, args });
            }
            Kind::Ack => {
                let id = packet.id.unwrap_or_default();
                self.arrived.push(Arrived::Ack { namespace, id, args: list(packet.payload) });
            }
        }
        Ok(())
    }

    fn end(&mut self, namespace: &str) {
        self.steps += 1;
        if let Some(space) = self.spaces.get_mut(namespace) {
            space.active = false;
            space.lose();
        }
    }

    /// Without a namespace the connection is of no use.
    fn close_if_unused(&mut self) {
        if self.spaces.values().any(|space| space.active) {
            return;
        }
        self.opening = None;
        let Some(mut line) = self.line.take() else { return };
        if self.delay > 0.0 || line.next_up().is_some() {
            // No room: then it is cut, which is an end as well.
            if line.send(Outgoing::Close, self.now + self.delay, self.now).is_ok() {
                self.parting.push(line);
            }
        } else {
            self.leaving.push(line.id().to_owned());
            line.close();
        }
    }
}

impl Space {
    pub(super) fn lose(&mut self) {
        self.connected = false;
        self.asked.clear();
    }
}

fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        other => vec![other],
    }
}
