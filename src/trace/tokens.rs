//! JavaScript cut into tokens, as far as finding calls needs it. Takes any text: what is not closed ends with the text, and
//! what makes no sense is punctuation.

/// One token; `start..end` in bytes of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// The place of the bracket that this one opens or closes, where there is one.
    pub(super) partner: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Word,
    /// A number, a string, a regular expression, a template without substitutions.
    Atom,
    /// `(`, `[`, `{`, and a template up to its first `${`.
    Open,
    /// `)`, `]`, `}`, and a template from its last `}` on.
    Close,
    /// Everything else; `=>` and `?.` are one token each.
    Punctuation,
}

/// After these words a slash starts a regular expression, and a parenthesis is no call.
const KEYWORDS: [&str; 24] = [
    "return",
    "typeof",
    "case",
    "do",
    "else",
    "in",
    "of",
    "instanceof",
    "new",
    "void",
    "delete",
    "throw",
    "yield",
    "await",
    "if",
    "while",
    "for",
    "switch",
    "catch",
    "with",
    "function",
    "let",
    "const",
    "var",
];

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { source, bytes: source.as_bytes(), at: 0, tokens: Vec::new(), open: Vec::new() };
    while lexer.step() {}
    lexer.tokens
}

struct Lexer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    tokens: Vec<Token>,
    /// The places of brackets that are open, each with whether it is a template's.
    open: Vec<(usize, bool)>,
}

impl Lexer<'_> {
    /// Takes one token or gap; false at the end.
    fn step(&mut self) -> bool {
        let start = self.at;
        let Some(&byte) = self.bytes.get(start) else { return false };
        match byte {
            b'/' if self.peek(1) == Some(b'/') => self.at = self.find(start, |byte| byte == b'\n'),
            b'/' if self.peek(1) == Some(b'*') => {
                self.at = self.source[start + 2..].find("*/").map_or(self.bytes.len(), |end| start + 2 + end + 2);
            }
            b'/' if self.regex_may_start() => self.regex(),
            b'"' | b'\'' => self.string(byte),
            b'`' => self.template(start, false),
            b'}' if self.open.last().is_some_and(|&(_, template)| template) => self.template(start, true),
            b'(' | b'[' | b'{' => {
                self.open.push((self.tokens.len(), false));
                self.push(1, Kind::Open);
            }
            b')' | b']' | b'}' => self.close(1),
            b'=' if self.peek(1) == Some(b'>') => self.push(2, Kind::Punctuation),
            b'?' if self.peek(1) == Some(b'.') && !self.peek(2).is_some_and(|it| it.is_ascii_digit()) => {
                self.push(2, Kind::Punctuation);
            }
            b'0'..=b'9' => {
                let end = self.find(start, |byte| !(is_word(byte) || byte == b'.'));
                self.push(end - start, Kind::Atom);
            }
            _ if is_word(byte) => {
                let end = self.find(start, |byte| !is_word(byte));
                self.push(end - start, Kind::Word);
            }
            _ if byte.is_ascii_whitespace() => self.at += 1,
            _ => self.push(1, Kind::Punctuation),
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

    fn push(&mut self, length: usize, kind: Kind) {
        self.tokens.push(Token { start: self.at, end: self.at + length, kind, partner: None });
        self.at += length;
    }

    fn close(&mut self, length: usize) {
        let place = self.tokens.len();
        self.push(length, Kind::Close);
        if let Some((opener, _)) = self.open.pop() {
            self.tokens[opener].partner = Some(place);
            self.tokens[place].partner = Some(opener);
        }
    }

    /// A slash after a value divides; anywhere else it starts a regular expression.
    fn regex_may_start(&self) -> bool {
        match self.tokens.last() {
            None => true,
            Some(token) => match token.kind {
                Kind::Atom | Kind::Close => false,
                Kind::Word => is_keyword(&self.source[token.start..token.end]),
                Kind::Open | Kind::Punctuation => true,
            },
        }
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
                    let end = self.find(at + 1, |byte| !is_word(byte));
                    return self.push(end - start, Kind::Atom);
                }
                b'\n' => break,
                _ => {}
            }
            at += 1;
        }
        self.push(1, Kind::Punctuation);
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
        self.push(at.min(self.bytes.len()) - start, Kind::Atom);
    }

    /// A template's text from its backtick, or from the brace that ends a substitution, to the next substitution or its
    /// end.
    fn template(&mut self, start: usize, inside: bool) {
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'`' => {
                    let length = at + 1 - start;
                    return if inside { self.close(length) } else { self.push(length, Kind::Atom) };
                }
                b'$' if self.bytes.get(at + 1) == Some(&b'{') => {
                    if !inside {
                        self.open.push((self.tokens.len(), true));
                    }
                    let kind = if inside { Kind::Punctuation } else { Kind::Open };
                    return self.push(at + 2 - start, kind);
                }
                _ => {}
            }
            at += 1;
        }
        self.push(self.bytes.len() - start, Kind::Atom);
    }
}

/// Part of a name; all that is not ASCII is taken for a letter.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#') || !byte.is_ascii()
}
