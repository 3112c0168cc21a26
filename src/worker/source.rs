//! What has to be known of the learner's text before and beside running it: whether it is an ES module (it has
//! `import`, `export` or `await` outside of any function), and where its calls are. A tokenizer as small as these
//! questions: it knows strings, templates, comments, regular expressions and brackets, and which braces are a function's.

/// How a text is to be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Script,
    Module,
}

/// What a text has in it.
#[derive(Debug)]
pub struct Outline {
    pub kind: Kind,
    /// In the order in which their brackets open.
    pub calls: Vec<Call>,
}

/// A call: the offsets of its brackets in bytes, and the word before them, if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    pub open: usize,
    pub close: usize,
    pub name: Option<(usize, usize)>,
    /// The call of the same function in whose brackets this one stands.
    pub parent: Option<usize>,
}

/// What a bracket that is open stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A round bracket; `control` after `if`, `for`, `while`, `switch`, `with`, `catch`: a block may follow.
    Round {
        control: bool,
        call: Option<usize>,
    },
    Square,
    /// A block, an object or a class body.
    Brace,
    /// The body of a function.
    Body,
    /// `${` inside a template.
    Substitution,
    /// The body of an arrow function without braces: open until its expression ends.
    Arrow,
}

/// What the last token was, as far as the next one depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Start,
    /// A value may have ended here: a slash divides, and a word starts something new.
    Operand,
    /// `)` of a condition: a slash starts a regular expression, a brace a block.
    Condition,
    /// `)` of anything else: a slash divides, a brace is a function's body.
    Parameters,
    Arrow,
    /// A word after which a value comes: `return`, `typeof`, …
    Operator,
    Control,
    Dot,
    Other,
}

const CONTROL: [&str; 7] = ["if", "for", "while", "switch", "with", "catch", "await"];
const OPERATORS: [&str; 16] = [
    "return",
    "typeof",
    "instanceof",
    "in",
    "of",
    "new",
    "delete",
    "void",
    "throw",
    "case",
    "do",
    "else",
    "yield",
    "await",
    "default",
    "extends",
];

/// Whether a text is an ES module: it has `import`, `export`, or `await` outside of any function.
pub fn is_module(source: &str) -> bool {
    outline(source).kind == Kind::Module
}

