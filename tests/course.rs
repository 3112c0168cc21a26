//! The course as a whole: what every lesson has, that its links lead somewhere, and that the cheat sheet and the lessons
//! speak of the same methods.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use emitscope::lesson::{Lesson, Library, Step, is_lesson_name};

/// What server code of Socket.IO can call or read on `io`, a namespace or a socket, as far as a course is to show it.
const METHODS: [&str; 29] = [
    "on",
    "once",
    "off",
    "emit",
    "send",
    "emitWithAck",
    "timeout",
    "broadcast",
    "to",
    "in",
    "except",
    "volatile",
    "compress",
    "local",
    "join",
    "leave",
    "rooms",
    "disconnect",
    "socketsJoin",
    "socketsLeave",
    "disconnectSockets",
    "fetchSockets",
    "of",
    "use",
    "handshake",
    "data",
    "recovered",
    "sockets",
    "id",
];

/// The units in their order, with how many lessons each has.
const UNITS: [(&str, usize); 6] = [
    ("Before sockets", 4),
    ("First words", 4),
    ("Who hears it", 6),
    ("When it goes wrong", 3),
    ("Growing", 1),
    ("Make it", 5),
];

/// The longest that a lesson may take, in minutes.
const MAX_MINUTES: u32 = 15;

fn lessons() -> Vec<Arc<Lesson>> {
    Library::embedded().lessons()
}

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect(file)
}

/// The lesson files by name, with their texts.
fn files() -> BTreeMap<String, String> {
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons")).expect("the lessons");
    let names = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    names.filter(|name| is_lesson_name(name)).map(|name| (name.clone(), text(&format!("lessons/{name}")))).collect()
}

fn sum(lesson: &Lesson, count: impl Fn(&Step) -> usize) -> usize {
    lesson.steps.iter().map(count).sum()
}

#[test]
fn the_units_are_all_there() {
    let units: Vec<(String, usize)> =
        Library::embedded().units().into_iter().map(|unit| (unit.name.clone(), unit.lessons.len())).collect();
    assert_eq!(units, UNITS.map(|(name, count)| (name.to_owned(), count)));
}

#[test]
fn every_lesson_has_all_that_one_learns_with() {
    for lesson in lessons() {
        let slug = &lesson.slug;
        assert!(sum(&lesson, |step| step.scenarios.len()) >= 2, "{slug}: two scenarios");
        assert!(
            sum(&lesson, |step| step.scenarios.iter().filter(|it| it.predict.is_some()).count()) >= 1,
            "{slug}: a predict"
        );
        assert!(sum(&lesson, |step| step.solution.iter().count()) >= 1, "{slug}: a challenge");
        assert!(lesson.steps.iter().all(|step| step.solution.is_none() || step.hints.len() >= 2), "{slug}: two hints");
        assert!(sum(&lesson, |step| step.quizzes.len()) >= 1, "{slug}: a quiz");
        assert!(sum(&lesson, |step| step.cards.len()) >= 1, "{slug}: a card");
        assert!(
            lesson.steps.iter().flat_map(|step| &step.quizzes).all(|quiz| !quiz.explanation.is_empty()),
            "{slug}: explained"
        );
        assert!(
            lesson.minutes.is_some_and(|minutes| (1..=MAX_MINUTES).contains(&minutes)),
            "{slug}: {:?}",
            lesson.minutes
        );
        assert!(!lesson.summary.is_empty(), "{slug}: a summary");
    }
}

#[test]
fn no_term_has_two_cards() {
    let mut seen = BTreeMap::new();
    for lesson in lessons() {
        for card in lesson.steps.iter().flat_map(|step| &step.cards) {
            if let Some(other) = seen.insert(card.term.to_lowercase(), lesson.slug.clone()) {
                panic!("`{}` has a card in {other} and in {}", card.term, lesson.slug);
            }
        }
    }
}

/// Destinations of Markdown links and images.
fn links(text: &str) -> Vec<&str> {
    let ends = text.match_indices("](").map(|(at, _)| &text[at + 2..]);
    ends.filter_map(|rest| rest.split([')', ' ', '\n']).next()).collect()
}

#[test]
fn links_lead_somewhere() {
    let files = files();
    let slugs: BTreeSet<String> = lessons().iter().map(|lesson| format!("/lessons/{}", lesson.slug)).collect();
    for (name, text) in &files {
        for link in links(text).into_iter().filter(|link| !link.starts_with("https://") && !link.starts_with('#')) {
            let path = link.split('#').next().unwrap_or(link);
            let there = files.contains_key(path)
                || matches!(path, "/cheatsheet" | "/glossary")
                || Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons").join(path).is_file();
            assert!(there, "lessons/{name} links to {link}");
        }
    }
    for link in links(&text("assets/pages/cheatsheet.md")).into_iter().filter(|link| link.starts_with("/lessons/")) {
        assert!(slugs.contains(link), "the cheat sheet links to {link}");
    }
}

/// Which of `METHODS` a text shows, as `.name` in code.
fn methods(text: &str) -> BTreeSet<&'static str> {
    let shown = |name: &&str| {
        text.match_indices(&format!(".{name}")).any(|(at, found)| {
            let next = text[at + found.len()..].chars().next();
            !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
        }) || text.contains(&format!("`{name}`"))
    };
    METHODS.into_iter().filter(shown).collect()
}

#[test]
fn the_cheat_sheet_and_the_lessons_speak_of_the_same_methods() {
    let sheet = methods(&text("assets/pages/cheatsheet.md"));
    let course = files().values().map(String::as_str).map(methods).fold(BTreeSet::new(), |all, some| &all | &some);
    assert_eq!(sheet, course, "the cheat sheet has the left, the lessons have the right");
    assert_eq!(sheet, METHODS.into_iter().collect(), "and both have all");
}
