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
        (
            "two scenarios of one name",
            step(
                "```mermaid\nsequenceDiagram\n  title: a\n  alice->>server: x\n```\n```mermaid\nsequenceDiagram\n  title: a\n  bob->>server: x\n```",
            ),
        ),
    ];
    insta::assert_snapshot!(told(&cases));
}
