//! What is wrong with a lesson, for a person: file, line, column, the source line with a caret, what was expected, and a
//! suggestion where one is near. Printed as rustc does; as JSON the same for editors (`check --json`) and pages.

use std::fmt;
use std::ops::Range;

use serde::{Serialize, Serializer};
use unicode_width::UnicodeWidthStr as _;

/// More mistakes than this in one file are not listed.
pub const MAX_DIAGNOSTICS: usize = 100;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The lesson is shown; something in it may not be what its author meant.
    Warning,
    /// The lesson is wrong; its last good version stays on show.
    Error,
}

/// One mistake and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    pub level: Level,
    /// As the library names it: `lessons/09-broadcasting.md`.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// Characters under the caret, at least 1.
    pub span: usize,
    /// The source line, without its end.
    pub source: String,
    pub message: String,
    /// What else is known, each with its name: `expected`, `got`, `why`. A text may have several lines.
    #[serde(serialize_with = "by_name")]
    pub notes: Vec<(&'static str, String)>,
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same place with another message.
    pub fn saying(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Adds a note; an empty text is none.
    pub fn with_note(mut self, name: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.notes.push((name, text));
        }
        self
    }

    pub fn as_warning(mut self) -> Self {
        self.level = Level::Warning;
        self
    }
}

