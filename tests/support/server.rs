//! The real binary, serving on a free port.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};

/// The binary, serving until dropped. What it says on standard error is shown only if its test fails.
pub struct Server {
    pub child: Child,
    /// `http://127.0.0.1:PORT`
    pub url: String,
    complaints: Option<JoinHandle<String>>,
}

impl Server {
    /// Starts `emitscope serve --port 0` with more arguments and reads the address it prints.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_emitscope"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut errors = child.stderr.take().expect("its errors are a pipe");
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let mut lines = BufReader::new(child.stdout.take().expect("its output is a pipe")).lines();
        let url = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned));
        let Some(url) = url else { panic!("it printed no address: {}", complaints.join().unwrap_or_default()) };
        // What it prints later must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        Self { child, url: url.trim_end_matches('/').to_owned(), complaints: Some(complaints) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let complaints = self.complaints.take().filter(|_| thread::panicking()).map(JoinHandle::join);
        if let Some(Ok(text)) = complaints {
            eprintln!("{text}");
        }
    }
}
