//! One step's Markdown, taken apart: its fences by their roles, its quizzes and cards, and the prose that is left.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};
use serde_json::{Map, Value};

use super::diagnostic::{Diagnostic, Piece, Source};
use super::diagram::{self, Scenario};
use super::fence::{self, Role};
use super::model::{Answer, Card, Code, Quiz};
use super::part::Part;
use super::prose::{self, Placed, Shown};
use super::{headings, options};

const NOT_CLOSED: &str = "this fence is not closed";

/// What a step itself says, before it inherits.
#[derive(Debug, Default)]
pub struct Section {
    pub html: String,
    pub server: Option<Code>,
    pub solution: Option<Code>,
    /// The first line of its fence.
    pub solution_place: Option<std::ops::Range<usize>>,
    /// With the line at which they begin.
    pub options: Option<(Map<String, Value>, usize)>,
    /// The page of all clients.
    pub page: Option<String>,
    /// The pages of single clients.
    pub pages: Vec<(String, String)>,
    pub scenarios: Vec<Scenario>,
    pub hints: Vec<String>,
    pub quizzes: Vec<Quiz>,
    pub cards: Vec<Card>,
}

/// Takes a section apart. `number` is its step's, 0 for the introduction, in which fences have no roles.
pub fn parse<'a>(
    source: &Source<'a>,
    events: Vec<Placed<'a>>,
    number: usize,
    clients: &[String],
    found: &mut Vec<Diagnostic>,
) -> Section {
    let mut builder = Builder {
        source,
        number,
        clients,
        found,
        section: Section::default(),
        prose: Vec::new(),
        parts: Vec::new(),
        open: Open::Nothing,
    };
    for block in blocks(events) {
        builder.block(block);
    }
    builder.close();
    builder.section.html = prose::render(source, std::mem::take(&mut builder.prose), builder.found);
    builder.section
}

struct Builder<'a, 'b> {
    source: &'b Source<'a>,
    number: usize,
    clients: &'b [String],
    found: &'b mut Vec<Diagnostic>,
    section: Section,
    prose: Vec<Shown<'a>>,
    /// What the page draws where the fences of the present block stood.
    parts: Vec<Part>,
    open: Open<'a>,
}

/// A quiz or card whose blocks are coming.
enum Open<'a> {
    Nothing,
    /// `is_plain`: the answers have no boxes, which was told.
    Quiz {
        heading: std::ops::Range<usize>,
        question: Vec<Placed<'a>>,
        answers: Vec<Answer>,
        is_plain: bool,
    },
    Card {
        heading: std::ops::Range<usize>,
        term: Vec<Placed<'a>>,
        back: Vec<Placed<'a>>,
    },
}

