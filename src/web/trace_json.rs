//! A trace entry as the API's JSON, in the words of Socket.IO. The long lists of a decision are cut here, unless the
//! whole entry was asked for.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

use crate::routing::{Decision, Flags, Room, Skipped, SocketId, Warning};
use crate::trace::{
    Ack, AckOutcome, Body, Connect, DecisionEntry, Disconnect, Entry, ErrorEntry, Handshake, Http, HttpState, Level,
    Operand, Packet, Receive, Refuse, Upgrade, WireEntry,
};

/// How many names a list of recipients or skipped sockets shows, unless the whole is asked for.
pub const MAX_NAMES: usize = 100;

/// How much of an entry is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Lists are cut after [`MAX_NAMES`].
    Cut,
    Whole,
}

/// The name of the entry's kind, which is also the name of its server-sent event.
pub fn kind(body: &Body) -> &'static str {
    match body {
        Body::Connect(_) => "connect",
        Body::Refuse(_) => "refuse",
        Body::Upgrade(_) => "upgrade",
        Body::Disconnect(_) => "disconnect",
        Body::Receive(_) => "receive",
        Body::Decision(_) => "decision",
        Body::Ack(_) => "ack",
        Body::Http(_) => "http",
        Body::Log { .. } => "log",
        Body::Error(_) => "error",
        Body::Restart { .. } => "restart",
    }
}

pub fn entry(entry: &Entry, extent: Extent) -> Value {
    let place = entry.location.map(|place| json!({"line": place.line, "column": place.column}));
    let mut object = Map::new();
    object.insert("seq".into(), entry.seq.into());
    object.insert("at".into(), milliseconds(entry.at));
    object.insert("kind".into(), kind(&entry.body).into());
    object.insert("cause".into(), json!(entry.cause));
    object.insert("location".into(), json!(place));
    if let Value::Object(further) = body(&entry.body, extent) {
        object.extend(further);
    }
    Value::Object(object)
}

/// A packet on the wire. It has no `seq`.
pub fn packet(it: &WireEntry) -> Value {
    let content = &it.packet.content;
    let text =
        if it.packet.binary { BASE64_STANDARD.encode(content) } else { String::from_utf8_lossy(content).into_owned() };
    let request = it.request.as_ref().map(|request| {
        json!({
            "method": request.method,
            "status": request.status,
            "overhead": request.overhead,
            "waited": milliseconds(request.waited),
        })
    });
    json!({
        "at": milliseconds(it.at),
        "kind": "wire",
        "cause": it.cause,
        "connection": it.connection,
        "client": it.client,
        "direction": if it.to_client { "to-client" } else { "to-server" },
        "transport": it.transport,
        "packet": text,
        "binary": it.packet.binary,
        "cut": it.packet.cut,
        "bytes": it.bytes,
        "delay": it.delay.map(milliseconds),
        "request": request,
    })
}

fn body(body: &Body, extent: Extent) -> Value {
    match body {
        Body::Connect(it) => connect(it),
        Body::Refuse(it) => refuse(it),
        Body::Upgrade(it) => upgrade(it),
        Body::Disconnect(it) => disconnect(it),
        Body::Receive(it) => receive(it),
        Body::Decision(it) => decision(it, extent),
        Body::Ack(it) => ack(it),
        Body::Http(it) => http(it),
        Body::Log { level, text } => json!({"level": level_name(*level), "text": text}),
        Body::Error(it) => error(it),
        Body::Restart { reason } => json!({"reason": reason}),
    }
}

fn connect(it: &Connect) -> Value {
    json!({
        "socket": it.socket.as_str(),
        "client": it.client,
        "namespace": it.namespace,
        "transport": it.transport,
        "handshake": handshake(&it.handshake),
        "recovered": it.recovered,
    })
}

fn handshake(it: &Handshake) -> Value {
    json!({
        "address": it.address,
        "query": pairs(&it.query),
        "auth": parsed(&it.auth),
        "headers": pairs(&it.headers),
    })
}

