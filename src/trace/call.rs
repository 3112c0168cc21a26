//! The call at a place in the learner's code, as written: `socket.broadcast.to("room1").emit`. The engine puts a call at the
//! last name before its parenthesis, but when the arguments contain calls themselves it puts it at the last of those; so a
//! place inside the arguments of an `emit` may well mean that `emit`.

use super::Location;
use super::tokens::{Kind, Token, is_keyword, tokens};

/// Longer expressions are cut in their middle, in characters.
const MAX_TEXT: usize = 200;

/// The methods of Socket.IO that make a decision.
const VERBS: [&str; 14] = [
    "emit",
    "emitWithAck",
    "send",
    "write",
    "join",
    "leave",
    "leaveAll",
    "disconnect",
    "socketsJoin",
    "socketsLeave",
    "disconnectSockets",
    "close",
    "fetchSockets",
    "serverSideEmit",
];

/// All calls of one source text. Build it once for a text, it reads the whole.
#[derive(Debug)]
pub struct Calls {
    source: String,
    /// Where each line starts, in bytes.
    lines: Vec<usize>,
    tokens: Vec<Token>,
    spans: Vec<Span>,
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

/// A call as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Without the arguments of the last call, on one line.
    pub text: String,
    /// Its last name. Columns in bytes, as the engine counts them.
    pub location: Location,
}

/// The text of the call at a place, both numbers from 1. For one look only; see [`Calls`].
pub fn call_expression(source: &str, line: u32, column: u32) -> Option<String> {
    Calls::new(source).at(Location { line, column }).map(|call| call.text)
}

impl Calls {
    pub fn new(source: &str) -> Self {
        let newlines = source.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let lines = std::iter::once(0).chain(newlines.map(|(place, _)| place + 1)).collect();
        let tokens = tokens(source);
        let mut calls = Self { source: source.to_owned(), lines, tokens, spans: Vec::new() };
        calls.spans = (0..calls.tokens.len()).filter_map(|open| calls.span(open)).collect();
        calls
    }

    /// The call that the engine means by this place, if there is one.
    pub fn at(&self, location: Location) -> Option<Call> {
        let line = *self.lines.get(usize::try_from(location.line).ok()?.checked_sub(1)?)?;
        let place = line + usize::try_from(location.column).ok()?.checked_sub(1)?;
        let size = |span: &&Span| self.tokens[span.close].end - self.tokens[span.start].start;
        let around = || self.spans.iter().filter(|span| self.holds(span.start, span.close, place));
        let named = around().filter(|span| self.holds(span.last, span.open, place)).min_by_key(size);
        let meant = around().filter(|span| self.is_verb(span) && !self.crosses_function(span, place)).min_by_key(size);
        let at_name = named.filter(|span| self.is_verb(span));
        let span = at_name
            .or(meant)
            .or(named)
            .or_else(|| around().filter(|span| self.holds(span.start, span.open, place)).min_by_key(size))?;
        Some(Call { text: self.text(span), location: self.location(self.tokens[span.last].start) })
    }

    fn holds(&self, first: usize, last: usize, place: usize) -> bool {
        (self.tokens[first].start..self.tokens[last].end).contains(&place)
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

    fn is_verb(&self, span: &Span) -> bool {
        let word = self.word(span.last);
        let quoted = || Some(self.word(span.last.checked_sub(1)?).trim_matches(['"', '\'', '`']));
        VERBS.contains(&word) || word == "]" && quoted().is_some_and(|name| VERBS.contains(&name))
    }

    /// Whether the place stands in a function among the arguments: what runs there is not this call.
    fn crosses_function(&self, span: &Span, place: usize) -> bool {
        let mut at = span.open + 1;
        let mut arrow = false;
        while at < span.close && self.tokens[at].start <= place {
            let token = self.tokens[at];
            match token.kind {
                Kind::Open => {
                    let end = token.partner.unwrap_or(span.close);
                    let before = self.word(at - 1);
                    if place < self.tokens[end].end {
                        if arrow || self.word(at) == "{" && matches!(before, ")" | "=>") {
                            return true;
                        }
                    } else {
                        at = end;
                    }
                }
                Kind::Punctuation if self.word(at) == "=>" => arrow = true,
                Kind::Punctuation if self.word(at) == "," => arrow = false,
                _ => {}
            }
            at += 1;
        }
        arrow
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
                Kind::Word | Kind::Atom => {}
                Kind::Close if self.word(at) != "}" => {
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
            Kind::Atom | Kind::Open => false,
        }
    }

    /// Whether this bracket closes the head of an `if` and its like.
    fn follows_keyword(&self, close: usize) -> bool {
        let before = self.tokens[close].partner.and_then(|open| open.checked_sub(1));
        before.is_some_and(|before| self.is_keyword(before))
    }

    fn location(&self, place: usize) -> Location {
        let line = self.lines.partition_point(|&start| start <= place);
        let start = line.checked_sub(1).map_or(0, |line| self.lines[line]);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Location { line: number(line), column: number(place - start + 1) }
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
