//! The one tokenizer. Whether a slash divides or starts a regular expression depends on what stands before it, so it keeps
//! in mind which brackets are open and what they are.

use super::token::{Kind, Token, is_control, is_keyword};

/// The tokens of a text, without its comments.
pub fn tokens(source: &str) -> Vec<Token> {
    cut(source, false)
}

/// The tokens of a text, with its comments.
pub fn tokens_and_comments(source: &str) -> Vec<Token> {
    cut(source, true)
}

fn cut(source: &str, comments: bool) -> Vec<Token> {
    let mut lexer = Lexer {
        source,
        bytes: source.as_bytes(),
        at: 0,
        tokens: Vec::new(),
        comments,
        open: Vec::new(),
        after: After::Nothing,
    };
    if source.starts_with("#!") {
        lexer.comment(lexer.find(0, |byte| byte == b'\n'));
    }
    while lexer.step() {}
    lexer.tokens
}

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Its token's place.
    place: usize,
    bracket: Bracket,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// Of `if` and its like.
    Condition,
    Round,
    Square,
    Object,
    /// A block, a body, a class.
    Block,
    /// `${`
    Substitution,
}

/// What the last token leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// A statement may start.
    Nothing,
    /// A value has ended: a slash divides.
    Value,
    /// A value has to come.
    Operator,
    /// Something has a name to come.
    Dot,
    /// `if` and its like.
    Control,
    /// `for`, after which `await` may come.
    For,
    /// A keyword after which a statement, or a brace of one, may come.
    Statement,
}

struct Lexer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    tokens: Vec<Token>,
    comments: bool,
    open: Vec<Open>,
    after: After,
}

