//! JavaScript (TypeScript as far as it looks alike) and JSON.

use super::{Kind, Painter, is_word};

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
    // Braces that are open in each template's substitution.
    let mut templates = Vec::<usize>::new();
    // Whether a value may have just ended, so that a slash divides.
    let mut operand = false;
    let mut dotted = false;
    let mut class_next = false;
    while painter.at < end {
        let Some(next) = painter.peek() else { return };
        let (at, rest) = (painter.at, painter.rest());
        if next.is_whitespace() {
            painter.step();
            continue;
        }
        if rest.starts_with("//") {
            painter.paint(Kind::Comment, painter.line_end().min(end));
            continue;
        }
        if rest.starts_with("/*") {
            painter.paint(Kind::Comment, painter.past(at + 2, "*/").min(end));
            continue;
        }
        let was_dotted = std::mem::replace(&mut dotted, next == '.' && !rest.starts_with(".."));
        match next {
            '"' | '\'' => {
                painter.paint(Kind::String, painter.string_end(at, next, false).min(end));
                operand = true;
            }
            '`' => {
                operand = true;
                if template(painter, at + 1, end) {
                    templates.push(0);
                    operand = false;
                }
            }
            '}' if templates.last() == Some(&0) => {
                templates.pop();
                painter.step();
                operand = true;
                if template(painter, painter.at, end) {
                    templates.push(0);
                    operand = false;
                }
            }
            '/' if !operand => {
                painter.paint(Kind::String, regex_end(painter).min(end));
                operand = true;
            }
            '0'..='9' => {
                painter.paint(Kind::Value, painter.while_at(at, |c| is_word(c) || c == '.').min(end));
                operand = true;
            }
            c if is_word(c) || c == '#' => {
                let word_end = painter.while_at(at + c.len_utf8(), is_word);
                let word = &painter.text[at..word_end];
                let kind = kind_of(painter, word, word_end, was_dotted, class_next);
                operand = kind != Some(Kind::Keyword) || matches!(word, "this" | "super");
                class_next = kind == Some(Kind::Keyword) && CLASSES.contains(&word);
                match kind {
                    Some(kind) => painter.paint(kind, word_end.min(end)),
                    None => painter.plain(word_end.min(end)),
                }
            }
            c => {
                match (c, templates.last_mut()) {
                    ('{', Some(open)) => *open += 1,
                    ('}', Some(open)) => *open -= 1,
                    _ => {}
                }
                operand = matches!(c, ')' | ']' | '}');
                painter.step();
            }
        }
    }
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

/// A template's text from `from` on; true if a substitution starts after it.
fn template(painter: &mut Painter<'_>, from: usize, end: usize) -> bool {
    let mut chars = painter.text[from..].char_indices();
    while let Some((at, c)) = chars.next() {
        let here = from + at;
        if here >= end {
            break;
        }
        match c {
            '\\' => {
                chars.next();
            }
            '`' => {
                painter.paint(Kind::String, here + 1);
                return false;
            }
            '$' if painter.text[here..].starts_with("${") => {
                painter.paint(Kind::String, here);
                painter.plain(here + 2);
                return true;
            }
            _ => {}
        }
    }
    painter.paint(Kind::String, end);
    false
}

/// The end of a regular expression with its flags, or of the slash that starts none.
fn regex_end(painter: &Painter<'_>) -> usize {
    let mut chars = painter.rest().char_indices().skip(1);
    let mut class = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => class = true,
            ']' => class = false,
            '/' if !class => return painter.while_at(painter.at + at + 1, is_word),
            '\n' => break,
            _ => {}
        }
    }
    painter.at + 1
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
