//! `/sandboxes/{id}/http/…`: the routes of the code over real HTTP.

use serde_json::{Value, json};

use crate::{create, serve};

const CODE: &str = r#"const messages = [];
const open = new Map();
app.get("/messages", (req, res) => res.json(messages.slice(Number(req.query.since ?? 0))));
app.post("/messages", (req, res) => {
  messages.push(req.body.text);
  io.emit("message", req.body.text);
  res.status(201).set("X-Total", messages.length).json(messages.length);
});
app.get("/stream/:name", (req, res) => {
  open.set(req.params.name, res);
  res.on("close", () => {
    open.delete(req.params.name);
    console.log("closed", req.params.name);
  });
  res.write("begin");
});
app.post("/stream/:name", (req, res) => {
  open.get(req.params.name).write(req.body);
  res.end();
});
app.delete("/stream/:name", (req, res) => {
  open.get(req.params.name).end();
  res.end();
});
app.get("/wait", () => {});
app.get("/oops", () => { throw new Error("oops"); });
app.get("/page", (req, res) => res.set({ "Content-Security-Policy": "none", "Clear-Site-Data": "*" }).html("<h1>Hi</h1>"));
app.get("/away", (req, res) => res.redirect("/messages?since=1"));
app.get("/echo", (req, res) => res.json([req.originalUrl, req.get("x-a"), req.ip]));
app.get("/flood", (req, res) => {
  res.write("begin");
  open.set("flood", res);
});
app.post("/flood", (req, res) => {
  open.get("flood").write("x".repeat(30000));
  res.end();
});
app.get("/large", (req, res) => res.send("x".repeat(30000)));
"#;

#[test]
fn requests_reach_the_routes_of_the_code() {
    let (_server, site) = serve(&[]);
    let id = create(&site, CODE);
    let at = |path: &str| format!("/sandboxes/{id}/http{path}");
    assert_eq!(site.get(&at("/messages")).expect(200).value(), json!([]));
    let made = site.json("POST", &at("/messages"), &json!({"text": "hi"}));
    assert_eq!((made.status, made.value(), made.header("x-total")), (201, json!(1), Some("1")));
    assert_eq!(site.get(&at("/messages?since=0")).value(), json!(["hi"]));
    let echo = site.send("GET", &at("/echo?a=%20b&emitscope-client=alice"), &[("x-a", "1")], b"");
    assert_eq!(echo.value(), json!(["/echo?a=%20b", "1", "127.0.0.1"]));
    for path in ["", "/"] {
        let answer = site.get(&at(path));
        assert_eq!((answer.status, answer.text().contains("Cannot GET /<")), (404, true), "{path}");
    }
    assert_eq!(site.get(&at("/oops")).status, 500);
    let away = site.get(&at("/away"));
    assert_eq!((away.status, away.header("location")), (302, Some(at("/messages?since=1").as_str())));
    let head = site.send("HEAD", &at("/messages"), &[], b"");
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, Some("6"), 0));
    site.get("/sandboxes/nobody/http/messages").expect(404);
}

#[test]
fn a_page_of_the_code_has_an_origin_of_its_own_and_others_may_read_it() {
    let (_server, site) = serve(&[]);
    let id = create(&site, CODE);
    let at = |path: &str| format!("/sandboxes/{id}/http{path}");
    let page = site.send("GET", &at("/page"), &[("origin", "null")], b"");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("sandbox allow-scripts allow-forms; default-src 'none'"), "{policy}");
    assert!(policy.contains(&format!("/sandboxes/{id}/")), "{policy}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("clear-site-data"), None);
    assert_eq!(page.header("access-control-allow-origin"), Some("null"));
    assert!(page.header("access-control-expose-headers").is_some_and(|names| names.contains("content-type")));

    let wanted =
        [("origin", "null"), ("access-control-request-method", "PUT"), ("access-control-request-headers", "x-a")];
    let preflight = site.send("OPTIONS", &at("/messages"), &wanted, b"");
    assert_eq!(preflight.status, 204);
    assert!(preflight.header("access-control-allow-methods").is_some_and(|methods| methods.contains("PUT")));
    assert_eq!(preflight.header("access-control-allow-headers"), Some("x-a"));
    let asked = site.send("OPTIONS", &at("/messages"), &[], b"");
    assert_eq!((asked.status, asked.header("allow")), (200, Some("GET, HEAD, POST")));

    let own = create(&site, "app.options('/a', (req, res) => res.status(299).send('mine'));");
    let answer = site.send("OPTIONS", &format!("/sandboxes/{own}/http/a"), &wanted, b"");
    assert_eq!((answer.status, answer.text().as_str()), (299, "mine"));
}

