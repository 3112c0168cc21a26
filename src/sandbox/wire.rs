//! The packets on the wire: taken from the engine while somebody reads them, and kept with the names of clients.

use std::sync::Arc;

use super::state::Loop;
use crate::engine::Tapped;
use crate::trace::{WireEntry, WirePacket, WireRequest};

impl Loop {
    /// Has packets recorded as long as somebody reads them.
    pub(super) fn watch_wire(&mut self) {
        let wanted = self.wire.has_readers();
        if wanted != self.wire_is_read {
            self.wire_is_read = wanted;
            self.engine.record(wanted);
            if !wanted {
                self.wire.forget();
            }
        }
    }

    /// Hands on what was recorded since the last round.
    pub(super) fn tell_wire(&mut self) {
        if !self.wire_is_read {
            return;
        }
        let (packets, lost) = self.engine.take_recorded();
        for packet in packets {
            let entry = self.wire_entry(packet);
            self.wire.push(entry);
        }
        if lost > 0 {
            self.wire.skip(lost);
        }
    }

    fn wire_entry(&self, packet: Tapped) -> WireEntry {
        let known = self.connections.get(&packet.connection);
        WireEntry {
            at: packet.at,
            cause: packet.mark,
            connection: packet.session,
            client: known.and_then(|known| known.client.as_ref().map(Arc::clone)),
            to_client: packet.to_client,
            transport: if packet.websocket { "websocket" } else { "polling" },
            packet: WirePacket { content: packet.content, binary: packet.binary, cut: packet.cut },
            bytes: packet.bytes as u64,
            delay: packet.delay,
            request: packet.request.map(|request| WireRequest {
                method: request.method,
                status: request.status,
                overhead: request.overhead as u64,
                waited: request.waited,
            }),
        }
    }
}
