//! What tests of the whole product share: the real binary serving on a free port, and Node's test runner against it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The binary, serving until dropped.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`
    pub url: String,
}

impl Server {
    /// Starts `emitscope serve --port 0` with more arguments and reads the address it prints.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_emitscope"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is a pipe")).lines();
        let url = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned))
            .expect("it prints its address");
        // What it prints later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url: url.trim_end_matches('/').to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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
