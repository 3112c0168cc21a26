//! The body of a request or an answer as a value, as scenarios write it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::HttpBody;

impl HttpBody {
    /// JSON as what it says, any other text as such, what is no text as `$binary`. None where there is none.
    pub fn value(&self) -> Option<Value> {
        if self.bytes.is_empty() {
            return None;
        }
        let kind = self.content_type.split(';').next().unwrap_or_default().trim();
        let json = kind.eq_ignore_ascii_case("application/json") || kind.ends_with("+json");
        if json && let Ok(value) = serde_json::from_slice(&self.bytes) {
            return Some(value);
        }
        Some(match std::str::from_utf8(&self.bytes) {
            Ok(text) => Value::from(text),
            Err(_) => json!({"$binary": STANDARD.encode(&self.bytes)}),
        })
    }
}
