//! A Socket.IO v5 client for scenarios. It behaves as `socket.io-client` does where a scenario can tell: one connection for
//! all namespaces, what is emitted before a connect or while offline waits, the last namespace to go closes the
//! connection. It does not reconnect by itself; a scenario says when.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::link::{Incoming, Link, Outgoing, Target, Transport};
use super::packet::{Data, Decoder, Kind, Packet};
use crate::engine::Counters;

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
    transport: Transport,
    link: Option<Link>,
    /// Connections that this side closed, until the server has noticed.
    leaving: Vec<String>,
    decoder: Decoder,
    spaces: IndexMap<String, Space>,
    arrived: Vec<Arrived>,
    next_ack: u64,
    sent: u64,
    read: u64,
    pings: u64,
    /// Counts whatever happens here, so that a watcher sees whether anything did.
    steps: u64,
}

/// One namespace as this client knows it.
#[derive(Debug, Default)]
struct Space {
    auth: Option<Value>,
    /// Wanted: connected, or to be connected again with the next connection.
    active: bool,
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
            link: None,
            leaving: Vec::new(),
            decoder: Decoder::default(),
            spaces: IndexMap::new(),
            arrived: Vec::new(),
            next_ack: 0,
            sent: 0,
            read: 0,
            pings: 0,
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
        leaving.chain(self.link.as_ref().map(|link| (link.id.clone(), self.sent))).collect()
    }

    /// Connects to a namespace, as `io(namespace, {auth})` does. Does nothing where it is connected already.
    pub async fn connect(&mut self, namespace: &str, auth: Option<Value>) -> Result<(), Problem> {
        let space = self.spaces.entry(namespace.to_owned()).or_default();
        if space.active && self.link.is_some() {
            return Ok(());
        }
        space.active = true;
        if auth.is_some() {
            space.auth = auth;
        }
        if self.link.is_some() { self.send_connect(namespace) } else { self.open().await }
    }

    /// Opens a connection and connects each namespace that is wanted.
    async fn open(&mut self) -> Result<(), Problem> {
        self.steps += 1;
        let wanted: Vec<String> =
            self.spaces.iter().filter(|(_, space)| space.active).map(|(name, _)| name.clone()).collect();
        match Link::open(&self.target, self.transport).await {
            Ok(link) => self.link = Some(link),
            Err(message) => {
                for namespace in wanted {
                    self.arrived.push(Arrived::Refused { namespace, message: message.clone(), data: None });
                }
                return Ok(());
            }
        }
        (self.sent, self.read, self.pings) = (0, 0, 0);
        self.decoder = Decoder::default();
        wanted.iter().try_for_each(|namespace| self.send_connect(namespace))
    }

    fn send_connect(&mut self, namespace: &str) -> Result<(), Problem> {
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
        self.send(&Packet { kind: Kind::Connect, namespace: namespace.to_owned(), id: None, payload })
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

    /// Cuts the network: the server sees the connection break.
    pub fn go_offline(&mut self) {
        self.steps += 1;
        if let Some(link) = self.link.take() {
            // A poll that breaks off ends its session at once, as in Engine.IO; `catch_up` saw to it that one was open.
            self.leaving.push(link.id.clone());
        }
        self.spaces.values_mut().for_each(Space::lose);
    }

    /// The network is there again: every namespace that was wanted is connected.
    pub async fn go_online(&mut self) -> Result<(), Problem> {
        let wanted = self.spaces.values().any(|space| space.active);
        if self.link.is_some() || !wanted { Ok(()) } else { self.open().await }
    }

    /// Long-polling from the next connection on.
    pub fn use_polling(&mut self) {
        self.transport = Transport::Polling;
    }

    fn send(&mut self, packet: &Packet) -> Result<(), Problem> {
        let Some(link) = &self.link else { return Ok(()) };
        self.steps += 1;
        for data in packet.encode() {
            match link.outgoing.try_send(Outgoing::Message(data)) {
                Ok(()) => self.sent += 1,
                Err(tokio::sync::mpsc::error::TrySendError::Full(_)) => return Err(Problem::Full),
                // The end of the connection is on its way to `catch_up`.
                Err(tokio::sync::mpsc::error::TrySendError::Closed(_)) => return Ok(()),
            }
        }
        Ok(())
    }

    /// Reads until it has what the server says it sent, or until the end of a connection that the server does not know
    /// any more. True if anything happened here.
    pub async fn catch_up(&mut self, counters: &[Counters]) -> Result<bool, Problem> {
        let before = self.steps;
        // `marks` had the server wait for them.
        self.leaving.clear();
        while let Some(link) = &mut self.link {
            let known = counters.iter().find(|counter| counter.id == link.id);
            let behind = known.is_none_or(|counter| self.read < counter.sent || self.pings < counter.pings);
            let incoming = if behind {
                link.incoming.recv().await.unwrap_or(Incoming::Closed)
            } else {
                match link.incoming.try_recv() {
                    Ok(incoming) => incoming,
                    Err(_) => break,
                }
            };
            self.steps += 1;
            match incoming {
                Incoming::Ping => self.pings += 1,
                Incoming::Closed => self.lose(),
                Incoming::Message(data) => self.receive(data)?,
            }
            if self.arrived.len() > MAX_ARRIVED {
                return Err(Problem::TooMuch { client: self.name().to_owned() });
            }
        }
        let link = self.link.as_ref();
        let counter = counters.iter().find(|counter| link.is_some_and(|link| link.id == counter.id));
        // A pong, or the next poll, is on its way.
        let owes = counter.is_some_and(|counter| counter.pongs < self.pings || !counter.listens);
        Ok(self.steps != before || owes)
    }

    /// The other end is gone.
    fn lose(&mut self) {
        self.link = None;
        for (namespace, space) in &mut self.spaces {
            if space.connected {
                let reason = "transport close".to_owned();
                self.arrived.push(Arrived::Disconnected { namespace: namespace.clone(), reason });
            }
            space.lose();
        }
    }

    fn receive(&mut self, data: Data) -> Result<(), Problem> {
        self.read += 1;
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
                waiting.iter().try_for_each(|packet| self.send(packet))?;
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
        if let Some(link) = self.link.take() {
            self.leaving.push(link.id.clone());
            link.close();
        }
    }
}

impl Space {
    fn lose(&mut self) {
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
