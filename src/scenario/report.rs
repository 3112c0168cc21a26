//! What came of a scenario, line by line, and how a person reads it.

use std::fmt;

/// The outcome of one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The lesson's file, for the places of lines.
    pub file: String,
    /// The scenario's title.
    pub title: String,
    /// One for each of its lines, in order; before them the start, if something was wrong with it.
    pub lines: Vec<LineReport>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReport {
    /// In the lesson's file, from 1.
    pub line: usize,
    /// As written.
    pub text: String,
    pub ok: bool,
    /// What should have happened; empty where the line is right.
    pub expected: String,
    /// What happened instead.
    pub got: String,
    /// The decisions' reasons, socket by socket.
    pub why: String,
}

impl LineReport {
    pub(super) fn right(line: usize, text: &str) -> Self {
        Self { line, text: text.to_owned(), ok: true, expected: String::new(), got: String::new(), why: String::new() }
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
}

/// What is wrong, for a person; one line when nothing is.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong = self.lines.iter().filter(|line| !line.ok).count();
        if wrong == 0 {
            return write!(f, "scenario `{}` holds", self.title);
        }
        let verb = if wrong == 1 { "line is" } else { "lines are" };
        write!(f, "scenario `{}` does not hold: {wrong} of {} {verb} wrong", self.title, self.lines.len())?;
        for line in self.lines.iter().filter(|line| !line.ok) {
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
