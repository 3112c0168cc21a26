//! From the runtime's `host.report(kind, cause, line, column, …)` to a [`What`]. The kinds are numbered as in
//! `assets/runtime/core/host.js`, the fields come in the order of the message's own.

use bytes::Bytes;
use rquickjs::function::Rest;
use rquickjs::{Array, ArrayBuffer, Ctx, Exception, Result, TypedArray, Value};

use super::message::{Aim, Data, Failure, Flags, LogLevel, Place, RoomName, What};

/// The values of one call, taken one after the other.
pub struct Fields<'js> {
    ctx: Ctx<'js>,
    values: std::vec::IntoIter<Value<'js>>,
}

impl<'js> Fields<'js> {
    pub fn new(ctx: Ctx<'js>, Rest(values): Rest<Value<'js>>) -> Self {
        Self { ctx, values: values.into_iter() }
    }

    fn next(&mut self) -> Value<'js> {
        self.values.next().unwrap_or_else(|| Value::new_undefined(self.ctx.clone()))
    }

    pub fn number(&mut self) -> f64 {
        self.next().as_number().unwrap_or(0.0)
    }

    fn count(&mut self) -> u64 {
        let number = self.number();
        if number >= 1.0 { number as u64 } else { 0 }
    }

    fn bool(&mut self) -> bool {
        self.next().as_bool().unwrap_or(false)
    }

    pub fn text(&mut self) -> Result<String> {
        let value = self.next();
        text(&value)
    }

    fn optional_text(&mut self) -> Result<Option<String>> {
        let value = self.next();
        if value.is_null() || value.is_undefined() { Ok(None) } else { text(&value).map(Some) }
    }

    pub fn frames(&mut self) -> Result<Vec<Data>> {
        let value = self.next();
        let Some(array) = value.as_array() else { return Ok(Vec::new()) };
        array.iter::<Value<'js>>().map(|frame| data(&frame?)).collect()
    }

    fn rooms(&mut self) -> Result<Vec<RoomName>> {
        let value = self.next();
        value.as_array().map_or_else(|| Ok(Vec::new()), rooms)
    }

    fn aim(&mut self) -> Result<Aim> {
        let direct = self.optional_text()?;
        let (rooms, except) = (self.rooms()?, self.rooms()?);
        let sender = self.optional_text()?;
        let empty_list = self.bool();
        Ok(direct.map_or(Aim::Select { rooms, except, sender, empty_list }, Aim::Direct))
    }

    pub fn cause(&mut self) -> Option<u64> {
        Some(self.count()).filter(|number| *number > 0)
    }

    pub fn place(&mut self) -> Option<Place> {
        let (line, column) = (self.count(), self.count());
        let line = u32::try_from(line).ok().filter(|line| *line > 0)?;
        Some(Place { line, column: u32::try_from(column).unwrap_or(1).max(1) })
    }

    /// The fields of one kind.
    pub fn what(&mut self, kind: u32) -> Result<What> {
        Ok(match kind {
            0 => What::Connect {
                namespace: self.text()?,
                socket: self.text()?,
                connection: self.count() as u32,
                auth: self.text()?,
                recovered: self.bool(),
            },
            1 => What::Pending { namespace: self.text()?, socket: self.text()?, connection: self.count() as u32 },
            2 => What::Listed { namespace: self.text()?, socket: self.text()?, connection: self.count() as u32 },
            3 => What::Refuse {
                namespace: self.text()?,
                connection: self.count() as u32,
                message: self.text()?,
                data: self.optional_text()?,
                auth: self.optional_text()?,
            },
            4 => What::Receive {
                namespace: self.text()?,
                socket: self.text()?,
                packet: self.frames()?,
                ack: self.bool(),
                handled: self.bool(),
            },
            5 => {
                What::Emit { namespace: self.text()?, target: self.aim()?, flags: self.flags(), packet: self.frames()? }
            }
            6 => What::Join { namespace: self.text()?, target: self.aim()?, rooms: self.rooms()? },
            7 => {
                let (namespace, target) = (self.text()?, self.aim()?);
                let rooms = self.next();
                What::Leave { namespace, target, rooms: rooms.as_array().map(|array| self::rooms(array)).transpose()? }
            }
            8 => What::Disconnect { namespace: self.text()?, target: self.aim()? },
            9 => What::Disconnected {
                namespace: self.text()?,
                socket: self.text()?,
                reason: self.text()?,
                rooms: self.rooms()?,
            },
            10 => What::AckToClient {
                namespace: self.text()?,
                socket: self.text()?,
                of: self.cause(),
                packet: self.frames()?,
            },
            11 => What::AckToServer {
                namespace: self.text()?,
                socket: self.text()?,
                of: self.cause(),
                packet: self.frames()?,
            },
            12 => What::AckTimeout { namespace: self.text()?, socket: self.optional_text()?, of: self.cause() },
            13 => What::Log { level: level(self.count()), text: self.text()? },
            14 => What::Error(Failure {
                title: self.text()?,
                detail: self.text()?,
                place: None,
                limit: self.optional_text()?,
                stack: self.optional_text()?.filter(|stack| !stack.is_empty()),
            }),
            15 => What::Request { exchange: self.count() as u32 },
            other => return Err(Exception::throw_internal(&self.ctx, &format!("no report of kind {other}"))),
        })
    }

    fn flags(&mut self) -> Flags {
        let bits = self.count();
        Flags { volatile: bits & 1 != 0, local: bits & 2 != 0, ack: bits & 4 != 0, timeout: bits & 8 != 0 }
    }
}