/// As Node gives them: a name that comes more than once has a list.
fn pairs(pairs: &[(String, String)]) -> Value {
    let mut object = Map::new();
    for (name, value) in pairs {
        match object.get_mut(name) {
            None => {
                object.insert(name.clone(), value.as_str().into());
            }
            Some(Value::Array(list)) => list.push(value.as_str().into()),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    Value::Object(object)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn refuse(it: &Refuse) -> Value {
    json!({
        "client": it.client,
        "namespace": it.namespace,
        "message": it.message,
        "data": it.data.as_deref().map(parsed),
    })
}

fn upgrade(it: &Upgrade) -> Value {
    json!({"socket": it.socket.as_ref().map(SocketId::as_str), "from": it.from, "to": it.to})
}

fn disconnect(it: &Disconnect) -> Value {
    json!({
        "socket": it.socket.as_str(),
        "client": it.client,
        "namespace": it.namespace,
        "reason": it.reason,
        "rooms": rooms(&it.rooms),
    })
}

fn receive(it: &Receive) -> Value {
    let (event, args) = event(&it.packet);
    json!({
        "socket": it.socket.as_str(),
        "namespace": it.namespace,
        "event": event,
        "args": args,
        "ack": it.ack,
        "handled": it.handled,
    })
}

fn decision(it: &DecisionEntry, extent: Extent) -> Value {
    let (operation, event, args) = match &it.operation {
        Operand::Emit(packet) => {
            let (event, args) = event(packet);
            ("emit", event, args)
        }
        Operand::Join(joined) => ("join", Value::Null, rooms(joined)),
        Operand::Leave(left) => ("leave", Value::Null, rooms(left)),
        Operand::Disconnect => ("disconnect", Value::Null, json!([])),
    };
    let Decision { recipients, skipped, skipped_total, warnings, .. } = &it.decision;
    let most = if extent == Extent::Whole { usize::MAX } else { MAX_NAMES };
    let Flags { volatile, local, ack, .. } = it.flags;
    json!({
        "operation": operation,
        "call": it.call,
        "namespace": it.namespace,
        "sender": it.sender.as_ref().map(SocketId::as_str),
        "event": event,
        "args": args,
        "rooms": rooms(&it.rooms),
        "except": rooms(&it.except),
        "direct": it.direct,
        "flags": {"volatile": volatile, "local": local, "ack": ack},
        "recipients": recipients.iter().take(most).map(SocketId::as_str).collect::<Vec<_>>(),
        "skipped": skipped.iter().take(most).map(skip).collect::<Vec<_>>(),
        "totals": {"recipients": recipients.len(), "skipped": skipped_total},
        "warnings": warnings.iter().map(|warning| Advice(warning).to_string()).collect::<Vec<_>>(),
    })
}

fn skip(it: &Skipped) -> Value {
    json!({"socket": it.socket.as_str(), "reason": it.reason.as_str(), "room": it.room.as_ref().map(room)})
}

/// A warning as a sentence, with what to do.
struct Advice<'a>(&'a Warning);

impl fmt::Display for Advice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Warning::NobodyReceived => write!(
                f,
                "Nobody received it: no socket matched. Check the room's name, and that the sockets have joined it before the emit."
            ),
            Warning::UnknownRoom { room, near } => {
                write!(f, "Nobody is in the room `{room}`, but there is a room `{near}`. Did you mean `{near}`?")
            }
            Warning::EmptyRoomList => write!(
                f,
                "The list of rooms was empty, which in Socket.IO means everybody. Return before the emit when there is no room to send to."
            ),
            Warning::AckWithoutTimeout => write!(
                f,
                "A broadcast asked for an ack without a timeout, so it fails at once. Write `.timeout(ms)` before `.emit`."
            ),
            Warning::SenderLeftOwnRoom { sender } => write!(
                f,
                "The socket `{sender}` left the room of its own id, by which the sender is left out, so it hears itself. Keep a socket in its own room."
            ),
        }
    }
}

fn ack(it: &Ack) -> Value {
    let mut object = json!({
        "socket": it.socket.as_ref().map(SocketId::as_str),
        "namespace": it.namespace,
        "of": it.of,
        "elapsed": milliseconds(it.elapsed),
    });
    let outcome = match &it.outcome {
        AckOutcome::ToClient(packet) => json!({"args": packet.ack_args(), "direction": "to-client"}),
        AckOutcome::ToServer(packet) => json!({"args": packet.ack_args(), "direction": "to-server"}),
        AckOutcome::Timeout => json!({"timeout": true}),
    };
    if let (Value::Object(object), Value::Object(outcome)) = (&mut object, outcome) {
        object.extend(outcome);
    }
    object
}

