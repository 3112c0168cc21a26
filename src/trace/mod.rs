//! What happened in a sandbox, as entries in a journal: a bounded ring that readers (SSE, scenarios, the command line)
//! walk by `seq` at their own pace. A slow reader gets a gap, never costs memory, never slows the server.
//! The packets on the wire have a ring of their own, which lives while somebody reads it.

mod entry;
mod body;
mod packet;
mod weight;
mod ring;
mod journal;
mod wire;
mod call;
pub mod mermaid;
mod words;

pub use call::call_expression;
pub use entry::{
    Ack, AckOutcome, Body, Connect, DecisionEntry, Disconnect, Entry, ErrorEntry, Handshake, Http, HttpBody, HttpState,
    Level, Location, Operand, Packet, Receive, Refuse, Upgrade,
};
pub use journal::Journal;
pub use ring::{Batch, Limits, Reader};
pub use wire::{Wire, WireEntry, WirePacket, WireRequest};
