//! The contract's two promises, held by random server programs and clients: each runs on Node's own `socket.io` and in a
//! sandbox, and what every client received is compared with the other run and with the sandbox's trace.
//!
//! `EMITSCOPE_SEEDS=0..1000` runs other programs than the usual ones. A program that fails is shown by
//! `node tests/promises/main.mjs assets/node_modules --seeds 7..8 --show`.

#[path = "support/server.rs"]
mod server;

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use server::Server;

const SEEDS: &str = "0..42";

/// One program's outcome, as `main.mjs` writes it.
struct Outcome {
    /// A seed, or what a program by hand is about.
    program: String,
    transport: String,
    /// Between the two runs.
    different: Vec<String>,
    /// Between the clients and the trace.
    dishonest: Vec<String>,
}

fn run(arguments: &[&str]) -> Vec<Outcome> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .arg(root.join("tests/promises/main.mjs"))
        .arg(root.join("assets/node_modules"))
        .args(arguments)
        .output()
        .expect("node starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8_lossy(&output.stdout).lines().map(outcome).collect()
}

fn outcome(line: &str) -> Outcome {
    let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"));
    let texts = |name: &str| {
        let list = line[name].as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Outcome {
        program: line["seed"].to_string(),
        transport: line["transport"].as_str().unwrap_or_default().to_owned(),
        different: texts("different"),
        dishonest: texts("dishonest"),
    }
}

/// The usual programs against a server, run once for both promises.
fn outcomes() -> &'static [Outcome] {
    static OUTCOMES: OnceLock<Vec<Outcome>> = OnceLock::new();
    OUTCOMES.get_or_init(|| {
        // The test asks more often than people do.
        let server = Server::start(&["--max-events-per-second", "1000000"]);
        let seeds = std::env::var("EMITSCOPE_SEEDS").unwrap_or_else(|_| SEEDS.to_owned());
        run(&["--address", &server.url, "--seeds", &seeds])
    })
}

#[track_caller]
fn hold(outcomes: &[Outcome], wrong: impl Fn(&Outcome) -> &[String]) {
    assert!(!outcomes.is_empty(), "no program ran");
    let broken: Vec<String> = outcomes
        .iter()
        .filter(|outcome| !wrong(outcome).is_empty())
        .map(|outcome| {
            format!("program {} over {}:\n{}", outcome.program, outcome.transport, wrong(outcome).join("\n"))
        })
        .collect();
    assert!(broken.is_empty(), "{} of {} programs:\n{}", broken.len(), outcomes.len(), broken.join("\n\n"));
}

#[test]
fn the_panel_cannot_lie() {
    hold(outcomes(), |outcome| &outcome.dishonest);
}

#[test]
fn it_is_socket_io() {
    hold(outcomes(), |outcome| &outcome.different);
}

/// Else a difference would say nothing: what a program does must not depend on who is faster.
#[test]
fn node_does_the_same_twice() {
    hold(&run(&["--seeds", "0..9"]), |outcome| &outcome.different);
}
