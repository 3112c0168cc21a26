//! What `check` has to prove of a lesson beyond its form: each scenario holds, each challenge is one, and code that no
//! scenario runs starts at least.

use std::sync::Arc;

use anyhow::bail;

use crate::lesson::{Code, Diagnostic, Lesson, Source, Step};
use crate::sandbox::CreateError;
use crate::scenario::Stage;

/// One thing to prove, run on its own.
#[derive(Debug)]
pub struct Proof {
    lesson: Arc<Lesson>,
    /// The lesson's file.
    text: Arc<str>,
    /// A step's number.
    step: usize,
    claim: Claim,
}

#[derive(Debug, Clone, Copy)]
enum Claim {
    /// A scenario, by its place in the step, holds: with the solution where there is one.
    Holds(usize),
    /// The challenge's starter fails.
    IsChallenge,
    /// The code starts.
    Starts,
}

/// All that is to be proved of a lesson, in its order.
pub fn proofs(lesson: &Arc<Lesson>, text: &Arc<str>) -> Vec<Proof> {
    let mut proofs = Vec::new();
    let mut before: Option<&Code> = None;
    for step in &lesson.steps {
        let mut add = |claim| {
            proofs.push(Proof { lesson: Arc::clone(lesson), text: Arc::clone(text), step: step.number, claim });
        };
        (0..step.scenarios.len()).for_each(|index| add(Claim::Holds(index)));
        if step.solution.is_some() {
            add(Claim::IsChallenge);
        }
        let is_new = before.is_none_or(|before| *before != step.server) && !step.server.text.is_empty();
        if step.scenarios.is_empty() && (is_new || !step.options.is_empty()) {
            add(Claim::Starts);
        }
        before = Some(step.solution.as_ref().unwrap_or(&step.server));
    }
    proofs
}

impl Proof {
    /// What is wrong. An error: it could not be run.
    pub async fn run(&self, stage: &Stage) -> anyhow::Result<Vec<Diagnostic>> {
        let Some(step) = self.lesson.step(self.step) else { return Ok(Vec::new()) };
        match self.claim {
            Claim::Holds(index) => {
                let (server, name) = match &step.solution {
                    Some(solution) => (solution, "the solution"),
                    None => (&step.server, "the server code"),
                };
                let Some(scenario) = step.scenarios.get(index) else { return Ok(Vec::new()) };
                match stage.play(scenario, &self.lesson, step, server).await {
                    Ok(report) => Ok(report.diagnostics(&self.text, server, name)),
                    Err(error) => Ok(vec![self.not_started(step, server, name, error)?]),
                }
            }
            Claim::IsChallenge => self.is_challenge(step, stage).await,
            Claim::Starts => match stage.starts(&step.server, &step.options).await {
                Ok(()) => Ok(Vec::new()),
                Err(error) => Ok(vec![self.not_started(step, &step.server, "the server code", error)?]),
            },
        }
    }

    async fn is_challenge(&self, step: &Step, stage: &Stage) -> anyhow::Result<Vec<Diagnostic>> {
        let Some(solution) = &step.solution else { return Ok(Vec::new()) };
        for scenario in &step.scenarios {
            match stage.play(scenario, &self.lesson, step, &step.server).await {
                Ok(report) if report.passed() => {}
                // A starter may be code that does not even start.
                Ok(_) | Err(CreateError::Code(_)) => return Ok(Vec::new()),
                Err(error) => return Ok(vec![self.not_started(step, &step.server, "the server code", error)?]),
            }
        }
        let source = Source::new(&self.lesson.file, &self.text);
        let fence = source.line_range(solution.line.saturating_sub(1));
        let starter = match step.server.line {
            0 => "no server code at all".to_owned(),
            line => format!("the server code of line {line}"),
        };
        let message = format!("the challenge is solved already: {starter} passes its scenarios");
        let help = "add a scenario that only the solution passes, or take something out of the starter";
        Ok(vec![source.error(fence, message).with_help(help)])
    }

    /// Why there was no sandbox, at the line that is to blame. An error: the lesson is not to blame.
    fn not_started(&self, step: &Step, server: &Code, name: &str, error: CreateError) -> anyhow::Result<Diagnostic> {
        let source = Source::new(&self.lesson.file, &self.text);
        let blame = |line: usize, column: usize, written: &str| {
            let range = source.line_range(line);
            let indent = source.text[range.clone()].find(written).unwrap_or(0);
            let column = written.char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
            range.start + indent + column..range.end
        };
        Ok(match error {
            CreateError::Code(failure) => {
                let (line, column) =
                    failure.location.map_or((1, 1), |place| (place.line as usize, place.column as usize));
                let written = server.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
                let place = blame(server.line + line.saturating_sub(1), column, written);
                let message = format!("{name} does not start: {}", failure.title);
                let help = match failure.title.starts_with("SyntaxError") {
                    true => "look for what is missing here, or just before",
                    false => "this is thrown when the code is loaded, before any client connects",
                };
                let detail = if failure.detail == failure.title { String::new() } else { failure.detail };
                source.error(place, message).with_note("detail", detail).with_help(help)
            }
            CreateError::UnknownOption(ref option) | CreateError::BadOption { name: ref option, .. } => {
                let quoted = format!("\"{option}\"");
                let from = source.line_range(step.options_line).start;
                let place = match source.text[from..].find(&quoted) {
                    Some(at) => from + at..from + at + quoted.len(),
                    None => source.line_range(step.options_line),
                };
                source.error(place, error.to_string()).with_help("these are Socket.IO's own server options")
            }
            CreateError::TooLarge { .. } => {
                source.error(blame(server.line, 1, ""), error.to_string()).with_help("make several steps of it")
            }
            CreateError::Full(_) | CreateError::Worker(_) => bail!("{}: {error}", self.lesson.file),
        })
    }
}
