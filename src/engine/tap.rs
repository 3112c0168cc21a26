//! The tap: each packet on the wire, as its owner may want to see it. Nothing is recorded until it is turned on. Sessions
//! hold one end, since only they know when a packet leaves; the engine's owner takes what was recorded after each round.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{BufMut, Bytes, BytesMut};

use super::ConnectionId;
use super::cost::Request;
use super::frame;
use super::message::Message;
use super::packet::Packet;

/// Packets recorded between two takes; more are counted only.
const MAX_RECORDED: usize = 4_096;
/// What is recorded of one packet, in bytes.
const MAX_CONTENT: usize = 64 << 10;

/// One packet that came or went.
#[derive(Debug, Clone)]
pub struct Tapped {
    pub connection: ConnectionId,
    /// Engine.IO's session id.
    pub session: Arc<str>,
    pub at: f64,
    pub to_client: bool,
    pub websocket: bool,
    /// Engine.IO's text; of a binary frame its bytes.
    pub content: Bytes,
    pub binary: bool,
    /// It was longer than what is recorded.
    pub cut: bool,
    /// With its frame's header on a websocket, with its separator in a polling body.
    pub bytes: usize,
    /// What [`Engine::mark`](super::Engine::mark) said when it was sent.
    pub mark: Option<u64>,
    /// How long a message to the client waited for a way there, in milliseconds.
    pub delay: Option<f64>,
    /// The HTTP request that carried it, with the first of the packets that it carried.
    pub request: Option<Request>,
}

/// When and on whose behalf a packet is sent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stamp {
    pub at: f64,
    pub mark: Option<u64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Tap(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    on: AtomicBool,
    record: Mutex<Record>,
}

#[derive(Debug, Default)]
struct Record {
    stamp: Stamp,
    packets: VecDeque<Tapped>,
    lost: u64,
}

impl Tap {
    fn record(&self) -> MutexGuard<'_, Record> {
        // no code that holds it can panic half way
        self.0.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn is_on(&self) -> bool {
        self.0.on.load(Ordering::Relaxed)
    }

    pub fn turn(&self, on: bool) {
        self.0.on.store(on, Ordering::Relaxed);
        *self.record() = Record::default();
    }

    pub fn stamp(&self, stamp: Stamp) {
        if self.is_on() {
            self.record().stamp = stamp;
        }
    }

    /// What was recorded since the last time, and how many packets more there were.
    pub fn take(&self) -> (VecDeque<Tapped>, u64) {
        if !self.is_on() {
            return (VecDeque::new(), 0);
        }
        let mut record = self.record();
        (std::mem::take(&mut record.packets), std::mem::take(&mut record.lost))
    }
}

/// A session's end of the tap.
#[derive(Debug, Clone)]
pub(super) struct End {
    tap: Tap,
    connection: ConnectionId,
    session: Arc<str>,
}

impl End {
    pub fn new(tap: &Tap, connection: ConnectionId, session: &str) -> Self {
        Self { tap: tap.clone(), connection, session: session.into() }
    }

    pub fn is_on(&self) -> bool {
        self.tap.is_on()
    }

    /// The stamp of what is sent now.
    pub fn now(&self) -> Stamp {
        if self.is_on() { self.tap.record().stamp } else { Stamp::default() }
    }

    /// A frame of a websocket.
    pub fn frame(&self, packet: &Packet, to_client: bool, base64: bool, request: Option<Request>) {
        if !self.is_on() {
            return;
        }
        let (content, binary, cut) = content(packet, base64);
        // what a client sends is masked, which takes four bytes more
        let length = if binary || !is_binary(packet) { packet.frame_len() } else { packet.encoded_len() };
        let bytes = frame::header_len(length) + length + if to_client { 0 } else { frame::MASK };
        let delay = (to_client && is_message(packet)).then_some(0.0);
        let stamp = self.now();
        self.push(Tapped { bytes, delay, request, ..self.tapped(to_client, true, content, binary, cut, stamp) });
    }

    /// The packets of one polling body, each with the stamp of when it was sent.
    pub fn body<'a>(
        &self,
        packets: impl Iterator<Item = (&'a Packet, Stamp)>,
        to_client: bool,
        mut request: Option<Request>,
    ) {
        if !self.is_on() {
            return;
        }
        let now = self.now().at;
        for (index, (packet, sent)) in packets.enumerate() {
            let (content, binary, cut) = content(packet, true);
            let bytes = packet.encoded_len() + usize::from(index > 0);
            let delay = (to_client && is_message(packet)).then(|| (now - sent.at).max(0.0));
            let stamp = Stamp { at: now, mark: sent.mark };
            let request = request.take();
            self.push(Tapped { bytes, delay, request, ..self.tapped(to_client, false, content, binary, cut, stamp) });
        }
    }

    fn tapped(
        &self,
        to_client: bool,
        websocket: bool,
        content: Bytes,
        binary: bool,
        cut: bool,
        stamp: Stamp,
    ) -> Tapped {
        Tapped {
            connection: self.connection,
            session: Arc::clone(&self.session),
            at: stamp.at,
            to_client,
            websocket,
            content,
            binary,
            cut,
            bytes: 0,
            mark: stamp.mark.filter(|_| to_client),
            delay: None,
            request: None,
        }
    }

    fn push(&self, packet: Tapped) {
        let mut record = self.tap.record();
        if record.packets.len() < MAX_RECORDED {
            record.packets.push_back(packet);
        } else {
            record.lost += 1;
        }
    }
}

fn is_message(packet: &Packet) -> bool {
    matches!(packet, Packet::Message(_))
}

fn is_binary(packet: &Packet) -> bool {
    matches!(packet, Packet::Message(Message::Binary(_)))
}

/// What is recorded of a packet, whether that is binary, and whether there was more.
fn content(packet: &Packet, base64: bool) -> (Bytes, bool, bool) {
    if let Packet::Message(Message::Binary(data)) = packet
        && !base64
    {
        let cut = data.len() > MAX_CONTENT;
        // a part of its own, so that the rest is not kept
        let content = if cut { Bytes::copy_from_slice(&data[..MAX_CONTENT]) } else { data.clone() };
        return (content, true, cut);
    }
    if let Some((digit, data)) = packet.parts() {
        let kept = data.len().min(MAX_CONTENT);
        let mut content = BytesMut::with_capacity(kept + 1);
        content.put_u8(digit);
        content.put_slice(&data[..kept]);
        return (content.freeze(), false, kept < data.len());
    }
    let mut text = String::new();
    packet.encode(&mut text);
    let cut = text.len() > MAX_CONTENT;
    // base64, so every place is between two characters
    text.truncate(MAX_CONTENT);
    text.shrink_to_fit();
    (text.into(), false, cut)
}
