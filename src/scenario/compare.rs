//! What a client received, held against the lines that say what it should receive: same things, same order.

use serde_json::Value;

use super::client::Arrived;
use crate::lesson::diagram::Expectation;

/// What stands for a client's socket id: `"$alice"`, resolved in a namespace.
pub trait Ids {
    fn is_id(&self, client: &str, namespace: &str, value: &str) -> bool;

    /// Whose id this is.
    fn owner(&self, value: &str) -> Option<&str>;
}

/// One place in the comparison.
#[derive(Debug, PartialEq, Eq)]
pub enum Pair {
    /// Line `0` was met by arrival `1`.
    Met(usize, usize),
    /// Line `0` was not met; something else came in its place, if anything.
    Missing(usize, Option<usize>),
    /// Nothing said that it would come.
    Extra(usize),
}

/// An expectation, with the ack id that an ack must bear.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub expectation: &'a Expectation,
    pub ack: Option<u64>,
}

/// Finds the most lines that can be met in order; what is left over between two of them is paired by place.
pub fn align(wanted: &[Wanted<'_>], arrived: &[Arrived], ids: &impl Ids) -> Vec<Pair> {
    // most[i][j]: lines met among wanted[i..] and arrived[j..].
    let mut most = vec![vec![0usize; arrived.len() + 1]; wanted.len() + 1];
    for i in (0..wanted.len()).rev() {
        for j in (0..arrived.len()).rev() {
            let skip = most[i + 1][j].max(most[i][j + 1]);
            let meet = if matches(wanted[i], &arrived[j], ids) { most[i + 1][j + 1] + 1 } else { 0 };
            most[i][j] = skip.max(meet);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    while i < wanted.len() || j < arrived.len() {
        let both = i < wanted.len() && j < arrived.len();
        if both && most[i][j] == most[i + 1][j + 1] + 1 && matches(wanted[i], &arrived[j], ids) {
            pair_up(&mut pairs, &mut missing, &mut extra);
            pairs.push(Pair::Met(i, j));
            (i, j) = (i + 1, j + 1);
        } else if i < wanted.len() && (j == arrived.len() || most[i + 1][j] >= most[i][j + 1]) {
            missing.push(i);
            i += 1;
        } else {
            extra.push(j);
            j += 1;
        }
    }
    pair_up(&mut pairs, &mut missing, &mut extra);
    pairs
}

fn pair_up(pairs: &mut Vec<Pair>, missing: &mut Vec<usize>, extra: &mut Vec<usize>) {
    let mut extra = extra.drain(..);
    for line in missing.drain(..) {
        pairs.push(Pair::Missing(line, extra.next()));
    }
    pairs.extend(extra.map(Pair::Extra));
}

fn matches(wanted: Wanted<'_>, arrived: &Arrived, ids: &impl Ids) -> bool {
    match (wanted.expectation, arrived) {
        (
            Expectation::Event { namespace, event, args, .. },
            Arrived::Event { namespace: in_namespace, event: name, args: got },
        ) => namespace == in_namespace && event == name && same_list(args, got, namespace, ids),
        (Expectation::Ack { namespace, args, .. }, Arrived::Ack { namespace: in_namespace, id, args: got }) => {
            let place = namespace.as_ref().is_none_or(|namespace| namespace == in_namespace);
            place && wanted.ack == Some(*id) && same_list(args, got, in_namespace, ids)
        }
        (
            Expectation::Refusal { namespace, message, data, .. },
            Arrived::Refused { namespace: in_namespace, message: text, data: got },
        ) => {
            let said = message.as_ref().is_none_or(|message| message == "*" || message == text);
            let data =
                data.as_ref().is_none_or(|data| same(data, got.as_ref().unwrap_or(&Value::Null), namespace, ids));
            namespace == in_namespace && said && data
        }
        (
            Expectation::Dropped { namespace, reason, .. },
            Arrived::Disconnected { namespace: in_namespace, reason: got },
        ) => namespace == in_namespace && reason.as_ref().is_none_or(|reason| reason == "*" || reason == got),
        // A body that is not written is any body.
        (Expectation::Response { status, body, .. }, Arrived::Response { status: came, body: got, broken: false }) => {
            let empty = Value::from("");
            status == came && body.as_ref().is_none_or(|body| same(body, got.as_ref().unwrap_or(&empty), "/", ids))
        }
        _ => false,
    }
}

fn same_list(wanted: &[Value], got: &[Value], namespace: &str, ids: &impl Ids) -> bool {
    wanted.len() == got.len() && wanted.iter().zip(got).all(|(wanted, got)| same(wanted, got, namespace, ids))
}

/// Equal as JavaScript values; `"*"` is anything, `"$alice"` alice's socket id.
fn same(wanted: &Value, got: &Value, namespace: &str, ids: &impl Ids) -> bool {
    match (wanted, got) {
        (Value::String(text), _) if text == "*" => true,
        (Value::String(text), Value::String(got)) => {
            text == got || text.strip_prefix('$').is_some_and(|client| ids.is_id(client, namespace, got))
        }
        (Value::Number(wanted), Value::Number(got)) => wanted.as_f64() == got.as_f64(),
        (Value::Array(wanted), Value::Array(got)) => same_list(wanted, got, namespace, ids),
        (Value::Object(wanted), Value::Object(got)) => {
            let each =
                |(key, value): (&String, &Value)| got.get(key).is_some_and(|got| same(value, got, namespace, ids));
            wanted.len() == got.len() && wanted.iter().all(each)
        }
        (wanted, got) => wanted == got,
    }
}

/// What a line says, as a sentence about its client.
pub fn describe_wanted(expectation: &Expectation) -> String {
    let client = expectation.client();
    match expectation {
        Expectation::Event { namespace, event, args, .. } => {
            format!("{client} receives {}", call(&spaced(namespace, event), args))
        }
        Expectation::Ack { args, .. } => format!("{client} receives {}", call("ack", args)),
        Expectation::Refusal { namespace, message, data, .. } => {
            let args: Vec<Value> = message.iter().chain(data).cloned().collect();
            format!("{client} receives {}", call(&spaced(namespace, "connect_error"), &args))
        }
        Expectation::Dropped { namespace, reason, .. } => {
            let args: Vec<Value> = reason.iter().cloned().collect();
            format!("{client} is disconnected: {}", call(&spaced(namespace, "disconnect"), &args))
        }
        Expectation::Response { status, body, .. } => {
            let args: Vec<Value> = body.iter().cloned().collect();
            format!("{client} receives {}", call(&status.to_string(), &args))
        }
    }
}

/// What came, as it would be written: socket ids by the names of their clients.
pub fn describe_arrived(arrived: &Arrived, ids: &impl Ids) -> String {
    let named = |args: &[Value]| args.iter().map(|arg| with_names(arg, ids)).collect::<Vec<_>>();
    match arrived {
        Arrived::Event { namespace, event, args } => call(&spaced(namespace, event), &named(args)),
        Arrived::Ack { namespace, args, .. } => call(&spaced(namespace, "ack"), &named(args)),
        Arrived::Refused { namespace, message, data } => {
            let args: Vec<Value> = std::iter::once(Value::from(message.as_str())).chain(data.clone()).collect();
            call(&spaced(namespace, "connect_error"), &named(&args))
        }
        Arrived::Disconnected { namespace, reason } => {
            call(&spaced(namespace, "disconnect"), &[Value::from(reason.as_str())])
        }
        Arrived::Response { status, body, broken } => {
            let text = call(&status.to_string(), &named(body.as_slice()));
            if *broken { format!("{text} (broken off)") } else { text }
        }
    }
}

fn with_names(value: &Value, ids: &impl Ids) -> Value {
    match value {
        Value::String(text) => match ids.owner(text) {
            Some(client) => Value::from(format!("${client}")),
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| with_names(item, ids)).collect(),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, item)| (key.clone(), with_names(item, ids))).collect())
        }
        other => other.clone(),
    }
}

