//! What tests of the whole product share: the real binary, serving on a free port.

mod server;

pub use server::Server;
