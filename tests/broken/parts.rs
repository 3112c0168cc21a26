//! Mistakes in steps, quizzes and cards.

use super::{Case, step, told};

#[test]
fn mistakes_in_steps_quizzes_and_cards() {
    let cases: Vec<Case> = vec![
        ("no step", "---\ntitle: T\n---\nSome words.\n".into()),
        ("only small headings", "---\ntitle: T\n---\n### S\n".into()),
        ("a step without a title", "---\ntitle: T\n---\n## \nwords\n".into()),
        ("a quiz without a right answer", step("### Quiz: Who?\n\n- [ ] alice\n- [ ] bob")),
        ("a quiz without answers", step("### Quiz: Who?\n\nSome words.")),
        ("an answer without a box", step("### Quiz: Who?\n\n- [x] alice\n- bob")),
        ("a quiz without a question", step("### Quiz:\n\n- [x] alice")),
        ("a card without a back", step("### Card: room\n\n### Card: join\n\nA socket goes into a room.")),
        ("a card without a term", step("### Card:\n\nA set of sockets.")),
        ("answers without boxes", step("### Quiz: Who?\n\n- alice\n- bob")),
        ("an answer without a text", step("### Quiz: Who?\n\n- [ ] \n- [x] bob")),
        ("a quiz in small letters", step("### quiz: Who?\n\n- [x] bob")),
        ("a quiz with a dash", step("### Quiz - Who?\n\n- [x] bob")),
        ("a quiz without a mark", step("### Quiz who?\n\n- [x] bob")),
        ("a quiz of the second level", step("## Quiz: Who?\n\n- [x] bob")),
        ("a quiz of the fourth level", step("#### Quiz: Who?\n\n- [x] bob")),
        ("a quiz in wide letters", step("### Quiz: 中文 👋🏽?\n\n- [ ] bob")),
        ("cards", step("### Cards: room\n\nA set of sockets.")),
        ("one card twice", step("### Card: room\n\nA set.\n\n### Card: Room\n\nSockets.")),
        ("headings without a space", step("##Rooms\n\nwords\n\n###Quiz: Who?")),
        (
            "two scenarios of one name",
            step(
                "```mermaid\nsequenceDiagram\n  title: a\n  alice->>server: x\n```\n```mermaid\nsequenceDiagram\n  title: a\n  bob->>server: x\n```",
            ),
        ),
    ];
    insta::assert_snapshot!(told(&cases));
}
