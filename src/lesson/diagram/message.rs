//! What stands after a message's colon: an event with its arguments, an ack, a connect, a disconnect, a refusal, or HTTP.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::parse::{Parser, Way};
use super::{Act, Expectation, Stimulus};
use crate::lesson::diagnostic::{Piece, nearest};
use crate::lesson::json;

pub(super) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
/// Words of the notation that are no event.
const NOTATION: [&str; 4] = ["ack", "connect", "connect_error", "disconnect"];
/// Socket.IO throws when one of these is emitted.
const RESERVED: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

/// Parses the text; `None` after a mistake that was told.
pub(super) fn parse(parser: &mut Parser<'_>, way: Way, arrow: Piece<'_>, client: &str, text: Piece<'_>) -> Option<Act> {
    if text.is_empty() {
        parser.mistake(arrow, "a message without text", "after the colon comes what is said: `hello \"Alice\"`");
        return None;
    }
    let client = client.to_owned();
    let (namespace, text) = namespace(parser, text)?;
    let named = namespace.clone().unwrap_or_else(|| "/".to_owned());
    let (word, quoted, rest) = first_word(parser, text)?;
    let plain = if quoted { "" } else { word.as_str() };
    let act = match (way, arrow.text, plain) {
        (Way::ToServer, "->>", "connect") => {
            let auth = one(parser, rest, "auth")?;
            if auth.as_ref().is_some_and(|auth| !auth.is_object()) {
                parser.mistake(rest, "auth is an object", "write `connect {\"token\": 1}`");
                return None;
            }
            Act::Stimulus(Stimulus::Connect { client, namespace: named, auth })
        }
        (Way::ToServer, "->>", method) if METHODS.contains(&method) => {
            let (path, body) = rest.word();
            if !path.text.starts_with('/') {
                let help = format!("write `{method} /messages`; an event of that name is quoted: `\"{method}\"`");
                parser.mistake(text, "a request without a path", help);
                return None;
            }
            let body = one(parser, body, "body")?;
            Act::Stimulus(Stimulus::Request { client, method: word, path: path.text.to_owned(), body })
        }
        (Way::ToServer, "-->>", "ack") => {
            Act::Stimulus(Stimulus::Answer { client, namespace, args: arguments(parser, rest)? })
        }
        (Way::ToServer, "-x", "disconnect") => {
            if !rest.is_empty() {
                let help = "the reason is what the other side sees; a client gives none: `bob-xserver: disconnect`";
                parser.mistake(rest, "a client's disconnect has no reason", help);
                return None;
            }
            Act::Stimulus(Stimulus::Disconnect { client, namespace: named })
        }
        (Way::ToClient, "-->>", "ack") => {
            Act::Expectation(Expectation::Ack { client, namespace, args: arguments(parser, rest)? })
        }
        (Way::ToClient, "-->>", status) if status.len() == 3 && status.parse::<u16>().is_ok() => {
            let status = status.parse().ok().filter(|status| (100..600).contains(status));
            if status.is_none() {
                parser.mistake(text, format!("`{word}` is no HTTP status"), "a status is 100 to 599: `200 [\"hi\"]`");
            }
            let status = status?;
            Act::Expectation(Expectation::Response { client, status, body: one(parser, rest, "body")? })
        }
        (Way::ToClient, "-x", "connect_error") => {
            let mut args = arguments(parser, rest)?.into_iter();
            let (message, data) = (args.next(), args.next());
            let textual = message.as_ref().is_none_or(Value::is_string);
            if !textual || args.next().is_some() {
                let help = "write `connect_error \"not allowed\"`, and the error's data after a comma if it has any";
                parser.mistake(rest, "a refusal has a message", help);
                return None;
            }
            Act::Expectation(Expectation::Refusal { client, namespace: named, message, data })
        }
        (Way::ToClient, "-x", "disconnect") => {
            let reason = one(parser, rest, "reason")?;
            if reason.as_ref().is_some_and(|reason| !reason.is_string()) {
                parser.mistake(rest, "the reason is a string", "write `disconnect \"io server disconnect\"`");
                return None;
            }
            Act::Expectation(Expectation::Dropped { client, namespace: named, reason })
        }
        (_, "->>", "ack" | "connect" | "connect_error" | "disconnect") => return misplaced(parser, text, way, &word),
        (_, "->>", _) => {
            if RESERVED.contains(&word.as_str()) {
                let message = format!("`{word}` is a reserved event of Socket.IO: emitting it throws");
                parser.mistake(text, message, "choose another name");
                return None;
            }
            let method = word.to_uppercase();
            if way == Way::ToServer && rest.text.starts_with('/') && METHODS.contains(&method.as_str()) {
                parser.mistake(text, format!("`{word}` is no HTTP method"), format!("did you mean `{method}`?"));
                return None;
            }
            let args = arguments(parser, rest)?;
            match way {
                Way::ToServer => {
                    Act::Stimulus(Stimulus::Emit { client, namespace: named, event: word, args, ack: false })
                }
                Way::ToClient => Act::Expectation(Expectation::Event { client, namespace: named, event: word, args }),
            }
        }
        (Way::ToClient, "-->>", status) if status.bytes().all(|byte| byte.is_ascii_digit()) && !status.is_empty() => {
            parser.mistake(text, format!("`{word}` is no HTTP status"), "a status is 100 to 599: `200 [\"hi\"]`");
            return None;
        }
        (_, _, plain) if NOTATION.contains(&plain) || nearest(plain, NOTATION).is_some() => {
            return misplaced(parser, text, way, &word);
        }
        _ => {
            let (from, to) = match way {
                Way::ToServer => (client.as_str(), "server"),
                Way::ToClient => ("server", client.as_str()),
            };
            let help = format!("an event has the arrow `->>`: `{from}->>{to}: {}`", text.text);
            parser.mistake(arrow, format!("`{word}` does not go with this arrow"), help);
            return None;
        }
    };
    Some(act)
}

