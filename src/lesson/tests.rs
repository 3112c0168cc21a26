//! Whole lessons: what is read from them, and what an author is told.

use super::diagram::{Act, Expectation, Stimulus};
use super::*;

fn lesson(text: &str) -> Lesson {
    let parsed = parse("lessons/01-test.md", text.as_bytes());
    let told: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    parsed.lesson.unwrap_or_else(|| panic!("{}", told.join("\n\n")))
}

/// All that is told about a lesson, as the terminal shows it.
fn told(text: &str) -> String {
    let parsed = parse("lessons/01-test.md", text.as_bytes());
    parsed.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

/// A lesson with these lines in its first step's diagram.
fn diagram(lines: &str) -> String {
    format!("---\ntitle: T\n---\n## S\n```mermaid\nsequenceDiagram\n{lines}\n```\n")
}

/// Message, line, column and help of each.
fn short(text: &str) -> Vec<String> {
    let parsed = parse("lessons/01-test.md", text.as_bytes());
    let line = |d: &Diagnostic| format!("{}:{}: {}", d.line, d.column, d.message);
    parsed.diagnostics.iter().map(line).collect()
}

#[test]
fn steps_inherit() {
    let lesson = lesson(
        "---\ntitle: T\nclients: [alice, bob]\n---\nIntro *here*.\n\n## One\n```js server\nlet a;\n```\n\
         ```html client\n<p>all</p>\n```\n## Two\n```html client=bob\n<p>bob</p>\n```\n```js solution\nlet b;\n```\n\
         ```mermaid\nsequenceDiagram\n  alice->>server: x\n```\n## Three\n```json options\n{\"pingInterval\": 5}\n```\n## Four\n",
    );
    assert_eq!(lesson.introduction, "<p>Intro <em>here</em>.</p>");
    assert_eq!((lesson.slug.as_str(), lesson.unit.as_str()), ("test", "Lessons"));
    let servers: Vec<_> = lesson.steps.iter().map(|step| (step.server.text.as_str(), step.server.line)).collect();
    assert_eq!(servers, [("let a;", 9), ("let a;", 9), ("let b;", 19), ("let b;", 19)]);
    assert_eq!(lesson.steps[0].page("bob"), Some("<p>all</p>"));
    assert_eq!(lesson.steps[3].page("bob"), Some("<p>bob</p>"));
    assert_eq!(lesson.steps[3].page("alice"), Some("<p>all</p>"));
    assert_eq!(lesson.steps[2].options["pingInterval"], 5);
    assert!(lesson.steps[3].options.is_empty());
    assert_eq!(lesson.steps[1].scenarios[0].title, "step 2, scenario 1");
    let shown: Vec<_> = lesson.steps.iter().map(|step| step.html.matches("data-part=").count()).collect();
    assert_eq!(shown, [0, 2, 0, 0], "the challenge and the scenario");
}

#[test]
fn fences_without_a_role_are_shown() {
    let lesson = lesson("---\ntitle: T\n---\n## `io` is *all*\n```js\nlet a;\n```\n- x\n\n      code\n");
    assert_eq!(lesson.steps[0].title, "io is all");
    assert!(
        lesson.steps[0]
            .html
            .starts_with("<pre><code class=\"language-js\"><span class=\"tok-keyword\">let</span> a;\n</code></pre>")
    );
}

#[test]
fn fences_in_lists_and_quotes_have_their_places() {
    let text = "---\ntitle: T\n---\n## S\n- item\n  ```mermaid\n  sequenceDiagram\n    alcie->>server: x\n  ```\n\
                > ```js server\n> let a;\n>   let b;\n> ```\n";
    assert_eq!(short(text), ["8:5: unknown client `alcie`"]);
    let lesson = lesson(&text.replace("alcie", "alice"));
    assert_eq!(lesson.steps[0].server, Code { text: "let a;\n  let b;".into(), line: 11 });
}

#[test]
fn quizzes_cards_and_hints() {
    let lesson = lesson(
        "---\ntitle: T\n---\n## S\nBefore.\n### Quiz: Who `hears`?\nThink.\n- [ ] Alice\n- [x] Bob\n\n> Because.\n\nAfter.\n\
         ### Card: room\nA set.\n\n#### More\nText.\n### Then\nEnd.\n```md hint\nTry *this*.\n```\n",
    );
    let step = &lesson.steps[0];
    let place = |name: &str, plain: &str| {
        format!("<div class=\"part\" data-part=\"{name}\" data-index=\"0\"><noscript>{plain}</noscript></div>")
    };
    let places = [
        "<p>Before.</p>".to_owned(),
        place("quiz", "Who <code>hears</code>?\n<p>Think.</p><ul><li>Alice</li><li>Bob</li></ul>"),
        "<p>After.</p>".to_owned(),
        place("card", "room<p>A set.</p>\n<h4>More</h4>\n<p>Text.</p>"),
        "<h3>Then</h3>\n<p>End.</p>".to_owned(),
        place("challenge", ""),
    ];
    assert_eq!(step.html, places.join("\n"));
    let quiz = &step.quizzes[0];
    assert_eq!(quiz.question, "Who <code>hears</code>?\n<p>Think.</p>");
    assert_eq!(
        quiz.answers.iter().map(|a| (a.html.as_str(), a.right)).collect::<Vec<_>>(),
        [("Alice", false), ("Bob", true)]
    );
    assert_eq!(quiz.explanation, "<p>Because.</p>");
    assert_eq!(step.cards[0].term, "room");
    assert!(step.cards[0].back.contains("<h4>More</h4>"));
    assert_eq!(step.hints, ["<p>Try <em>this</em>.</p>"]);
}

#[test]
fn a_scenario_has_all_its_lines() {
    let lesson = lesson(&diagram(
        "  title: All\n  %% remark; with anything #\n  autonumber\n  participant alice as Alice\n  actor bob\n\
         \x20 alice->>server: /admin connect {\"token\": 1}\n  server-xbob: connect_error \"no\", {\"a\": 1}\n\
         \x20 alice->>server: \"chat message\" \"$bob\", {\"$binary\": \"AQ==\"}\n  server->>bob: hello\n  bob-->>server: ack 42, 1\n\
         \x20 server-->>alice: ack \"ok\"\n  alice->>server: /admin hello \"*\"\n  bob-xserver: disconnect\n\
         \x20 server-xcarol: disconnect \"io server disconnect\"\n  Note over server: +1000ms\n  note over bob: slow 300ms\n\
         \x20 Note right of bob: a remark\n  Note over alice,bob: offline\n  alice->>server: GET /messages?since=3\n\
         \x20 server-->>alice: 200 [\"hi\"]",
    ));
    let scenario = &lesson.steps[0].scenarios[0];
    assert_eq!(scenario.title, "All");
    assert_eq!(scenario.line, 6);
    assert_eq!(scenario.participants, ["alice", "bob", "server", "carol"]);
    assert_eq!(scenario.lines.len(), 14 - 1);
    let acks: Vec<bool> =
        scenario.stimuli().filter_map(|s| if let Stimulus::Emit { ack, .. } = s { Some(*ack) } else { None }).collect();
    assert_eq!(acks, [true, false]);
    assert_eq!(scenario.lines[0].text, "alice->>server: /admin connect {\"token\": 1}");
    assert!(matches!(&scenario.lines[3].act, Act::Expectation(Expectation::Event { args, .. }) if args.is_empty()));
    assert!(matches!(&scenario.lines[9].act, Act::Stimulus(Stimulus::Clock { milliseconds: 1000 })));
}

#[test]
fn an_emit_is_chosen_for_prediction() {
    let chosen = |info: &str| {
        let diagram =
            "sequenceDiagram\n  Note over bob: offline\n  alice->>server: join\n  alice->>server: \"chat message\" 1\n";
        let text = format!("---\ntitle: T\nclients: [alice, bob]\n---\n## S\n```{info}\n{diagram}```\n");
        lesson(&text).steps[0].scenarios[0].predict
    };
    assert_eq!(chosen("mermaid"), Some(1));
    assert_eq!(chosen("mermaid predict=no"), None);
    assert_eq!(chosen("mermaid predict=join"), Some(1));
    assert_eq!(chosen("mermaid predict=\"chat message\""), Some(2));
    let text = "---\ntitle: T\nclients: [alice]\n---\n## S\n```mermaid\nsequenceDiagram\n  alice->>server: GET /m\n  \
                server-->>alice: 200\n  alice->>server: POST /m\n  server-->>alice: 201\n```\n";
    assert_eq!(lesson(text).steps[0].scenarios[0].predict, Some(0));
    assert_eq!(lesson(&text.replace("mermaid", "mermaid predict=POST")).steps[0].scenarios[0].predict, Some(2));
}

#[test]
fn mistakes_in_a_scenario_are_told_together() {
    let text = diagram(
        "  alcie->>server: hello\n  alice->server: hello\n  alice->>server: hello 'x'\n  alice->>server: chat message \"x\"\n\
         \x20 alice->>bob: hi\n  server->>bob: ack 1\n  server-->>bob: akc 1\n  loop every day\n  partcipant bob\n  what is this\n\
         \x20 alice->>server: a \"b;c\"\n  Note over bob: ofline\n  Note over server: +1s\n  Note over alice: +10ms\n  server-->>carol: ack 1\n\
         \x20 alice->>server: x {\"$binary\": \"?\"}\n  alice->>server: \"disconnect\"\n  alice server: x\n  alice->>server\n  alice->>+server: x",
    );
    insta::assert_snapshot!(short(&text).join("\n"));
}

#[test]
fn mistakes_in_front_matter_and_fences_are_told_together() {
    let text = "---\ntitel: T\nclients: [alice, Bob, note, alice]\nminutes: soon\nsummary: [a]\nslug: Über\n---\n\
                ```js server\n```\n## S\n```html client=alcie\n```\n```js sever\n```\n```javascript server\n```\n```js server\n```\n\
                ```mermaid predict=maybe\nsequenceDiagram\n```\n```mermaid\nsequencediagram\n```\n```json options\n{\"pingIntervall\": 1}\n```\n\
                ```json options\n{\n```\n```html server\n```\n### Quiz: a\n- [ ] b\n- c\n### Quiz: d\n### Card: e\n## \n```js solution\n";
    insta::assert_snapshot!(short(text).join("\n"));
}

#[test]
fn what_a_person_reads() {
    insta::assert_snapshot!(told(
        "---\ntitle: T\nsumary: x\n---\n## S\n```mermaid\nsequenceDiagram\n\talcie->>server: hello\n\tserver->>bob: hello \"x\" 2\n```\n\n```js\nopen\n"
    ));
}

#[test]
fn broken_front_matter() {
    assert_eq!(short(""), ["1:1: the file is empty"]);
    assert_eq!(short("\n \n"), ["1:1: the file is empty"]);
    assert_eq!(short("words\n"), ["1:1: a lesson starts with its front matter", "1:1: the lesson has no step"]);
    assert_eq!(short("---\ntitle: T\n## S\n")[0], "1:1: the front matter is not closed");
    assert_eq!(short("---\n---\n## S\n"), ["1:1: the lesson has no title"]);
    assert_eq!(short("---\ntitle:\n---\n## S\n"), ["2:1: `title` is a text"]);
    let yaml = short("---\ntitle: [a\nunit: b\n---\n## S\n");
    assert!(yaml[0].contains("the front matter is no YAML"), "{yaml:?}");
}

#[test]
fn line_ends_and_byte_order_mark_move_nothing() {
    let text = diagram("  alcie->>server: x");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(short(&text), short(&windows));
}

#[test]
fn invalid_utf8_and_size() {
    let parsed = parse("lessons/03-a-b.md", b"---\ntitle: \xff\n---\n");
    assert_eq!((parsed.diagnostics[0].line, parsed.diagnostics[0].column), (2, 8));
    assert_eq!(parsed.slug, "a-b");
    let parsed = parse("a.md", &vec![b'x'; MAX_LESSON_BYTES + 1]);
    assert!(parsed.diagnostics[0].message.contains("too large"));
}

#[test]
fn the_first_lesson_is_good() {
    let parsed = parse("lessons/09-broadcasting.md", include_bytes!("../../lessons/09-broadcasting.md"));
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(parsed.slug, "broadcasting");
}

proptest::proptest! {
    #[test]
    fn any_bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        parse("lessons/01-x.md", &bytes);
    }

    #[test]
    fn pieces_of_lessons_never_panic(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "---\n", "title: T\n", "clients: [", "]", "## S\n", "### Quiz: q\n", "### Card:", "- [x] a\n", "> b\n", "```", "\n",
        "js server", "mermaid\nsequenceDiagram\n", "alice->>server: ", "server-->>bob:", "ack ", "\"é", "{\"$binary\":", "\"*\"", ", ",
        "Note over server: +", "1ms", "/admin ", "connect ", "    ", "\t", "<b>", "[a](b)", "~~~", "-x", ":", "é", "\r",
    ]), 0..60)) {
        let text = pieces.concat();
        parse("lessons/01-x.md", text.as_bytes());
        let diagram = |diagram: &str| {
            let text = format!("---\ntitle: T\n---\n## S\n```mermaid\n{diagram}\n```\n");
            let lesson = parse("lessons/01-x.md", text.as_bytes()).lesson?;
            lesson.steps.first()?.scenarios.first().cloned()
        };
        if let Some(scenario) = diagram(&format!("sequenceDiagram\n{text}")) {
            let again = diagram(&scenario.to_string()).map(|again| again.to_string());
            proptest::prop_assert_eq!(again, Some(scenario.to_string()));
        }
    }
}

#[test]
fn footnotes_stand_in_each_step_that_refers_to_them() {
    let lesson = lesson(
        "---\ntitle: T\n---\n## One\nSee[^a].\n\n### Card: x\nback\n\n## Two\nAlso[^a] and[^b].\n\n[^a]: First[^b].\n[^b]: Second.\n",
    );
    let notes = |step: usize| lesson.steps[step].html.matches("footnote-definition\"").count();
    assert_eq!((notes(0), notes(1)), (2, 2), "{:#?}", lesson.steps);
    assert_eq!(lesson.steps[0].cards[0].back, "<p>back</p>");
}

#[test]
fn a_title_of_control_characters_is_none() {
    let told = |title: &str| {
        let text = format!("---\ntitle: T\n---\n## S\n```mermaid\nsequenceDiagram\n    title: {title}\n```\n");
        parse("1-a.md", text.as_bytes()).diagnostics.into_iter().map(|it| it.message).collect::<Vec<_>>()
    };
    assert!(told("\u{e}\u{1}").contains(&"the title is empty".to_owned()));
    assert!(!told("a\u{1}b").contains(&"the title is empty".to_owned()));
}
