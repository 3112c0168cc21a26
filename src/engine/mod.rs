//! Engine.IO v4 on warp: handshake, polling, upgrade, heartbeat, close. [`Engine`] is one server's connections, owned by
//! one loop and driven from outside: inputs and the clock go in, events come out, messages are queued and written once
//! per round. The routes turn HTTP requests and websocket frames into inputs.

mod message;
mod server;

pub use message::Message;
pub use server::{ConnectionId, Counters, Engine, Event, Input, Limits, Options};
