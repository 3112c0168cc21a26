//! One Engine.IO message, ready for both transports and shared by all its recipients: encoded once, copied into each
//! connection's buffer.

use bytes::Bytes;

#[derive(Debug, Clone)]
pub enum Message {
    /// UTF-8, without Engine.IO's digit.
    Text(Bytes),
    Binary(Bytes),
}

impl Message {
    pub fn text(_text: &str) -> Self {
        todo!()
    }

    pub fn binary(_bytes: Bytes) -> Self {
        todo!()
    }
}
