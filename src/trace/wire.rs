//! The packets on the wire, in a bounded ring of their own beside the journal. They are recorded only while somebody reads
//! them: a reader begins with what comes next, and without readers nothing is kept.

use std::mem::size_of;
use std::sync::Arc;

use bytes::Bytes;

use super::ring::{Limits, Reader, Shared};

/// Packets that are kept for readers that are behind, and their bytes.
const LIMITS: Limits = Limits { entries: 2_000, bytes: 2 << 20 };

/// One Engine.IO packet that came or went.
#[derive(Debug, Clone)]
pub struct WireEntry {
    /// Milliseconds since the sandbox started.
    pub at: f64,
    /// The `seq` of the entry that sent it.
    pub cause: Option<u64>,
    /// Engine.IO's session id.
    pub connection: Arc<str>,
    pub client: Option<Arc<str>>,
    pub to_client: bool,
    /// `polling` or `websocket`.
    pub transport: &'static str,
    pub packet: WirePacket,
    /// Of the packet on its transport: with the frame's header on a websocket, with its separator in a polling body.
    pub bytes: u64,
    /// How long a message to the client waited for a way there, in milliseconds.
    pub delay: Option<f64>,
    /// The HTTP request that carried it, told with the first of the packets that it carried.
    pub request: Option<WireRequest>,
}

/// A packet as it stood on the wire.
#[derive(Debug, Clone)]
pub struct WirePacket {
    /// Engine.IO's text; of a binary frame its bytes.
    pub content: Bytes,
    pub binary: bool,
    /// What was longer is not here.
    pub cut: bool,
}

#[derive(Debug, Clone)]
pub struct WireRequest {
    pub method: &'static str,
    pub status: u16,
    /// Bytes of its two heads and of whatever else is no packet.
    pub overhead: u64,
    /// From the request to its answer, in milliseconds.
    pub waited: f64,
}

/// The writing end and the source of readers. Cheap to clone; clones are the same wire.
#[derive(Debug, Clone)]
pub struct Wire {
    shared: Arc<Shared<WireEntry>>,
}

impl Default for Wire {
    fn default() -> Self {
        Self { shared: Shared::new(LIMITS) }
    }
}

impl Wire {
    /// Appends a packet and wakes the readers.
    pub fn push(&self, entry: WireEntry) {
        let weight = size_of::<WireEntry>() + entry.packet.content.len();
        let fallen = self.shared.ring().push(entry, weight, &self.shared.limits);
        drop(fallen);
        self.shared.changed.notify_waiters();
    }

    /// Packets were not recorded: each reader gets a gap.
    pub fn skip(&self, packets: u64) {
        self.shared.ring().skip(packets);
        self.shared.changed.notify_waiters();
    }

    /// Forgets what nobody reads any more.
    pub fn forget(&self) {
        self.shared.ring().skip(0);
    }

    /// A reader of what comes from now on.
    pub fn reader(&self) -> Reader<WireEntry> {
        let next = self.shared.ring().last + 1;
        Reader::new(&self.shared, next)
    }

    pub fn has_readers(&self) -> bool {
        self.shared.readers() > 0
    }

    /// No more will come: readers get the end after the last.
    pub fn close(&self) {
        self.shared.close();
    }
}
