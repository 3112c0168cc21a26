//! The names that routing compares: socket ids and rooms. Rooms compare as keys of a JavaScript `Map` do, because that
//! is what `socket.io-adapter` keeps them in: `42` and `"42"` are two rooms, `NaN` is one.

use std::fmt;
use std::sync::Arc;

/// A Socket.IO socket's id (`socket.id`), unique in its server. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId(Arc<str>);

impl SocketId {
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SocketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A room's name, which in Socket.IO may be any JavaScript value. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Room {
    Text(Arc<str>),
    Number(RoomNumber),
    /// Neither string nor number. `key` tells two of them apart (the worker numbers objects by identity), `shown` is
    /// what a person reads: `undefined`, `null`, `[object Object]`.
    Value {
        key: u64,
        shown: Arc<str>,
    },
}

/// A number as `Map` compares it: one NaN, and zero without a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RoomNumber(u64);

impl RoomNumber {
    pub fn new(value: f64) -> Self {
        let value = if value.is_nan() {
            f64::NAN
        } else if value == 0.0 {
            0.0
        } else {
            value
        };
        Self(value.to_bits())
    }

    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl Room {
    pub fn text(name: impl Into<Arc<str>>) -> Self {
        Self::Text(name.into())
    }

    pub fn number(value: f64) -> Self {
        Self::Number(RoomNumber::new(value))
    }

    /// The room that every socket joins at connect: the one that bears its id.
    pub fn own(socket: &SocketId) -> Self {
        Self::Text(Arc::clone(&socket.0))
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(name) => f.write_str(name),
            Self::Number(number) => write!(f, "{}", number.value()),
            Self::Value { shown, .. } => f.write_str(shown),
        }
    }
}