fn level(number: u64) -> LogLevel {
    match number {
        0 => LogLevel::Debug,
        2 => LogLevel::Info,
        3 => LogLevel::Warn,
        4 => LogLevel::Error,
        _ => LogLevel::Log,
    }
}

/// The text of a string value; lone surrogates become U+FFFD, what is no string is empty.
pub fn text(value: &Value<'_>) -> Result<String> {
    let Some(string) = value.as_string() else { return Ok(String::new()) };
    match string.to_string() {
        Err(rquickjs::Error::Utf8(_)) => {
            let raw = string.clone().to_cstring()?;
            // SAFETY: QuickJS gave this pointer and length together, and `raw` keeps them alive.
            let bytes = unsafe { std::slice::from_raw_parts(raw.as_ptr().cast::<u8>(), raw.len()) };
            // A surrogate is three bytes here, each of which becomes one mark.
            Ok(String::from_utf8_lossy(bytes).replace("\u{fffd}\u{fffd}\u{fffd}", "\u{fffd}"))
        }
        other => other,
    }
}

fn rooms(array: &Array<'_>) -> Result<Vec<RoomName>> {
    array.iter::<Value<'_>>().map(|room| room_name(&room?)).collect()
}

fn room_name(value: &Value<'_>) -> Result<RoomName> {
    if let Some(number) = value.as_number() {
        return Ok(RoomName::Number(number));
    }
    match value.as_array() {
        None => Ok(RoomName::Text(text(value)?)),
        Some(pair) => {
            let key: f64 = pair.get(0)?;
            let shown: Value<'_> = pair.get(1)?;
            Ok(RoomName::Value { key: key as u64, shown: text(&shown)? })
        }
    }
}

/// What one frame carries: a string, or the bytes of a `Uint8Array` or `ArrayBuffer`.
pub fn data(value: &Value<'_>) -> Result<Data> {
    if let Some(object) = value.as_object() {
        let array = object.as_typed_array::<u8>().and_then(TypedArray::as_raw);
        let raw = array.or_else(|| ArrayBuffer::from_object(object.clone()).and_then(|buffer| buffer.as_raw()));
        if let Some(bytes) = raw {
            // SAFETY: the value keeps the bytes alive, and no JavaScript runs while they are copied.
            return Ok(Data::Binary(Bytes::copy_from_slice(unsafe { bytes.as_ref() })));
        }
    }
    Ok(Data::Text(text(value)?))
}
