//! Socket.IO v5 packets at a client's end: text and attachments to values and back. Binary is `{"$binary": "<base64>"}` in
//! the values, as in the trace and in scenarios.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// An Engine.IO message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    Text(String),
    Binary(Bytes),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Connect,
    Disconnect,
    Event,
    Ack,
    ConnectError,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Packet {
    pub kind: Kind,
    pub namespace: String,
    /// Of the ack that is asked for or given.
    pub id: Option<u64>,
    /// `null` where the packet has none.
    pub payload: Value,
}

/// Attachments of one packet; more is no packet that a scenario has to do with.
const MAX_ATTACHMENTS: usize = 1_000;
/// How deep arguments may be nested, as in `serde_json`.
const MAX_DEPTH: usize = 128;

impl Packet {
    /// The messages to send: the text, then its attachments.
    pub fn encode(&self) -> Vec<Data> {
        let mut attachments = Vec::new();
        let payload = take_binary(&self.payload, &mut attachments);
        let mut text = String::new();
        let digit = match (self.kind, attachments.is_empty()) {
            (Kind::Connect, _) => '0',
            (Kind::Disconnect, _) => '1',
            (Kind::Event, true) => '2',
            (Kind::Ack, true) => '3',
            (Kind::ConnectError, _) => '4',
            (Kind::Event, false) => '5',
            (Kind::Ack, false) => '6',
        };
        text.push(digit);
        if !attachments.is_empty() {
            text.push_str(&format!("{}-", attachments.len()));
        }
        if self.namespace != "/" {
            text.push_str(&self.namespace);
            text.push(',');
        }
        if let Some(id) = self.id {
            text.push_str(&id.to_string());
        }
        if !payload.is_null() {
            text.push_str(&payload.to_string());
        }
        std::iter::once(Data::Text(text)).chain(attachments.into_iter().map(Data::Binary)).collect()
    }
}

/// Puts packets together from messages.
#[derive(Debug, Default)]
pub struct Decoder {
    /// A packet whose attachments are coming, and how many.
    open: Option<(Packet, usize, Vec<Bytes>)>,
}

impl Decoder {
    /// Takes a message; gives the packet that it completes, or says what is wrong.
    pub fn add(&mut self, data: Data) -> Result<Option<Packet>, String> {
        match (data, self.open.take()) {
            (Data::Text(text), None) => {
                let (packet, wanted) = decode(&text).ok_or_else(|| format!("no Socket.IO packet: {text}"))?;
                if wanted == 0 {
                    return Ok(Some(packet));
                }
                self.open = Some((packet, wanted, Vec::new()));
                Ok(None)
            }
            (Data::Binary(bytes), Some((mut packet, wanted, mut attachments))) => {
                attachments.push(bytes);
                if attachments.len() < wanted {
                    self.open = Some((packet, wanted, attachments));
                    return Ok(None);
                }
                put_binary(&mut packet.payload, &attachments);
                Ok(Some(packet))
            }
            (Data::Text(_), Some(_)) => Err("a packet came before the attachments of the one before".to_owned()),
            (Data::Binary(_), None) => Err("an attachment came without its packet".to_owned()),
        }
    }
}

