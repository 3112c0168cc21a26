//! What the code did becomes decisions, deliveries and entries. One value does all three: the decision is carried out on
//! rooms, executed on connections, and recorded, so the panel cannot disagree with the wire.

use std::sync::Arc;

use super::convert;
use super::numbers::Written;
use super::start::{failure_of, location_of};
use super::state::Loop;
use crate::engine::{ConnectionId, Engine, Message};
use crate::routing::{Decision, Flags, Link, Operation, Room, Selection, SocketId, Target};
use crate::trace::{
    Ack, AckOutcome, Body, Connect, DecisionEntry, Disconnect, ErrorEntry, Handshake, Location, Operand, Packet,
    Receive, Refuse,
};
use crate::worker::message::{Data, Report, What};

/// Where a report belongs in the trace.
#[derive(Clone, Copy)]
struct Origin {
    at: f64,
    cause: Option<u64>,
    location: Option<Location>,
}

/// What a connection can take at this moment. Whether it is busy matters to volatile packets only.
fn link(engine: &Engine, connection: u32, volatile: bool) -> Link {
    let connection = ConnectionId(connection);
    if !engine.is_open(connection) {
        Link::Closed
    } else if volatile && !engine.writable(connection) {
        Link::Busy
    } else {
        Link::Ready
    }
}

impl Loop {
    /// Takes one report of the worker; remembers which entry it became.
    pub(super) fn report(&mut self, report: Report) {
        // The time that the code had, however late its word comes: what a timer of 60 ms does is told 60 ms later.
        let at = self.turns.time().unwrap_or_else(|| self.time.now());
        let cause = self.numbers.get(report.cause);
        let origin = Origin { at, cause: cause.map(|cause| cause.seq), location: report.place.map(location_of) };
        let written = match report.what {
            What::Connect { namespace, socket, connection, auth, recovered } => Some(self.connect(
                origin,
                &namespace,
                &SocketId::new(socket),
                ConnectionId(connection),
                auth,
                recovered,
            )),
            What::Pending { namespace, socket, connection } => {
                self.router.namespace_mut(&namespace).add(&SocketId::new(socket), connection);
                None
            }
            What::Listed { namespace, socket, connection } => {
                self.router.namespace_mut(&namespace).list(&SocketId::new(socket), connection);
                None
            }
            What::Refuse { namespace, connection, message, data, auth } => {
                let client = self.client(ConnectionId(connection));
                let namespace = namespace.into();
                Some(self.push(origin, Body::Refuse(Refuse { client, namespace, message, data, auth })))
            }
            What::Receive { namespace, socket, packet, ack, handled } => {
                let packet = convert::packet(packet);
                let (socket, namespace) = (SocketId::new(socket), namespace.into());
                Some(self.push(origin, Body::Receive(Receive { socket, namespace, packet, ack, handled })))
            }
            What::Emit { namespace, target, flags, packet } => {
                let operation = Operation::Emit { target: convert::target(target), flags: convert::flags(flags) };
                Some(self.decide(origin, namespace, operation, Some(packet)))
            }
            What::Join { namespace, target, rooms } => {
                let operation = Operation::Join { target: convert::target(target), rooms: convert::rooms(rooms) };
                Some(self.decide(origin, namespace, operation, None))
            }
            What::Leave { namespace, target, rooms } => {
                let rooms = rooms.map(convert::rooms);
                let operation = Operation::Leave { target: convert::target(target), rooms };
                Some(self.decide(origin, namespace, operation, None))
            }
            What::Disconnect { namespace, target } => {
                let operation = Operation::Disconnect { target: convert::target(target) };
                Some(self.decide(origin, namespace, operation, None))
            }
            What::Disconnected { namespace, socket, reason, rooms } => {
                Some(self.disconnected(origin, &namespace, SocketId::new(socket), reason, convert::rooms(rooms)))
            }
            What::AckToClient { namespace, socket, of, packet } => {
                self.ack_to_client(origin, namespace, SocketId::new(socket), of, packet)
            }
            What::AckToServer { namespace, socket, of, packet } => {
                let outcome = AckOutcome::ToServer(convert::packet(packet));
                Some(self.ack(origin, Some(SocketId::new(socket)), namespace, of, outcome))
            }
            What::AckTimeout { namespace, socket, of } => {
                Some(self.ack(origin, socket.map(SocketId::new), namespace, of, AckOutcome::Timeout))
            }
            // Those have an entry of their own making, in `exchanges`.
            What::Request { .. } => None,
            What::Log { level, text } => Some(self.push(origin, Body::Log { level: convert::level(level), text })),
            What::Error(failure) => {
                let failure = failure_of(failure);
                let origin = Origin { location: failure.location.or(origin.location), ..origin };
                let entry = ErrorEntry {
                    title: failure.title,
                    detail: failure.detail,
                    limit: failure.limit,
                    stack: failure.stack,
                };
                Some(self.push(origin, Body::Error(entry)))
            }
        };
        // What is no entry of its own stands for what it follows from.
        self.numbers.set(report.number, written.map(|seq| Written { seq, at }).or(cause));
    }

    fn push(&self, origin: Origin, body: Body) -> u64 {
        self.journal.push(origin.at, origin.cause, origin.location, body)
    }

    fn client(&self, connection: ConnectionId) -> Option<Arc<str>> {
        self.connections.get(&connection).and_then(|known| known.client.clone())
    }

