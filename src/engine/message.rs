//! One Engine.IO message, shared by all its recipients: its bytes are made once and copied into each connection's
//! buffer behind a few bytes of header.

use bytes::Bytes;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// UTF-8, without Engine.IO's digit.
    Text(Bytes),
    Binary(Bytes),
}

impl Message {
    pub fn text(text: &str) -> Self {
        Self::Text(Bytes::copy_from_slice(text.as_bytes()))
    }

    pub fn binary(bytes: Bytes) -> Self {
        Self::Binary(bytes)
    }

    /// Size of the content in bytes, on any transport before its encoding.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(bytes) | Self::Binary(bytes) => bytes.len(),
        }
    }
}
