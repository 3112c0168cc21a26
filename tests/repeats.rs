//! Equal results: 600 scenarios made up from acks, rooms, namespaces, timers, offline, slow and polling networks are played
//! several times, many at once, and every report has to be the same to the letter. They say nothing of what they expect,
//! so each report tells all that every client received. `EMITSCOPE_REPEATS=100 cargo test --test repeats` plays each a
//! hundred times.

use std::path::PathBuf;
use std::sync::Arc;

use emitscope::lesson::{Lesson, parse};
use emitscope::sandbox::{Host, Limits};
use emitscope::scenario::Stage;
use tokio::task::JoinSet;

const SCENARIOS: u64 = 600;
/// How often each is played, unless `EMITSCOPE_REPEATS` says otherwise.
const REPEATS: usize = 3;
/// Scenarios that are played at once, to have them disturb each other.
const AT_ONCE: usize = 6;
/// Stimuli of one scenario.
const STIMULI: u64 = 14;

const SERVER: &str = r#"
const name = (socket) => socket.handshake.query.client;

for (const path of ["/", "/admin"]) {
  const place = io.of(path);
  place.use((socket, next) => next(socket.handshake.auth.token === 0 ? new Error("no") : undefined));
  place.on("connection", (socket) => {
    socket.broadcast.emit("joined", name(socket));
    socket.on("join", (room) => socket.join(room));
    socket.on("leave", (room) => socket.leave(room));
    socket.on("room", (room, text) => socket.to(room).emit("told", room, text));
    socket.on("all", (text) => place.emit("all", name(socket), text));
    socket.on("ask", (n, callback) => callback(n, socket.rooms.size));
    socket.on("poll", async (room) => {
      try {
        place.emit("answers", await place.to(room).timeout(500).emitWithAck("question", room));
      } catch (error) {
        place.emit("silence", error.message);
      }
    });
    socket.on("later", (ms, text) => setTimeout(() => place.except("b").emit("tick", text), ms));
    socket.on("kick", (room) => place.in(room).disconnectSockets());
    socket.on("bytes", (bytes) => place.emit("bytes", Buffer.concat([bytes, bytes])));
    socket.on("maybe", () => socket.volatile.broadcast.emit("maybe"));
    socket.on("disconnecting", () => socket.to("a").emit("leaves", name(socket), socket.rooms.has("a")));
    socket.on("disconnect", (reason) => place.emit("left", name(socket), reason));
  });
}
"#;

/// The same numbers every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }
}

fn scenario(number: u64) -> String {
    let mut numbers = Numbers(number);
    let clients = &["alice", "bob", "carol", "dave"][..2 + numbers.below(3) as usize];
    let mut lines = String::new();
    let mut ack = false;
    for count in 0..STIMULI {
        let client = numbers.pick(clients);
        let place = numbers.pick(&["", "", "", "/admin "]);
        let room = numbers.pick(&["a", "b", "c"]);
        let ms = numbers.below(12) * 100;
        let line = match numbers.below(19) {
            0 | 1 => format!("{client}->>server: {place}join \"{room}\""),
            2 => format!("{client}->>server: {place}leave \"{room}\""),
            3 | 4 => format!("{client}->>server: {place}room \"{room}\", {count}"),
            5 => format!("{client}->>server: {place}all {count}"),
            6 => {
                ack = true;
                format!("{client}->>server: {place}ask {count}\n    server-->>{client}: ack {count}, \"*\"")
            }
            7 => format!("{client}->>server: {place}poll \"{room}\""),
            8 => format!("{client}->>server: {place}later {ms}, {count}"),
            9 => format!("{client}->>server: {place}bytes {{\"$binary\": \"AQI=\"}}"),
            10 => format!("{client}->>server: {place}maybe"),
            11 => format!("{client}->>server: {place}connect {{\"token\": {}}}", numbers.below(3)),
            12 => format!("{client}-xserver: {place}disconnect"),
            13 if room == "c" => format!("{client}->>server: {place}kick \"{room}\""),
            14 => format!("Note over {client}: offline"),
            15 => format!("Note over {client}: online"),
            16 => format!("Note over {client}: slow {ms}ms"),
            17 => format!("Note over {client}: polling"),
            _ => format!("Note over server: +{ms}ms"),
        };
        lines.push_str(&format!("    {line}\n"));
    }
    // An ack line alone would be a mistake in a scenario of notes.
    let end = if ack { "" } else { "    Note over server: +30000ms\n" };
    format!(
        "---\ntitle: Made up\nclients: [{}]\n---\n## S\n```js server\n{SERVER}```\n```mermaid\nsequenceDiagram\n    title: number {number}\n{lines}{end}```\n",
        clients.join(", ")
    )
}

fn lesson(number: u64) -> Lesson {
    let text = scenario(number);
    let parsed = parse("made-up.md", text.as_bytes());
    let told: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    parsed.lesson.unwrap_or_else(|| panic!("{text}\n{}", told.join("\n")))
}

fn repeats() -> usize {
    let given = std::env::var("EMITSCOPE_REPEATS").ok().and_then(|count| count.parse().ok());
    given.unwrap_or(REPEATS).max(2)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scenario_has_the_same_report_every_time() {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_emitscope"));
    let host = Host::start(program, Limits::default()).await.expect("the sandboxes start");
    let stage = Arc::new(Stage::open(Arc::clone(&host)).await.expect("a free port"));
    let mut different = Vec::new();
    let mut plays = JoinSet::new();
    let mut next = 0;
    let mut received = 0;
    while next < SCENARIOS || !plays.is_empty() {
        while next < SCENARIOS && plays.len() < AT_ONCE {
            plays.spawn(compare(Arc::clone(&stage), next));
            next += 1;
        }
        match plays.join_next().await.expect("one is under way").expect("it came to its end") {
            Ok(events) => received += events,
            Err(difference) => different.push(difference),
        }
    }
    host.shutdown().await;
    assert!(different.is_empty(), "{} of {SCENARIOS} differ:\n\n{}", different.len(), different.join("\n\n"));
    assert!(received > 5_000, "only {received} events were received: the scenarios are too quiet to prove anything");
}

/// How many lines of the report tell of something that came; or two reports that are not the same.
async fn compare(stage: Arc<Stage>, number: u64) -> Result<usize, String> {
    let lesson = lesson(number);
    let step = &lesson.steps[0];
    let play = async || {
        let report = stage.play(&step.scenarios[0], &lesson, step, &step.server).await;
        report.map_err(|error| format!("number {number}: {error}"))
    };
    let first = play().await?;
    for _ in 1..repeats() {
        let again = play().await?;
        if again != first {
            return Err(format!("{}\n\nonce:\n{first}\n\nthen:\n{again}", scenario(number)));
        }
    }
    Ok(first.lines.iter().map(|line| line.got.matches(" receives ").count()).sum())
}
