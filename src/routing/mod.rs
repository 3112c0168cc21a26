//! Who gets it, and why not the others. Pure: the sockets and rooms of a namespace and an [`Operation`] go in, a
//! [`Decision`] comes out that names each socket once. No I/O, clock, randomness or async; nothing here can fail.
//! The rules are those of `socket.io-adapter`'s in-memory adapter.

mod id;
mod operation;
mod decision;
mod namespace;
mod decide;
mod near;

pub use decision::{Decision, Reason, Skipped, Warning};
pub use id::{Room, SocketId};
pub use namespace::{Link, Namespace, Router};
pub use operation::{Flags, Operation, Selection, Target};
