//! Mistakes in fences: their info strings, their place, their end.

use super::{Case, step, told};

#[test]
fn mistakes_in_fences() {
    let cases: Vec<Case> = vec![
        ("not closed", step("```js server\nio.on();")),
        ("closed by fewer", step("````js server\nio.on();\n```")),
        ("not closed in a list", step("- one\n  ```js server\n  io.on();\n\nafter")),
        ("a role mistyped", step("```js sever\n```")),
        ("a role of another language", step("```html server\n```")),
        ("a role in capitals", step("```js Server\n```")),
        ("more than a role", step("```js server now\n```")),
        ("a client for a server", step("```js server=alice\n```")),
        ("an unknown client", step("```html client=alcie\n```")),
        ("a client far from all", step("```html client=mallory\n```")),
        ("a client without a name", step("```html client=\n```")),
        ("a space before the name", step("```html client = alice\n```")),
        ("two servers", step("```js server\n```\n\n```js server\n```")),
        ("two pages of one client", step("```html client=bob\n```\n```html client=bob\n```")),
        ("before the first step", "---\ntitle: T\n---\n```js server\n```\n## S\n".into()),
        ("options that are no JSON", step("```json options\n{\n  pingInterval: 5\n}\n```")),
        ("options that are a list", step("```json options\n[]\n```")),
        ("an unknown option", step("```json options\n{\n  \"pingIntervall\": 5\n}\n```")),
        ("no options", step("```json options\n```")),
        ("the diagram's word mistyped", step("```mermaid\nsequencediagram\n```")),
        ("a flag mistyped", step("```mermaid predictt=no\nsequenceDiagram\n```")),
        (
            "an event to predict that nobody emits",
            step("```mermaid predict=helo\nsequenceDiagram\n  alice->>server: hello\n```"),
        ),
        ("an event to predict without its quotes", step("```mermaid predict=chat message\nsequenceDiagram\n```")),
        ("a language mistyped", step("```mermiad\nsequenceDiagram\n  alice->>server: x\n```")),
        ("a solution without a scenario", step("```js solution\n```")),
        ("a hint in another language", step("```txt hint\n```")),
        ("two words that are one", step("```jsonoptions\n{}\n```")),
        ("a role alone", step("```server\n```")),
        ("a role first", step("```server js\n```")),
        ("language and role in capitals", step("```JS Server\n```")),
        ("a client's name alone", step("```html alice\n```")),
        ("a client's name without its mark", step("```html client alice\n```")),
        (
            "not closed before the next",
            step("```js server\nio.on();\n\n```mermaid\nsequenceDiagram\n  alice->>server: x\n```"),
        ),
        ("one inside another with as many marks", step("```md\n```js server\nio.on();\n```\n```")),
        ("a diagram's front matter", step("```mermaid\n---\ntitle: T\n---\nsequenceDiagram\n  alice->>server: x\n```")),
        ("options with a comma at the end", step("```json options\n{\n  \"pingInterval\": 5,\n}\n```")),
        ("options with single quotes", step("```json options\n{'pingInterval': 5}\n```")),
    ];
    insta::assert_snapshot!(told(&cases));
}
