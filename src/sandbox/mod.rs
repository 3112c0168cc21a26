//! A sandbox: one learner's server. Its loop takes what clients send, lets the worker run the code, has every operation
//! decided by `routing`, delivers what was decided through `engine`, and writes the journal. Knows nothing of lessons.

mod host;
mod limits;

pub use host::{Clock, CreateError, Failure, Host, ReplaceError, Sandbox, Settled, Snapshot, SocketSnapshot, Spec};
pub use limits::Limits;
