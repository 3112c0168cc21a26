//! What came of a scenario, line by line, and how a person reads it.

use std::fmt;

use crate::lesson::{Code, Diagnostic, Source};

/// The outcome of one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The lesson's file, for the places of lines.
    pub file: String,
    /// The scenario's title.
    pub title: String,
    /// One for each of its lines, in order; before them the start, if something was wrong with it.
    pub lines: Vec<LineReport>,
    /// What the server code threw meanwhile, which a scenario that holds says nothing about. Each place once.
    pub thrown: Vec<Thrown>,
}

/// An error of the server code, or a limit that it hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thrown {
    /// In the server code, from 1; none where the place is not known.
    pub line: Option<usize>,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReport {
    /// In the lesson's file, from 1.
    pub line: usize,
    /// As written.
    pub text: String,
    pub ok: bool,
    /// False after a line at which the scenario had to stop; then it is not `ok` either.
    pub played: bool,
    /// What should have happened; empty where the line is right.
    pub expected: String,
    /// What happened instead.
    pub got: String,
    /// The decisions' reasons, socket by socket.
    pub why: String,
}

impl LineReport {
    pub(super) fn right(line: usize, text: &str) -> Self {
        let (expected, got, why) = (String::new(), String::new(), String::new());
        Self { line, text: text.to_owned(), ok: true, played: true, expected, got, why }
    }

    /// What stands below a line at which the scenario had to stop.
    pub(super) fn not_played(line: usize, text: &str) -> Self {
        let got = "not played, since the scenario stopped above".to_owned();
        Self { ok: false, played: false, got, ..Self::right(line, text) }
    }

    /// Makes it wrong; what was said before stays.
    pub(super) fn fail(&mut self, expected: &str, got: &str, why: &str) {
        for (all, more, between) in
            [(&mut self.expected, expected, "; "), (&mut self.got, got, "; "), (&mut self.why, why, "\n")]
        {
            if !all.is_empty() && !more.is_empty() && all != more {
                all.push_str(between);
            }
            if all != more {
                all.push_str(more);
            }
        }
        self.ok = false;
    }
}

impl Report {
    pub fn passed(&self) -> bool {
        self.lines.iter().all(|line| line.ok)
    }

    /// Each wrong line as a diagnostic. `text` is the lesson's, `server` the code that was held against the scenario,
    /// `name` what to call it: "the solution".
    pub fn diagnostics(&self, text: &str, server: &Code, name: &str) -> Vec<Diagnostic> {
        let source = Source::new(&self.file, text);
        let not_played = self.lines.iter().filter(|line| !line.played).count();
        let wrong: Vec<&LineReport> = self.lines.iter().filter(|line| !line.ok && line.played).collect();
        let last = wrong.len().saturating_sub(1);
        let diagnostic = |(index, line): (usize, &&LineReport)| {
            let range = source.line_range(line.line);
            let start = range.start + source.text[range.clone()].find(&line.text).unwrap_or(0);
            let message = format!("the scenario `{}` does not hold with {name}", self.title);
            let mut diagnostic = source
                .error(start..start + line.text.len(), message)
                .with_note("expected", &line.expected)
                .with_note("got", &line.got)
                .with_note("why", &line.why);
            if not_played > 0 && index == last {
                diagnostic = diagnostic.with_note(
                    "then",
                    match not_played {
                        1 => "the line below was not played".to_owned(),
                        lines => format!("{lines} lines below were not played"),
                    },
                );
            }
            let place = match server.line {
                0 => "the step has no server code".to_owned(),
                first => format!("{name} starts at line {first}"),
            };
            diagnostic.with_help(format!("either this line or the code is wrong; {place}"))
        };
        let thrown = self.thrown.iter().filter(|_| self.passed()).map(|thrown| {
            let place = thrown.line.map_or_else(
                || source.line_range(self.lines.first().map_or(1, |line| line.line)),
                |line| code_line(&source, server, line),
            );
            let message = format!("{name} threw while the scenario `{}` was played: {}", self.title, thrown.title);
            let help = "the scenario holds all the same: mend this line, unless it is what you show";
            source.error(place, message).with_help(help).as_warning()
        });
        wrong.iter().enumerate().map(diagnostic).chain(thrown).collect()
    }
}

/// A line of the server code in the lesson's file, without its indent.
fn code_line(source: &Source<'_>, server: &Code, line: usize) -> std::ops::Range<usize> {
    let range = source.line_range(server.line + line.saturating_sub(1));
    let text = &source.text[range.clone()];
    range.start + text.len() - text.trim_start().len()..range.end
}

/// What is wrong, for a person; one line when nothing is.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong: Vec<&LineReport> = self.lines.iter().filter(|line| !line.ok && line.played).collect();
        if self.passed() {
            return write!(f, "scenario `{}` holds", self.title);
        }
        let verb = if wrong.len() == 1 { "is" } else { "are" };
        write!(
            f,
            "scenario `{}` does not hold: {} of {} lines {verb} wrong",
            self.title,
            wrong.len(),
            self.lines.len()
        )?;
        match self.lines.iter().filter(|line| !line.played).count() {
            0 => {}
            1 => f.write_str(", 1 was not played")?,
            rest => write!(f, ", {rest} were not played")?,
        }
        for line in wrong {
            write!(f, "\n\n{}:{}: {}", self.file, line.line, line.text)?;
            for (name, text) in [("expected", &line.expected), ("got", &line.got), ("why", &line.why)] {
                for (index, part) in text.lines().enumerate() {
                    let name = if index == 0 { format!("{name}:") } else { String::new() };
                    write!(f, "\n  {name:<9} {part}")?;
                }
            }
        }
        Ok(())
    }
}