impl Lexer<'_> {
    /// Takes one token or gap; false at the end.
    fn step(&mut self) -> bool {
        let start = self.at;
        let Some(&byte) = self.bytes.get(start) else { return false };
        match byte {
            b'/' if self.peek(1) == Some(b'/') => self.comment(self.find(start, |byte| byte == b'\n')),
            b'/' if self.peek(1) == Some(b'*') => {
                let end = self.source[start + 2..].find("*/").map_or(self.bytes.len(), |end| start + 2 + end + 2);
                self.comment(end);
            }
            b'/' if self.after != After::Value => self.regex(),
            b'"' | b'\'' => self.string(byte),
            b'`' => self.template(false),
            b'}' if self.open.last().is_some_and(|open| open.bracket == Bracket::Substitution) => self.template(true),
            b'(' | b'[' | b'{' => self.open_bracket(byte),
            b')' | b']' | b'}' => self.close(1, Kind::Close),
            b'0'..=b'9' => {
                let end = self.word_end(start, |letter| letter == '.');
                self.push(end - start, Kind::Number);
                self.after = After::Value;
            }
            _ if byte.is_ascii_whitespace() => self.at += 1,
            _ => {
                let letter = self.source[start..].chars().next().unwrap_or_default();
                if is_word(letter) {
                    self.word();
                } else if letter.is_whitespace() || letter == '\u{feff}' {
                    self.at += letter.len_utf8();
                } else {
                    self.punctuation(letter);
                }
            }
        }
        true
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// The first place from `from` on whose byte is as wanted, or the end.
    fn find(&self, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        self.bytes[from..].iter().position(|&byte| wanted(byte)).map_or(self.bytes.len(), |place| from + place)
    }

    /// Where a word ends, to which also belongs what `more` says.
    fn word_end(&self, from: usize, more: impl Fn(char) -> bool) -> usize {
        let rest = &self.source[from..];
        rest.find(|letter| !is_word(letter) && !more(letter)).map_or(self.bytes.len(), |length| from + length)
    }

    fn push(&mut self, length: usize, kind: Kind) {
        self.tokens.push(Token { start: self.at, end: self.at + length, kind, partner: None });
        self.at += length;
    }

    fn comment(&mut self, end: usize) {
        if self.comments {
            self.push(end - self.at, Kind::Comment);
        }
        self.at = end;
    }

    fn word(&mut self) {
        let word = &self.source[self.at..self.word_end(self.at, |_| false)];
        self.after = match (self.after, word) {
            (After::Dot, _) => After::Value,
            (After::For, "await") => After::Control,
            (_, "for") => After::For,
            (_, "do" | "else" | "function" | "let" | "const" | "var") => After::Statement,
            (_, word) if is_control(word) => After::Control,
            (_, word) if is_keyword(word) => After::Operator,
            _ => After::Value,
        };
        self.push(word.len(), Kind::Word);
    }

    fn punctuation(&mut self, letter: char) {
        let rest = &self.source[self.at..];
        let long = ["=>", "...", "++", "--"].into_iter().find(|long| rest.starts_with(long));
        let optional = rest.starts_with("?.") && !self.peek(2).is_some_and(|it| it.is_ascii_digit());
        let length = if optional { 2 } else { long.map_or(letter.len_utf8(), str::len) };
        self.after = match (long, letter) {
            (Some("++" | "--"), _) if self.after == After::Value => After::Value,
            (Some("=>"), _) => After::Statement,
            (Some(_), _) => After::Operator,
            (None, '.') => After::Dot,
            (None, '?') if optional => After::Dot,
            (None, ';') => After::Nothing,
            // In an object a value comes, after a label or a `case` a statement.
            (None, ':') if !self.is_object_or_round() => After::Statement,
            _ => After::Operator,
        };
        self.push(length, Kind::Punctuation);
    }

    fn is_object_or_round(&self) -> bool {
        self.open.last().is_some_and(|open| !matches!(open.bracket, Bracket::Block))
    }

    fn open_bracket(&mut self, byte: u8) {
        let bracket = match byte {
            b'(' if matches!(self.after, After::Control | After::For) => Bracket::Condition,
            b'(' => Bracket::Round,
            b'[' => Bracket::Square,
            _ if self.after == After::Operator => Bracket::Object,
            _ => Bracket::Block,
        };
        self.open.push(Open { place: self.tokens.len(), bracket });
        self.push(1, Kind::Open);
        self.after = if bracket == Bracket::Block { After::Nothing } else { After::Operator };
    }

    fn close(&mut self, length: usize, kind: Kind) {
        let place = self.tokens.len();
        self.push(length, kind);
        let open = self.open.pop();
        if let Some(Open { place: opener, .. }) = open {
            self.tokens[opener].partner = Some(place);
            self.tokens[place].partner = Some(opener);
        }
        self.after = match open.map(|open| open.bracket) {
            Some(Bracket::Condition) => After::Statement,
            Some(Bracket::Block) => After::Nothing,
            _ => After::Value,
        };
    }

    fn regex(&mut self) {
        let start = self.at;
        let mut class = false;
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    let end = self.word_end(at + 1, |_| false);
                    self.push(end - start, Kind::Regex);
                    self.after = After::Value;
                    return;
                }
                b'\n' => break,
                _ => {}
            }
            at += 1;
        }
        self.push(1, Kind::Punctuation);
        self.after = After::Operator;
    }

    /// Up to the closing quote, or the end of the line.
    fn string(&mut self, quote: u8) {
        let start = self.at;
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'\n' => break,
                _ if byte == quote => {
                    at += 1;
                    break;
                }
                _ => {}
            }
            at += 1;
        }
        self.push(self.boundary(at) - start, Kind::String);
        self.after = After::Value;
    }

    /// A template's text from its backtick, or from the brace that ends a substitution (`inside`), to the next substitution
    /// or its end.
    fn template(&mut self, inside: bool) {
        let start = self.at;
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'`' if inside => return self.close(at + 1 - start, Kind::TemplateEnd),
                b'`' => {
                    self.push(at + 1 - start, Kind::Template);
                    self.after = After::Value;
                    return;
                }
                b'$' if self.bytes.get(at + 1) == Some(&b'{') => {
                    if !inside {
                        self.open.push(Open { place: self.tokens.len(), bracket: Bracket::Substitution });
                    }
                    let kind = if inside { Kind::TemplateMiddle } else { Kind::TemplateStart };
                    self.push(at + 2 - start, kind);
                    self.after = After::Operator;
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        let length = self.bytes.len() - start;
        if inside { self.close(length, Kind::TemplateEnd) } else { self.push(length, Kind::Template) }
    }

    /// An escape at the end of the text leads beyond it, one before a letter of several bytes into it.
    fn boundary(&self, at: usize) -> usize {
        (at..self.bytes.len()).find(|&at| self.source.is_char_boundary(at)).unwrap_or(self.bytes.len())
    }
}

