//! Languages of lines and words: shell commands, what a terminal shows, Mermaid's diagrams.

use super::{Kind, Painter, is_word};

const SHELL: [&str; 18] = [
    "case", "do", "done", "elif", "else", "esac", "exit", "export", "fi", "for", "function", "if", "in", "return",
    "set", "then", "until", "while",
];

const MERMAID: [&str; 28] = [
    "actor",
    "alt",
    "autonumber",
    "classDiagram",
    "classDef",
    "direction",
    "else",
    "end",
    "erDiagram",
    "flowchart",
    "gantt",
    "graph",
    "gitGraph",
    "journey",
    "link",
    "loop",
    "mindmap",
    "note",
    "Note",
    "opt",
    "over",
    "par",
    "participant",
    "pie",
    "sequenceDiagram",
    "stateDiagram",
    "subgraph",
    "title",
];

pub(super) fn shell(painter: &mut Painter<'_>, end: usize) {
    // Whether the next word names a command.
    let mut command = true;
    let mut blank = true;
    while painter.at < end {
        let Some(next) = painter.peek() else { return };
        let at = painter.at;
        let was_blank = std::mem::replace(&mut blank, next.is_whitespace());
        match next {
            '#' if was_blank => painter.paint(Kind::Comment, painter.line_end().min(end)),
            '\\' => {
                painter.step();
                painter.step();
            }
            '"' => painter.paint(Kind::String, painter.string_end(at, '"', true).min(end)),
            '\'' => painter.paint(Kind::String, painter.past(at + 1, "'").min(end)),
            '$' if painter.rest()[1..].starts_with(|c: char| is_word(c) || c == '{') => {
                let braced = painter.rest().starts_with("${");
                let close = if braced { painter.past(at, "}") } else { painter.while_at(at + 1, is_word) };
                painter.paint(Kind::Value, close.min(end));
            }
            '\n' | ';' | '|' | '&' | '(' => {
                command = true;
                blank = true;
                painter.step();
            }
            c if c.is_whitespace() => painter.step(),
            _ => {
                let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '$' | ';' | '|' | '&' | '(' | ')');
                let word_end = painter.while_at(at + next.len_utf8(), |c| !stop(c)).min(end);
                let word = &painter.text[at..word_end];
                if command && SHELL.contains(&word) {
                    painter.paint(Kind::Keyword, word_end);
                } else if command && !word.contains('=') && was_blank {
                    painter.paint(Kind::Call, word_end);
                    command = false;
                } else {
                    painter.plain(word_end);
                }
            }
        }
    }
}

/// Lines after a prompt are commands; the others are what they printed.
pub(super) fn console(painter: &mut Painter<'_>) {
    while painter.at < painter.text.len() {
        let end = painter.line_end();
        if painter.rest().starts_with("$ ") {
            painter.paint(Kind::Comment, painter.at + 1);
            painter.step();
            shell(painter, end);
        }
        painter.plain(end);
        painter.step();
    }
}

pub(super) fn mermaid(painter: &mut Painter<'_>) {
    while let Some(next) = painter.peek() {
        let at = painter.at;
        match next {
            '%' if painter.rest().starts_with("%%") => painter.paint(Kind::Comment, painter.line_end()),
            '"' => painter.paint(Kind::String, painter.string_end(at, '"', false)),
            c if is_word(c) => {
                let end = painter.while_at(at, is_word);
                let word = &painter.text[at..end];
                if MERMAID.contains(&word) {
                    painter.paint(Kind::Keyword, end);
                } else if word.chars().all(|c| c.is_ascii_digit()) {
                    painter.paint(Kind::Value, end);
                } else {
                    painter.plain(end);
                }
            }
            _ => painter.step(),
        }
    }
}
