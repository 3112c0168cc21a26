//! The trace over HTTP: resumed, with gaps, to its end.

use serde_json::json;

use super::{BROADCAST, create, serve};
use crate::polling::Client;

#[test]
fn a_decision_names_everyone_with_a_reason() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let mut trace = site.events(&format!("/api/sandboxes/{id}/trace"), None);
    let alice = Client::connect(&site, &id, "alice");
    let mut bob = Client::connect(&site, &id, "bob");
    alice.post(r#"42["hello","Alice",{"n":1}]"#);
    bob.until(|packet| packet == r#"42["hello","Alice",{"n":1}]"#);

    let from = trace.until("connect", |entry| entry["client"] == "alice").data;
    let to = trace.until("connect", |entry| entry["client"] == "bob").data;
    assert_eq!(from["transport"], "polling");
    assert_eq!(from["handshake"]["query"]["client"], "alice");
    let received = trace.until("receive", |_| true).data;
    assert_eq!(received["args"], json!(["Alice", {"n": 1}]));
    assert_eq!((&received["handled"], &received["ack"]), (&json!(true), &json!(false)));
    let event = trace.until("decision", |entry| entry["operation"] == "emit");
    let decision = event.data;
    assert_eq!(event.id, decision["seq"].as_u64());
    assert_eq!(decision["kind"], "decision");
    assert_eq!(decision["cause"], received["seq"]);
    assert_eq!(decision["location"]["line"], 3, "{decision}");
    assert_eq!(decision["call"], "socket.broadcast.emit");
    assert_eq!(decision["sender"], from["socket"]);
    assert_eq!(decision["except"], json!([from["socket"]]));
    assert_eq!(decision["recipients"], json!([to["socket"]]));
    assert_eq!(decision["skipped"], json!([{"socket": from["socket"], "reason": "sender", "room": null}]));
    assert_eq!(decision["totals"], json!({"recipients": 1, "skipped": 1}));
    assert_eq!(decision["flags"], json!({"volatile": false, "local": false, "ack": false}));
    assert_eq!(decision["warnings"], json!([]));

    let seq = decision["seq"].as_u64().expect("a number");
    assert_eq!(site.get(&format!("/api/sandboxes/{id}/trace/{seq}")).expect(200).value(), decision);
    for seq in ["0", "99999", "x", "-1"] {
        site.get(&format!("/api/sandboxes/{id}/trace/{seq}")).expect(404);
    }
}

#[test]
fn a_stream_goes_on_after_the_last_event() {
    let (_server, site) = serve(&[]);
    let id = create(&site, "for (let i = 0; i < 10; i++) console.log(i);");
    let path = format!("/api/sandboxes/{id}/trace");
    let all = site.events(&format!("{path}?follow=false"), None).rest();
    let seqs: Vec<_> = all.iter().map(|event| event.id.expect("an id")).collect();
    assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<_>>());
    assert!(all.iter().filter(|event| event.kind == "log").count() == 10, "{all:?}");
    let rest = site.events(&format!("{path}?follow=false"), Some(4)).rest();
    assert_eq!(rest, all[4..]);
    let end = site.events(&format!("{path}?follow=false"), Some(seqs.len() as u64)).rest();
    assert_eq!(end, []);
}

#[test]
fn entries_that_are_gone_are_a_gap() {
    let (_server, site) = serve(&["--max-trace-entries", "5"]);
    let id = create(&site, "for (let i = 0; i < 20; i++) console.log(i);");
    let path = format!("/api/sandboxes/{id}/trace");
    let kept = site.events(&format!("{path}?follow=false"), None).rest();
    assert_eq!(kept.len(), 5, "{kept:?}");
    let first = kept[0].id.expect("an id");
    let resumed = site.events(&format!("{path}?follow=false"), Some(2)).rest();
    assert_eq!(resumed[0].kind, "gap");
    assert_eq!(resumed[0].data, json!({"from": 3, "to": first - 1}));
    assert_eq!(resumed[1..], kept);
    site.get(&format!("{path}/1")).expect(404);
}