fn spaced(namespace: &str, word: &str) -> String {
    let word = if word.contains([' ', '"']) { Value::from(word).to_string() } else { word.to_owned() };
    if namespace == "/" { word } else { format!("{namespace} {word}") }
}

fn call(word: &str, args: &[Value]) -> String {
    // What a person can read at a glance, in characters.
    const MOST: usize = 300;
    let args: Vec<String> = args.iter().map(Value::to_string).collect();
    let text = format!("{word} {}", args.join(", "));
    let text = text.trim_end();
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Alice;

    impl Ids for Alice {
        fn is_id(&self, client: &str, namespace: &str, value: &str) -> bool {
            (client, namespace, value) == ("alice", "/", "abc")
        }

        fn owner(&self, value: &str) -> Option<&str> {
            (value == "abc").then_some("alice")
        }
    }

    fn event(name: &str, args: Value) -> (Expectation, Arrived) {
        let args: Vec<Value> = args.as_array().cloned().unwrap_or_default();
        let (namespace, event) = ("/".to_owned(), name.to_owned());
        let expectation = Expectation::Event {
            client: "bob".into(),
            namespace: namespace.clone(),
            event: event.clone(),
            args: args.clone(),
        };
        (expectation, Arrived::Event { namespace, event, args })
    }

    fn fits(wanted: Value, got: Value) -> bool {
        let wanted = Wanted { expectation: &event("x", json!([wanted])).0, ack: None };
        matches(wanted, &event("x", json!([got])).1, &Alice)
    }

    #[test]
    fn values() {
        assert!(fits(json!("*"), json!({"a": 1})));
        assert!(fits(json!(["$alice", {"id": "$alice"}]), json!(["abc", {"id": "abc"}])));
        assert!(!fits(json!("$alice"), json!("abd")));
        assert!(fits(json!("$5"), json!("$5")));
        assert!(fits(json!(1), json!(1.0)) && !fits(json!(1), json!("1")));
        assert!(!fits(json!({"a": 1}), json!({"a": 1, "b": 2})) && !fits(json!([1]), json!([1, 2])));
        assert!(fits(json!({"a": null}), json!({"a": null})) && !fits(json!({"a": null}), json!({"b": null})));
    }

    #[test]
    fn order_and_gaps() {
        let names = |names: &[&str]| names.iter().map(|name| event(name, json!([]))).collect::<Vec<_>>();
        let aligned = |wanted: &[&str], arrived: &[&str]| {
            let (wanted, arrived) = (names(wanted), names(arrived));
            let wanted: Vec<_> = wanted.iter().map(|(line, _)| Wanted { expectation: line, ack: None }).collect();
            let arrived: Vec<_> = arrived.into_iter().map(|(_, arrived)| arrived).collect();
            align(&wanted, &arrived, &Alice)
        };
        assert_eq!(aligned(&["a", "b"], &["a", "b"]), [Pair::Met(0, 0), Pair::Met(1, 1)]);
        assert_eq!(aligned(&["a", "b"], &["b"]), [Pair::Missing(0, None), Pair::Met(1, 0)]);
        assert_eq!(aligned(&["b"], &["a", "b", "c"]), [Pair::Extra(0), Pair::Met(0, 1), Pair::Extra(2)]);
        assert_eq!(aligned(&["a"], &["b"]), [Pair::Missing(0, Some(0))]);
        assert_eq!(aligned(&["a", "b"], &["b", "a"]).iter().filter(|pair| matches!(pair, Pair::Met(..))).count(), 1);
    }

    #[test]
    fn an_ack_belongs_to_its_emit() {
        let line = Expectation::Ack { client: "alice".into(), namespace: None, args: vec![json!("ok")] };
        let came = Arrived::Ack { namespace: "/".into(), id: 3, args: vec![json!("ok")] };
        assert!(matches(Wanted { expectation: &line, ack: Some(3) }, &came, &Alice));
        assert!(!matches(Wanted { expectation: &line, ack: Some(2) }, &came, &Alice));
        assert_eq!(describe_arrived(&came, &Alice), "ack \"ok\"");
        let came = Arrived::Event { namespace: "/a".into(), event: "to you".into(), args: vec![json!({"id": "abc"})] };
        assert_eq!(describe_arrived(&came, &Alice), "/a \"to you\" {\"id\":\"$alice\"}");
    }
}
