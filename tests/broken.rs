//! Broken lessons, each with what its author reads: file, line, column, the line with a caret, and help.

use emitscope::lesson::parse;

#[path = "broken/fences.rs"]
mod fences;
#[path = "broken/front.rs"]
mod front;
#[path = "broken/messages.rs"]
mod messages;
#[path = "broken/parts.rs"]
mod parts;
#[path = "broken/scenarios.rs"]
mod scenarios;

/// A name and a lesson.
type Case = (&'static str, String);

/// All that is told about each; a case about which nothing is told is no case.
fn told(cases: &[Case]) -> String {
    let mut text = String::new();
    for (name, lesson) in cases {
        let parsed = parse("lessons/01-broken.md", lesson.as_bytes());
        assert!(!parsed.diagnostics.is_empty(), "nothing is told about `{name}`");
        for diagnostic in &parsed.diagnostics {
            let (line, column) = (diagnostic.line, diagnostic.column);
            assert!(line >= 1 && column >= 1 && diagnostic.help.is_some(), "{name}: {diagnostic}");
            assert_eq!(diagnostic.source, lesson.lines().nth(line - 1).unwrap_or_default(), "{name}");
        }
        let all: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
        text += &format!("# {name}\n{}\n\n", all.join("\n"));
    }
    text
}

/// A lesson with this front matter.
fn front(lines: &str) -> String {
    format!("---\n{lines}\n---\n## S\n")
}

/// A lesson with this in its only step.
fn step(lines: &str) -> String {
    format!("---\ntitle: T\n---\n## S\n{lines}\n")
}

/// A lesson with these lines in its only scenario.
fn scenario(lines: &str) -> String {
    step(&format!("```mermaid\nsequenceDiagram\n    {}\n```", lines.replace('\n', "\n    ")))
}