/// Part of a name; an escape in one belongs to it.
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '_' | '$' | '#' | '\\' | '\u{200c}' | '\u{200d}')
        || (!letter.is_ascii() && !letter.is_whitespace() && letter != '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::javascript::outline;

    fn cut(source: &str) -> Vec<&str> {
        tokens_and_comments(source).iter().map(|token| token.text(source)).collect()
    }

    fn regexes(source: &str) -> Vec<&str> {
        tokens(source).iter().filter(|it| it.kind == Kind::Regex).map(|it| it.text(source)).collect()
    }

    #[test]
    fn cuts_into_words_literals_and_punctuation() {
        assert_eq!(cut("a?.b => ...c ?.5"), ["a", "?.", "b", "=>", "...", "c", "?", ".", "5"]);
        assert_eq!(cut("'it\\'s' + \"x\n1.5e3"), ["'it\\'s'", "+", "\"x", "1.5e3"]);
        assert_eq!(cut("#!/usr/bin node\n/* a */ b // c\n#d"), ["#!/usr/bin node", "/* a */", "b", "// c", "#d"]);
        assert_eq!(cut("größe\u{a0}= '\\é'"), ["größe", "=", "'\\é'"]);
        assert_eq!(cut("'\\"), ["'\\"]);
    }

    #[test]
    fn templates_nest() {
        assert_eq!(cut("`a${b}c${`d${e}`}f` g"), ["`a${", "b", "}c${", "`d${", "e", "}`", "}f`", "g"]);
        assert_eq!(cut("`${ { a: 1 } }`"), ["`${", "{", "a", ":", "1", "}", "}`"]);
        let found = tokens("f(`${a}`)");
        assert_eq!(found[2].partner, Some(4));
        assert_eq!((found[1].partner, found[5].partner), (Some(5), Some(1)));
        assert_eq!(cut("`open ${a"), ["`open ${", "a"]);
        assert_eq!(cut("`open ${a} on"), ["`open ${", "a", "} on"]);
    }

    #[test]
    fn a_slash_divides_after_a_value_only() {
        for (source, wanted) in [
            ("a / b / c", &[][..]),
            ("i++ / 2 / 3", &[]),
            ("f(1) / 2 / g", &[]),
            ("[1] / 2 / g", &[]),
            ("x = {} / 2 / g", &[]),
            ("`a` / 2 / g", &[]),
            ("a.return / 2 / g", &[]),
            ("return /a/g", &["/a/g"]),
            ("if (a) /b/.test(c)", &["/b/"]),
            ("for await (const a of b) /c/.test(a)", &["/c/"]),
            ("a = /[/]\\//i", &["/[/]\\//i"]),
            ("f(/a/, !/b/)", &["/a/", "/b/"]),
            ("() => {}\n/a/.test(b)", &["/a/"]),
            ("if (a) {} /b/.test(c)", &["/b/"]),
            ("x => /a/", &["/a/"]),
            ("switch (a) { case 1: {} /b/.test(c) }", &["/b/"]),
            ("a = / b\nc", &[]),
        ] {
            assert_eq!(regexes(source), wanted, "{source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_in_order(source in "([a-z0-9 \n\"'`/*{}()\\[\\]$<>!=+.?;:#\\\\ä→-]|\\$\\{|await |//){0,60}") {
            let mut end = 0;
            let all = tokens_and_comments(&source);
            for (place, token) in all.iter().enumerate() {
                prop_assert!(token.start >= end && token.end > token.start, "{:?}", token);
                prop_assert!(source[end..token.start].trim().is_empty());
                prop_assert!(!token.text(&source).is_empty());
                if let Some(partner) = token.partner {
                    prop_assert_eq!(all[partner].partner, Some(place));
                    prop_assert!(all[place.min(partner)].kind.opens() && all[place.max(partner)].kind.closes());
                }
                end = token.end;
            }
            outline(&source);
        }
    }
}
