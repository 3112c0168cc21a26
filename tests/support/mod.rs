//! What tests of the whole product share: the real binary serving on a free port, and Node's test runner against it.

mod server;

use std::path::Path;
use std::process::Command;

pub use server::Server;

/// Runs one file below `tests/` with `node --test` against the server; fails with what it printed.
#[track_caller]
pub fn node_tests(file: &str, server: &Server) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(
        root.join("assets/node_modules/socket.io-client").is_dir(),
        "assets/node_modules is missing: tests/run installs what tests need"
    );
    let output = Command::new("node")
        .args(["--test", "--test-timeout", "60000", "--test-reporter", "spec"])
        .arg(root.join("tests").join(file))
        .env("EMITSCOPE_URL", &server.url)
        .output()
        .expect("node starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{file} failed:\n{text}\n{}", String::from_utf8_lossy(&output.stderr));
}
