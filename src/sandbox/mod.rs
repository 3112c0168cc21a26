//! A sandbox: one learner's server. Its loop takes what clients send, lets the worker run the code, has every operation
//! decided by `routing`, delivers what was decided through `engine`, and writes the journal. Knows nothing of lessons.
//!
//! The way of an event: `lifecycle` (the loop) takes it from a connection, `events` hands it to the worker, `deliver` turns
//! what the code did into decisions, deliveries and entries. `host` holds all sandboxes of a server.

mod limits;
mod model;
mod host;
mod handle;
mod http;
mod options;
mod time;
mod pool;
mod process;
mod start;
mod registry;
mod state;
mod lifecycle;
mod events;
mod exchanges;
mod turns;
mod pace;
mod deliver;
mod convert;
mod calls;
mod numbers;
mod restart;
mod settle;
mod wire;

pub use handle::{Pages, Sandbox};
pub use host::Host;
pub use http::{Broken, HttpAnswer, HttpBody, HttpError, HttpPending, HttpRequest, MAX_OPEN_REQUESTS};
pub use limits::Limits;
pub use model::{
    Clock, CreateError, Failure, NamespaceSnapshot, ReplaceError, Settled, Snapshot, SocketSnapshot, Spec,
};
