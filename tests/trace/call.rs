//! The expression that is called, at the places that the worker gives and at any other.

use emitscope::trace::call_expression;
use proptest::prelude::*;

/// A text with `¦` at the place, and the expression that is meant.
const CALLS: [(&str, Option<&str>); 32] = [
    (r#"socket.broadcast.to("room1").¦emit("chat", 1);"#, Some(r#"socket.broadcast.to("room1").emit"#)),
    (r#"socket.broadcast.¦to("room1").emit("chat", 1);"#, Some("socket.broadcast.to")),
    (r#"socket.broadcast.to("room1").emit¦("chat", 1);"#, Some(r#"socket.broadcast.to("room1").emit"#)),
    (r#"¦io.emit("x");"#, Some("io.emit")),
    ("io.to(\"a\").to(b)\n    .¦emit(\"y\");", Some(r#"io.to("a").to(b).emit"#)),
    ("io // all\n  .to( \"a\" ) /* only a */\n  .¦emit(\n  \"z\",\n  { a: 1 });", Some(r#"io.to( "a" ).emit"#)),
    ("io.to([\n  \"a\",\n  \"b\",\n]).¦emit(1)", Some(r#"io.to(["a", "b",]).emit"#)),
    (r#"io.to("b").¦emit("q", (() => 3)());"#, Some(r#"io.to("b").emit"#)),
    (r#"io.to("b").emit("q", now.¦toString(), 1);"#, Some("now.toString")),
    (r#"io.emit("q", { at: ¦1 });"#, Some("io.emit")),
    (r#"socket.emit("q", () => { io.to("a").¦emit("b"); });"#, Some(r#"io.to("a").emit"#)),
    ("/* 💡ü */ io.¦emit('b');", Some("io.emit")),
    (r#"io["emit"]("x");"#, None),
    (r#"¦io["emit"]("x");"#, Some(r#"io["emit"]"#)),
    (r#"io.to("a")["emit"]¦("x");"#, Some(r#"io.to("a")["emit"]"#)),
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
        let column = before[before.rfind('\n').map_or(0, |newline| newline + 1)..].encode_utf16().count() + 1;
        // without a mark: a place beyond the text
        let (line, column) = if marked.contains('¦') { (line as u32, column as u32) } else { (7, 1) };
        assert_eq!(call_expression(&format!("{before}{after}"), line, column, &[]).as_deref(), meant, "{marked}");
    }
}

/// Where the engine's place is a call among the arguments.
const EMITS: [(&str, &str); 7] = [
    (r#"io.emit("m", text.¦trim());"#, "io.emit"),
    (r#"io.emit("m", ¦String(x));"#, "io.emit"),
    (r#"io.to("a").emit("m", names.¦join(", "));"#, r#"io.to("a").emit"#),
    (r#"socket.broadcast.¦to("room1").emit("m");"#, r#"socket.broadcast.to("room1").emit"#),
    (r#"io.emit("a", () => socket.¦emit("b"));"#, "socket.emit"),
    (r#"¦tell("m");"#, "tell"),
    (r#"io.emit("a"); io.to("b").emit("c", ¦f());"#, r#"io.to("b").emit"#),
];

#[test]
fn of_calls_in_each_other_the_one_that_emits_is_meant() {
    for (marked, meant) in EMITS {
        let (before, after) = marked.split_once('¦').unwrap_or(("", marked));
        let column = before.encode_utf16().count() as u32 + 1;
        let found = call_expression(&format!("{before}{after}"), 1, column, &["emit", "send"]);
        assert_eq!(found.as_deref(), Some(meant), "{marked}");
    }
}

#[test]
fn a_long_expression_is_cut_in_its_middle() {
    let source = format!("io.to([{}]).emit(1)", "'é', ".repeat(500));
    let column = source.encode_utf16().count() - "emit(1)".len() + 1;
    let text = call_expression(&source, 1, column as u32, &[]).unwrap_or_default();
    assert_eq!(text.chars().count(), 200);
    assert!(text.starts_with("io.to(['é'") && text.ends_with("]).emit"), "{text}");
}

proptest! {
    #[test]
    fn any_text_and_place_end_in_an_answer(text in "\\PC{0,80}", line in 0..4_u32, column in 0..100_u32) {
        call_expression(&text, line, column, &["emit"]);
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
            let call = call_expression(&text, line, column, &["emit"]);
            prop_assert!(call.is_none_or(|call| !call.contains('\n') && call.chars().count() <= 200));
        }
    }
}
