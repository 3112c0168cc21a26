//! The command as a person meets it: one line for what went wrong, exit codes, and an end that leaves nothing behind.

#[path = "support/server.rs"]
mod server;

use std::net::TcpListener;
use std::process::{Command, Output};

use server::Server;

#[track_caller]
fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_emitscope")).args(arguments).output().expect("the binary starts")
}

/// Runs to a failure: exit code 2, one line on standard error that has these words, nothing on standard output.
#[track_caller]
fn fails(arguments: &[&str], words: &[&str]) {
    let output = run(arguments);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    for word in words {
        assert!(text.contains(word), "`{word}` is missing: {text}");
    }
}

#[test]
fn wrong_usage_is_one_line() {
    fails(&["--prot", "1"], &["--prot", "--port", "--help"]);
    fails(&["serve", "--port", "x"], &["--port", "x"]);
    fails(&["serve", "--port", "70000"], &["--port"]);
    fails(&["servo"], &["servo"]);
    fails(&["serve", "extra"], &["extra"]);
}

#[test]
fn a_port_in_use_is_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("its address").port().to_string();
    fails(&["--port", &port], &[&port, "in use", "--port"]);
}

#[test]
fn lessons_that_are_not_there_are_one_line() {
    fails(&["--port", "0", "--lessons", "no/such/folder"], &["no/such/folder"]);
    fails(&["--port", "0", "--lessons", "Cargo.toml"], &["Cargo.toml"]);
}

#[test]
fn an_address_of_another_machine_is_one_line() {
    fails(&["--port", "0", "--host", "192.0.2.1"], &["192.0.2.1"]);
    fails(&["--port", "0", "--host", "nowhere.invalid"], &["nowhere.invalid"]);
}

#[test]
fn help_tells_the_limits_with_their_defaults() {
    let output = run(&["--help"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success());
    for (flag, default) in [
        ("--max-sandboxes", "200"),
        ("--max-connections", "500"),
        ("--max-heap-mib", "32"),
        ("--max-turn-ms", "100"),
        ("--max-events-per-second", "2000"),
        ("--max-packet-bytes", "1000000"),
        ("--max-pending-bytes", "8388608"),
        ("--max-trace-entries", "10000"),
        ("--idle-minutes", "10"),
    ] {
        let line = text.lines().find(|line| line.contains(flag)).unwrap_or_else(|| panic!("no {flag} in {text}"));
        assert!(line.contains(&format!("[default: {default}]")), "{line}");
    }
    assert_eq!(run(&["help", "serve"]).status.code(), Some(0));
    assert!(String::from_utf8_lossy(&run(&["--version"]).stdout).starts_with("emitscope "));
}

#[cfg(unix)]
mod signals {
    use super::Server;
    use std::net::TcpStream;
    use std::process::Command;
    use std::time::{Duration, Instant};

    /// What a server may take to end.
    const END: Duration = Duration::from_secs(5);

    #[track_caller]
    fn ends_on(signal: &str) {
        let mut server = Server::start(&[]);
        let address = server.url.trim_start_matches("http://");
        let _idle = TcpStream::connect(address).expect("a connection that says nothing must not hold up the end");
        let workers = children(server.child.id());
        let begun = Instant::now();
        let sent = Command::new("kill").args([signal, &server.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        let status = server.child.wait().expect("it ends");
        assert_eq!(status.code(), Some(0), "{status}");
        assert!(begun.elapsed() < END, "it took {:?}", begun.elapsed());
        assert_eq!(workers.iter().filter(|id| is_worker(id)).count(), 0, "workers were left behind");
    }

    #[test]
    fn an_interrupt_ends_it_and_its_workers() {
        ends_on("-INT");
    }

    #[test]
    fn a_termination_ends_it_and_its_workers() {
        ends_on("-TERM");
    }

    fn children(parent: u32) -> Vec<String> {
        let output = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output().expect("ps runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let pair = |line: &str| line.trim().split_once(' ').map(|(id, of)| (id.to_owned(), of.trim().to_owned()));
        text.lines().filter_map(pair).filter(|(_, of)| *of == parent.to_string()).map(|(id, _)| id).collect()
    }

    fn is_worker(id: &str) -> bool {
        let output = Command::new("ps").args(["-p", id, "-o", "args="]).output().expect("ps runs");
        String::from_utf8_lossy(&output.stdout).contains("worker")
    }
}
