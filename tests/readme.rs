//! What the README tells a stranger is so: its first two commands, and its lesson.

use emitscope::lesson;

const README: &str = include_str!("../README.md");

#[test]
fn the_first_two_commands_run_it_and_test_it() {
    let commands: Vec<_> = README.split("```sh\n").skip(1).filter_map(|block| block.split("\n```").next()).collect();
    assert_eq!(commands[..2], ["cargo run", "tests/run"]);
}

#[test]
fn its_lesson_is_right() {
    let text = README.split_once("````markdown\n").and_then(|(_, rest)| rest.split_once("````")).expect("a lesson").0;
    let parsed = lesson::parse("my-lessons/10-rooms.md", text.as_bytes());
    assert_eq!(parsed.diagnostics, []);
    let lesson = parsed.lesson.expect("a lesson");
    assert_eq!(lesson.clients, ["alice", "bob", "carol"]);
    assert_eq!(lesson.steps[0].scenarios.len(), 1);
    assert!(lesson.steps[0].page("carol").is_some());
}
