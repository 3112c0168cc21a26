//! `emitscope check` and `emitscope new` as a person and an editor meet them: what is printed, and the exit code.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Runs the command in a folder.
#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_emitscope"));
    command.current_dir(folder).args(arguments).output().expect("the binary starts")
}

#[track_caller]
fn out(output: &Output, code: i32) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{text}{errors}");
    text
}

/// Exit code 2, and one line on standard error that has these words.
#[track_caller]
fn fails(output: &Output, words: &[&str]) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    for word in words {
        assert!(text.contains(word), "`{word}` is missing: {text}");
    }
}

/// Without the time that it took.
fn timeless(text: &str) -> String {
    let (told, end) = text.rsplit_once(" (").unwrap_or((text, ""));
    assert!(end.ends_with(" s)\n"), "{text}");
    format!("{told}\n")
}

/// A step with a server that tells all others, and what goes after it.
fn lesson(rest: &str) -> String {
    format!(
        "---\ntitle: T\nclients: [alice, bob]\n---\n## S\n```js server\nio.on(\"connection\", (socket) => {{\n  \
         socket.on(\"hi\", (x) => socket.broadcast.emit(\"hi\", x));\n}});\n```\n{rest}"
    )
}

fn scenario(lines: &str) -> String {
    format!("```mermaid\nsequenceDiagram\n{lines}```\n")
}

#[test]
fn the_lessons_inside_are_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(folder.path(), &["check"]);
    let text = out(&output, 0);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("all right"), "{text}");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(out(&run(folder.path(), &["check", "--json"]), 0), "");
}

#[test]
fn what_is_wrong_is_told_as_a_compiler_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it writes");
    write("01-right.md", &lesson(&scenario("  alice->>server: hi 1\n  server->>bob: hi 1\n")));
    write("02-form.md", &lesson(&scenario("  alcie->>server: hi 1\n")));
    write("03-scenario.md", &lesson(&scenario("  title: hi\n  alice->>server: hi 1\n  server->>bob: hi 2\n")));
    write("04-solved.md", &lesson(&format!("```js solution\n\nio;\n```\n{}", scenario("  alice->>server: hello\n"))));
    write(
        "05-unsolved.md",
        &lesson(&format!("```js solution\nio;\n```\n{}", scenario("  alice->>server: ho\n  server->>bob: ho\n"))),
    );
    write(
        "06-code.md",
        "---\ntitle: T\nrequires: [rihgt]\n---\n## S\n- in a list\n  ```js server\n  let a;\n  let = ;\n  ```\n",
    );
    write("07-option.md", &lesson("```json options\n{\n  \"pingInterval\": \"soon\"\n}\n```\n"));
    write("08-right.md", "---\ntitle: T\n---\n## S\n");
    let output = run(folder.path(), &["check", "."]);
    insta::assert_snapshot!(timeless(&out(&output, 1)));

    let output = run(folder.path(), &["check", "--json", "."]);
    let values: Vec<Value> =
        out(&output, 1).lines().map(|line| serde_json::from_str(line).expect("an object on each line")).collect();
    assert_eq!(values.len(), 8, "{values:#?}");
    assert_eq!(values[0]["file"], "./02-form.md");
    assert_eq!((&values[0]["line"], &values[0]["column"], &values[0]["span"]), (&13.into(), &3.into(), &5.into()));
    assert_eq!(values[0]["help"], "did you mean `alice`?");
    assert_eq!(values[1]["notes"]["got"], "hi 1");
}

#[test]
fn one_file_is_seen_beside_its_neighbours() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it writes");
    write("01-one.md", "---\ntitle: [\n---\n");
    write("02-two.md", "---\ntitle: T\nrequires: [one]\n---\n## S\n");
    assert!(out(&run(folder.path(), &["check", "02-two.md"]), 0).starts_with("1 lesson, 0 scenarios"));
    assert!(out(&run(folder.path(), &["check", "02-two.md", "."]), 1).ends_with(" s)\n"));
}

#[test]
fn what_cannot_be_read_is_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    fails(&run(folder.path(), &["check", "no/such.md"]), &["no/such.md", "No such file"]);
    fails(&run(folder.path(), &["check", "--jsn"]), &["--jsn", "--json"]);
    assert!(out(&run(folder.path(), &["check", "."]), 0).starts_with("0 lessons"));
}

#[test]
fn a_new_lesson_is_right_and_overwrites_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let title = "Rooms: \"who\" is #1\\ in?";
    out(&run(folder.path(), &["new", "course/10-rooms.md", "--title", title]), 0);
    let file = folder.path().join("course/10-rooms.md");
    let written = fs::read(&file).expect("it is there");
    let parsed = emitscope::lesson::parse("10-rooms.md", &written);
    assert_eq!(parsed.lesson.map(|lesson| lesson.title).as_deref(), Some(title));
    let text = out(&run(folder.path(), &["check", "course"]), 0);
    assert!(text.starts_with("1 lesson, 2 scenarios, 1 challenge: all right"), "{text}");

    fails(&run(folder.path(), &["new", "course/10-rooms.md", "--title", "B"]), &["course/10-rooms.md", "already"]);
    assert_eq!(fs::read(&file).expect("it is there"), written);
    fails(&run(folder.path(), &["new", "course/rooms", "--title", "B"]), &["course/rooms", "10-rooms.md"]);
    fails(&run(folder.path(), &["new", "course/My Rooms.md", "--title", "B"]), &["My Rooms", "address"]);
    fails(&run(folder.path(), &["new", "course/11-b.md", "--title", " "]), &["title"]);
    fails(&run(folder.path(), &["new", "course/11-b.md"]), &["--title"]);
    fails(&run(folder.path(), &["new", "course/10-rooms.md/11-b.md", "--title", "B"]), &["cannot write"]);
    assert_eq!(fs::read_dir(folder.path().join("course")).expect("a folder").count(), 1);
}