    fn connect(
        &mut self,
        origin: Origin,
        namespace: &str,
        socket: &SocketId,
        connection: ConnectionId,
        auth: String,
        recovered: bool,
    ) -> u64 {
        let name: Arc<str> = namespace.into();
        self.router.namespace_mut(namespace).add(socket, connection.0);
        let mut entry = Connect {
            socket: socket.clone(),
            client: None,
            namespace: Arc::clone(&name),
            transport: "polling",
            handshake: Handshake { auth, ..Handshake::default() },
            recovered,
        };
        if let Some(known) = self.connections.get_mut(&connection) {
            known.sockets.insert(name, (socket.clone(), origin.at));
            entry.client = known.client.clone();
            entry.transport = if known.websocket { "websocket" } else { "polling" };
            entry.handshake.address = known.address.clone();
            entry.handshake.query = known.query.clone();
            entry.handshake.headers = known.headers.clone();
        }
        self.push(origin, Body::Connect(entry))
    }

    fn disconnected(
        &mut self,
        origin: Origin,
        namespace: &str,
        socket: SocketId,
        reason: String,
        rooms: Vec<Room>,
    ) -> u64 {
        let state = self.router.namespace_mut(namespace);
        let connection = state.connection(&socket).map(ConnectionId);
        state.unlist(&socket);
        let known = connection.and_then(|connection| self.connections.get_mut(&connection));
        let client = known.and_then(|known| {
            known.sockets.shift_remove(namespace);
            known.client.clone()
        });
        self.push(origin, Body::Disconnect(Disconnect { socket, client, namespace: namespace.into(), reason, rooms }))
    }

    /// Decides an operation, carries it out, delivers, records. `packet` is what an emit sends.
    fn decide(&mut self, origin: Origin, name: String, operation: Operation, packet: Option<Vec<Data>>) -> u64 {
        let namespace = self.router.namespace_mut(&name);
        let engine = &self.engine;
        let volatile = matches!(&operation, Operation::Emit { flags, .. } if flags.volatile);
        let mut decision = namespace.decide(&operation, |connection| link(engine, connection, volatile));
        // Leaving all at disconnect names no rooms: the trace tells which they were.
        let left = match &operation {
            Operation::Leave { target: Target::Direct(socket), rooms: None } => {
                namespace.rooms_of(socket).cloned().collect()
            }
            _ => Vec::new(),
        };
        namespace.apply(&operation, &decision);
        let connections = std::mem::take(&mut decision.connections);
        let messages: Vec<Message> = packet.iter().flatten().map(convert::message).collect();
        let call = self.calls.at(&self.spec.server, origin.location, &operation);
        let entry = decision_entry(name.into(), operation, decision, packet, left, call);
        let seq = self.push(origin, Body::Decision(entry));
        self.engine.mark(Some(seq), origin.at);
        for connection in connections {
            for message in &messages {
                self.engine.send(ConnectionId(connection), message);
            }
        }
        seq
    }

    fn ack_to_client(
        &mut self,
        origin: Origin,
        namespace: String,
        socket: SocketId,
        of: Option<u64>,
        packet: Vec<Data>,
    ) -> Option<u64> {
        let connection = self.router.namespace(&namespace).and_then(|state| state.connection(&socket));
        // To a client that is gone nothing is sent, so nothing is told.
        let connection = connection.map(ConnectionId).filter(|connection| self.engine.is_open(*connection))?;
        let messages: Vec<Message> = packet.iter().map(convert::message).collect();
        let seq = self.ack(origin, Some(socket), namespace, of, AckOutcome::ToClient(convert::packet(packet)));
        self.engine.mark(Some(seq), origin.at);
        for message in &messages {
            self.engine.send(connection, message);
        }
        Some(seq)
    }

    fn ack(
        &self,
        origin: Origin,
        socket: Option<SocketId>,
        namespace: String,
        of: Option<u64>,
        outcome: AckOutcome,
    ) -> u64 {
        let asked = self.numbers.get(of);
        let elapsed = asked.map_or(0.0, |asked| (origin.at - asked.at).max(0.0));
        let entry = Ack { socket, namespace: namespace.into(), of: asked.map(|asked| asked.seq), outcome, elapsed };
        self.push(origin, Body::Ack(entry))
    }
}

fn decision_entry(
    namespace: Arc<str>,
    operation: Operation,
    decision: Decision,
    packet: Option<Vec<Data>>,
    left: Vec<Room>,
    call: Option<String>,
) -> DecisionEntry {
    let (target, operand, flags) = match operation {
        Operation::Emit { target, flags } => {
            (target, Operand::Emit(packet.map_or_else(Packet::default, convert::packet)), flags)
        }
        Operation::Join { target, rooms } => (target, Operand::Join(rooms), Flags::default()),
        Operation::Leave { target, rooms } => (target, Operand::Leave(rooms.unwrap_or(left)), Flags::default()),
        Operation::Disconnect { target } => (target, Operand::Disconnect, Flags::default()),
    };
    let (direct, selection) = match target {
        Target::Direct(_) => (true, Selection::default()),
        Target::Select(selection) => (false, selection),
    };
    let Selection { rooms, except, sender, .. } = selection;
    DecisionEntry { operation: operand, call, namespace, sender, rooms, except, direct, flags, decision }
}
