//! A run with real clients comes out as a scenario that passes when it is pasted into a lesson.

use std::path::PathBuf;
use std::sync::Arc;

use emitscope::engine;
use emitscope::lesson::{self, Code};
use emitscope::sandbox::{Host, Limits};
use emitscope::scenario;
use tokio::net::TcpListener;

use crate::script;
use crate::server::Server;

const CODE: &str = r#"io.on("connection", (socket) => {
  socket.on("hello", (...args) => socket.broadcast.emit("hello", ...args));
  socket.on("chat message", (text, done) => done({ at: Math.random(), text }));
  socket.on("ask", async () => {
    const [answer] = await io.except(socket.id).timeout(5000).emitWithAck("question", "life");
    socket.emit("answered", answer);
  });
  socket.on("later", (ms) => setTimeout(() => socket.broadcast.emit("done", Math.random(), "fixed"), ms));
  socket.on("who", () => socket.emit("you", socket.id, { id: `<${socket.id}>` }));
  socket.on("kick", () => socket.disconnect());
});
app.post("/posts", (req, res) => {
  io.emit("posted", req.body.text);
  res.status(201).json({ at: Math.random(), text: req.body.text });
});
app.get("/slow", (req, res) => {
  res.write("one ");
  setTimeout(() => res.end("two"), 300);
});
io.of("/admin").use((socket, next) => next(socket.handshake.auth.token ? undefined : new Error("not allowed")));
io.of("/admin").on("connection", (socket) => socket.on("hi", () => socket.emit("hi")));
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recorded_run_passes_as_a_scenario() {
    let server = Server::start(&[]);
    let text = run("run.mjs", &server.url, CODE, "{}");
    for part in [
        "%% clients: [alice, bob, mallory, carol]",
        "alice->>server: hello \"Alice\\u003b \\u00231\", {\"n\":1}, {\"$binary\":\"AQID\"}",
        "alice->>server: \"chat message\" \"hi 100\\u0025\\u0025\"",
        "server-->>alice: ack {\"at\":\"*\",\"text\":\"hi 100\\u0025\\u0025\"}",
        "bob-->>server: ack 42",
        "Note over server: +",
        "server->>bob: done \"*\", \"fixed\"",
        "server->>alice: you \"$alice\", {\"id\":\"*\"}",
        "mallory->>server: /admin connect {\"token\":0}",
        "server-xmallory: /admin connect_error \"not allowed\"",
        "carol->>server: /admin connect {\"token\":1}",
        "server-xbob: disconnect \"io server disconnect\"",
        "alice-xserver: disconnect",
        "bob->>server: POST /posts?x=1 {\"text\":\"a\\u003b b\"}",
        "server-->>bob: 201 {\"at\":\"*\",\"text\":\"a\\u003b b\"}",
        "server->>alice: posted \"a\\u003b b\"",
        "alice->>server: GET /slow",
        "server-->>alice: 200 \"one two\"",
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    assert!(!text.contains("left out") && !text.contains("not played again"), "{text}");
    passes(&text, CODE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_broke_comes_back_in_the_scenario_too() {
    for (options, missed) in [(r#"{"connectionStateRecovery":{}}"#, true), ("{}", false)] {
        let code = r#"io.on("connection", (socket) => {
  socket.emit("welcome", socket.recovered);
  socket.on("tell", (text) => socket.broadcast.emit("told", text));
});
"#;
        let server = Server::start(&[]);
        let text = run("recovery.mjs", &server.url, code, options);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let place = |wanted: &str| lines.iter().position(|line| line.starts_with(wanted));
        let (away, back) = (place("Note over bob: offline"), place("Note over bob: online"));
        let told = place(r#"server->>bob: told "while away""#);
        assert!(away.is_some() && away < back, "{text}");
        assert_eq!(told.is_some(), missed, "{text}");
        assert!(
            told.is_none() || told > back,
            "what was missed comes with the connection:
{text}"
        );
        assert!(
            !text.contains("left out") && !text.contains("not played again") && !text.contains("no line"),
            "{text}"
        );
        passes(&text, code).await;
    }
}

/// The scenario of a run with real clients.
fn run(name: &str, url: &str, code: &str, options: &str) -> String {
    let output =
        script(name, url).env("EMITSCOPE_OPTIONS", options).env("EMITSCOPE_CODE", code).output().expect("node starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Pastes it into a lesson and plays that.
async fn passes(diagram: &str, code: &str) {
    let after = |name: &str| diagram.split_once(name).and_then(|(_, rest)| rest.lines().next());
    let clients = after("%% clients: ").expect("its clients");
    let options = after("%% options: ").unwrap_or("{}");
    let text = format!(
        "---\ntitle: T\nclients: {clients}\n---\n## S\n```json options\n{options}\n```\n```js server\n{code}```\n```mermaid\n{diagram}```\n"
    );
    let parsed = lesson::parse("pasted.md", text.as_bytes());
    let lesson = parsed.lesson.unwrap_or_else(|| panic!("{:#?}\n{text}", parsed.diagnostics));
    let program = PathBuf::from(env!("CARGO_BIN_EXE_emitscope"));
    let host = Host::start(program, Limits::default()).await.expect("a host");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let routes = engine::routes(Arc::clone(&host) as Arc<dyn engine::Doors>);
    let serving = tokio::spawn(engine::serve(listener, routes, std::future::pending()));
    let step = &lesson.steps[0];
    let server = Code { text: step.server.text.clone(), line: step.server.line };
    let report = scenario::run_code(&step.scenarios[0], &lesson, step, &server, &host, address).await;
    assert!(report.passed(), "{report}\n{diagram}");
    host.shutdown().await;
    serving.abort();
}
