//! What has to be known of the learner's text before and beside running it: whether it is an ES module (it has
//! `import`, `export` or `await` outside of any function), and where its calls are.

use super::lexer::tokens;
use super::token::{Kind, Token, is_control, is_operator};

/// How a text is to be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    Script,
    Module,
}

/// What a text has in it.
#[derive(Debug)]
pub struct Outline {
    pub program: Program,
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

/// Whether a text is an ES module: it has `import`, `export`, or `await` outside of any function.
pub fn is_module(source: &str) -> bool {
    outline(source).program == Program::Module
}

pub fn outline(source: &str) -> Outline {
    let mut scanner = Scanner::new(source);
    tokens(source).iter().for_each(|token| scanner.take(token));
    let program = if scanner.module { Program::Module } else { Program::Script };
    Outline { program, calls: scanner.calls }
}

/// What a bracket that is open stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A round bracket; `control` after `if` and its like: a block may follow.
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
    /// A value may have ended here: a word starts something new.
    Operand,
    /// `)` of anything but a condition: a brace is a function's body.
    Parameters,
    Arrow,
    Control,
    /// `for`, after which `await` is no module's.
    For,
    Dot,
    Other,
}

struct Scanner<'a> {
    source: &'a str,
    open: Vec<Open>,
    last: Last,
    /// The last token, where it was a word.
    name: Option<(usize, usize)>,
    module: bool,
    calls: Vec<Call>,
}

impl<'a> Scanner<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, open: Vec::new(), last: Last::Other, name: None, module: false, calls: Vec::new() }
    }

    fn take(&mut self, token: &Token) {
        let text = token.text(self.source);
        if self.last == Last::Arrow && text != "{" {
            self.open.push(Open::Arrow);
            self.last = Last::Other;
        }
        self.last = match token.kind {
            Kind::Word => self.word(token, text),
            kind if kind.is_literal() => Last::Operand,
            Kind::TemplateStart => {
                self.open.push(Open::Substitution);
                Last::Other
            }
            Kind::TemplateMiddle => {
                self.end_arrows();
                Last::Other
            }
            Kind::Open => self.opened(token, text),
            Kind::Close | Kind::TemplateEnd => {
                self.end_arrows();
                self.closed(token)
            }
            _ => self.punctuation(text),
        };
        self.name = (token.kind == Kind::Word).then_some((token.start, token.end));
    }

    fn word(&mut self, token: &Token, word: &str) -> Last {
        if self.last == Last::Dot {
            return Last::Operand;
        }
        // A word after a value begins something new, so the bodies of arrow functions before it have ended.
        let after_value = matches!(self.last, Last::Operand | Last::Parameters);
        if after_value && !matches!(word, "in" | "of" | "instanceof") {
            self.end_arrows();
        }
        self.module |= self.is_module_syntax(word, &self.source[token.end..]);
        match word {
            "for" => Last::For,
            "await" if self.last == Last::For => Last::Control,
            _ if is_control(word) => Last::Control,
            _ if is_operator(word) => Last::Other,
            _ => Last::Operand,
        }
    }

    fn is_module_syntax(&self, word: &str, after: &str) -> bool {
        let after = after.trim_start();
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

    fn punctuation(&mut self, text: &str) -> Last {
        match text {
            "," | ";" => {
                self.end_arrows();
                Last::Other
            }
            "=>" => Last::Arrow,
            "." | "?." => Last::Dot,
            "++" | "--" => self.last,
            _ => Last::Other,
        }
    }

    fn opened(&mut self, token: &Token, text: &str) -> Last {
        let open = match text {
            "(" => {
                let call = matches!(self.last, Last::Operand | Last::Parameters | Last::Dot);
                let call = call.then(|| self.begin_call(token.start));
                Open::Round { control: matches!(self.last, Last::Control | Last::For), call }
            }
            "[" => Open::Square,
            _ if matches!(self.last, Last::Parameters | Last::Arrow) => Open::Body,
            _ => Open::Brace,
        };
        self.open.push(open);
        Last::Other
    }

    fn begin_call(&mut self, open: usize) -> usize {
        let mut enclosing = self.open.iter().rev().take_while(|open| !matches!(open, Open::Body | Open::Arrow));
        let parent = enclosing.find_map(|open| match open {
            Open::Round { call, .. } => *call,
            _ => None,
        });
        self.calls.push(Call { open, close: self.source.len(), name: self.name, parent });
        self.calls.len() - 1
    }

    fn closed(&mut self, token: &Token) -> Last {
        match self.open.pop() {
            Some(Open::Round { control: false, call }) => {
                if let Some(call) = call.and_then(|index| self.calls.get_mut(index)) {
                    call.close = token.start;
                }
                Last::Parameters
            }
            Some(Open::Square | Open::Substitution) => Last::Operand,
            Some(Open::Round { control: true, .. } | Open::Brace | Open::Body | Open::Arrow) | None => Last::Other,
        }
    }
}

#[cfg(test)]
mod tests;
