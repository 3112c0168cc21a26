//! The call at a place in the learner's code, as written: `socket.broadcast.to("room1").emit`.

use crate::javascript::{Kind, Token, is_keyword, tokens};

/// Longer expressions are cut in their middle, in characters.
const MAX_TEXT: usize = 200;

/// The expression that is called at a place, without the arguments of that call, on one line. A place is a line from 1
/// and a column from 1 in UTF-16 units, usually that of the last name before the call's bracket; within a call but at no
/// name it stands for the innermost. QuickJS often gives the place of a call among the arguments, so that of the calls
/// around a place the innermost one of a method in `wanted` is meant, if there is any. Reads the whole text: keep the answer.
pub fn call_expression(source: &str, line: u32, column: u32, wanted: &[&str]) -> Option<String> {
    let place = offset(source, line, column)?;
    let calls = Calls { source, tokens: tokens(source) };
    let spans: Vec<Span> = (0..calls.tokens.len()).filter_map(|open| calls.span(open)).collect();
    let at_name = spans.iter().filter(|span| calls.holds(span.last, span.open, place));
    let around = spans.iter().filter(|span| calls.holds(span.start, span.close, place));
    let meant = |span: &&Span| wanted.contains(&calls.word(span.last)) && calls.holds(span.start, span.close, place);
    let found = calls.shortest(at_name.clone().filter(meant)).or_else(|| calls.shortest(spans.iter().filter(meant)));
    let span = found.or_else(|| calls.shortest(at_name)).or_else(|| calls.shortest(around))?;
    Some(calls.text(span))
}

/// In bytes; none for a line or column that the text does not have.
fn offset(source: &str, line: u32, column: u32) -> Option<usize> {
    let line = usize::try_from(line).ok()?.checked_sub(1)?;
    let column = usize::try_from(column).ok()?.checked_sub(1)?;
    let start = match line {
        0 => 0,
        _ => source.match_indices('\n').nth(line - 1)?.0 + 1,
    };
    let mut units = 0;
    for (place, letter) in source[start..].char_indices() {
        if units >= column {
            return Some(start + place);
        }
        units += letter.len_utf16();
    }
    None
}

struct Calls<'a> {
    source: &'a str,
    tokens: Vec<Token>,
}

/// A call: places of tokens.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// The first token of what is called.
    start: usize,
    /// The last token of what is called: a name, or a bracket.
    last: usize,
    open: usize,
    /// The last token of the arguments.
    close: usize,
}

impl Calls<'_> {
    fn holds(&self, first: usize, last: usize, place: usize) -> bool {
        (self.tokens[first].start..self.tokens[last].end).contains(&place)
    }

    fn shortest<'s>(&self, spans: impl Iterator<Item = &'s Span>) -> Option<&'s Span> {
        spans.min_by_key(|span| self.tokens[span.close].end - self.tokens[span.start].start)
    }

    fn word(&self, place: usize) -> &str {
        let token = self.tokens[place];
        &self.source[token.start..token.end]
    }

    /// Whether this token is named of the one before: `.of` is no keyword.
    fn is_member(&self, place: usize) -> bool {
        place.checked_sub(1).is_some_and(|before| matches!(self.word(before), "." | "?."))
    }

    fn is_keyword(&self, place: usize) -> bool {
        is_keyword(self.word(place)) && !self.is_member(place)
    }

    /// The call whose arguments open at this token, if they do.
    fn span(&self, open: usize) -> Option<Span> {
        if self.tokens[open].kind != Kind::Open || self.word(open) != "(" {
            return None;
        }
        let close = self.tokens[open].partner.unwrap_or(self.tokens.len() - 1);
        let mut last = open.checked_sub(1)?;
        if self.word(last) == "?." {
            last = last.checked_sub(1)?;
        }
        let start = self.chain_start(last)?;
        // `emit(x) { … }` is a method's definition, `function emit(x)` a function's.
        let defined = self.tokens.get(close + 1).is_some_and(|_| self.word(close + 1) == "{");
        let function = start.checked_sub(1).is_some_and(|before| matches!(self.word(before), "function" | "*"));
        (!defined && !function).then_some(Span { start, last, open, close })
    }

    /// Where the chain of names, indexes and calls that ends at `last` starts; none if a call cannot follow it.
    fn chain_start(&self, last: usize) -> Option<usize> {
        let mut at = last;
        loop {
            let token = self.tokens[at];
            match token.kind {
                Kind::Word if self.is_keyword(at) => return None,
                Kind::Word => {}
                kind if kind.is_literal() => {}
                kind if kind.closes() && self.word(at) != "}" => {
                    let opener = token.partner?;
                    let callee = opener.checked_sub(1).filter(|&place| self.can_be_called(place));
                    match callee {
                        Some(place) if self.word(place) == "?." => at = place.checked_sub(1)?,
                        Some(place) => at = place,
                        None => at = opener,
                    }
                    if callee.is_some() {
                        continue;
                    }
                }
                _ => return None,
            }
            if !self.is_member(at) {
                return Some(at);
            }
            at = at.checked_sub(2)?;
        }
    }

    /// Whether brackets after this token call or index it, and are not a group or a list of their own.
    fn can_be_called(&self, place: usize) -> bool {
        match self.tokens[place].kind {
            Kind::Word => !self.is_keyword(place),
            Kind::Close => matches!(self.word(place), ")" | "]") && !self.follows_keyword(place),
            Kind::Punctuation => self.word(place) == "?.",
            _ => false,
        }
    }

    /// Whether this bracket closes the head of an `if` and its like.
    fn follows_keyword(&self, close: usize) -> bool {
        let before = self.tokens[close].partner.and_then(|open| open.checked_sub(1));
        before.is_some_and(|before| self.is_keyword(before))
    }

    /// What is called, on one line, without comments.
    fn text(&self, span: &Span) -> String {
        let mut text = String::new();
        for at in span.start..=span.last {
            if at > span.start {
                text.push_str(self.gap(at));
            }
            text.push_str(&self.word(at).replace(['\n', '\r'], " "));
        }
        let letters = text.chars().count();
        if letters <= MAX_TEXT {
            return text;
        }
        let head = text.chars().take(MAX_TEXT / 2);
        head.chain(['…']).chain(text.chars().skip(letters - MAX_TEXT / 2 + 1)).collect()
    }

    /// What stands between a token and the one before it: spaces as written; for a line's end or a comment one space, or
    /// nothing where none is needed.
    fn gap(&self, at: usize) -> &str {
        let gap = &self.source[self.tokens[at - 1].end..self.tokens[at].start];
        if gap.bytes().all(|byte| byte == b' ') {
            return gap;
        }
        let tight = matches!(self.word(at), "." | "?." | ")" | "]" | ",")
            || matches!(self.word(at - 1), "." | "?." | "(" | "[");
        if tight { "" } else { " " }
    }
}
