//! Calls at the places where QuickJS was measured to put them (columns in bytes).

use emitscope::trace::{Calls, Location, call_expression};
use proptest::prelude::*;

/// A text with `¦` where the engine puts the call, and the expression that is meant.
const CALLS: [(&str, Option<&str>); 33] = [
    (r#"socket.broadcast.to("room1").¦emit("chat", 1);"#, Some(r#"socket.broadcast.to("room1").emit"#)),
    (r#"socket.broadcast.¦to("room1").emit("chat", 1);"#, Some(r#"socket.broadcast.to("room1").emit"#)),
    (r#"socket.broadcast.to("room1").emit¦("chat", 1);"#, Some(r#"socket.broadcast.to("room1").emit"#)),
    (r#"¦io.emit("x");"#, Some("io.emit")),
    ("io.to(\"a\").to(b)\n    .¦emit(\"y\");", Some(r#"io.to("a").to(b).emit"#)),
    ("io // all\n  .to( \"a\" ) /* only a */\n  .¦emit(\n  \"z\",\n  { a: 1 });", Some(r#"io.to( "a" ).emit"#)),
    ("io.to([\n  \"a\",\n  \"b\",\n]).¦emit(1)", Some(r#"io.to(["a", "b",]).emit"#)),
    // a call among the arguments takes the place
    (r#"io.to("b").emit("q", ¦(() => 3)());"#, Some(r#"io.to("b").emit"#)),
    (r#"io.to("b").emit("q", now.¦toString(), 1);"#, Some(r#"io.to("b").emit"#)),
    (r#"io.emit("q", { at: Date.¦now() });"#, Some("io.emit")),
    (r#"socket.emit("q", () => { io.to("a").¦emit("b"); });"#, Some(r#"io.to("a").emit"#)),
    (r#"socket.emit("q", () => { ["a"].¦forEach(socket.join, socket); });"#, Some(r#"["a"].forEach"#)),
    (r#"socket.emit("q", (x) => run(1, ["a"].¦forEach(socket.join, socket)));"#, Some(r#"["a"].forEach"#)),
    (r#"io["emit"]("x");"#, None),
    (r#"¦io["emit"]("x");"#, Some(r#"io["emit"]"#)),
    (r#"io.¦to("a")["emit"]("x");"#, Some(r#"io.to("a")["emit"]"#)),
    (r#"io?.¦emit?.("z");"#, Some("io?.emit")),
    (r#"const { emit } = io; ¦emit("k");"#, Some("emit")),
    ("`a${io.¦emit(\"t\")}b`", Some("io.emit")),
    ("io.to(`r${n}-${f(1)}`).¦emit(\"t\")", Some("io.to(`r${n}-${f(1)}`).emit")),
    ("await io.timeout(5).¦emitWithAck(\"as\")", Some("io.timeout(5).emitWithAck")),
    ("if (ready) socket.¦join(\"r\");", Some("socket.join")),
    ("if (ready) (io).¦emit(1);", Some("(io).emit")),
    ("return this.io.of(/^\\/a\\(/).¦emit(1)", Some("this.io.of(/^\\/a\\(/).emit")),
    ("a / b; io.¦emit(1); c / d", Some("io.emit")),
    ("\"it's (\"; io.¦emit('a)')", Some("io.emit")),
    ("// io.to(\nio.¦emit(1)", Some("io.emit")),
    ("emit(¦x) { }", None),
    ("function emit(¦x) { }", None),
    ("sockets[0].rooms(a, b)[1].¦disconnect(true)", Some("sockets[0].rooms(a, b)[1].disconnect")),
    ("new Server(3000).¦emit(1)", Some("Server(3000).emit")),
    ("io.to(\"a\").¦emit(", Some("io.to(\"a\").emit")),
    ("¦", None),
];

#[test]
fn finds_the_call_as_written() {
    for (marked, meant) in CALLS {
        let (before, after) = marked.split_once('¦').unwrap_or(("", marked));
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
        // without a mark: a place beyond the text
        let (line, column) = if marked.contains('¦') { (line as u32, column as u32) } else { (7, 1) };
        assert_eq!(call_expression(&format!("{before}{after}"), line, column).as_deref(), meant, "{marked}");
    }
}

#[test]
fn the_place_is_moved_to_the_call_that_is_meant() {
    let calls = Calls::new("start();\nio.to(\"a\").emit(\"q\", {\n  at: Date.now(),\n});");
    let call = calls.at(Location { line: 3, column: 12 });
    let call = call.map(|call| (call.text, call.location));
    assert_eq!(call, Some(("io.to(\"a\").emit".to_owned(), Location { line: 2, column: 12 })));
}

#[test]
fn a_long_expression_is_cut_in_its_middle() {
    let source = format!("io.to([{}]).emit(1)", "'é', ".repeat(500));
    let text = call_expression(&source, 1, 1).unwrap_or_default();
    assert_eq!(text.chars().count(), 200);
    assert!(text.starts_with("io.to(['é'") && text.ends_with("]).emit"), "{text}");
}

proptest! {
    #[test]
    fn any_text_and_place_end_in_an_answer(text in "\\PC{0,80}", line in 0..4_u32, column in 0..100_u32) {
        call_expression(&text, line, column);
    }

    #[test]
    fn so_does_anything_like_code(
        parts in prop::collection::vec(prop::sample::select(vec![
            "io", ".", "to", "emit", "(", ")", "[", "]", "{", "}", "`", "${", "\"", "'", "/", "//", "/*", "*/", "=>", "?.",
            ",", "\n", " ", "\\", "é", "function", "await", "1", ".emit(", "\r",
        ]), 0..40),
        line in 1..4_u32,
    ) {
        let text = parts.concat();
        for column in 0..=text.len() as u32 + 2 {
            let call = call_expression(&text, line, column);
            prop_assert!(call.is_none_or(|call| !call.contains('\n') && call.chars().count() <= 200));
        }
    }
}
