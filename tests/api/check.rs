//! A student's code against the scenarios of a step.

use std::fs;

use serde_json::{Value, json};

use super::{BROADCAST, Site, create, serve, snapshot};

const LESSON: &str = r#"---
title: One
clients: [alice, bob]
---
## Nothing to hold
## Two things
```js server
```
```js solution
io.on("connection", (socket) => socket.on("hello", (name) => io.emit("hello", name)));
```
```mermaid
sequenceDiagram
    title: everyone
    alice->>server: hello "alice"
    server->>alice: hello "alice"
    server->>bob: hello "alice"
```
```mermaid
sequenceDiagram
    bob->>server: hello 1
    server->>alice: hello 1
    server->>bob: hello 1
```
"#;

#[track_caller]
fn check(site: &Site, id: &str, server: &str) -> Value {
    let body = json!({"lesson": "one", "step": 2, "server": server});
    site.json("POST", &format!("/api/sandboxes/{id}/check"), &body).expect(200).value()
}

#[test]
fn code_is_held_against_the_scenarios() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("01-one.md"), LESSON).expect("it writes");
    let (_server, site) = serve(&["--lessons", &folder.path().display().to_string()]);
    let id = create(&site, BROADCAST);

    let right = "io.on(\"connection\", (s) => s.on(\"hello\", (x) => io.emit(\"hello\", x)));";
    let done = check(&site, &id, right);
    assert_eq!(done["passed"], true, "{done:#}");
    assert_eq!(done["scenarios"][0]["title"], "everyone");
    assert_eq!(done["scenarios"][1]["title"], "step 2, scenario 2");
    let line = json!({"line": 15, "text": "alice->>server: hello \"alice\"", "ok": true, "expected": "", "got": "", "why": ""});
    assert_eq!(done["scenarios"][0]["lines"][0], line);

    let done = check(&site, &id, BROADCAST);
    assert_eq!((&done["passed"], &done["scenarios"][0]["passed"]), (&json!(false), &json!(false)), "{done:#}");
    let line = &done["scenarios"][0]["lines"][1];
    assert_eq!(line["line"], 16);
    assert_eq!((&line["ok"], &line["got"]), (&json!(false), &json!("nothing")));
    assert_eq!(line["expected"], "alice receives hello \"alice\"");
    assert_eq!(line["why"], "line 3, `socket.broadcast.emit` of `hello`: bob delivered, alice skipped (sender)");
    assert_eq!(done["scenarios"][0]["lines"][2]["ok"], true);

    // The sandbox itself is as it was, and nothing is left of the others.
    assert_eq!(snapshot(&site, &id)["server"], BROADCAST);
    let body = json!({"lesson": "one", "step": 1, "server": ""});
    let none = site.json("POST", &format!("/api/sandboxes/{id}/check"), &body).expect(200).value();
    assert_eq!(none, json!({"passed": true, "scenarios": []}));
}

#[test]
fn what_cannot_be_checked_is_a_problem() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let path = format!("/api/sandboxes/{id}/check");
    let good = json!({"lesson": "broadcasting", "step": 1, "server": BROADCAST});
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    assert_eq!(site.json("POST", &path, &good).expect(200).value()["passed"], true);
    let problem = site.json("POST", &path, &with("server", json!("io.on();\n  }"))).expect(400).value();
    assert_eq!(problem["line"], 2, "{problem}");
    site.json("POST", &path, &with("server", json!("// x\n".repeat(100_000)))).expect(413);
    site.json("POST", &path, &with("lesson", json!("nothing"))).expect(404);
    site.json("POST", &path, &with("step", json!(99))).expect(404);
    for (name, value) in [("step", json!(0)), ("step", json!("1")), ("server", json!(null)), ("more", json!(1))] {
        site.json("POST", &path, &with(name, value)).expect(400);
    }
    site.json("POST", "/api/sandboxes/nothing/check", &good).expect(404);
    site.json("PUT", &path, &good).expect(405);
    let body = good.to_string();
    site.send("POST", &path, &[("content-type", "text/plain")], body.as_bytes()).expect(415);
    let headers = [("content-type", "application/json"), ("origin", "http://elsewhere.example")];
    site.send("POST", &path, &headers, body.as_bytes()).expect(403);
}

#[test]
fn a_check_takes_one_place_and_gives_it_back() {
    let (_server, site) = serve(&["--max-sandboxes", "2"]);
    let id = create(&site, BROADCAST);
    let path = format!("/api/sandboxes/{id}/check");
    let body = json!({"lesson": "broadcasting", "step": 1, "server": BROADCAST});
    for _ in 0..3 {
        site.json("POST", &path, &body).expect(200);
    }
    create(&site, BROADCAST);
    let problem = site.json("POST", &path, &body).expect(429).value();
    assert_eq!(problem["limit"], "--max-sandboxes");
}
