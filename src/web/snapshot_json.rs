//! A sandbox's snapshot as the API's JSON.

use serde_json::{Map, Value, json};

use super::trace_json::{milliseconds, room, rooms};
use crate::routing::Room;
use crate::sandbox::{Snapshot, SocketSnapshot};

pub fn snapshot(it: &Snapshot) -> Value {
    let mut namespaces = Map::new();
    for namespace in &it.namespaces {
        let sockets: Vec<Value> = namespace.sockets.iter().map(socket).collect();
        let rooms = members(&namespace.rooms);
        namespaces.insert(namespace.name.clone(), json!({"sockets": sockets, "rooms": rooms}));
    }
    json!({
        "id": it.id,
        "server": it.server,
        "options": it.options,
        "uptime": milliseconds(it.uptime),
        "namespaces": namespaces,
        "trace": {"first": it.trace_first, "last": it.trace_last, "dropped": it.trace_dropped},
    })
}

fn socket(it: &SocketSnapshot) -> Value {
    json!({
        "id": it.id,
        "client": it.client,
        "rooms": rooms(&it.rooms),
        "transport": it.transport,
        "connectedAt": milliseconds(it.connected_at),
    })
}

/// JSON's keys are texts, rooms are not: a room whose text another one has is told apart by its JSON (`{"$value":"42"}`).
fn members(rooms: &[(Room, Vec<String>)]) -> Value {
    let mut object = Map::new();
    let (texts, others): (Vec<_>, Vec<_>) = rooms.iter().partition(|(name, _)| matches!(name, Room::Text(_)));
    for (name, sockets) in texts.into_iter().chain(others) {
        let mut key = name.to_string();
        if object.contains_key(&key) {
            key = match room(name) {
                value @ Value::Object(_) => value.to_string(),
                _ => json!({"$value": key}).to_string(),
            };
        }
        object.insert(key, json!(sockets));
    }
    Value::Object(object)
}