#[test]
fn what_is_written_is_there_before_the_answer_ends() {
    let (_server, site) = serve(&[]);
    let id = create(&site, CODE);
    let at = |path: &str| format!("/sandboxes/{id}/http{path}");
    let mut stream = site.pieces(&at("/stream/a"));
    assert_eq!((stream.status, stream.next().as_deref()), (200, Some("begin")));
    for text in ["one", "two"] {
        site.send("POST", &at("/stream/a"), &[("content-type", "text/plain")], text.as_bytes()).expect(200);
        assert_eq!(stream.next().as_deref(), Some(text));
    }
    site.send("DELETE", &at("/stream/a"), &[], b"").expect(200);
    assert_eq!(stream.next(), None);

    let mut events = site.events(&format!("/api/sandboxes/{id}/trace"), None);
    let begun = events.until("http", |http| http["path"] == "/stream/a" && http["method"] == "GET");
    assert_eq!((&begun.data["state"], &begun.data["status"]), (&json!("open"), &json!(200)));
    let ended =
        events.until("http", |http| http["path"] == "/stream/a" && http["state"] == "ended" && http["method"] == "GET");
    assert_eq!(ended.data["cause"], begun.data["seq"]);
    assert_eq!(ended.data["responseBytes"], 11);
    assert_eq!(ended.data["streamed"], true);
}

#[test]
fn a_client_that_goes_away_is_told_to_the_code() {
    let (_server, site) = serve(&[]);
    let id = create(&site, CODE);
    let at = |path: &str| format!("/sandboxes/{id}/http{path}");
    let mut events = site.events(&format!("/api/sandboxes/{id}/trace"), None);
    let mut stream = site.pieces(&at("/stream/b"));
    assert_eq!(stream.next().as_deref(), Some("begin"));
    drop(stream);
    let aborted = events.until("http", |http| http["state"] == "aborted");
    assert_eq!((&aborted.data["path"], &aborted.data["status"]), (&json!("/stream/b"), &json!(200)));
    events.until("log", |log| log["text"] == "closed b");
}

#[test]
fn entries_tell_of_requests_and_causes() {
    let (_server, site) = serve(&[]);
    let id = create(&site, CODE);
    let at = |path: &str| format!("/sandboxes/{id}/http{path}");
    site.json("POST", &at("/messages?emitscope-client=alice"), &json!({"text": "hi"})).expect(201);
    site.get(&at("/oops"));
    let rest = site.events(&format!("/api/sandboxes/{id}/trace?follow=false"), None).rest();
    let seen: Vec<&str> = rest.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(seen, ["http", "decision", "http", "error"]);
    let http = &rest[0].data;
    let expected = json!({
        "seq": 1, "at": http["at"], "kind": "http", "cause": null, "location": {"line": 4, "column": 5},
        "method": "POST", "path": "/messages", "status": 201, "requestBytes": 13, "responseBytes": 1, "streamed": false,
        "client": "alice", "state": "ended",
    });
    assert_eq!(*http, expected);
    assert_eq!(rest[1].data["cause"], 1);
    assert_eq!((&rest[3].data["cause"], &rest[3].data["title"]), (&json!(3), &json!("Error: oops")));
}

#[test]
fn limits_have_names() {
    let (_server, site) = serve(&["--max-packet-bytes", "1000", "--max-pending-bytes", "20000"]);
    let id = create(&site, CODE);
    let at = |path: &str| format!("/sandboxes/{id}/http{path}");
    let large = site.json("POST", &at("/messages"), &json!({"text": "x".repeat(2_000)})).expect(413);
    assert_eq!(large.value()["limit"], "--max-packet-bytes");
    let large = site.get(&at("/large")).expect(500);
    assert_eq!(large.value()["limit"], "--max-pending-bytes");
    let mut flood = site.pieces(&at("/flood"));
    assert_eq!(flood.next().as_deref(), Some("begin"));
    site.json("POST", &at("/flood"), &json!({})).expect(200);
    assert_eq!(flood.next(), None);
    let limit = |event: &Value| event["limit"] == "--max-pending-bytes";
    let mut events = site.events(&format!("/api/sandboxes/{id}/trace"), None);
    events.until("error", limit);
    events.until("error", limit);

    let waiting: Vec<_> = (0..256).map(|_| site.begin(&at("/wait"))).collect();
    for _ in &waiting {
        events.until("http", |http| http["path"] == "/wait");
    }
    site.get(&at("/messages")).expect(429);
}

#[test]
fn new_code_ends_what_is_open() {
    let (_server, site) = serve(&[]);
    let id = create(&site, CODE);
    let at = |path: &str| format!("/sandboxes/{id}/http{path}");
    let mut stream = site.pieces(&at("/stream/c"));
    assert_eq!(stream.next().as_deref(), Some("begin"));
    let waiting = site.begin(&at("/wait"));
    let mut events = site.events(&format!("/api/sandboxes/{id}/trace"), None);
    events.until("http", |http| http["path"] == "/wait");
    site.json(
        "PUT",
        &format!("/api/sandboxes/{id}/server"),
        &json!({"server": "app.get('/new', (req, res) => res.end('new'))"}),
    )
    .expect(204);
    assert!(stream.ends(), "a browser calls an answer without its end an error");
    waiting.answer().expect(503);
    let mut events = site.events(&format!("/api/sandboxes/{id}/trace"), None);
    events.until("http", |http| http["path"] == "/stream/c" && http["state"] == "aborted");
    assert_eq!(site.get(&at("/new")).text(), "new");
    site.send("DELETE", &format!("/api/sandboxes/{id}"), &[], b"").expect(204);
    site.get(&at("/new")).expect(404);
}