fn http(it: &Http) -> Value {
    json!({
        "method": it.method,
        "path": it.path,
        "status": it.status,
        "requestBytes": it.request_bytes,
        "responseBytes": it.response_bytes,
        "streamed": it.streamed,
        "client": it.client,
        "state": match it.state {
            HttpState::Open => "open",
            HttpState::Ended => "ended",
            HttpState::Aborted => "aborted",
        },
    })
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Debug => "debug",
        Level::Log => "log",
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

fn error(it: &ErrorEntry) -> Value {
    json!({"title": it.title, "detail": it.detail, "limit": it.limit, "stack": it.stack})
}

/// A room as JSON has it: string, number, or what a person reads of any other value.
pub fn room(room: &Room) -> Value {
    match room {
        Room::Text(name) => name.as_ref().into(),
        Room::Number(it) if it.value().is_finite() => number(it.value()),
        Room::Number(_) => json!({"$value": room.to_string()}),
        Room::Value { shown, .. } => json!({"$value": shown}),
    }
}

pub fn rooms(list: &[Room]) -> Value {
    list.iter().map(room).collect()
}

/// Event name and arguments of an event's packet.
fn event(packet: &Packet) -> (Value, Value) {
    match packet.event() {
        Some((name, args)) => (name.into(), args.into()),
        None => (Value::Null, json!([])),
    }
}

/// A time, to the microsecond.
pub fn milliseconds(value: f64) -> Value {
    number((value * 1000.0).round() / 1000.0)
}

/// A number without a fraction where there is none, as JavaScript writes it.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT { json!(value as i64) } else { json!(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<SocketId> {
        (0..count).map(|n| SocketId::new(n.to_string())).collect()
    }

    fn broadcast(recipients: usize, skipped: usize) -> Entry {
        let skipped: Vec<_> = ids(skipped)
            .into_iter()
            .map(|socket| Skipped { socket, reason: crate::routing::Reason::NotInRoom, room: None })
            .collect();
        let decision =
            Decision { recipients: ids(recipients), skipped_total: skipped.len(), skipped, ..Decision::default() };
        let body = DecisionEntry {
            operation: Operand::Join(vec![Room::text("red"), Room::number(42.0), Room::number(f64::NAN)]),
            call: None,
            namespace: "/".into(),
            sender: None,
            rooms: Vec::new(),
            except: Vec::new(),
            direct: false,
            flags: Flags::default(),
            decision,
        };
        Entry { seq: 7, at: 1.5, cause: None, location: None, body: Body::Decision(body) }
    }

    #[test]
    fn long_lists_are_cut_and_totals_are_whole() {
        let cut = entry(&broadcast(150, 120), Extent::Cut);
        assert_eq!(cut["recipients"].as_array().map(Vec::len), Some(MAX_NAMES));
        assert_eq!(cut["skipped"].as_array().map(Vec::len), Some(MAX_NAMES));
        assert_eq!(cut["totals"], json!({"recipients": 150, "skipped": 120}));
        let whole = entry(&broadcast(150, 120), Extent::Whole);
        assert_eq!(whole["recipients"].as_array().map(Vec::len), Some(150));
        assert_eq!(whole["skipped"].as_array().map(Vec::len), Some(120));
    }

    #[test]
    fn rooms_are_texts_numbers_or_what_a_person_reads() {
        let value = entry(&broadcast(0, 0), Extent::Cut);
        assert_eq!(value["args"], json!(["red", 42, {"$value": "NaN"}]));
        assert_eq!(value["at"], 1.5);
        assert_eq!(room(&Room::Value { key: 1, shown: "undefined".into() }), json!({"$value": "undefined"}));
    }

    #[test]
    fn names_that_come_twice_are_lists() {
        let twice = [("a", "1"), ("b", "2"), ("a", "3"), ("a", "4")];
        let twice: Vec<_> = twice.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(pairs(&twice), json!({"a": ["1", "3", "4"], "b": "2"}));
    }
}