/// Groups events into the blocks of the top level.
fn blocks(events: Vec<Placed<'_>>) -> Vec<Vec<Placed<'_>>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    let mut depth = 0usize;
    for placed in events {
        match placed.0 {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        block.push(placed);
        if depth == 0 {
            blocks.push(std::mem::take(&mut block));
        }
    }
    blocks.push(block);
    blocks
}

impl<'a> Builder<'a, '_> {
    fn block(&mut self, block: Vec<Placed<'a>>) {
        let block = self.take_fences(block);
        if !self.parts.is_empty() {
            self.close();
        }
        self.shown(block);
        let parts = std::mem::take(&mut self.parts);
        self.prose.extend(parts.iter().map(|part| Shown::Part(part.html(&self.section))));
    }

    /// A block without its fences.
    fn shown(&mut self, block: Vec<Placed<'a>>) {
        let Some((first, range)) = block.first().cloned() else { return };
        if matches!(first, Event::Start(Tag::FootnoteDefinition(_))) {
            // Footnotes stand at the end, whatever was open there.
            return self.show(block);
        }
        if let Event::Start(Tag::Heading { level, .. }) = &first
            && *level <= HeadingLevel::H3
        {
            self.close();
            let inline = block[1..block.len() - 1].to_vec();
            let text = prose::plain(&inline);
            let named = |prefix: &str| *level == HeadingLevel::H3 && text.starts_with(prefix);
            if named("Quiz:") {
                self.open = Open::Quiz {
                    heading: range,
                    question: without(inline, "Quiz:"),
                    answers: Vec::new(),
                    is_plain: false,
                };
            } else if named("Card:") {
                self.open = Open::Card { heading: range, term: without(inline, "Card:"), back: Vec::new() };
            } else {
                if let Some(mistake) = headings::mistake(self.source, range, &text) {
                    self.found.push(mistake);
                }
                self.show(block);
            }
            return;
        }
        if let Some(mistake) = headings::block(self.source, &first, &range, &block) {
            self.found.push(mistake);
        }
        match (&mut self.open, &first) {
            (Open::Card { back, .. }, _) => back.extend(block),
            (Open::Quiz { answers, .. }, Event::Start(Tag::List(_))) if answers.is_empty() => {
                let (found, plain) = self.answers(block);
                if let Open::Quiz { answers, is_plain, .. } = &mut self.open {
                    (*answers, *is_plain) = (found, plain);
                }
            }
            (Open::Quiz { answers, .. }, Event::Start(Tag::BlockQuote(_))) if !answers.is_empty() => {
                let inner = block[1..block.len() - 1].to_vec();
                let explanation = prose::render(self.source, inner, self.found);
                self.close();
                // The quiz's place was made by closing it, before it had this.
                if let Some(quiz) = self.section.quizzes.last_mut() {
                    quiz.explanation = explanation;
                }
            }
            (Open::Quiz { answers, question, .. }, _) if answers.is_empty() => question.extend(block),
            _ => {
                self.close();
                self.show(block);
            }
        }
    }

    fn show(&mut self, block: Vec<Placed<'a>>) {
        self.prose.extend(block.into_iter().map(Shown::Markdown));
    }

    /// Ends the quiz or card that is open.
    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Quiz { heading, question, answers, is_plain } => {
                self.named(&heading, &question, "a quiz without a question", "write `### Quiz: Who hears it?`");
                if answers.is_empty() {
                    let diagnostic = self.source.error(heading, "a quiz without answers");
                    self.found.push(diagnostic.with_help("let a task list follow: `- [x] right`, `- [ ] wrong`"));
                } else if !is_plain && !answers.iter().any(|answer| answer.right) {
                    let diagnostic = self.source.error(heading, "a quiz without a right answer");
                    self.found.push(diagnostic.with_help("mark it `- [x]`"));
                }
                let question = prose::render(self.source, question, self.found);
                self.section.quizzes.push(Quiz { question, answers, explanation: String::new() });
                let place = Part::Quiz(self.section.quizzes.len() - 1).html(&self.section);
                self.prose.push(Shown::Part(place));
            }
            Open::Card { heading, term, back } => {
                self.named(&heading, &term, "a card without a term", "write `### Card: room`");
                if back.is_empty() {
                    let diagnostic = self.source.error(heading.clone(), "a card without a back");
                    self.found.push(diagnostic.with_help("write what the term means below it"));
                }
                let name = prose::plain(&term);
                let twice = self.section.cards.iter().any(|card| card.name.eq_ignore_ascii_case(&name));
                if twice && !name.is_empty() {
                    let message = format!("this step has a card `{name}` already");
                    let diagnostic = self.source.error(heading, message).as_warning();
                    self.found.push(diagnostic.with_help("make one of the two, or give it another term"));
                }
                let term = prose::render(self.source, term, self.found);
                let back = prose::render(self.source, back, self.found);
                self.section.cards.push(Card { name, term, back });
                let place = Part::Card(self.section.cards.len() - 1).html(&self.section);
                self.prose.push(Shown::Part(place));
            }
        }
    }

    /// Tells that a heading has nothing after its first word.
    fn named(&mut self, heading: &std::ops::Range<usize>, name: &[Placed<'a>], message: &str, help: &str) {
        if prose::plain(name).trim().is_empty() {
            self.found.push(self.source.error(heading.clone(), message).with_help(help));
        }
    }

    /// The items of a task list, and whether it is none.
    fn answers(&mut self, list: Vec<Placed<'a>>) -> (Vec<Answer>, bool) {
        let mut answers = Vec::new();
        let mut item = Vec::new();
        let mut right = None;
        let mut depth = 0usize;
        let mut without_box = Vec::new();
        for (event, range) in list {
            match event {
                Event::Start(Tag::List(_)) if depth == 0 => depth = 1,
                Event::Start(Tag::Item) if depth == 1 => {
                    depth = 2;
                    item.clear();
                    right = None;
                }
                Event::End(TagEnd::Item) if depth == 2 => {
                    depth = 1;
                    if right.is_none() {
                        without_box.push(range);
                    } else if item.is_empty() {
                        let diagnostic = self.source.error(range, "an answer without a text");
                        self.found.push(diagnostic.with_help("write it behind the box: `- [ ] everyone`"));
                    }
                    let html = prose::render(self.source, std::mem::take(&mut item), self.found);
                    answers.push(Answer { html, right: right.unwrap_or(false) });
                }
                Event::TaskListMarker(checked) if right.is_none() => right = Some(checked),
                event => {
                    match &event {
                        Event::Start(_) => depth += 1,
                        Event::End(_) => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    item.push((event, range));
                }
            }
        }
        // A list without any box is one mistake.
        let none = without_box.len() == answers.len();
        for range in without_box.into_iter().take(if none { 1 } else { usize::MAX }) {
            let message = if none { "answers without boxes" } else { "an answer without a box" };
            let help = "write `- [x]` for a right answer, `- [ ]` for a wrong one";
            self.found.push(self.source.error(range, message).with_help(help));
        }
        (answers, none)
    }

    /// Acts on the fences of a block; gives what is to be shown.
    fn take_fences(&mut self, block: Vec<Placed<'a>>) -> Vec<Placed<'a>> {
        let mut shown = Vec::with_capacity(block.len());
        let mut events = block.into_iter();
        while let Some((event, range)) = events.next() {
            let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = &event else {
                shown.push((event, range));
                continue;
            };
            let mut content = Vec::new();
            let mut end = None;
            for (event, range) in events.by_ref() {
                match event {
                    Event::Text(text) => content.push((text, range)),
                    event => {
                        end = Some((event, range));
                        break;
                    }
                }
            }
            let opening = self.opening(&range);
            let marks = fence::marks(&self.source.text[range.clone()]);
            if let Some(inner) = fence::inner_fence(marks, &content) {
                let line = self.source.line_of(inner.offset);
                let help = format!(
                    "end it with {marks} above line {line}, where another begins; to show a fence inside one, give the outer \
                     more marks"
                );
                self.found.push(self.source.error(opening, NOT_CLOSED).with_help(help));
                continue;
            }
            if fence::is_unclosed(&self.source.text[range.clone()]) {
                // What is left of a fence that was told already is no mistake of its own.
                if !info.trim().is_empty() || !self.found.iter().any(|told| told.message == NOT_CLOSED) {
                    let diagnostic = self.source.error(opening, NOT_CLOSED);
                    self.found.push(diagnostic.with_help(format!("end it with {marks} on a line of its own")));
                }
                continue;
            }
            if let Some(language) = self.fence(info, opening, &content) {
                let tag = Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::from(language)));
                shown.push((Event::Start(tag), range));
                shown.extend(content.into_iter().map(|(text, range)| (Event::Text(text), range)));
                shown.extend(end);
            }
        }
        shown
    }

    /// The bytes of a fence's first line.
    fn opening(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        range.start..self.source.line_range(self.source.line_of(range.start)).end
    }

    /// Acts on a fence by its role; gives its language if it is to be shown.
    fn fence(
        &mut self,
        info: &str,
        opening: std::ops::Range<usize>,
        content: &[(CowStr<'a>, std::ops::Range<usize>)],
    ) -> Option<String> {
        let lines = fence::lines(content);
        let written = &self.source.text[opening.clone()];
        let at = written.find(info).filter(|_| !info.is_empty()).unwrap_or(written.len());
        let info = Piece { text: &written[at..], offset: opening.start + at }.trim();
        let role = fence::role(self.source, info, &lines, self.clients, self.found)?;
        if let Role::Shown(language) = role {
            return Some(language);
        }
        if self.number == 0 {
            let diagnostic = self.source.error(opening, "this fence stands before the first step");
            self.found.push(diagnostic.with_help("put it below a heading `## …`"));
            return None;
        }
        let text = lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
        let next_line = self.source.line_of(opening.start) + 1;
        let line = lines.first().map_or(next_line, |line| self.source.line_of(line.offset));
        let section = &mut self.section;
        let twice = match role {
            Role::Shown(_) => false,
            Role::Server => section.server.replace(Code { text, line }).is_some(),
            Role::Solution => {
                challenge(&mut self.parts, section);
                section.solution_place = Some(opening.clone());
                section.solution.replace(Code { text, line }).is_some()
            }
            Role::Client(None) => section.page.replace(text).is_some(),
            Role::Client(Some(name)) => {
                let twice = section.pages.iter().any(|(known, _)| *known == name);
                section.pages.push((name, text));
                twice
            }
            Role::Hint => {
                challenge(&mut self.parts, section);
                let source = Source::new(self.source.file, &text);
                section.hints.push(prose::render(&source, prose::events(&text, 0), &mut Vec::new()));
                false
            }
            Role::Options => {
                let options = options::parse(self.source, &text, &lines, opening.clone(), self.found);
                self.section.options.replace((options, line)).is_some()
            }
            Role::Scenario { predict } => {
                let title = format!("step {}, scenario {}", self.number, section.scenarios.len() + 1);
                let scenario = diagram::parse(self.source, &lines, self.clients, title, &predict, self.found);
                section.scenarios.push(scenario);
                self.parts.push(Part::Scenario(section.scenarios.len() - 1));
                false
            }
        };
        if twice {
            let diagnostic = self.source.error(opening, "this step has such a fence already");
            self.found.push(diagnostic.with_help("a step has one of each: put it into a step of its own (`## …`)"));
        }
        None
    }
}

/// A challenge stands where its first hint or its solution does, whichever comes first.
fn challenge(parts: &mut Vec<Part>, section: &Section) {
    if section.solution.is_none() && section.hints.is_empty() && !parts.contains(&Part::Challenge) {
        parts.push(Part::Challenge);
    }
}

/// Inline events without the word that they start with.
fn without<'a>(mut events: Vec<Placed<'a>>, prefix: &str) -> Vec<Placed<'a>> {
    if let Some((Event::Text(text), _)) = events.first_mut() {
        *text = CowStr::from(text.strip_prefix(prefix).unwrap_or(text).trim_start().to_owned());
    }
    events
}
