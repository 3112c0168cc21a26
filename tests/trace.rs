//! The trace: no entry is lost silently, packets are read as they were meant, calls are found as they were written.

#[path = "trace/call.rs"]
mod call;
#[path = "trace/journal.rs"]
mod journal;
#[path = "trace/packet.rs"]
mod packet;
