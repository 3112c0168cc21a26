//! JavaScript (TypeScript as far as it looks alike) and JSON.

use super::{Kind, Painter, is_word};
use crate::javascript::{Kind as Part, tokens_and_comments};

const KEYWORDS: [&str; 38] = [
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Words that are names, unless another word, a string or a pattern follows.
const CONTEXTUAL: [&str; 7] = ["as", "async", "from", "get", "of", "set", "static"];

/// Before these the next word names a class.
const CLASSES: [&str; 3] = ["class", "extends", "new"];

/// Colours up to `end`, so that a page's script ends where its element does.
pub(super) fn javascript(painter: &mut Painter<'_>, end: usize) {
    let (from, end) = (painter.at, painter.bound(end));
    let text = &painter.text[from..end];
    let (mut dotted, mut class_next) = (false, false);
    for token in tokens_and_comments(text) {
        painter.plain(from + token.start);
        let (word, to) = (token.text(text), from + token.end);
        let was_dotted = std::mem::replace(&mut dotted, matches!(word, "." | "?."));
        match token.kind {
            Part::Comment => painter.paint(Kind::Comment, to),
            Part::Number => painter.paint(Kind::Value, to),
            Part::String | Part::Regex | Part::Template => painter.paint(Kind::String, to),
            Part::TemplateStart => painter.paint(Kind::String, to - "${".len()),
            Part::TemplateMiddle => {
                painter.step();
                painter.paint(Kind::String, to - "${".len());
            }
            Part::TemplateEnd => {
                painter.step();
                painter.paint(Kind::String, to);
            }
            Part::Word => {
                let kind = kind_of(painter, word, to, was_dotted, class_next);
                class_next = kind == Some(Kind::Keyword) && CLASSES.contains(&word);
                if let Some(kind) = kind {
                    painter.paint(kind, to);
                }
            }
            Part::Open | Part::Close | Part::Punctuation => {}
        }
    }
    painter.plain(end);
}

fn kind_of(painter: &Painter<'_>, word: &str, end: usize, dotted: bool, class: bool) -> Option<Kind> {
    let next = painter.next_after(end);
    if !dotted {
        if matches!(word, "true" | "false" | "null") {
            return Some(Kind::Value);
        }
        if KEYWORDS.contains(&word) {
            return Some(Kind::Keyword);
        }
        let goes_on = match word {
            "async" => next.is_some_and(|c| is_word(c) || c == '('),
            "of" => next.is_some_and(|c| is_word(c) || matches!(c, '[' | '{' | '"' | '\'')),
            _ => next.is_some_and(|c| is_word(c) || matches!(c, '"' | '\'')),
        };
        if CONTEXTUAL.contains(&word) && goes_on {
            return Some(Kind::Keyword);
        }
    }
    (next == Some('(') || class).then_some(Kind::Call)
}

/// JSON, with comments where somebody writes them.
pub(super) fn json(painter: &mut Painter<'_>) {
    while let Some(next) = painter.peek() {
        let at = painter.at;
        match next {
            '"' => {
                let end = painter.string_end(at, '"', false);
                let key = painter.next_after(end) == Some(':');
                painter.paint(if key { Kind::Call } else { Kind::String }, end);
            }
            '/' if painter.rest().starts_with("//") => painter.paint(Kind::Comment, painter.line_end()),
            '-' | '0'..='9' => {
                let end = painter.while_at(at + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-'));
                painter.paint(Kind::Value, end);
            }
            c if is_word(c) => {
                let end = painter.while_at(at, is_word);
                match &painter.text[at..end] {
                    "true" | "false" | "null" => painter.paint(Kind::Value, end),
                    _ => painter.plain(end),
                }
            }
            _ => painter.step(),
        }
    }
}
