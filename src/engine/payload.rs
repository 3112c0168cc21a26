//! Payloads: the packets of one polling body, separated by a byte that text packets do not contain.

use bytes::Bytes;

use super::packet::Packet;

const SEPARATOR: u8 = 0x1e;

pub(super) fn encode<'a>(packets: impl Iterator<Item = &'a Packet> + Clone) -> Bytes {
    let size = packets.clone().map(|packet| packet.encoded_len() + 1).sum();
    let mut out = String::with_capacity(size);
    for packet in packets {
        if !out.is_empty() {
            out.push(char::from(SEPARATOR));
        }
        packet.encode(&mut out);
    }
    out.into()
}

/// The packets of a body; ends with `None` at what is no packet.
pub(super) fn decode(body: Bytes) -> impl Iterator<Item = Option<Packet>> {
    // as Node reads it: bytes that are no UTF-8 become U+FFFD
    let body = match String::from_utf8_lossy(&body) {
        std::borrow::Cow::Borrowed(_) => body,
        std::borrow::Cow::Owned(mended) => mended.into(),
    };
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let mut part = rest.take()?;
        if let Some(end) = part.iter().position(|byte| *byte == SEPARATOR) {
            rest = Some(part.split_off(end).slice(1..));
        }
        let packet = Packet::decode(&part);
        if packet.is_none() {
            rest = None;
        }
        Some(packet)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Message;

    fn decoded(body: &'static [u8]) -> Vec<Option<Packet>> {
        decode(Bytes::from_static(body)).collect()
    }

    #[test]
    fn several_packets_in_one_body() {
        let body = b"4test1\x1e4\x1ebAQID\x1e3";
        let packets: Vec<Packet> = decoded(body).into_iter().flatten().collect();
        assert_eq!(packets.len(), 4);
        assert_eq!(packets[0], Packet::Message(Message::text("test1")));
        assert_eq!(packets[3], Packet::Pong(Bytes::new()));
        assert_eq!(encode(packets.iter()), Bytes::from_static(body));
    }

    #[test]
    fn reading_stops_at_what_is_no_packet() {
        assert_eq!(decoded(b"4a\x1ewrong\x1e4b"), [Some(Packet::Message(Message::text("a"))), None]);
        assert_eq!(decoded(b""), [None]);
        assert_eq!(decoded(b"4a\x1e"), [Some(Packet::Message(Message::text("a"))), None]);
    }

    #[test]
    fn broken_utf8_is_mended() {
        assert_eq!(decoded(b"4a\xff"), [Some(Packet::Message(Message::text("a\u{fffd}")))]);
    }
}
