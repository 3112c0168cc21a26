//! Holds the house to its plan: which room may know which, what keeps `routing` pure, that every module says what it is,
//! and that no file grows out of hand. Reads the source text; comments and unit tests do not count.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms (or single doors of one) that it may know.
const ARROWS: [(&str, &[&str]); 10] = [
    ("routing", &[]),
    ("engine", &[]),
    ("javascript", &[]),
    ("worker", &["javascript"]),
    ("trace", &["routing", "javascript"]),
    ("sandbox", &["routing", "trace", "engine", "worker::message", "worker::channel", "worker::compile_runtime"]),
    ("lesson", &["javascript"]),
    ("scenario", &["lesson", "sandbox", "trace", "routing", "engine"]),
    ("web", &["javascript", "routing", "trace", "engine", "sandbox", "lesson", "scenario"]),
    ("cli", &["routing", "trace", "engine", "worker", "sandbox", "lesson", "scenario", "web"]),
];

/// What `routing` does without: everything that is not a function of what goes in.
const IMPURE: [&str; 11] = [
    "std::time",
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::thread",
    "rand",
    "getrandom",
    "tokio",
    "async",
    "await",
];

const MAX_LINES: usize = 450;

#[test]
fn rooms_know_only_the_rooms_below_them() {
    let mut wrong = Vec::new();
    for (room, allowed) in ARROWS {
        for file in files(&source().join(room), &["rs"]) {
            for door in doors(&code(&file), depth(&file)) {
                let inside = door == room || door.starts_with(&format!("{room}::"));
                let known = allowed.iter().any(|known| door == *known || door.starts_with(&format!("{known}::")));
                if !inside && !known {
                    wrong.push(format!("{}: `{room}` must not know `{door}`", shown(&file)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_room_is_in_the_plan() {
    let rooms: BTreeSet<String> = fs::read_dir(source())
        .expect("src/ is there")
        .filter_map(|entry| entry.ok().filter(|entry| entry.path().is_dir()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(rooms, ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect());
}

#[test]
fn routing_is_pure() {
    for file in files(&source().join("routing"), &["rs"]) {
        let code = code(&file);
        let found: Vec<_> = IMPURE.iter().filter(|word| has_word(&code, word)).collect();
        assert!(found.is_empty(), "{}: routing does without {found:?}", shown(&file));
    }
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<_> =
        all(&["rs"]).iter().filter(|file| !read(file).starts_with("//! ")).map(|file| shown(file)).collect();
    assert!(silent.is_empty(), "these do not open with `//!` lines on what they are: {silent:#?}");
}

#[test]
fn no_file_is_too_long() {
    let lines = |file: &PathBuf| read(file).lines().count();
    let long: Vec<_> =
        all(&["rs", "ts", "tsx"]).iter().filter(|file| lines(file) > MAX_LINES).map(|file| shown(file)).collect();
    assert!(long.is_empty(), "these have more than {MAX_LINES} lines; 130 are the habit: {long:#?}");
}

#[test]
fn doors_are_found_in_every_form_of_a_path() {
    let found = |code: &str, depth| doors(code, depth).into_iter().collect::<Vec<_>>();
    assert_eq!(found("use crate::engine::{self, Input};", 2), ["engine::Input", "engine::self"]);
    assert_eq!(found("use crate::{web::State, lesson};", 2), ["lesson", "web::State"]);
    assert_eq!(
        found("use crate::{\n    worker::{channel, message::Turn},\n};", 2),
        ["worker::channel", "worker::message"]
    );
    assert_eq!(found("fn f() -> crate::trace::Entry {}", 2), ["trace::Entry"]);
    assert_eq!(found("use super::super::web::State; use super::Entry;", 2), ["web::State"]);
    assert_eq!(found("use super::super::web::State;", 3), [""; 0]);
}

/// The rooms that code names, each with the name of the door where one is given: `engine`, `worker::message`. `depth` is
/// how many modules deep the file is (1 for `src/web/mod.rs`): that many `super` lead to the root, too.
fn doors(code: &str, depth: usize) -> BTreeSet<String> {
    let code: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let root = format!("{}::", vec!["super"; depth].join("::"));
    let mut found = BTreeSet::new();
    for start in ["crate::", root.as_str()] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':')) {
                found.extend(paths(&code[at + start.len()..], 2));
            }
        }
    }
    found
}

/// The first `most` names of each path that starts here: `a::b::C` or `{a::b, c::{d, e}}`.
fn paths(text: &str, most: usize) -> Vec<String> {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        return items(group).into_iter().flat_map(|item| paths(item, most)).collect();
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let further = rest.strip_prefix("::").filter(|_| most > 1).map(|rest| paths(rest, most - 1)).unwrap_or_default();
    match (name, further.is_empty()) {
        ("", _) => Vec::new(),
        (_, true) => vec![name.to_owned()],
        (_, false) => further.into_iter().map(|inner| format!("{name}::{inner}")).collect(),
    }
}

/// The items of a group in braces, whose opening brace is gone, parted at its own commas.
fn items(group: &str) -> Vec<&str> {
    let (mut level, mut start, mut items) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => level += 1,
            '}' if level == 0 => {
                items.push(&group[start..at]);
                break;
            }
            '}' => level -= 1,
            ',' if level == 0 => {
                items.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

fn has_word(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| !code[..at].ends_with(part) && !code[at + word.len()..].starts_with(part))
}

/// A file's text without comments and unit tests.
fn code(file: &Path) -> String {
    let text = read(file);
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// How many modules below the root a source file is.
fn depth(file: &Path) -> usize {
    let inside = file.strip_prefix(source()).expect("a file of src/");
    inside.components().count() - usize::from(inside.ends_with("mod.rs"))
}

fn all(extensions: &[&str]) -> Vec<PathBuf> {
    ["src", "tests", "benches", "assets/src"]
        .iter()
        .flat_map(|folder| files(&root().join(folder), extensions))
        .collect()
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extensions));
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn source() -> PathBuf {
    root().join("src")
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", shown(file)))
}