#[test]
fn a_stream_ends_with_its_sandbox() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let trace = site.events(&format!("/api/sandboxes/{id}/trace?changes=true"), None);
    site.send("DELETE", &format!("/api/sandboxes/{id}"), &[], b"").expect(204);
    trace.rest();
}

#[test]
fn what_was_saved_is_proved_and_what_does_not_hold_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("01-rooms.md");
    let lesson = |heard: &str, prose: &str| {
        let scenario = format!("sequenceDiagram\n    alice->>server: hi\n    server->>bob: {heard}\n");
        let code = "io.on('connection', (socket) => socket.on('hi', () => socket.broadcast.emit('hi')));";
        let front = "---\ntitle: Rooms\nclients: [alice, bob]\n---\n## Step\n";
        format!("{front}{prose}\n\n```js server\n{code}\n```\n\n```mermaid\n{scenario}```\n")
    };
    std::fs::write(&file, lesson("hello", "Before.")).expect("written");
    let (_server, site) = serve(&["--lessons", folder.path().to_str().expect("a path")]);
    let mut changes = site.events("/api/changes", None);
    std::fs::write(&file, lesson("hello", "First.")).expect("written");
    let first = changes.until("lesson", |change| change["diagnostics"][0].is_object()).data;
    let failure = &first["diagnostics"][0];
    assert_eq!((&first["current"], &failure["line"]), (&json!(true), &json!(15)), "{first}");
    assert_eq!(
        (&failure["notes"]["expected"], &failure["notes"]["got"]),
        (&json!("bob receives hello"), &json!("hi")),
        "{first}"
    );

    std::fs::write(&file, lesson("hello", "Second.")).expect("written");
    let kept = changes.until("lesson", |_| true).data;
    assert_eq!(kept["diagnostics"], first["diagnostics"], "it stands until it is mended");
    std::fs::write(&file, lesson("hi", "Third.")).expect("written");
    changes.until("lesson", |change| change["diagnostics"] == json!([]));
}

#[test]
fn pages_are_told_when_a_lesson_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("01-rooms.md");
    let lesson =
        |title: &str| format!("---\ntitle: {title}\nsummary: s\nunit: u\n---\n\n## Step\n\n```js server\nio;\n```\n");
    std::fs::write(&file, lesson("First")).expect("written");
    let (_server, site) = serve(&["--lessons", folder.path().to_str().expect("a path")]);
    assert!(site.get("/lessons/rooms").expect(200).text().contains("First"));
    let id = create(&site, BROADCAST);
    let mut changes = site.events("/api/changes", None);
    let mut both = site.events(&format!("/api/sandboxes/{id}/trace?changes=true"), None);
    std::fs::write(&file, lesson("Second")).expect("written");
    for stream in [&mut changes, &mut both] {
        let change = stream.until("lesson", |change| change["title"] == "Second");
        assert_eq!((change.id, &change.data["slug"], &change.data["removed"]), (None, &json!("rooms"), &json!(false)));
    }
    assert!(site.get("/lessons/rooms").expect(200).text().contains("Second"));

    std::fs::write(&file, lesson("Third").replace("summary", "sumary")).expect("written");
    let broken = changes.until("lesson", |change| change["diagnostics"][0].is_object()).data;
    let first = &broken["diagnostics"][0];
    assert_eq!((&first["line"], &first["column"], &first["span"]), (&json!(3), &json!(1), &json!(6)), "{broken}");
    assert_eq!((&first["source"], &first["level"]), (&json!("sumary: s"), &json!("error")), "{broken}");
    assert_eq!((&first["notes"], &broken["current"]), (&json!({}), &json!(false)), "{broken}");
    assert_eq!(first["help"], "did you mean `summary`?");
    assert!(site.get("/lessons/rooms").expect(200).text().contains("Second"));

    std::fs::remove_file(&file).expect("removed");
    changes.until("lesson", |change| change["removed"] == true);
    site.get("/lessons/rooms").expect(404);
}
