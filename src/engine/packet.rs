//! Engine.IO's packets as text: a digit and data. A binary message has no digit: on a websocket it is a binary frame,
//! in a payload the letter `b` and base64.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use super::Message;

/// As lenient about padding as Node's.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Packet {
    /// The handshake, as JSON.
    Open(Bytes),
    Close,
    /// With `probe` as data on a websocket that may take over; else empty.
    Ping(Bytes),
    Pong(Bytes),
    Message(Message),
    Upgrade,
    Noop,
}

impl Packet {
    pub const PROBE: &'static [u8] = b"probe";

    pub fn ping() -> Self {
        Self::Ping(Bytes::new())
    }

    /// Reads a packet from UTF-8; `None` if it is none.
    pub fn decode(text: &Bytes) -> Option<Self> {
        let data = || text.slice(1..);
        Some(match text.first()? {
            b'0' => Self::Open(data()),
            b'1' => Self::Close,
            b'2' => Self::Ping(data()),
            b'3' => Self::Pong(data()),
            b'4' => Self::Message(Message::Text(data())),
            b'5' => Self::Upgrade,
            b'6' => Self::Noop,
            b'b' => Self::Message(Message::Binary(BASE64.decode(&text[1..]).ok()?.into())),
            _ => return None,
        })
    }

    /// Digit and data; `None` for a binary message, which is text only in base64.
    pub fn parts(&self) -> Option<(u8, &[u8])> {
        Some(match self {
            Self::Open(data) => (b'0', data),
            Self::Close => (b'1', &[]),
            Self::Ping(data) => (b'2', data),
            Self::Pong(data) => (b'3', data),
            Self::Message(Message::Text(data)) => (b'4', data),
            Self::Message(Message::Binary(_)) => return None,
            Self::Upgrade => (b'5', &[]),
            Self::Noop => (b'6', &[]),
        })
    }

    /// How many bytes [`Packet::encode`] appends.
    pub fn encoded_len(&self) -> usize {
        match self {
            Self::Message(Message::Binary(data)) => 1 + data.len().div_ceil(3) * 4,
            _ => self.parts().map_or(0, |(_, data)| 1 + data.len()),
        }
    }

    /// How many bytes it has in a websocket frame, a binary one as binary.
    pub fn frame_len(&self) -> usize {
        match self {
            Self::Message(Message::Binary(data)) => data.len(),
            _ => self.encoded_len(),
        }
    }

    /// Appends the packet as text, a binary one as base64.
    pub fn encode(&self, out: &mut String) {
        match self {
            Self::Message(Message::Binary(data)) => {
                out.push('b');
                BASE64.encode_string(data, out);
            }
            _ => {
                if let Some((digit, data)) = self.parts() {
                    out.push(char::from(digit));
                    out.push_str(&String::from_utf8_lossy(data));
                }
            }
        }
    }
}

pub(super) fn base64(data: &[u8]) -> String {
    BASE64.encode(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(packet: &Packet) -> String {
        let mut out = String::new();
        packet.encode(&mut out);
        assert_eq!(out.len(), packet.encoded_len());
        out
    }

    #[test]
    fn every_type_survives_the_round_trip() {
        for encoded in ["0{}", "1", "2", "2probe", "3", "3probe", "4", "4hello", "4€", "5", "6", "b", "bAQIDBA=="] {
            let packet = Packet::decode(&Bytes::from(encoded)).expect(encoded);
            assert_eq!(text(&packet), encoded);
        }
    }

    #[test]
    fn base64_needs_no_padding() {
        let packet = Packet::decode(&Bytes::from_static(b"bAQIDBA"));
        assert_eq!(packet, Some(Packet::Message(Message::binary(Bytes::from_static(&[1, 2, 3, 4])))));
    }

    #[test]
    fn what_is_no_packet_is_refused() {
        for encoded in ["", "7", "abc", "bnot base64!", "\u{1e}"] {
            assert_eq!(Packet::decode(&Bytes::from(encoded)), None, "{encoded:?}");
        }
    }
}
