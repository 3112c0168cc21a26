//! What leaves a sandbox: its run as a scenario, and itself as a program for plain Node.

#[path = "support/server.rs"]
mod server;

#[path = "export/node.rs"]
mod node;
#[path = "export/recording.rs"]
mod recording;

use std::path::{Path, PathBuf};
use std::process::Command;

/// A script of `tests/export/` for Node, with the server's address.
fn script(name: &str, url: &str) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(packages().join("socket.io-client").is_dir(), "assets/node_modules is missing: tests/run installs it");
    let mut command = Command::new("node");
    command.arg(root.join("tests/export").join(name)).env("EMITSCOPE_URL", url);
    command
}

/// The packages that tests share.
fn packages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/node_modules")
}
