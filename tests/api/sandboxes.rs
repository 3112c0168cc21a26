//! A sandbox's life: made, looked at, given new code, ended.

use serde_json::json;

use super::{BROADCAST, create, serve, snapshot};
use crate::polling::Client;

#[test]
fn a_sandbox_is_made_from_code() {
    let (_server, site) = serve(&[]);
    let body = json!({"server": BROADCAST, "options": {"pingInterval": 5000, "transports": ["polling"]}});
    let answer = site.json("POST", "/api/sandboxes", &body).expect(201);
    let made = answer.value();
    let id = made["id"].as_str().expect("an id");
    assert_eq!(answer.header("location"), Some(format!("/api/sandboxes/{id}").as_str()));
    assert_eq!(made["path"], format!("/sandboxes/{id}/socket.io/"));
    assert_eq!(made["trace"], format!("/api/sandboxes/{id}/trace"));
    assert!(id.len() >= 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{id}");
    let seen = snapshot(&site, id);
    assert_eq!(seen["id"], id);
    assert_eq!(seen["server"], BROADCAST);
    assert_eq!(seen["options"], body["options"]);
    assert!(seen["uptime"].is_number() && seen["trace"]["dropped"].is_number(), "{seen}");
}

#[test]
fn a_snapshot_shows_sockets_and_rooms() {
    let (_server, site) = serve(&[]);
    let id = create(&site, r#"io.on("connection", (socket) => { socket.join(["red", 42]); socket.emit("in"); });"#);
    let mut alice = Client::connect(&site, &id, "alice");
    alice.until(|packet| packet == r#"42["in"]"#);
    let root = &snapshot(&site, &id)["namespaces"]["/"];
    let socket = &root["sockets"][0];
    let own = socket["id"].as_str().expect("a socket id");
    assert_eq!(socket["client"], "alice");
    assert_eq!(socket["transport"], "polling");
    assert_eq!(socket["rooms"], json!([own, "red", 42]));
    assert!(socket["connectedAt"].is_number());
    assert_eq!(root["rooms"], json!({own: [own], "red": [own], "42": [own]}));
}

#[test]
fn a_snapshot_waits_for_rest_when_asked_to() {
    let (_server, site) = serve(&[]);
    let code = r#"io.on("connection", (socket) => {
        const again = async (left) => { await null; setImmediate(() => left ? again(left - 1) : socket.emit("done")); };
        socket.on("go", () => again(50));
    });"#;
    let id = create(&site, code);
    let alice = Client::connect(&site, &id, "alice");
    let decisions = || {
        let last = site.get(&format!("/api/sandboxes/{id}?rest=true")).expect(200).value()["trace"]["last"].clone();
        let trace = site.events(&format!("/api/sandboxes/{id}/trace?follow=false"), None).rest();
        let known = trace.iter().filter(|event| event.data["seq"].as_u64() <= last.as_u64());
        known.filter(|event| event.kind == "decision" && event.data["event"] == "done").count()
    };
    assert_eq!(decisions(), 0);
    alice.post(r#"42["go"]"#);
    assert_eq!(decisions(), 1, "everything that was due at once was waited for");
    site.get(&format!("/api/sandboxes/{id}?rest=soon")).expect(400);
}

#[test]
fn code_that_fails_at_load_makes_no_sandbox() {
    let (_server, site) = serve(&["--max-sandboxes", "1"]);
    for (code, line, words) in [
        ("io.on(\"connection\", () => {});\nconst = 3;", 2, "SyntaxError"),
        ("const a = 1;\n\nthrow new TypeError(\"too bad\");", 3, "too bad"),
        ("io.on(\"x\", () => {});\n  missing();", 2, "missing"),
        ("import fs from \"fs\";", 1, "fs"),
    ] {
        let problem = site.json("POST", "/api/sandboxes", &json!({"server": code})).expect(400).value();
        assert_eq!(problem["line"], line, "{problem}");
        assert!(problem["column"].as_u64().is_some_and(|column| column >= 1), "{problem}");
        assert!(
            problem["title"].to_string().contains(words) || problem["detail"].to_string().contains(words),
            "{problem}"
        );
    }
    // None of them took the one place.
    create(&site, BROADCAST);
}

#[test]
fn an_unknown_option_is_named() {
    let (_server, site) = serve(&[]);
    let body = json!({"server": "", "options": {"pingIntervall": 5}});
    let problem = site.json("POST", "/api/sandboxes", &body).expect(400).value();
    assert!(problem["detail"].to_string().contains("pingIntervall"), "{problem}");
    let body = json!({"server": "", "options": {"pingInterval": "soon"}});
    let problem = site.json("POST", "/api/sandboxes", &body).expect(400).value();
    assert!(problem["detail"].to_string().contains("pingInterval"), "{problem}");
}

#[test]
fn new_code_takes_over_and_bad_code_does_not() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let path = format!("/api/sandboxes/{id}/server");
    let problem = site.json("PUT", &path, &json!({"server": "\n\n  }"})).expect(400).value();
    assert_eq!(problem["line"], 3, "{problem}");
    assert_eq!(snapshot(&site, &id)["server"], BROADCAST);
    let mut alice = Client::connect(&site, &id, "alice");
    let bob = Client::connect(&site, &id, "bob");
    bob.post(r#"42["hello",1]"#);
    alice.until(|packet| packet == r#"42["hello",1]"#);

    let code = r#"io.on("connection", (socket) => socket.emit("new"));"#;
    let answer = site.json("PUT", &path, &json!({"server": code}));
    assert!((200..300).contains(&answer.status), "{}", answer.text());
    assert_eq!(snapshot(&site, &id)["server"], code);
    let mut again = Client::connect(&site, &id, "alice");
    again.until(|packet| packet == r#"42["new"]"#);
    let trace = site.events(&format!("/api/sandboxes/{id}/trace?follow=false"), None).rest();
    let count = |kind: &str| trace.iter().filter(|event| event.kind == kind).count();
    assert_eq!((count("restart"), count("disconnect"), count("connect")), (1, 2, 3), "{trace:?}");
}

#[test]
fn a_sandbox_that_was_deleted_is_gone() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let path = format!("/api/sandboxes/{id}");
    let trace = site.events(&format!("{path}/trace"), None);
    let alice = Client::connect(&site, &id, "alice");
    assert_eq!(site.send("DELETE", &path, &[], b"").expect(204).body, b"");
    trace.rest();
    assert_ne!(alice.poll().status, 200);
    for method in ["GET", "DELETE"] {
        site.send(method, &path, &[], b"").expect(404);
    }
    site.get(&format!("{path}/trace")).expect(404);
    site.json("PUT", &format!("{path}/server"), &json!({"server": ""})).expect(404);
    assert_eq!(site.get(&format!("/sandboxes/{id}/socket.io/?EIO=4&transport=polling")).status, 404);
}
