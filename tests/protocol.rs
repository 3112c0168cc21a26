//! The real `socket.io-client` against the real server on a free port: one test per file of `tests/protocol/`, each run by
//! Node's own test runner. Packages come from `assets/node_modules` (`tests/run` installs them).

mod support;

use std::path::Path;
use std::process::Command;

use support::Server;

#[test]
fn everything_of_socket_io_works_with_the_real_client() {
    let server = Server::start(&[]);
    node_tests("protocol/clients.mjs", &server);
}

#[test]
fn failures_stay_with_whoever_made_them() {
    let server = Server::start(&[]);
    node_tests("protocol/failures.mjs", &server);
}

/// Runs one file below `tests/` with `node --test` against the server; fails with what it printed.
#[track_caller]
fn node_tests(file: &str, server: &Server) {
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