/// Decodes a packet's text; gives the number of attachments that follow.
fn decode(text: &str) -> Option<(Packet, usize)> {
    let (kind, binary) = match text.as_bytes().first()? {
        b'0' => (Kind::Connect, false),
        b'1' => (Kind::Disconnect, false),
        b'2' => (Kind::Event, false),
        b'3' => (Kind::Ack, false),
        b'4' => (Kind::ConnectError, false),
        b'5' => (Kind::Event, true),
        b'6' => (Kind::Ack, true),
        _ => return None,
    };
    let mut rest = &text[1..];
    let mut wanted = 0;
    if binary {
        let (count, more) = rest.split_once('-')?;
        wanted = count.parse().ok().filter(|count| (1..=MAX_ATTACHMENTS).contains(count))?;
        rest = more;
    }
    let mut namespace = "/";
    if rest.starts_with('/') {
        (namespace, rest) = rest.split_once(',').unwrap_or((rest, ""));
        // A query after the name is the client's own affair.
        namespace = namespace.split('?').next().unwrap_or(namespace);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let id = if digits > 0 { Some(rest[..digits].parse().ok()?) } else { None };
    let rest = &rest[digits..];
    let payload = if rest.is_empty() { Value::Null } else { serde_json::from_str(rest).ok()? };
    Some((Packet { kind, namespace: namespace.to_owned(), id, payload }, wanted))
}

fn take_binary(value: &Value, attachments: &mut Vec<Bytes>) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| take_binary(item, attachments)).collect(),
        Value::Object(map) => {
            if let Some(bytes) = binary(map) {
                attachments.push(bytes);
                return json!({"_placeholder": true, "num": attachments.len() - 1});
            }
            Value::Object(map.iter().map(|(key, item)| (key.clone(), take_binary(item, attachments))).collect())
        }
        other => other.clone(),
    }
}

fn put_binary(value: &mut Value, attachments: &[Bytes]) {
    fn put(value: &mut Value, attachments: &[Bytes], depth: usize) {
        if depth == MAX_DEPTH {
            return;
        }
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| put(item, attachments, depth + 1)),
            Value::Object(map) => {
                let number = map.get("num").and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
                let placeholder = map.get("_placeholder").and_then(Value::as_bool).unwrap_or(false);
                match number.and_then(|number| attachments.get(number)).filter(|_| placeholder) {
                    Some(bytes) => *value = json!({"$binary": STANDARD.encode(bytes)}),
                    None => map.values_mut().for_each(|item| put(item, attachments, depth + 1)),
                }
            }
            _ => {}
        }
    }
    put(value, attachments, 0);
}

/// The bytes of `{"$binary": "<base64>"}`.
pub fn binary(map: &Map<String, Value>) -> Option<Bytes> {
    let text = map.get("$binary").filter(|_| map.len() == 1)?.as_str()?;
    STANDARD.decode(text).ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(kind: Kind, namespace: &str, id: Option<u64>, payload: Value, text: &str) {
        let packet = Packet { kind, namespace: namespace.to_owned(), id, payload };
        let messages = packet.encode();
        assert_eq!(messages[0], Data::Text(text.to_owned()));
        let mut decoder = Decoder::default();
        let decoded = messages.into_iter().filter_map(|message| decoder.add(message).expect("it decodes")).next();
        assert_eq!(decoded, Some(packet));
    }

    #[test]
    fn there_and_back() {
        round(Kind::Connect, "/", None, Value::Null, "0");
        round(Kind::Connect, "/admin", None, json!({"token": 1}), "0/admin,{\"token\":1}");
        round(Kind::Disconnect, "/admin", None, Value::Null, "1/admin,");
        round(Kind::Event, "/", Some(12), json!(["hello", "Alice"]), "212[\"hello\",\"Alice\"]");
        round(Kind::Ack, "/", Some(0), json!([]), "30[]");
        let binary = json!(["file", {"deep": [{"$binary": "AQI="}]}, {"$binary": ""}]);
        let text = "52-/a,7[\"file\",{\"deep\":[{\"_placeholder\":true,\"num\":0}]},{\"_placeholder\":true,\"num\":1}]";
        round(Kind::Event, "/a", Some(7), binary, text);
    }

    #[test]
    fn what_is_no_packet_is_told() {
        let text = |text: &str| Decoder::default().add(Data::Text(text.to_owned()));
        for bad in ["", "9", "2[", "51[\"a\"]", "50-[\"a\"]", "299999999999999999999[]"] {
            assert!(text(bad).is_err(), "{bad}");
        }
        assert!(Decoder::default().add(Data::Binary(Bytes::new())).is_err());
        let mut decoder = Decoder::default();
        assert_eq!(decoder.add(Data::Text("51-[]".into())), Ok(None));
        assert!(decoder.add(Data::Text("2[]".into())).is_err());
    }
}
