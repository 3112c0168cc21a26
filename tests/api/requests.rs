//! Bad requests: each is told what is wrong with it, and none is the server's fault.

use serde_json::json;

use super::{BROADCAST, create, serve};

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn only_json_makes_a_sandbox() {
    let (_server, site) = serve(&[]);
    let body = json!({"server": BROADCAST}).to_string();
    for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/jsonp")] {
        let headers: Vec<_> = kind.map(|kind| ("content-type", kind)).into_iter().collect();
        site.send("POST", "/api/sandboxes", &headers, body.as_bytes()).expect(415);
    }
    site.send("POST", "/api/sandboxes", &[("content-type", "Application/JSON; charset=utf-8")], body.as_bytes())
        .expect(201);
}

#[test]
fn only_its_own_pages_change_something() {
    let (_server, site) = serve(&[]);
    let body = json!({"server": BROADCAST}).to_string();
    let id = create(&site, BROADCAST);
    for origin in ["http://evil.example", "null", "", &format!("{}.evil.example", site.url())] {
        let headers = [JSON, ("origin", origin)];
        site.send("POST", "/api/sandboxes", &headers, body.as_bytes()).expect(403);
        site.send("PUT", &format!("/api/sandboxes/{id}/server"), &headers, body.as_bytes()).expect(403);
        site.send("PUT", &format!("/api/sandboxes/{id}/pages"), &headers, br#"{"pages": {}}"#).expect(403);
        site.send("DELETE", &format!("/api/sandboxes/{id}"), &headers, b"").expect(403);
    }
    site.send("POST", "/api/sandboxes", &[JSON, ("origin", site.url())], body.as_bytes()).expect(201);
}

#[test]
fn a_name_that_only_resolves_to_loopback_is_refused() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let path = format!("/api/sandboxes/{id}");
    for host in ["evil.example", "localhost.evil.example:80", "\u{ff}"] {
        site.send("GET", &path, &[("host", host)], b"").expect(403);
        site.send("GET", &format!("{path}/trace?follow=false"), &[("host", host)], b"").expect(403);
    }
    for host in ["localhost:1", "127.0.0.1", "[::1]:3000", "LOCALHOST"] {
        site.send("GET", &path, &[("host", host)], b"").expect(200);
    }
}

#[test]
fn a_body_says_either_code_or_lesson() {
    let (_server, site) = serve(&[]);
    for (body, status) in [
        ("{}", 400),
        ("[]", 400),
        ("null", 400),
        ("", 400),
        ("{\"server\": 1}", 400),
        ("{\"server\": \"\", \"lesson\": \"broadcasting\"}", 400),
        ("{\"server\": \"\", \"code\": \"\"}", 400),
        ("{\"lesson\": \"broadcasting\", \"step\": 0}", 400),
        ("{\"lesson\": \"broadcasting\", \"step\": -1}", 400),
        ("{\"lesson\": \"broadcasting\", \"step\": 99}", 404),
        ("{\"lesson\": \"nope\", \"step\": 1}", 404),
    ] {
        let answer = site.send("POST", "/api/sandboxes", &[JSON], body.as_bytes());
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        answer.expect(status);
    }
}

#[test]
fn no_bytes_are_the_servers_fault() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let deep = "[".repeat(500_000);
    let options = format!("{{\"server\":\"\",\"options\":{{\"cors\":{deep}");
    for body in [
        b"\xff\xfe{}".as_slice(),
        b"{\"server\":\"\xc3\x28\"}",
        b"{\"server\":\"\\ud800\"}",
        deep.as_bytes(),
        options.as_bytes(),
    ] {
        site.send("POST", "/api/sandboxes", &[JSON], body).expect(400);
        site.send("PUT", &format!("/api/sandboxes/{id}/server"), &[JSON], body).expect(400);
    }
    let large = json!({"server": "x".repeat(3_000_000)}).to_string();
    site.send("POST", "/api/sandboxes", &[JSON], large.as_bytes()).expect(413);
    for path in [
        "/%",
        "/%zz",
        "/%ff",
        "/api/sandboxes/%ff",
        "/api/sandboxes/%00",
        "/sandboxes/%ff/socket.io/",
        "//",
        "/api//sandboxes",
        "/lessons/a%2fb",
    ] {
        let status = site.get(path).status;
        assert!((400..500).contains(&status), "{path}: {status}");
    }
    for query in ["follow=maybe", "changes=1", "follow=%ff"] {
        site.get(&format!("/api/sandboxes/{id}/trace?{query}")).expect(400);
    }
    let huge = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "a".repeat(1 << 20));
    assert!((400..500).contains(&site.raw(huge.as_bytes()).status));
    assert!((400..500).contains(&site.raw(b"NONSENSE\r\n\r\n").status));
    site.get("/healthz").expect(200);
}

#[test]
fn a_wrong_method_is_told_the_right_ones() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    for (method, path, allow) in [
        ("GET", "/api/sandboxes".to_owned(), "POST"),
        ("POST", format!("/api/sandboxes/{id}"), "GET, HEAD, DELETE"),
        ("GET", format!("/api/sandboxes/{id}/server"), "PUT"),
        ("GET", format!("/api/sandboxes/{id}/check"), "POST"),
        ("DELETE", format!("/api/sandboxes/{id}/trace"), "GET, HEAD"),
        ("POST", format!("/api/sandboxes/{id}/trace/1"), "GET, HEAD"),
        ("POST", format!("/api/sandboxes/{id}/export"), "GET, HEAD"),
        ("PUT", "/api/changes".to_owned(), "GET, HEAD"),
        ("POST", "/".to_owned(), "GET, HEAD"),
        ("BREW", "/lessons/broadcasting".to_owned(), "GET, HEAD"),
        ("DELETE", "/healthz".to_owned(), "GET, HEAD"),
        ("POST", format!("/sandboxes/{id}/clients/alice"), "GET, HEAD"),
        ("PUT", "/assets/x.js".to_owned(), "GET, HEAD"),
    ] {
        let answer = site.send(method, &path, &[], b"").expect(405);
        assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
    }
}
