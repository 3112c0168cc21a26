//! What tests of the whole product share: the real binary, serving on a free port.

mod server;

use std::process::Command;

pub use server::Server;
