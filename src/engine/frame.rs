//! Websocket frames from server to client: unmasked, unfragmented. Reading is `tungstenite`'s; writing one's own lets
//! all recipients of a message share its bytes.

use tungstenite::protocol::CloseFrame;

use super::Message;
use super::packet::{self, Packet};

const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;
const CLOSE: u8 = 0x88;

/// What a client's frames have beside that, in bytes.
pub(super) const MASK: usize = 4;

/// Longest header, in bytes.
pub(super) const HEADER: usize = 10;

/// Why a websocket is closed, as the number in its close frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CloseCode(Option<u16>);

impl CloseCode {
    /// No number: a client sees 1005, as with Node's server.
    pub const NONE: Self = Self(None);
    pub const GOING_AWAY: Self = Self(Some(1001));
    pub const PROTOCOL: Self = Self(Some(1002));
    pub const INVALID_DATA: Self = Self(Some(1007));
    pub const TOO_BIG: Self = Self(Some(1009));

    /// What the client's close frame is answered with.
    pub fn echo(frame: Option<&CloseFrame>) -> Self {
        Self(frame.map(|frame| frame.code.into()))
    }
}

/// Appends a packet as one frame.
pub(super) fn packet(packet: &Packet, out: &mut Vec<u8>) {
    match packet {
        Packet::Message(content) => message(content, out),
        _ => {
            if let Some((digit, data)) = packet.parts() {
                text(digit, data, out);
            }
        }
    }
}

pub(super) fn message(message: &Message, out: &mut Vec<u8>) {
    match message {
        Message::Text(data) => text(b'4', data, out),
        Message::Binary(data) => {
            header(BINARY, data.len(), out);
            out.extend_from_slice(data);
        }
    }
}

/// For a client that wants no binary frames.
pub(super) fn message_base64(message: &Message, out: &mut Vec<u8>) {
    match message {
        Message::Text(data) => text(b'4', data, out),
        Message::Binary(data) => text(b'b', packet::base64(data).as_bytes(), out),
    }
}

/// Where the frame that begins at `start` ends. All frames in `frames` are whole.
pub(super) fn end(frames: &[u8], start: usize) -> usize {
    let length = |bytes: usize| {
        let field = frames.get(start + 2..start + 2 + bytes).unwrap_or_default();
        2 + bytes + field.iter().fold(0, |length, byte| length << 8 | usize::from(*byte))
    };
    let size = match frames.get(start + 1) {
        Some(126) => length(2),
        Some(127) => length(8),
        Some(short) => 2 + usize::from(*short),
        None => 0,
    };
    frames.len().min(start + size)
}

pub(super) fn close(code: CloseCode, out: &mut Vec<u8>) {
    match code.0 {
        None => header(CLOSE, 0, out),
        Some(number) => {
            header(CLOSE, 2, out);
            out.extend_from_slice(&number.to_be_bytes());
        }
    }
}

fn text(digit: u8, data: &[u8], out: &mut Vec<u8>) {
    header(TEXT, data.len() + 1, out);
    out.push(digit);
    out.extend_from_slice(data);
}

/// Bytes of the header of a frame with so many bytes in it.
pub(super) fn header_len(len: usize) -> usize {
    match len {
        0..126 => 2,
        126..=0xffff => 4,
        _ => HEADER,
    }
}

fn header(kind: u8, len: usize, out: &mut Vec<u8>) {
    out.reserve(len + HEADER);
    out.push(kind);
    if let Ok(len @ 0..126) = u8::try_from(len) {
        out.push(len);
    } else if let Ok(len) = u16::try_from(len) {
        out.push(126);
        out.extend_from_slice(&len.to_be_bytes());
    } else {
        out.push(127);
        out.extend_from_slice(&(len as u64).to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tungstenite::protocol::{Message as Read, Role, WebSocket};

    fn read_back(bytes: Vec<u8>) -> Read {
        let stream = std::io::Cursor::new(bytes);
        WebSocket::from_raw_socket(stream, Role::Client, None).read().expect("a frame")
    }

    #[test]
    fn every_length_form_reads_back() {
        for len in [0, 1, 124, 125, 126, 65_534, 65_535, 65_536, 70_000] {
            let text = "x".repeat(len);
            let mut out = vec![0; 3];
            packet(&Packet::Message(Message::text(&text)), &mut out);
            let whole = out.len();
            close(CloseCode::NONE, &mut out);
            assert_eq!(end(&out, 3), whole);
            assert_eq!(end(&out, whole), out.len());
            assert_eq!(read_back(out.split_off(3)), Read::text(format!("4{text}")));

            assert_eq!(whole - 3, header_len(len + 1) + len + 1);

            let mut out = Vec::new();
            packet(&Packet::Message(Message::binary(text.clone().into())), &mut out);
            assert_eq!(read_back(out), Read::binary(text));
        }
    }

    #[test]
    fn binary_may_travel_as_text() {
        let mut out = Vec::new();
        message_base64(&Message::binary(vec![1, 2, 3, 4].into()), &mut out);
        assert_eq!(read_back(out), Read::text("bAQIDBA=="));
    }

    #[test]
    fn control_packets_are_text() {
        let mut out = Vec::new();
        packet(&Packet::Pong(Packet::PROBE.into()), &mut out);
        assert_eq!(read_back(out), Read::text("3probe"));
    }

    #[test]
    fn close_carries_its_code() {
        let mut out = Vec::new();
        close(CloseCode::TOO_BIG, &mut out);
        assert_eq!(out, [0x88, 2, 0x03, 0xf1]);
        out.clear();
        close(CloseCode::NONE, &mut out);
        assert_eq!(out, [0x88, 0]);
    }
}
