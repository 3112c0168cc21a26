//! The glossary, and what the course's page holds progress against.

use std::fs;

use serde_json::{Value, json};

use super::serve;
use crate::http::Site;

const ROOMS: &str =
    "---\ntitle: Rooms\n---\n## One\n### Card: zebra\nStriped.\n### Card: `socket.id` & <b>\nA **name**.\n";
const MORE: &str = "---\ntitle: More\n---\n## One\n## Two\n### Card: Zebra\nOtherwise.\n```mermaid\nsequenceDiagram\n    alice->>server: hello\n```\n### Quiz: Who?\n- [x] me\n";

fn with_lessons(test: impl FnOnce(&Site)) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("01-rooms.md"), ROOMS).expect("it writes");
    fs::write(folder.path().join("02-more.md"), MORE).expect("it writes");
    let (_server, site) = serve(&["--lessons", folder.path().to_str().expect("a name")]);
    test(&site);
}

fn bootstrap(site: &Site, path: &str) -> Value {
    let page = site.get(path).expect(200).text();
    let (_, json) = page.split_once("id=\"bootstrap\">").expect("a bootstrap");
    serde_json::from_str(json.split("</script>").next().unwrap_or_default()).expect("JSON")
}

#[test]
fn the_glossary_has_every_term_in_order_with_its_step() {
    with_lessons(|site| {
        let page = site.get("/glossary").expect(200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        let whole = page.text();
        let (_, text) = whole.split_once("<main").expect("a main part");
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part} in {text}"));
        let (first, second) = (at("id=\"socket-id-b\""), at("id=\"zebra\""));
        assert!(first < second);
        assert!(at("A <strong>name</strong>.") < second);
        // Both lessons stand under the one term.
        assert!(second < at("Striped.") && at("Striped.") < at("Otherwise."));
        assert_eq!(text.matches("id=\"zebra").count(), 1);
        at("<a href=\"/lessons/rooms/1\">Rooms, step 1: One</a>");
        at("<a href=\"/lessons/more/2\">More, step 2: Two</a>");
        assert!(!text.contains("<b>"), "raw HTML stays text: {text}");
        let cards = bootstrap(site, "/glossary")["cards"].clone();
        let names: Vec<&Value> = cards.as_array().expect("cards").iter().map(|card| &card["name"]).collect();
        assert_eq!(names, ["zebra", "socket.id & <b>", "Zebra"]);
        site.send("POST", "/glossary", &[], b"").expect(405);
    });
}

#[test]
fn a_course_without_cards_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_server, site) = serve(&["--lessons", folder.path().to_str().expect("a name")]);
    assert!(site.get("/glossary").expect(200).text().contains("No lesson has cards yet."));
    assert!(!site.get("/").expect(200).text().contains("Begin with"));
}

#[test]
fn pages_know_what_each_step_asks_for() {
    with_lessons(|site| {
        let course = bootstrap(site, "/");
        let more = &course["lessons"][1];
        let asks = json!({"number": 2, "title": "Two", "url": "/lessons/more/2", "predicts": [0], "challenge": false, "quizzes": 1});
        assert_eq!((&more["slug"], &more["cards"]), (&json!("more"), &json!(["Zebra"])));
        assert_eq!(more["steps"][1], asks);
        assert_eq!(bootstrap(site, "/lessons/more/1")["lesson"]["steps"][1], asks);
        let text = site.get("/").expect(200).text();
        assert!(text.contains("Begin with the first lesson") && text.contains("href=\"/lessons/rooms/1\""));
        assert!(text.contains("Try it: who hears alice?"), "{text}");
    });
}
