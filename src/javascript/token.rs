//! What a token is, and the words that decide how the next one is to be read.

/// One token; `start..end` in bytes of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// The place of the bracket that this one opens or closes, where there is one.
    pub partner: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or keyword; `#` of a private one is part of it.
    Word,
    Number,
    /// With its quotes.
    String,
    /// A regular expression with its flags.
    Regex,
    /// A template without substitutions.
    Template,
    /// A template up to its first `${`. It opens as brackets do.
    TemplateStart,
    /// From the `}` of one substitution to the `${` of the next.
    TemplateMiddle,
    /// From the last `}` of a template on. It closes as brackets do.
    TemplateEnd,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// Everything else; `=>`, `?.`, `...`, `++` and `--` are one token each.
    Punctuation,
    Comment,
}

impl Token {
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        &source[self.start..self.end]
    }
}

impl Kind {
    /// Something that stands for a value by itself.
    pub fn is_literal(self) -> bool {
        matches!(self, Self::Number | Self::String | Self::Regex | Self::Template)
    }

    pub fn opens(self) -> bool {
        matches!(self, Self::Open | Self::TemplateStart)
    }

    pub fn closes(self) -> bool {
        matches!(self, Self::Close | Self::TemplateEnd)
    }
}

/// Round brackets after these hold a condition: a statement may follow.
const CONTROLS: [&str; 6] = ["if", "for", "while", "switch", "with", "catch"];

/// After these a value comes.
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

/// Neither names nor values.
const DECLARATIONS: [&str; 4] = ["function", "let", "const", "var"];

pub(super) fn is_control(word: &str) -> bool {
    CONTROLS.contains(&word)
}

pub(super) fn is_operator(word: &str) -> bool {
    OPERATORS.contains(&word)
}

/// After these words a slash starts a regular expression, and a round bracket is no call.
pub fn is_keyword(word: &str) -> bool {
    is_control(word) || is_operator(word) || DECLARATIONS.contains(&word)
}
