//! `emitscope check`: parses lessons, plays every scenario and proves every challenge, and prints what is wrong as a
//! compiler does.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use futures_util::StreamExt as _;
use serde_json::json;

use super::proof::{self, Proof};
use super::serve::program;
use crate::lesson::{Diagnostic, Level, Library};
use crate::sandbox::{Host, Limits};
use crate::scenario::Stage;

/// Some lesson is wrong.
const WRONG: u8 = 1;
/// Scenarios played at a time for each processor: while one waits for its worker, another has work.
const PER_PROCESSOR: usize = 2;
/// The least time between two progress lines.
const PROGRESS: Duration = Duration::from_millis(50);

const EXAMPLES: &str = "\
Every lesson is parsed; every scenario is played; of every challenge the starter has to fail and the solution has to pass.
Without a PATH the built-in lessons are checked. Of a folder those files are taken that `serve` would show.

Exit code: 0 all is right (there may be warnings), 1 a lesson is wrong, 2 wrong usage, or a file that cannot be read.

With --json each mistake is one JSON object on a line of its own, and nothing else is printed:
  {\"level\":\"error\",\"file\":\"lessons/09-a.md\",\"line\":8,\"column\":5,\"span\":5,\"source\":\"    alcie->>server: hi\",
   \"message\":\"unknown client `alcie`\",\"notes\":{},\"help\":\"did you mean `alice`?\"}
`line` and `column` (in characters) count from 1, `span` is the number of characters that are meant, `level` is \"error\"
or \"warning\", `help` may be null; of a scenario that fails, `notes` has \"expected\", \"got\" and \"why\".";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Lesson files, or folders of them
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print each mistake as a JSON object on a line of its own, for editors
    #[arg(long)]
    json: bool,
}

/// What was looked at.
#[derive(Debug, Default)]
struct Counts {
    lessons: usize,
    scenarios: usize,
    challenges: usize,
}

impl Check {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no threads to run on")?;
        let code = runtime.block_on(self.check());
        runtime.shutdown_background();
        code
    }

    async fn check(self) -> anyhow::Result<ExitCode> {
        let begun = Instant::now();
        let (library, meant) = match &self.paths[..] {
            [] => (Library::embedded(), None),
            paths => {
                let (library, meant) = Library::of(paths)?;
                (library, Some(meant))
            }
        };
        let is_meant = |file: &String| meant.as_ref().is_none_or(|meant| meant.contains(file));
        let mut found: Vec<Diagnostic> =
            library.diagnostics().into_iter().filter(|diagnostic| is_meant(&diagnostic.file)).collect();
        let mut proofs = Vec::new();
        let mut counts = Counts {
            lessons: meant.as_ref().map_or_else(|| library.entries().len(), BTreeSet::len),
            ..Counts::default()
        };
        for entry in library.entries() {
            let Some(lesson) = entry.lesson.as_ref().filter(|lesson| is_meant(&lesson.file)) else { continue };
            counts.scenarios += lesson.steps.iter().map(|step| step.scenarios.len()).sum::<usize>();
            counts.challenges += lesson.steps.iter().filter(|step| step.solution.is_some()).count();
            proofs.extend(proof::proofs(lesson, &entry.text));
        }
        found.extend(prove(proofs).await?);
        let mut told = HashSet::new();
        found.retain(|it| told.insert((it.file.clone(), it.line, it.column, it.message.clone())));
        found.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        let text = if self.json { lines(&found) } else { report(&found, &counts, begun.elapsed()) };
        // A reader that went away (`emitscope check | head`) is no failure.
        let _ = io::stdout().write_all(text.as_bytes());
        let wrong = found.iter().any(|diagnostic| diagnostic.level == Level::Error);
        Ok(if wrong { ExitCode::from(WRONG) } else { ExitCode::SUCCESS })
    }
}

/// Runs all proofs, a few at a time; gives what is wrong in the order of the proofs.
async fn prove(proofs: Vec<Proof>) -> anyhow::Result<Vec<Diagnostic>> {
    if proofs.is_empty() {
        return Ok(Vec::new());
    }
    let at_once = std::thread::available_parallelism().map_or(1, usize::from) * PER_PROCESSOR;
    let host = Host::start(program()?, Limits::default()).await.context("the sandboxes cannot start")?;
    let stage = Arc::new(Stage::open(Arc::clone(&host)).await.context("no free port on 127.0.0.1")?);
    let mut progress = Progress::new(proofs.len());
    let mut running = futures_util::stream::iter(proofs)
        .map(|proof| {
            let stage = Arc::clone(&stage);
            tokio::spawn(async move { proof.run(&stage).await })
        })
        .buffered(at_once);
    let mut found = Vec::new();
    let mut failed = None;
    while let Some(done) = running.next().await {
        match done.context("a scenario's task ended early").and_then(|done| done) {
            Ok(diagnostics) => found.extend(diagnostics),
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
        progress.step();
    }
    drop(running);
    progress.end();
    host.shutdown().await;
    match failed {
        Some(error) => Err(error),
        None => Ok(found),
    }
}

/// A line on a terminal that counts; nothing anywhere else.
struct Progress {
    done: usize,
    all: usize,
    shown: Option<Instant>,
    is_terminal: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self { done: 0, all, shown: None, is_terminal: io::stderr().is_terminal() }
    }

    fn step(&mut self) {
        self.done += 1;
        if self.is_terminal && self.shown.is_none_or(|shown| shown.elapsed() > PROGRESS) {
            self.shown = Some(Instant::now());
            let _ = write!(io::stderr(), "\rchecking {} of {}", self.done, self.all);
        }
    }

    fn end(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

fn lines(found: &[Diagnostic]) -> String {
    found.iter().map(|diagnostic| format!("{}\n", json!(diagnostic))).collect()
}

/// Whether colours are seen, and wanted (<https://no-color.org>).
fn in_colours() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal() && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn report(found: &[Diagnostic], counts: &Counts, took: Duration) -> String {
    let in_colours = in_colours();
    let tell = |diagnostic| if in_colours { format!("{diagnostic:#}\n\n") } else { format!("{diagnostic}\n\n") };
    let told: String = found.iter().map(tell).collect();
    let errors = found.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
    let warnings = found.len() - errors;
    let verdict = match (errors, warnings) {
        (0, 0) if counts.lessons == 0 => "nothing to check, since a lesson is a file like `10-rooms.md`".to_owned(),
        (0, 0) => "all right".to_owned(),
        (0, warnings) => format!("all right, with {}", count(warnings, "warning")),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    };
    format!(
        "{told}{}, {}, {}: {verdict} ({:.1} s)\n",
        count(counts.lessons, "lesson"),
        count(counts.scenarios, "scenario"),
        count(counts.challenges, "challenge"),
        took.as_secs_f64()
    )
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
