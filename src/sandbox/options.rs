//! Socket.IO's server options as a sandbox takes them: known by name, checked, and what of them Engine.IO needs.

use serde_json::{Map, Value};

use super::{CreateError, Limits};
use crate::engine;

/// Every option a sandbox takes, and the kind of value it wants.
const KNOWN: [(&str, Kind); 11] = [
    ("pingInterval", Kind::Millis),
    ("pingTimeout", Kind::Millis),
    ("maxHttpBufferSize", Kind::Bytes),
    ("connectTimeout", Kind::Millis),
    ("transports", Kind::Transports),
    ("allowUpgrades", Kind::Flag),
    ("upgradeTimeout", Kind::Millis),
    ("connectionStateRecovery", Kind::Recovery),
    ("cleanupEmptyChildNamespaces", Kind::Flag),
    ("cors", Kind::Anything),
    ("path", Kind::Anything),
];

/// The largest time an option may name, in milliseconds: what a 32-bit timer takes, as in Node.
const MAX_MILLIS: f64 = 2_147_483_647.0;

#[derive(Clone, Copy)]
enum Kind {
    Millis,
    Bytes,
    Flag,
    Transports,
    Recovery,
    Anything,
}

impl Kind {
    /// What is wrong with the value, in a person's words.
    fn problem(self, value: &Value) -> Option<&'static str> {
        let fits = match self {
            Self::Millis => value.as_f64().is_some_and(|v| (0.0..=MAX_MILLIS).contains(&v)),
            Self::Bytes => value.as_f64().is_some_and(|v| (1.0..=1e12).contains(&v)),
            Self::Flag => value.is_boolean(),
            Self::Transports => value.as_array().is_some_and(|list| {
                !list.is_empty() && list.iter().all(|t| matches!(t.as_str(), Some("polling" | "websocket")))
            }),
            Self::Recovery => value.is_object() || value.is_boolean(),
            Self::Anything => true,
        };
        let wanted = match self {
            Self::Millis => "a number of milliseconds is expected",
            Self::Bytes => "a number of bytes is expected",
            Self::Flag => "true or false is expected",
            Self::Transports => "a list of \"polling\" and \"websocket\" is expected",
            Self::Recovery => "an object is expected, such as {\"maxDisconnectionDuration\": 120000}",
            Self::Anything => "",
        };
        (!fits).then_some(wanted)
    }
}

/// Refuses what a sandbox does not know or cannot use.
pub(super) fn check(options: &Map<String, Value>) -> Result<(), CreateError> {
    for (name, value) in options {
        let Some((_, kind)) = KNOWN.iter().find(|(known, _)| known == name) else {
            return Err(CreateError::UnknownOption(name.clone()));
        };
        if let Some(problem) = kind.problem(value) {
            return Err(CreateError::BadOption { name: name.clone(), problem: problem.to_owned() });
        }
    }
    Ok(())
}

/// What Engine.IO needs of the effective options (JSON, as the worker reports them). What does not fit keeps its default,
/// since the code may have given anything to `new Server`.
pub(super) fn engine(effective: &str, limits: &Limits) -> engine::Options {
    let value: Value = serde_json::from_str(effective).unwrap_or_default();
    let defaults = engine::Options::default();
    let millis = |name: &str, default: f64| match value.get(name) {
        Some(given) if Kind::Millis.problem(given).is_none() => given.as_f64().unwrap_or(default),
        _ => default,
    };
    let flag = |name: &str, default: bool| value.get(name).and_then(Value::as_bool).unwrap_or(default);
    let transports = value.get("transports").filter(|given| Kind::Transports.problem(given).is_none());
    let has = |name: &str| {
        transports.and_then(Value::as_array).is_none_or(|list| list.iter().any(|t| t.as_str() == Some(name)))
    };
    let payload = value.get("maxHttpBufferSize").and_then(Value::as_u64).map_or(defaults.max_payload, |n| n as usize);
    engine::Options {
        ping_interval: millis("pingInterval", defaults.ping_interval),
        ping_timeout: millis("pingTimeout", defaults.ping_timeout),
        upgrade_timeout: millis("upgradeTimeout", defaults.upgrade_timeout),
        max_payload: payload.min(limits.max_packet_bytes),
        polling: has("polling"),
        websocket: has("websocket"),
        allow_upgrades: flag("allowUpgrades", defaults.allow_upgrades),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn an_unknown_option_is_named() {
        let error = check(&map(json!({"pingIntervall": 1}))).unwrap_err();
        assert_eq!(error.to_string(), "`pingIntervall` is not an option of Socket.IO's server that a sandbox takes");
    }

    #[test]
    fn a_value_of_the_wrong_kind_says_what_is_expected() {
        for (options, text) in [
            (json!({"pingInterval": "1s"}), "option `pingInterval`: a number of milliseconds is expected"),
            (json!({"transports": []}), "option `transports`: a list of \"polling\" and \"websocket\" is expected"),
            (json!({"allowUpgrades": 1}), "option `allowUpgrades`: true or false is expected"),
        ] {
            assert_eq!(check(&map(options)).unwrap_err().to_string(), text);
        }
    }

    #[test]
    fn engine_options_come_from_the_effective_ones_within_the_limits() {
        let options = engine(
            r#"{"pingInterval": 300, "transports": ["websocket"], "maxHttpBufferSize": 5000000, "pingTimeout": "x"}"#,
            &Limits::default(),
        );
        assert_eq!(options.ping_interval, 300.0);
        assert_eq!(options.ping_timeout, 20_000.0);
        assert_eq!(options.max_payload, 1_000_000);
        assert!(options.websocket && !options.polling);
    }
}
