//! Headings that are not what their author meant: a quiz or a card that is nearly one, a `#` that makes no heading, and a
//! second front matter, whose end Markdown takes for a heading.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::diagnostic::{Diagnostic, Source, nearest};
use super::front;
use super::prose::{self, Placed};

/// What starts the headings of quizzes and cards.
const WORDS: [&str; 2] = ["Quiz", "Card"];
/// What may stand after it by mistake.
const MARKS: [char; 6] = [':', '：', '-', '–', '—', '.'];

/// A heading that is no quiz and no card, but nearly; whatever its level is.
pub fn mistake(source: &Source<'_>, place: Range<usize>, text: &str) -> Option<Diagnostic> {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let near = nearest(word, WORDS)?;
    let rest = text[word.len()..].trim_start();
    let said = rest.trim_start_matches(MARKS).trim();
    let is_marked = rest.starts_with(MARKS);
    // `Card games` is a heading like any other, and so is `Quiz`.
    if !is_marked && (word != "Quiz" || said.is_empty()) {
        return None;
    }
    let message = match near {
        "Quiz" => "this heading is nearly that of a quiz",
        _ => "this heading is nearly that of a card",
    };
    let diagnostic = source.error(place, message).with_help(format!("write `### {near}: {said}`"));
    Some(if is_marked { diagnostic } else { diagnostic.as_warning() })
}

/// A block that only looks like a heading: `##Rooms`; or one that should be: `#### Quiz: …`.
pub fn block(source: &Source<'_>, first: &Event<'_>, place: &Range<usize>, block: &[Placed<'_>]) -> Option<Diagnostic> {
    match first {
        Event::Start(Tag::Heading { level, .. }) if *level > HeadingLevel::H3 => {
            let text = prose::plain(block);
            WORDS
                .iter()
                .any(|word| text.starts_with(&format!("{word}:")))
                .then(|| mistake(source, place.clone(), &text))?
        }
        Event::Start(Tag::Paragraph) => {
            let text = source.text.get(place.clone())?;
            let rest = text.trim_start_matches('#');
            let marks = text.len() - rest.len();
            let is_heading = (2..=6).contains(&marks) && rest.starts_with(char::is_alphanumeric);
            is_heading.then(|| {
                let line = rest.lines().next().unwrap_or_default();
                let diagnostic = source.error(place.clone(), "a heading without a space");
                diagnostic.with_help(format!("write `{} {line}`", &text[..marks]))
            })
        }
        _ => None,
    }
}

/// A heading of a step that is the end of a second front matter, or a quiz at the wrong level.
pub fn step(source: &Source<'_>, place: &Range<usize>, title: &str) -> Option<Diagnostic> {
    let text = source.text.get(place.clone())?;
    let is_key = |line: &str| line.split_once(':').is_some_and(|(key, _)| front::is_key(key.trim()));
    if !text.starts_with('#') && text.lines().next().is_some_and(is_key) {
        let diagnostic = source.error(place.clone(), "a second front matter");
        return Some(diagnostic.with_help("a lesson has one, at its top: move these lines there"));
    }
    let near = WORDS.iter().any(|word| title.starts_with(&format!("{word}:")));
    near.then(|| mistake(source, place.clone(), title))?
}
