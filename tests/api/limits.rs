//! The limits of the command line, as the API tells them.

use serde_json::json;

use super::{BROADCAST, create, serve};

#[test]
fn one_sandbox_too_many_is_refused() {
    let (_server, site) = serve(&["--max-sandboxes", "2"]);
    let first = create(&site, BROADCAST);
    create(&site, BROADCAST);
    let problem = site.json("POST", "/api/sandboxes", &json!({"server": ""})).expect(429).value();
    assert_eq!(problem["limit"], "--max-sandboxes");
    assert!(problem["detail"].to_string().contains('2'), "{problem}");
    site.send("DELETE", &format!("/api/sandboxes/{first}"), &[], b"").expect(204);
    create(&site, BROADCAST);
}

#[test]
fn code_that_never_ends_is_interrupted_at_load() {
    let (_server, site) = serve(&["--max-turn-ms", "50"]);
    let problem = site.json("POST", "/api/sandboxes", &json!({"server": "for (;;);"})).expect(400).value();
    assert_eq!(problem["limit"], "--max-turn-ms", "{problem}");
}

#[test]
fn an_entry_of_the_trace_names_the_limit() {
    let (_server, site) = serve(&["--max-turn-ms", "50"]);
    let id = create(&site, "setTimeout(() => { for (;;); }, 0);");
    let mut trace = site.events(&format!("/api/sandboxes/{id}/trace"), None);
    let error = trace.until("error", |_| true).data;
    assert_eq!(error["limit"], "--max-turn-ms", "{error}");
    assert_eq!(error["location"]["line"], 1, "{error}");
}

#[test]
fn code_that_is_too_large_is_refused() {
    let (_server, site) = serve(&[]);
    let large = "// x\n".repeat(200_000);
    site.json("POST", "/api/sandboxes", &json!({"server": large})).expect(413);
}

#[test]
fn a_sandbox_that_nobody_uses_is_dropped() {
    let (_server, site) = serve(&["--idle-minutes", "0"]);
    let id = create(&site, BROADCAST);
    // A stream is a use: it opens while the sandbox is there, and only its end lets the sandbox go.
    while site.get(&format!("/api/sandboxes/{id}")).status == 200 {
        std::thread::yield_now();
    }
    site.get(&format!("/api/sandboxes/{id}")).expect(404);
}