/// A word behind the wrong arrow.
fn misplaced(parser: &mut Parser<'_>, text: Piece<'_>, way: Way, word: &str) -> Option<Act> {
    let help = match (word, way) {
        ("ack", Way::ToServer) => "an ack has the arrow `-->>`: `bob-->>server: ack 42`",
        ("ack", Way::ToClient) => "an ack has the arrow `-->>`: `server-->>alice: ack \"ok\"`",
        ("connect", Way::ToServer) => "a client connects with the arrow `->>`: `alice->>server: connect`",
        ("connect", Way::ToClient) => {
            "a successful connect has no line; a refusal is `server-xalice: connect_error \"…\"`"
        }
        ("connect_error", _) => "a refusal comes from the server: `server-xalice: connect_error \"not allowed\"`",
        ("disconnect", Way::ToServer) => "a client leaves with the arrow `-x`: `bob-xserver: disconnect`",
        ("disconnect", Way::ToClient) => {
            "the server disconnects with `-x`: `server-xbob: disconnect \"io server disconnect\"`"
        }
        (_, Way::ToServer) => {
            "`alice->>server:` emits, connects or requests, `-->>` carries `ack`, `-x` carries `disconnect`"
        }
        (_, Way::ToClient) => {
            "`server->>bob:` carries events, `-->>` an `ack` or an HTTP status, `-x` a `connect_error` or `disconnect`"
        }
    };
    let near = nearest(word, NOTATION).filter(|near| *near != word);
    let help = near.map_or_else(|| help.to_owned(), |near| format!("did you mean `{near}`?"));
    parser.mistake(text, format!("`{word}` does not go with this arrow"), help);
    None
}

/// `/admin` before the event. An HTTP path has its method before it, so a word that starts with `/` is a namespace.
fn namespace<'a>(parser: &mut Parser<'_>, text: Piece<'a>) -> Option<(Option<String>, Piece<'a>)> {
    if !text.text.starts_with('/') {
        return Some((None, text));
    }
    let (namespace, rest) = text.word();
    let broken = namespace.text.contains([',', '"']);
    if broken || rest.is_empty() {
        let help = "write the namespace, a space and the event: `/admin hello \"x\"`";
        parser.mistake(namespace, "a namespace without an event", help);
        return None;
    }
    Some((Some(namespace.text.to_owned()), rest))
}

