//! Engine.IO v4 on warp: handshake, polling, upgrade, heartbeat, close. [`Engine`] is one server's connections, owned
//! by one loop and driven from outside: inputs and the clock go in, events come out, messages are queued and written
//! once per round. [`routes`] turn HTTP requests and websocket frames into inputs; [`serve`] is the HTTP server under
//! them.
//!
//! # Layout
//! - Values: `message`, `packet`, `payload`, `frame` (what is written), `options`, `event`, `refusal`, `input`,
//!   `answer`, `cost` (of a request); `tap` (what may be seen of it all).
//! - The core, without I/O but for `try_write`: `server` (the doors), `request` (HTTP), `receive` (packets), `upgrade`,
//!   `heartbeat`, `close`; on `session`, `polling`, `socket`, `timers`.
//! - Around it: `routes`, `exchange` (one request), `cors`, `reader` (one task a websocket), `outgoing` (what engine
//!   and reader share), `listen`.

mod message;
mod packet;
mod payload;
mod frame;
mod options;
mod event;
mod refusal;
mod input;
mod answer;
mod cost;
mod tap;

mod server;
mod request;
mod receive;
mod upgrade;
mod heartbeat;
mod close;
mod session;
mod polling;
mod socket;
mod timers;

mod routes;
mod exchange;
mod cors;
mod reader;
mod outgoing;
mod listen;

pub use cors::{allow as allow_origin, preflight};
pub use cost::Request;
pub use event::{ConnectionId, Counters, Event};
pub use input::Input;
pub use listen::{Closing, Peer, serve};
pub use message::Message;
pub use options::{Limits, Options};
pub use routes::{Doors, routes};
pub use server::Engine;
pub use tap::Tapped;
