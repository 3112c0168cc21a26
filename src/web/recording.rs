//! `…/trace?format=mermaid`: the run as a scenario. It is played again first, by the scenario runner against the sandbox's
//! code, and where that gives other arguments `"*"` is put; what cannot be held so becomes a comment.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use warp::reply::Response;

use super::problem::Problem;
use crate::engine;
use crate::lesson::{self, Code, Lesson};
use crate::routing::SocketId;
use crate::sandbox::{Host, Sandbox, Snapshot, SocketSnapshot};
use crate::scenario::{self, LineReport};
use crate::trace::mermaid::{Line, Recording, record};
use crate::trace::{Batch, Entry};

/// How often a run is played again, until it passes.
const MAX_REPLAYS: usize = 6;
/// In how many of them the clock is moved further where a timer did not fire.
const LONGER_CLOCKS: usize = 3;
/// How much further, in milliseconds.
const LONGER_MS: u64 = 50;
/// Entries that are taken from the journal at once.
const BATCH: usize = 256;
/// The most clients that a lesson names.
const MAX_CLIENTS: usize = 6;

pub async fn answer(sandbox: &Sandbox, host: &Arc<Host>) -> Result<Response, Problem> {
    let snapshot = sandbox.snapshot().await.ok_or_else(|| Problem::no_sandbox(sandbox.id()))?;
    let (entries, cut) = entries(sandbox);
    let sockets = snapshot.namespaces.iter().flat_map(|space| {
        let known = |socket: &SocketSnapshot| {
            let client = socket.client.as_deref().map(Arc::from);
            (SocketId::new(socket.id.as_str()), client, Arc::from(space.name.as_str()))
        };
        space.sockets.iter().map(known)
    });
    let mut recording = record(&entries, &sockets.collect::<Vec<_>>(), cut);
    if !snapshot.options.is_empty() {
        recording.options = Value::from(snapshot.options.clone()).to_string();
    }
    if let Err(problem) = replay(&mut recording, &snapshot, host).await {
        recording.notes.push(format!("not played again: {}", problem.replace(['\n', ';', '#'], " ")));
    }
    let mut response = Response::new(recording.to_string().into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What the journal keeps, and whether older entries are gone.
fn entries(sandbox: &Sandbox) -> (Vec<Arc<Entry>>, bool) {
    let (_, last, dropped) = sandbox.journal().bounds();
    let mut reader = sandbox.journal().reader();
    let (mut entries, mut cut) = (Vec::new(), dropped > 0);
    loop {
        match reader.read(BATCH) {
            Batch::Gap { .. } => {
                cut = true;
                entries.clear();
            }
            Batch::Entries(batch) if batch.is_empty() => break,
            Batch::Entries(batch) => entries.extend(batch.into_iter().filter(|entry| entry.seq <= last)),
            Batch::End => break,
        }
        if entries.last().is_some_and(|entry: &Arc<Entry>| entry.seq >= last) {
            break;
        }
    }
    (entries, cut)
}

/// Plays the recording until it passes, and opens what differs.
async fn replay(recording: &mut Recording, snapshot: &Snapshot, host: &Arc<Host>) -> Result<(), String> {
    if recording.lines.is_empty() {
        return Ok(());
    }
    if recording.clients.len() > MAX_CLIENTS {
        return Err(format!("a lesson has at most {MAX_CLIENTS} clients"));
    }
    let stage = Stage::open(host).await?;
    for round in 0..MAX_REPLAYS {
        let lines = stage.play(recording, snapshot).await?;
        if lines.iter().all(|line| line.ok) {
            return Ok(());
        }
        if round < LONGER_CLOCKS && move_clocks(recording, &lines) {
            continue;
        }
        if !adjust(recording, &lines) {
            break;
        }
    }
    let lines = stage.play(recording, snapshot).await?;
    match lines.iter().find(|line| !line.ok) {
        None => Ok(()),
        Some(line) => Err(format!("it came out otherwise at `{}`: {}", line.text, line.got)),
    }
}

/// Where the sandbox of a replay is served: an address of its own on this machine, as long as it is needed.
struct Stage {
    host: Arc<Host>,
    address: SocketAddr,
    /// Ends the listening when it goes.
    _stop: oneshot::Sender<()>,
}

impl Stage {
    async fn open(host: &Arc<Host>) -> Result<Self, String> {
        let told = |error: std::io::Error| error.to_string();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(told)?;
        let address = listener.local_addr().map_err(told)?;
        let routes = engine::routes(Arc::clone(host) as Arc<dyn engine::Doors>);
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(engine::serve(listener, routes, async {
            // A sender that is gone is the end.
            let _ = stopped.await;
        }));
        Ok(Self { host: Arc::clone(host), address, _stop: stop })
    }

    /// Plays it once, as a lesson would.
    async fn play(&self, recording: &Recording, snapshot: &Snapshot) -> Result<Vec<LineReport>, String> {
        let mut lesson = as_lesson(recording)?;
        let step = lesson.steps.first_mut().ok_or("it has no step")?;
        step.options = snapshot.options.clone();
        let step = step.clone();
        let scenario = step.scenarios.first().ok_or("it is no scenario")?;
        let code = Code { text: snapshot.server.clone(), line: 1 };
        let mut lines = scenario::run_code(scenario, &lesson, &step, &code, &self.host, self.address).await.lines;
        let played = recording.lines.iter().filter(|line| line.left_out.is_none()).count();
        if lines.len() > played {
            return Err(format!("it came out otherwise at the start: {}", lines.swap_remove(0).got));
        }
        Ok(lines)
    }
}

/// The recording as it is read from a lesson.
fn as_lesson(recording: &Recording) -> Result<Lesson, String> {
    let clients = recording.clients.join(", ");
    let text = format!("---\ntitle: Run\nclients: [{clients}]\n---\n## Run\n```mermaid\n{recording}```\n");
    let parsed = lesson::parse("run.md", text.as_bytes());
    let mistake = parsed.diagnostics.into_iter().next();
    parsed
        .lesson
        .ok_or_else(|| mistake.map_or_else(String::new, |it| format!("{} at `{}`", it.message, it.source.trim())))
}

/// On a busy machine a recorded time is short: where nothing came after a note that moves the clock, moves it further. False
/// if there is no such place.
fn move_clocks(recording: &mut Recording, reports: &[LineReport]) -> bool {
    let (mut note, mut short) = (None, Vec::new());
    let played = recording.lines.iter().enumerate().filter(|(_, line)| line.left_out.is_none());
    for ((index, line), report) in played.zip(reports) {
        if line.stimulus {
            note = milliseconds(&line.head).map(|_| index);
        } else if !report.ok && report.played && (report.got == "nothing" || is_a_piece(line, &report.got)) {
            short.extend(note.take());
        }
    }
    for index in &short {
        let line = &mut recording.lines[*index];
        if let Some(moved) = milliseconds(&line.head) {
            line.head = format!("Note over server: +{}ms", moved + LONGER_MS);
        }
    }
    !short.is_empty()
}

/// Whether what came is the beginning of a streamed answer.
fn is_a_piece(line: &Line, got: &str) -> bool {
    let (Some((_, said)), [Value::String(whole)]) = (line.head.split_once(": "), line.args.as_slice()) else {
        return false;
    };
    let piece = got.strip_prefix(said).and_then(|got| serde_json::from_str::<String>(got.trim()).ok());
    line.head.starts_with("server-->>") && piece.is_some_and(|piece| piece != *whole && whole.starts_with(&piece))
}

/// How far a line moves the clock.
fn milliseconds(head: &str) -> Option<u64> {
    head.strip_prefix("Note over server: +")?.strip_suffix("ms")?.parse().ok()
}

/// Opens what the replay gave otherwise; false if nothing could be done.
fn adjust(recording: &mut Recording, reports: &[LineReport]) -> bool {
    let mut changed = false;
    let played = recording.lines.iter_mut().filter(|line| line.left_out.is_none());
    for (line, report) in played.zip(reports).filter(|(line, report)| !report.ok && report.played && !line.stimulus) {
        let said = line.head.split_once(": ").map_or("", |(_, said)| said);
        let got = report.got.strip_prefix(said).map(|args| serde_json::from_str::<Vec<Value>>(&format!("[{args}]")));
        match got {
            Some(Ok(got)) if got.len() == line.args.len() => {
                line.args = line.args.iter().zip(&got).map(|(held, got)| opened(held, got)).collect();
            }
            // Too long to be told whole, or of another number: each argument is open.
            Some(_) if report.got.ends_with('…') => line.args.fill(Value::from("*")),
            _ => line.left_out = Some("it did not come when the run was played again".to_owned()),
        }
        changed = true;
    }
    changed
}

/// The value with `"*"` where the other differs.
fn opened(held: &Value, got: &Value) -> Value {
    match (held, got) {
        (held, got) if held == got => held.clone(),
        (Value::Array(held), Value::Array(got)) if held.len() == got.len() => {
            held.iter().zip(got).map(|(held, got)| opened(held, got)).collect()
        }
        (Value::Object(held), Value::Object(got))
            if held.len() == got.len() && held.keys().all(|key| got.contains_key(key)) =>
        {
            let each = held.iter().map(|(key, value)| (key.clone(), opened(value, &got[key])));
            Value::Object(each.collect::<Map<_, _>>())
        }
        _ => Value::from("*"),
    }
}
