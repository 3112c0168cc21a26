//! A file's bytes to a [`Lesson`]: front matter, steps, and what each inherits from those before it.

use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::diagnostic::{Diagnostic, Level, MAX_DIAGNOSTICS, Source};
use super::front;
use super::headings;
use super::model::{Lesson, Step};
use super::prose::{self, Placed};
use super::references::{self, Reference};
use super::section::{self, Section};

/// The most bytes of one lesson's file.
pub const MAX_LESSON_BYTES: usize = 1 << 20;

/// What came of a file.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// Known even where the lesson is broken.
    pub slug: String,
    pub title: String,
    /// None after an error.
    pub lesson: Option<Lesson>,
    /// In the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the slug stands, for whoever finds it taken. Without a message.
    pub slug_place: Diagnostic,
    /// The slugs of `requires` with their places, for whoever knows which there are. Without a message.
    pub requires: Vec<(String, Diagnostic)>,
    /// The pictures and lessons that the prose refers to.
    pub references: Vec<Reference>,
    /// The text as it was parsed: UTF-8, with `\n` for line ends. Empty where it could not be.
    pub text: Arc<str>,
}

impl Parsed {
    /// A file that is there and cannot be read.
    pub fn unreadable(file: &str, problem: &str) -> Self {
        let message = format!("the file cannot be read: {problem}");
        broken(file, Source::new(file, "").error(0..0, message).with_help("make it readable, or move it away"))
    }
}

/// A step's heading and its events.
struct Part<'a> {
    title: String,
    heading: std::ops::Range<usize>,
    events: Vec<Placed<'a>>,
}

/// Parses a lesson. `file` is the name that diagnostics bear. Never panics, whatever the bytes.
pub fn parse(file: &str, bytes: &[u8]) -> Parsed {
    if bytes.len() > MAX_LESSON_BYTES {
        let message = format!("the file is too large: more than {MAX_LESSON_BYTES} bytes");
        let diagnostic = Source::new(file, "").error(0..0, message).with_help("make several lessons of it");
        return broken(file, diagnostic);
    }
    if bytes.trim_ascii().is_empty() {
        let diagnostic = Source::new(file, "").error(0..0, "the file is empty");
        return broken(file, diagnostic.with_help("`emitscope new` writes a lesson to start from"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => parse_text(file, text),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let shown = normalised(&format!("{good}\u{fffd}"));
            let end = shown.len();
            let source = Source::new(file, &shown);
            let message = match bytes {
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this is UTF-16, not UTF-8",
                _ => "this is no UTF-8",
            };
            let diagnostic = source.error(end - '\u{fffd}'.len_utf8()..end, message);
            broken(file, diagnostic.with_help("save the file in the encoding UTF-8"))
        }
    }
}

fn broken(file: &str, diagnostic: Diagnostic) -> Parsed {
    let slug = front::slug_of(file);
    let slug_place = Source::new(file, "").error(0..0, "");
    Parsed {
        title: slug.clone(),
        slug,
        lesson: None,
        diagnostics: vec![diagnostic],
        slug_place,
        requires: Vec::new(),
        references: Vec::new(),
        text: "".into(),
    }
}

/// Without byte order mark, and with `\n` for line ends: lines and columns stay what an editor shows.
fn normalised(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

fn parse_text(file: &str, text: &str) -> Parsed {
    let text = normalised(text);
    let source = Source::new(file, &text);
    let mut found = Vec::new();
    let (front, body) = front::parse(&source, &mut found);
    let is_open = body.is_none();
    let body = body.unwrap_or(text.len());
    let (introduction, parts) = parts(&text, body);
    let references = references::references(&source, body);
    // Without an end of the front matter nobody knows what the steps are.
    if parts.is_empty() && !is_open {
        let place = source.line_range(source.line_of(body.min(text.len().saturating_sub(1))));
        let diagnostic = source.error(place, "the lesson has no step");
        found.push(diagnostic.with_help("a step starts with a heading `## Everyone but me`"));
    }
    let introduction = section::parse(&source, introduction, 0, &front.clients, &mut found).html;
    let mut steps = Vec::<Step>::new();
    // Inherited: the page of all, and those of single clients.
    let (mut page, mut pages) = (None, Vec::<(String, String)>::new());
    for (index, part) in parts.into_iter().enumerate() {
        if part.title.is_empty() {
            let diagnostic = source.error(part.heading.clone(), "the step has no title");
            found.push(diagnostic.with_help("write `## What happens`"));
        }
        // Where the first is not at its top, what looks like a second is that one.
        if let Some(mistake) = headings::step(&source, &part.heading, &part.title).filter(|_| body > 0) {
            found.push(mistake);
        }
        let section = section::parse(&source, part.events, index + 1, &front.clients, &mut found);
        check(&source, &part.heading, &section, &mut found);
        page = section.page.clone().or(page);
        for (name, html) in &section.pages {
            pages.retain(|(known, _)| known != name);
            pages.push((name.clone(), html.clone()));
        }
        let page_of = |name: &String| {
            let own = pages.iter().find(|(known, _)| known == name).map(|(_, html)| html);
            own.or(page.as_ref()).map(|html| (name.clone(), html.clone()))
        };
        let inherited = steps.last().map(|before| before.solution.as_ref().unwrap_or(&before.server));
        let (options, options_line) = section.options.unwrap_or_default();
        steps.push(Step {
            number: index + 1,
            title: part.title,
            html: section.html,
            server: section.server.or(inherited.cloned()).unwrap_or_default(),
            solution: section.solution,
            options,
            options_line,
            pages: front.clients.iter().filter_map(page_of).collect(),
            scenarios: section.scenarios,
            hints: section.hints,
            quizzes: section.quizzes,
            cards: section.cards,
        });
    }
    found.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    let good = found.iter().all(|diagnostic| diagnostic.level < Level::Error);
    if found.len() > MAX_DIAGNOSTICS {
        // No error is cut for a warning's sake: it is why the lesson is not shown.
        found.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.level));
        found.truncate(MAX_DIAGNOSTICS);
        found.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    }
    let (slug, title) = (front.slug.clone(), front.title.clone());
    let slug_place = source.error(source.line_range(front.slug_line), "");
    let requires =
        front.requires.iter().map(|slug| (slug.clone(), front::place_of(&source, "requires", slug))).collect();
    let lesson = good.then(|| Lesson {
        slug: front.slug,
        file: file.to_owned(),
        title: front.title,
        summary: front.summary,
        unit: front.unit,
        clients: front.clients,
        minutes: front.minutes,
        requires: front.requires,
        introduction,
        steps,
    });
    let title = if title.is_empty() { slug.clone() } else { title };
    Parsed { slug, title, lesson, diagnostics: found, slug_place, requires, references, text: text.as_str().into() }
}