/// The first word: an event's name or a word of the notation; the latter never when it is quoted.
fn first_word<'a>(parser: &mut Parser<'_>, text: Piece<'a>) -> Option<(String, bool, Piece<'a>)> {
    if !text.text.starts_with('"') {
        let (word, rest) = text.word();
        if word.text.contains(['"', '{', '[', ',']) {
            let help = "an event's name, a space, then its arguments: `hello \"Alice\", 2`";
            parser.mistake(word, "this is no event name", help);
            return None;
        }
        return Some((word.text.to_owned(), false, rest));
    }
    let mut values = serde_json::Deserializer::from_str(text.text).into_iter::<String>();
    let name = values.next().and_then(Result::ok);
    let end = values.byte_offset();
    let Some(name) = name else {
        parser.mistake(
            text,
            "the quote is not closed",
            "a quoted first word is the event's name: `\"chat message\" \"hi\"`",
        );
        return None;
    };
    Some((name, true, text.split(end).1.trim()))
}

/// Arguments: JSON values, separated by commas.
fn arguments(parser: &mut Parser<'_>, text: Piece<'_>) -> Option<Vec<Value>> {
    let wrapped = format!("[{}]", text.text);
    let values = match serde_json::from_str::<Vec<Value>>(&wrapped) {
        Ok(values) => values,
        Err(error) => {
            // Column 1 of what was parsed is the bracket before the text.
            let at = error.column().saturating_sub(2).min(text.text.len().saturating_sub(1));
            let at = (0..=at).rev().find(|at| text.text.is_char_boundary(*at)).unwrap_or(0);
            // A bare `no` is read as the beginning of `null`.
            let at = match error.to_string().starts_with("expected ident") {
                true => text.text[..at].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |before| before + 1),
                false => at,
            };
            let (reason, known) = json::reason(&error, &text.text[at..]);
            let mut help = "arguments are JSON, separated by commas: `hello \"Alice\", {\"n\": 1}`".to_owned();
            if let Some(known) = known {
                help = format!("{known}; {help}");
            }
            if text.text.starts_with(|c: char| c.is_alphabetic()) && text.text.contains('"') {
                help.push_str("; a name of several words is quoted: `\"chat message\"`");
            }
            parser.mistake(text.split(at).1, format!("the arguments are no JSON: {reason}"), help);
            return None;
        }
    };
    for value in &values {
        check(parser, text, value)?;
    }
    Some(values)
}

/// At most one JSON value.
fn one(parser: &mut Parser<'_>, text: Piece<'_>, what: &str) -> Option<Option<Value>> {
    let mut values = arguments(parser, text)?.into_iter();
    let first = values.next();
    if values.next().is_some() {
        parser.mistake(text, format!("more than one {what}"), "give one JSON value");
        return None;
    }
    Some(first)
}

/// Looks for `{"$binary": …}` that is no base64, and for `"$name"` that is nearly a client.
fn check(parser: &mut Parser<'_>, at: Piece<'_>, value: &Value) -> Option<()> {
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| check(parser, at, item)),
        Value::Object(map) => {
            let binary = map.get("$binary").filter(|_| map.len() == 1);
            if binary.is_some_and(|data| data.as_str().is_none_or(|text| STANDARD.decode(text).is_err())) {
                let help = "binary is `{\"$binary\": \"AQID\"}`: the bytes in base64, with its `=` at the end";
                parser.mistake(written(at, &json!(map).to_string()), "`$binary` holds no base64", help);
                return None;
            }
            map.values().try_for_each(|item| check(parser, at, item))
        }
        Value::String(text) => {
            let Some(name) = text.strip_prefix('$').filter(|name| !name.is_empty()) else { return Some(()) };
            let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            let near = nearest(name, parser.clients.iter().map(String::as_str));
            if near != Some(name) && (near.is_some() || is_name) {
                let message = format!("`\"{text}\"` is no client, so it is taken as it stands");
                let help = match near {
                    Some(near) => format!("did you mean `\"${near}\"`?"),
                    None => format!("the clients of this lesson are {}", parser.clients.join(", ")),
                };
                let diagnostic = parser.source.error(written(at, &json!(text).to_string()).range(), message);
                parser.found.push(diagnostic.with_help(help).as_warning());
            }
            Some(())
        }
        _ => Some(()),
    }
}

/// Where a value stands among arguments; all of them if it is written in another way.
fn written<'a>(all: Piece<'a>, value: &str) -> Piece<'a> {
    all.text.find(value).map_or(all, |at| all.split(at).1.split(value.len()).0)
}
