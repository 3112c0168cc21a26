//! Mistakes in the lines of a scenario: who speaks to whom, by which arrow, and notes.

use super::{Case, scenario, step, told};

#[test]
fn mistakes_in_lines() {
    let cases: Vec<Case> = vec![
        ("an unknown client", scenario("alcie->>server: hello")),
        ("an unknown receiver", scenario("server->>bbo: hello")),
        ("a client far from all", scenario("mallory->>server: hello")),
        ("the server mistyped", scenario("alice->>sever: hello")),
        ("a client in capitals", scenario("Alice->>server: hello")),
        ("client to client", scenario("alice->>bob: hello")),
        ("to itself", scenario("server->>server: hello")),
        ("a name is missing", scenario("alice->>: hello")),
        ("no sender", scenario("->>server: hello")),
        ("an arrow without a head", scenario("alice->server: hello")),
        ("an open arrow", scenario("alice-)server: hello")),
        ("another arrow", scenario("alice=>>server: hello")),
        ("an arrow with a dash too many", scenario("alice--->>server: hello")),
        ("no arrow", scenario("alice server: hello")),
        ("no colon", scenario("alice->>server hello")),
        ("no text", scenario("alice->>server:")),
        ("an activation", scenario("alice->>+server: hello")),
        ("a loop", scenario("loop every day\nalice->>server: x\nend")),
        ("a word mistyped", scenario("partcipant bob")),
        ("an unknown participant", scenario("participant bop")),
        ("a participant without a name", scenario("participant")),
        ("more than a participant", scenario("participant bob bill")),
        ("an empty title", scenario("title:")),
        ("just words", scenario("Then alice speaks.")),
        ("a semicolon", scenario("alice->>server: say \"a;b\"")),
        ("a hash", scenario("alice->>server: say \"#1\"")),
        ("two percent signs", scenario("alice->>server: say \"5%%\" %% loud")),
        ("a note without a colon", scenario("Note over server +1000ms")),
        ("a note nowhere", scenario("Note: +1000ms")),
        ("a note over nobody", scenario("Note over bop: offline")),
        ("seconds", scenario("Note over server: +1s")),
        ("a clock without a unit", scenario("Note over server: +1000")),
        ("a client's clock", scenario("Note over alice: +1000ms")),
        ("the server's weather", scenario("Note over server: offline")),
        ("how slow", scenario("Note over bob: slow")),
        ("a weather mistyped", scenario("Note over bob: ofline")),
        ("two clients' weather", scenario("Note over alice,bob: offline")),
        ("nothing in it", step("```mermaid\nsequenceDiagram\n```")),
        ("a hash in the title", scenario("title: a #1\nalice->>server: x")),
        ("a dash of a word processor", scenario("alice—>>server: x")),
        ("several mistakes", scenario("alcie->>server: x\nserver->>bob: hello 'x'\nloop\nNote over bob: ofline")),
    ];
    insta::assert_snapshot!(told(&cases));
}
