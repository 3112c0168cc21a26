//! What a Socket.IO packet says, read from its text when somebody looks: `2["chat","hi"]`, `2/admin,12["x"]`,
//! `51-["x",{"_placeholder":true,"num":0}]` with its attachment. Whatever the bytes, reading them ends in a value.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::Packet;

/// How much is shown of an argument that cannot be shown as JSON (nested beyond sense), in characters.
const MAX_RAW: usize = 200;

impl Packet {
    /// An event's name and arguments. Binary is `{"$binary": "<base64>"}`. None for what is no event.
    pub fn event(&self) -> Option<(String, Vec<Value>)> {
        let (kind, payload) = self.split()?;
        if !matches!(kind, b'2' | b'5') {
            return None;
        }
        let mut items = self.items(payload)?;
        if items.is_empty() {
            return None;
        }
        let name = match items.remove(0) {
            Value::String(name) => name,
            // a number, which Socket.IO takes for a name too
            other => other.to_string(),
        };
        Some((name, items))
    }

    /// The arguments of an acknowledgement; empty for anything else.
    pub fn ack_args(&self) -> Vec<Value> {
        match self.split() {
            Some((b'3' | b'6', payload)) => self.items(payload).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The packet's type and its JSON: between them stand the number of attachments, the namespace and the ack's id.
    fn split(&self) -> Option<(u8, &str)> {
        let text = std::str::from_utf8(&self.text).ok()?;
        let kind = *text.as_bytes().first()?;
        let mut rest = text.get(1..)?;
        if matches!(kind, b'5' | b'6') {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('-')?;
        }
        if rest.starts_with('/') {
            rest = rest.split_once(',')?.1;
        }
        Some((kind, rest.trim_start_matches(|c: char| c.is_ascii_digit())))
    }

    fn items(&self, payload: &str) -> Option<Vec<Value>> {
        let items: Vec<&RawValue> = serde_json::from_str(payload).ok()?;
        Some(items.into_iter().map(|item| self.item(item.get())).collect())
    }

    fn item(&self, text: &str) -> Value {
        match serde_json::from_str(text).or_else(|_| serde_json::from_str(&without_lone_surrogates(text))) {
            Ok(mut value) => {
                if !self.attachments.is_empty() {
                    self.fill(&mut value);
                }
                value
            }
            Err(_) => json!({ "$value": text.chars().take(MAX_RAW).collect::<String>() }),
        }
    }

    /// Puts the attachments where their placeholders stand. The parser's own limit bounds the depth.
    fn fill(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill(item)),
            Value::Object(fields) => match self.attachment(fields) {
                Some(bytes) => *value = json!({ "$binary": BASE64_STANDARD.encode(bytes) }),
                None => fields.values_mut().for_each(|field| self.fill(field)),
            },
            _ => {}
        }
    }

    fn attachment(&self, fields: &Map<String, Value>) -> Option<&[u8]> {
        if fields.get("_placeholder") != Some(&Value::Bool(true)) {
            return None;
        }
        let number = usize::try_from(fields.get("num")?.as_u64()?).ok()?;
        self.attachments.get(number).map(|bytes| &bytes[..])
    }
}

/// JavaScript has strings with half a surrogate pair and writes them as an escape (`\ud800`), which is no character.
fn without_lone_surrogates(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let length = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(_), _) => 0,
            (None, _) => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        if length == 0 {
            mended.push(char::REPLACEMENT_CHARACTER);
            rest = &escape[6..];
        } else {
            mended.push_str(&escape[..length]);
            rest = &escape[length..];
        }
    }
    mended + rest
}

/// The half that an escape at the start of the text stands for.
fn surrogate(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok().filter(|unit| (0xd800..0xe000).contains(unit))
}
