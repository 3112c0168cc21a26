//! A fence of Socket.IO's server options: one JSON object, in which every name is known. What each may be, the sandbox says.

use std::ops::Range;

use serde_json::{Map, Value};

use super::diagnostic::{Diagnostic, Piece, Source, nearest};
use super::json;

/// The options of Socket.IO's server that a sandbox takes.
const OPTIONS: [&str; 10] = [
    "pingInterval",
    "pingTimeout",
    "maxHttpBufferSize",
    "connectTimeout",
    "transports",
    "allowUpgrades",
    "upgradeTimeout",
    "connectionStateRecovery",
    "cleanupEmptyChildNamespaces",
    "cors",
];

/// Reads the options; what is wrong goes to `found`. `opening`: the fence's first line.
pub fn parse(
    source: &Source<'_>,
    text: &str,
    lines: &[Piece<'_>],
    opening: Range<usize>,
    found: &mut Vec<Diagnostic>,
) -> Map<String, Value> {
    let map = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(map)) => map,
        Ok(_) => {
            let diagnostic = source.error(opening, "options are one JSON object");
            found.push(diagnostic.with_help("write `{ \"pingInterval\": 5000 }`"));
            return Map::new();
        }
        Err(error) => {
            let line = lines.get(error.line().saturating_sub(1)).copied();
            let place = line.map(|line| {
                let at = error.column().saturating_sub(1).min(line.text.trim_end().len().saturating_sub(1));
                line.split((0..=at).rev().find(|at| line.text.is_char_boundary(*at)).unwrap_or(0)).1
            });
            let (reason, help) = json::reason(&error, place.map_or("", |place| place.text));
            let place = place.map_or(opening, |place| place.range());
            let diagnostic = source.error(place, format!("the options are no JSON: {reason}"));
            let help = help.unwrap_or_else(|| "write `{ \"pingInterval\": 5000 }`".to_owned());
            found.push(diagnostic.with_help(help));
            return Map::new();
        }
    };
    for name in map.keys().filter(|name| !OPTIONS.contains(&name.as_str())) {
        let quoted = format!("\"{name}\"");
        let place = lines.iter().find_map(|line| {
            let at = line.text.find(&quoted)?;
            Some(line.offset + at..line.offset + at + quoted.len())
        });
        let help = match nearest(name, OPTIONS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the options are {}", OPTIONS.join(", ")),
        };
        let place = place.unwrap_or_else(|| opening.clone());
        found.push(source.error(place, format!("unknown option `{name}`")).with_help(help));
    }
    map
}
