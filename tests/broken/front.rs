//! Mistakes in front matter.

use super::{Case, front, told};

#[test]
fn mistakes_in_front_matter() {
    let cases: Vec<Case> = vec![
        ("an empty file", String::new()),
        ("no front matter", "# Rooms\n\n## S\n".into()),
        ("a blank line above it", "\n---\ntitle: T\n---\n## S\n".into()),
        ("not closed", "---\ntitle: T\n\n## S\n".into()),
        ("closed by four", "---\ntitle: T\n----\n## S\n".into()),
        ("nothing in it", front("")),
        ("no list of keys", front("just words")),
        ("no title", front("summary: s")),
        ("an empty title", front("title: \"\"")),
        ("a title without a value", front("title:")),
        ("a title that is a list", front("title: [a]")),
        ("a title that is too long", front(&format!("title: {}", "x".repeat(301)))),
        ("an unknown key", front("title: T\nauthor: me")),
        ("a key that is nearly known", front("title: T\nsumary: s")),
        ("the title's key mistyped", front("titel: T")),
        ("a key in capitals", front("Title: T")),
        ("a key twice", front("title: T\ntitle: U")),
        ("a colon in a text", front("title: Rooms: who is in?")),
        ("a tab for indentation", front("title: T\nclients:\n\t- alice")),
        ("a bracket that is not closed", front("title: T\nclients: [alice, bob")),
        ("a quote that is not closed", front("title: \"T")),
        ("clients as a text", front("title: T\nclients: alice, bob")),
        ("clients as numbers", front("title: T\nclients: [1, 2]")),
        ("no clients", front("title: T\nclients: []")),
        ("seven clients", front("title: T\nclients: [a, b, c, d, e, f, g]")),
        ("a client in capitals", front("title: T\nclients: [Alice]")),
        ("a client with a hyphen", front("title: T\nclients: [alice-b]")),
        ("a client that is a word of Mermaid", front("title: T\nclients: [alice, end]")),
        ("a client called server", front("title: T\nclients:\n  - alice\n  - server")),
        ("a client twice", front("title: T\nclients: [alice, bob, alice]")),
        ("minutes in words", front("title: T\nminutes: ten")),
        ("no minutes", front("title: T\nminutes: 0")),
        ("half a minute", front("title: T\nminutes: 0.5")),
        ("a slug in capitals", front("title: T\nslug: Rooms")),
        ("a slug with spaces", front("title: T\nslug: my rooms")),
        ("requires as a text", front("title: T\nrequires: rooms")),
        ("nothing but lines", "\n  \n".into()),
        ("not opened", "title: T\n---\n## S\n".into()),
        ("another kind", "+++\ntitle = \"T\"\n+++\n## S\n".into()),
        ("a second one", "---\ntitle: T\n---\n\n---\ntitle: U\nclients: [alice]\n---\n## S\n".into()),
        ("a key without a colon", front("title: T\nunit Rooms")),
        ("a colon without a space", front("title:T")),
        ("a tab after the colon", front("title:\tT")),
        ("clients as yes and no", front("title: T\nclients: [y, true]")),
    ];
    insta::assert_snapshot!(told(&cases));
}
