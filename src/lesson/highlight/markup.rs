//! HTML with the scripts and styles inside it, CSS, and Markdown.

use super::{Kind, Painter, is_word, script};

fn is_name(c: char) -> bool {
    is_word(c) || matches!(c, '-' | ':' | '.' | '@')
}

pub(super) fn html(painter: &mut Painter<'_>) {
    while painter.at < painter.text.len() {
        let text = painter.rest().find('<').map_or(painter.text.len(), |at| painter.at + at);
        painter.plain(text);
        let rest = painter.rest();
        if rest.starts_with("<!--") {
            painter.paint(Kind::Comment, painter.past(painter.at + 4, "-->"));
        } else if rest.starts_with("<!") {
            painter.paint(Kind::Comment, painter.past(painter.at, ">"));
        } else if rest[1.min(rest.len())..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let name = tag(painter);
            let end = painter.rest().to_ascii_lowercase().find(&format!("</{name}")).map(|at| painter.at + at);
            match (name.as_str(), end) {
                ("script", end) => script::javascript(painter, end.unwrap_or(painter.text.len())),
                ("style", end) => css(painter, end.unwrap_or(painter.text.len())),
                _ => {}
            }
        } else {
            painter.step();
        }
    }
}

/// A tag from its `<` to its `>`; gives the name of an opening `script` or `style`, else nothing.
fn tag(painter: &mut Painter<'_>) -> String {
    painter.step();
    let closing = painter.peek() == Some('/');
    if closing {
        painter.step();
    }
    let end = painter.while_at(painter.at, is_name);
    let name = painter.text[painter.at..end].to_ascii_lowercase();
    painter.paint(Kind::Keyword, end);
    let mut value = false;
    while let Some(next) = painter.peek() {
        match next {
            '>' => {
                painter.step();
                break;
            }
            '"' | '\'' => painter.paint(Kind::String, attribute_end(painter, next)),
            c if is_name(c) => {
                let end = painter.while_at(painter.at, |c| is_name(c) || (value && !c.is_whitespace() && c != '>'));
                painter.paint(if value { Kind::String } else { Kind::Call }, end);
            }
            _ => painter.step(),
        }
        value = next == '=' || (value && next.is_whitespace());
    }
    if !closing && matches!(name.as_str(), "script" | "style") { name } else { String::new() }
}

/// The end of a quoted value: HTML knows no backslashes.
fn attribute_end(painter: &Painter<'_>, quote: char) -> usize {
    let inside = painter.at + quote.len_utf8();
    painter.text[inside..].find(quote).map_or(painter.text.len(), |at| inside + at + quote.len_utf8())
}

pub(super) fn css(painter: &mut Painter<'_>, end: usize) {
    let mut depth = 0_usize;
    // Whether a property's name may come.
    let mut fresh = false;
    while painter.at < end {
        let Some(next) = painter.peek() else { return };
        let at = painter.at;
        match next {
            '/' if painter.rest().starts_with("/*") => {
                painter.paint(Kind::Comment, painter.past(at + 2, "*/").min(end));
                continue;
            }
            '"' | '\'' => painter.paint(Kind::String, painter.string_end(at, next, false).min(end)),
            '@' => painter.paint(Kind::Keyword, painter.while_at(at + 1, is_name).min(end)),
            '0'..='9' => {
                painter.paint(Kind::Value, painter.while_at(at, |c| is_word(c) || matches!(c, '.' | '%')).min(end));
            }
            c if is_word(c) || c == '-' => {
                let word = painter.while_at(at, |c| is_word(c) || c == '-').min(end);
                if fresh && painter.next_after(word) == Some(':') {
                    painter.paint(Kind::Call, word);
                } else {
                    painter.plain(word);
                }
            }
            c => {
                match c {
                    '{' => depth += 1,
                    '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                painter.step();
            }
        }
        fresh = match next {
            '{' | '}' | ';' => depth > 0,
            c => fresh && c.is_whitespace(),
        };
    }
}

pub(super) fn markdown(painter: &mut Painter<'_>) {
    // The marks that close the fence that is open.
    let mut fence = String::new();
    while painter.at < painter.text.len() {
        let end = painter.line_end();
        let line = &painter.text[painter.at..end];
        let start = line.trim_start();
        let first = start.chars().next();
        let marks: String = start.chars().take_while(|c| Some(*c) == first).collect();
        let fences = marks.len() >= 3 && marks.starts_with(['`', '~']);
        if !fence.is_empty() {
            let closes = fences && marks.starts_with(fence.as_str()) && start.trim_end() == marks;
            if closes {
                fence.clear();
                painter.paint(Kind::Comment, end);
            } else {
                painter.plain(end);
            }
        } else if fences {
            fence = marks;
            painter.paint(Kind::Comment, end);
        } else if start.starts_with('#') {
            painter.paint(Kind::Keyword, end);
        } else if start.starts_with('>') || start.starts_with("---") {
            painter.paint(Kind::Comment, end);
        } else {
            let indent = painter.at + line.len() - start.len();
            painter.plain(indent);
            let digits = start.len() - start.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let bullet =
                if digits > 0 { start[digits..].starts_with(". ") } else { start.starts_with(['-', '*', '+']) };
            if bullet && start[digits + 1..].starts_with(' ') {
                painter.paint(Kind::Keyword, indent + digits + 1);
            }
            inline(painter, end);
        }
        painter.step();
    }
}

/// Code spans and the addresses of links.
fn inline(painter: &mut Painter<'_>, end: usize) {
    while painter.at < end {
        let line = &painter.text[painter.at..end];
        let Some(at) = line.find(['`', '(']) else { break };
        let (start, address) = (painter.at + at, line[at..].starts_with('('));
        if address && !line[..at].ends_with(']') {
            painter.plain(start + 1);
            continue;
        }
        painter.plain(start);
        let close = if address { ')' } else { '`' };
        match painter.text[start + 1..end].find(close) {
            Some(length) => painter.paint(if address { Kind::Call } else { Kind::String }, start + length + 2),
            None => painter.step(),
        }
    }
    painter.plain(end);
}