pub fn outline(source: &str) -> Outline {
    let mut scanner = Scanner::new(source);
    scanner.run();
    Outline { kind: if scanner.module { Kind::Module } else { Kind::Script }, calls: scanner.calls }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Open>,
    last: Last,
    /// The last token, where it was a word.
    name: Option<(usize, usize)>,
    module: bool,
    calls: Vec<Call>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        let at = if text.starts_with("#!") { text.find('\n').unwrap_or(text.len()) } else { 0 };
        Self { text, at, open: Vec::new(), last: Last::Start, name: None, module: false, calls: Vec::new() }
    }

    fn run(&mut self) {
        while let Some(next) = self.peek() {
            let comment = self.rest().starts_with("//") || self.rest().starts_with("/*");
            if self.last == Last::Arrow && next != '{' && !next.is_whitespace() && !comment {
                self.open.push(Open::Arrow);
                self.last = Last::Other;
            }
            match next {
                '/' if self.rest().starts_with("//") => self.skip_past("\n"),
                '/' if self.rest().starts_with("/*") => {
                    self.at += 2;
                    self.skip_past("*/");
                }
                '/' if self.takes_regex() => self.skip_regex(),
                '"' | '\'' => self.skip_string(next),
                '`' => {
                    self.at += 1;
                    self.skip_template();
                }
                '0'..='9' => self.skip_number(),
                c if c == '_' || c == '$' || c == '#' || c == '\\' || c.is_alphabetic() => self.word(),
                c if c.is_whitespace() || c == '\u{feff}' => self.at += c.len_utf8(),
                c => self.punctuation(c),
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_past(&mut self, end: &str) {
        self.at = self.rest().find(end).map_or(self.text.len(), |found| self.at + found + end.len());
    }

    fn takes_regex(&self) -> bool {
        !matches!(self.last, Last::Operand | Last::Parameters)
    }

    fn skip_regex(&mut self) {
        let mut in_class = false;
        let mut chars = self.rest().char_indices().skip(1);
        let mut end = self.text.len();
        while let Some((i, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next();
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    end = self.at + i + 1;
                    break;
                }
                '\n' => {
                    end = self.at + i;
                    break;
                }
                _ => {}
            }
        }
        self.at = end;
        self.last = Last::Operand;
    }

    fn skip_string(&mut self, quote: char) {
        let mut chars = self.rest().char_indices().skip(1);
        let mut end = self.text.len();
        while let Some((i, c)) = chars.next() {
            if c == '\\' {
                chars.next();
            } else if c == quote || c == '\n' {
                end = self.at + i + c.len_utf8();
                break;
            }
        }
        self.at = end;
        self.last = Last::Operand;
    }

    /// From inside a template to its end or to `${`.
    fn skip_template(&mut self) {
        let mut chars = self.rest().char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next();
                }
                '`' => {
                    self.at += i + 1;
                    self.last = Last::Operand;
                    return;
                }
                '$' if chars.peek().is_some_and(|(_, c)| *c == '{') => {
                    self.at += i + 2;
                    self.open.push(Open::Substitution);
                    self.last = Last::Other;
                    return;
                }
                _ => {}
            }
        }
        self.at = self.text.len();
    }

    fn skip_number(&mut self) {
        let rest = self.rest();
        self.at += rest.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_')).unwrap_or(rest.len());
        self.last = Last::Operand;
    }

    fn word(&mut self) {
        let rest = self.rest();
        let more = |c: char| c == '_' || c == '$' || c == '#' || c == '\\' || c == '\u{200d}' || c.is_alphanumeric();
        let length = rest.find(|c: char| !more(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        self.name = Some((self.at, self.at + length));
        self.at += length;
        if self.last == Last::Dot {
            self.last = Last::Operand;
            return;
        }
        // A word after a value begins something new, so the bodies of arrow functions before it have ended.
        let after_value = matches!(self.last, Last::Operand | Last::Parameters);
        if after_value && !matches!(word, "in" | "of" | "instanceof") {
            self.end_arrows();
        }
        self.module |= self.is_module_syntax(word);
        self.last = if CONTROL.contains(&word) {
            Last::Control
        } else if OPERATORS.contains(&word) {
            Last::Operator
        } else {
            Last::Operand
        };
    }

    fn is_module_syntax(&self, word: &str) -> bool {
        let after = self.rest().trim_start();
        // A name in an object or a class is none: `{ import: 1 }`, `export() {}`.
        let is_name =
            after.starts_with(':') || after.starts_with("=>") || after.starts_with("= ") || after.starts_with(',');
        match word {
            "import" => !after.starts_with('(') && !is_name && self.in_no_function(),
            "export" => !after.starts_with('(') && !is_name && self.open.is_empty(),
            "await" => !is_name && self.in_no_function(),
            _ => false,
        }
    }

    fn in_no_function(&self) -> bool {
        !self.open.iter().any(|open| matches!(open, Open::Body | Open::Arrow))
    }

    fn end_arrows(&mut self) {
        while self.open.last() == Some(&Open::Arrow) {
            self.open.pop();
        }
    }

    fn punctuation(&mut self, c: char) {
        let (arrow, spread) = (self.rest().starts_with("=>"), self.rest().starts_with("..."));
        self.at += if arrow {
            2
        } else if spread {
            3
        } else {
            c.len_utf8()
        };
        self.last = match c {
            '(' => {
                let call = matches!(self.last, Last::Operand | Last::Parameters | Last::Dot).then(|| self.begin_call());
                self.open.push(Open::Round { control: self.last == Last::Control, call });
                Last::Other
            }
            '[' => {
                self.open.push(Open::Square);
                Last::Other
            }
            '{' => {
                let body = matches!(self.last, Last::Parameters | Last::Arrow);
                self.open.push(if body { Open::Body } else { Open::Brace });
                Last::Other
            }
            ')' | ']' | '}' => {
                self.end_arrows();
                self.closed()
            }
            ',' | ';' => {
                self.end_arrows();
                Last::Other
            }
            '?' if self.rest().starts_with('.') => self.last,
            '.' if !spread => Last::Dot,
            _ if arrow => Last::Arrow,
            _ => Last::Other,
        };
        self.name = None;
    }

    /// The bracket of a call has just been passed.
    fn begin_call(&mut self) -> usize {
        let mut enclosing = self.open.iter().rev().take_while(|open| !matches!(open, Open::Body | Open::Arrow));
        let parent = enclosing.find_map(|open| match open {
            Open::Round { call, .. } => *call,
            _ => None,
        });
        self.calls.push(Call { open: self.at - 1, close: self.text.len(), name: self.name, parent });
        self.calls.len() - 1
    }

    fn closed(&mut self) -> Last {
        match self.open.pop() {
            Some(Open::Round { control: true, .. }) => Last::Condition,
            Some(Open::Round { control: false, call }) => {
                if let Some(call) = call.and_then(|index| self.calls.get_mut(index)) {
                    call.close = self.at - 1;
                }
                Last::Parameters
            }
            Some(Open::Square) => Last::Operand,
            Some(Open::Substitution) => {
                self.skip_template();
                self.last
            }
            // After a block a slash starts a regular expression, after an object it divides; blocks are what is common.
            Some(Open::Brace | Open::Body | Open::Arrow) | None => Last::Start,
        }
    }
}

#[cfg(test)]
mod tests;