fn by_name<S: Serializer>(notes: &[(&'static str, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(notes.iter().map(|(name, text)| (name, text)))
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// The colours of a terminal, or none.
#[derive(Debug, Default)]
struct Ink {
    level: &'static str,
    bold: &'static str,
    frame: &'static str,
    plain: &'static str,
}

impl Ink {
    fn of(level: Level) -> Self {
        let level = match level {
            Level::Warning => "\x1b[1;33m",
            Level::Error => "\x1b[1;31m",
        };
        Self { level, bold: "\x1b[1m", frame: "\x1b[1;34m", plain: "\x1b[0m" }
    }
}

/// As a compiler prints it; in colours with `{:#}`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let (source, carets) = excerpt(&self.source, self.column, self.span);
        let Ink { level, bold, frame, plain } = if f.alternate() { Ink::of(self.level) } else { Ink::default() };
        writeln!(f, "{level}{}{plain}{bold}: {}{plain}", self.level, harmless(&self.message))?;
        writeln!(f, "{gutter}{frame}-->{plain} {}:{}:{}", self.file, self.line, self.column)?;
        writeln!(f, "{gutter} {frame}|{plain}")?;
        writeln!(f, "{frame}{number} |{plain} {source}")?;
        write!(f, "{gutter} {frame}|{plain} {level}{carets}{plain}")?;
        let help = self.help.iter().map(|help| ("help", help));
        for (name, text) in self.notes.iter().map(|(name, text)| (*name, text)).chain(help) {
            let text = harmless(text);
            let mut lines = text.lines();
            write!(f, "\n{gutter} {frame}={plain} {bold}{name}{plain}: {}", lines.next().unwrap_or_default())?;
            let indent = " ".repeat(name.len() + 2);
            lines.try_for_each(|line| write!(f, "\n{gutter}   {indent}{line}"))?;
        }
        Ok(())
    }
}

/// The source line and the carets below it as a terminal shows them: wide characters take two places and accents none, of
/// a line too long only what is near the carets is there, and no character moves the cursor.
fn excerpt(source: &str, column: usize, span: usize) -> (String, String) {
    /// The longest line that is shown whole, in characters.
    const MOST: usize = 160;
    /// Characters of a longer one before the carets.
    const BEFORE: usize = 60;
    let source = harmless(source);
    let all: Vec<char> = source.chars().collect();
    let at = (column - 1).min(all.len());
    let start = if all.len() > MOST { at.saturating_sub(BEFORE).min(all.len() - MOST) } else { 0 };
    let end = all.len().min(start + MOST);
    let text = |from: usize, to: usize| all[from..to].iter().collect::<String>();
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    // A tab stays a tab before the caret, so that both lines move alike in any terminal.
    let indent: Vec<String> = text(start, at).split('\t').map(|part| " ".repeat(part.width())).collect();
    let under = text(at, at.saturating_add(span).min(end)).width().max(1);
    let carets = format!("{}{}{}", " ".repeat(cut(start > 0).width()), indent.join("\t"), "^".repeat(under));
    (format!("{}{}{}", cut(start > 0), text(start, end), cut(end < all.len())), carets)
}

/// Without what would move a terminal's cursor, change its colours or turn the text around; as many characters as before.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' => c,
            '\u{7f}' => '\u{2421}',
            c if c < ' ' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A lesson's text with its lines; turns byte ranges into diagnostics. Line ends are `\n` only.
#[derive(Debug)]
pub struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Source<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file, text, starts }
    }

    /// Line of a byte offset, from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// A line's bytes, without its end. Lines count from 1; an empty range beyond the last.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return self.text.len()..self.text.len();
        };
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        start..end
    }

    /// An error at these bytes; what goes beyond the first line is cut.
    pub fn error(&self, bytes: Range<usize>, message: impl Into<String>) -> Diagnostic {
        let start = self.floor(bytes.start);
        let line = self.line_of(start);
        let range = self.line_range(line);
        let end = self.floor(bytes.end.clamp(start, range.end.max(start)));
        Diagnostic {
            level: Level::Error,
            file: self.file.to_owned(),
            line,
            column: self.text[range.start..start].chars().count() + 1,
            span: self.text[start..end].chars().count().max(1),
            source: self.text[range].to_owned(),
            message: message.into(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// The nearest character boundary at or before an offset.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// Part of a source, knowing where it stands there.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    pub text: &'a str,
    /// Byte offset in the source.
    pub offset: usize,
}

impl<'a> Piece<'a> {
    pub fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.text.len()
    }

    pub fn trim(self) -> Self {
        let text = self.text.trim_start();
        Self { text: text.trim_end(), offset: self.offset + self.text.len() - text.len() }
    }

    /// The two parts at a byte index.
    pub fn split(self, at: usize) -> (Self, Self) {
        let (left, right) = self.text.split_at(at);
        (Self { text: left, offset: self.offset }, Self { text: right, offset: self.offset + at })
    }

    /// Up to the first white space, and the rest, trimmed.
    pub fn word(self) -> (Self, Self) {
        let piece = self.trim();
        let (word, rest) = piece.split(piece.text.find(char::is_whitespace).unwrap_or(piece.text.len()));
        (word, rest.trim())
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The candidate that a mistyped word most likely means: one edit for short words, two for longer ones.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Beyond this many characters nobody mistypes a name; keeps the table small.
    const MAX_WORD: usize = 64;
    let word: Vec<char> = word.to_lowercase().chars().take(MAX_WORD).collect();
    let most = if word.len() <= 3 { 1 } else { 2 };
    let scored = candidates.into_iter().map(|candidate| {
        let other: Vec<char> = candidate.to_lowercase().chars().take(MAX_WORD).collect();
        (distance(&word, &other), candidate)
    });
    scored.filter(|(edits, _)| *edits <= most).min_by_key(|(edits, _)| *edits).map(|(_, candidate)| candidate)
}

/// Edits between two words; two neighbours in the wrong order are one edit.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_rustc_does() {
        let source = Source::new("lessons/01-a.md", "one\n    alcie->>server: hi\n");
        let diagnostic = source.error(8..13, "unknown client `alcie`").with_help("did you mean `alice`?");
        insta::assert_snapshot!(diagnostic, @r"
        error: unknown client `alcie`
         --> lessons/01-a.md:2:5
          |
        2 |     alcie->>server: hi
          |     ^^^^^
          = help: did you mean `alice`?
        ");
    }

    #[test]
    fn colours_change_nothing_else() {
        let diagnostic = Source::new("a.md", "one two\n").error(4..7, "here").with_help("there");
        let painted = format!("{diagnostic:#}");
        assert!(painted.starts_with("\x1b[1;31merror\x1b[0m\x1b[1m: here\x1b[0m\n"), "{painted}");
        let mut bare = String::new();
        let mut parts = painted.split('\x1b');
        bare.push_str(parts.next().unwrap_or_default());
        parts.for_each(|part| bare.push_str(part.split_once('m').map_or(part, |(_, text)| text)));
        assert_eq!(bare, diagnostic.to_string());
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.md", "ä→ x\n");
        let diagnostic = source.error(6..7, "here");
        assert_eq!((diagnostic.line, diagnostic.column, diagnostic.span), (1, 4, 1));
    }

    #[test]
    fn carets_stand_under_what_is_meant() {
        let carets = |text: &str, column, span| excerpt(text, column, span).1;
        assert_eq!(carets("\ta b", 4, 1), "\t  ^");
        assert_eq!(carets("中文 x", 4, 1), "     ^");
        assert_eq!(carets("e\u{301}\u{301}a x", 6, 1), "   ^");
        assert_eq!(carets("a 中文", 3, 2), "  ^^^^");
        assert_eq!(carets("a", 2, 1), " ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_carets() {
        let text = format!("{}here{}", "a".repeat(1_000), "b".repeat(1_000));
        let (line, carets) = excerpt(&text, 1_001, 4);
        assert_eq!(line.chars().count(), 162);
        let at = carets.find('^').expect("there are carets");
        assert_eq!(line.chars().skip(at).take(4).collect::<String>(), "here");
        let (line, carets) = excerpt(&text, 2_004, 1);
        assert!(line.starts_with('…') && line.ends_with('b'), "{line}");
        assert_eq!(carets.chars().count(), line.chars().count());
    }

    #[test]
    fn a_line_does_not_write_over_the_terminal() {
        let (line, carets) = excerpt("\u{1b}[2Jx \0 \u{202e}y", 6, 1);
        assert_eq!((line.as_str(), carets.as_str()), ("␛[2Jx ␀ \u{fffd}y", "     ^"));
    }

    #[test]
    fn places_beyond_the_text_are_cut() {
        let source = Source::new("a.md", "é");
        let diagnostic = source.error(1..99, "here");
        assert_eq!((diagnostic.line, diagnostic.column, diagnostic.span), (1, 1, 1));
    }

    #[test]
    fn near_names() {
        let names = ["alice", "bob", "carol"];
        assert_eq!(nearest("alcie", names), Some("alice"));
        assert_eq!(nearest("Bob", names), Some("bob"));
        assert_eq!(nearest("bop", names), Some("bob"));
        assert_eq!(nearest("dave", names), None);
    }
}