/// Cuts the Markdown at the headings of level 2 that stand at its top level.
fn parts(text: &str, body: usize) -> (Vec<Placed<'_>>, Vec<Part<'_>>) {
    let mut introduction = Vec::new();
    let mut parts = Vec::<Part<'_>>::new();
    let mut notes = Vec::new();
    let mut depth = 0usize;
    let mut events = prose::events(&text[body..], body).into_iter();
    while let Some((event, range)) = events.next() {
        match &event {
            Event::Start(Tag::FootnoteDefinition(name)) if depth == 0 => {
                let name = name.clone();
                let mut note = vec![(event, range)];
                for (event, range) in events.by_ref() {
                    let last = matches!(event, Event::End(TagEnd::FootnoteDefinition));
                    note.push((event, range));
                    if last {
                        break;
                    }
                }
                notes.push((name, note));
                continue;
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) if depth == 0 => {
                let inside = |(event, _): &Placed<'_>| !matches!(event, Event::End(TagEnd::Heading(_)));
                let inline: Vec<_> = events.by_ref().take_while(inside).collect();
                parts.push(Part { title: prose::plain(&inline), heading: range, events: Vec::new() });
                continue;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        parts.last_mut().map_or(&mut introduction, |part| &mut part.events).push((event, range));
    }
    for events in std::iter::once(&mut introduction).chain(parts.iter_mut().map(|part| &mut part.events)) {
        append_notes(events, &notes);
    }
    (introduction, parts)
}

/// A footnote may stand anywhere in the file; it is shown at the end of each part that refers to it.
fn append_notes<'a>(events: &mut Vec<Placed<'a>>, notes: &[(CowStr<'a>, Vec<Placed<'a>>)]) {
    let mut shown = vec![false; notes.len()];
    let mut at = 0;
    // What is appended may refer to others.
    while at < events.len() {
        if let Event::FootnoteReference(name) = &events[at].0
            && let Some(index) = notes.iter().position(|(known, _)| known == name)
            && !std::mem::replace(&mut shown[index], true)
        {
            events.extend(notes[index].1.iter().cloned());
        }
        at += 1;
    }
}

/// What only shows once the whole step is known.
fn check(source: &Source<'_>, heading: &std::ops::Range<usize>, section: &Section, found: &mut Vec<Diagnostic>) {
    if section.solution.is_some() && section.scenarios.is_empty() {
        let place = section.solution_place.clone().unwrap_or_else(|| heading.clone());
        let diagnostic = source.error(place, "a challenge without a scenario");
        found.push(diagnostic.with_help("its solution is proved by at least one ` ```mermaid ` sequence diagram"));
    }
    for (index, scenario) in section.scenarios.iter().enumerate() {
        if section.scenarios[..index].iter().any(|other| other.title == scenario.title) {
            let message = format!("this step has a scenario `{}` already", scenario.title);
            let diagnostic = source.error(source.line_range(scenario.line), message).as_warning();
            found.push(diagnostic.with_help("give it another `title:`, so that its test has a name of its own"));
        }
    }
}
