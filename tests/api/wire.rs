//! The packets on the wire beside the trace.

use serde_json::{Value, json};

use super::{BROADCAST, create, serve};
use crate::polling::Client;

#[test]
fn packets_are_told_beside_the_trace() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    let mut trace = site.events(&format!("/api/sandboxes/{id}/trace?wire=true"), None);
    let alice = Client::connect(&site, &id, "alice");
    let open = trace.until("wire", |packet| packet["client"] == "alice");
    assert_eq!(open.id, None);
    let packet = open.data["packet"].as_str().expect("text").to_owned();
    let handshake: Value = serde_json::from_str(packet.trim_start_matches('0')).expect("an open packet");
    assert_eq!(open.data["connection"], handshake["sid"]);
    assert_eq!(open.data["direction"], "to-client");
    assert_eq!(open.data["transport"], "polling");
    assert_eq!(open.data["bytes"], packet.len());
    assert_eq!((&open.data["request"]["method"], &open.data["request"]["status"]), (&json!("GET"), &json!(200)));
    assert!(open.data["request"]["overhead"].as_u64().is_some_and(|bytes| bytes > 200), "{}", open.data);

    let mut bob = Client::connect(&site, &id, "bob");
    alice.post("451-[\"hello\",{\"_placeholder\":true,\"num\":0}]\u{1e}bAQI=");
    bob.until(|packet| packet.starts_with("451-"));
    let sent = trace.until("wire", |packet| packet["direction"] == "to-server" && packet["packet"] != "40").data;
    assert_eq!((&sent["client"], &sent["request"]["method"]), (&json!("alice"), &json!("POST")));
    assert_eq!((&sent["cause"], &sent["delay"]), (&Value::Null, &Value::Null));
    let attachment = trace.until("wire", |_| true).data;
    assert_eq!(
        (&attachment["packet"], &attachment["binary"], &attachment["request"]),
        (&json!("bAQI="), &json!(false), &Value::Null)
    );
    let decision = trace.until("decision", |entry| entry["operation"] == "emit").data;
    let told = trace.until("wire", |packet| packet["client"] == "bob" && packet["cause"] == decision["seq"]).data;
    assert!(told["packet"].as_str().is_some_and(|packet| packet.starts_with("451-[\"hello\"")), "{told}");
    assert!(told["delay"].as_f64().is_some(), "{told}");
}

#[test]
fn packets_are_told_to_those_who_ask_and_only_as_they_come() {
    let (_server, site) = serve(&[]);
    let id = create(&site, BROADCAST);
    Client::connect(&site, &id, "alice");
    let path = format!("/api/sandboxes/{id}/trace");
    let kept = site.events(&format!("{path}?wire=true&follow=false"), None).rest();
    assert!(kept.iter().all(|event| event.kind != "wire" && event.id.is_some()), "{kept:?}");
    let _reader = site.events(&format!("{path}?wire=true"), None);
    let mut trace = site.events(&path, None);
    Client::connect(&site, &id, "bob");
    while let Some(event) = trace.next() {
        assert_ne!(event.kind, "wire");
        if event.kind == "connect" && event.data["client"] == "bob" {
            break;
        }
    }
    site.get(&format!("{path}?wire=perhaps")).expect(400);
}

/// Reads nothing until there were far more packets than are kept.
#[test]
fn a_reader_that_is_far_behind_finds_a_gap() {
    let (_server, site) = serve(&[]);
    let code = r#"io.on("connection", (socket) => {
  // a little in each turn, since a turn has a limit of its own
  let turns = 0;
  const flood = () => {
    for (let i = 0; i < 100; i++) socket.emit("drop", "x".repeat(2000));
    if (++turns < 30) setImmediate(flood);
    else socket.emit("last");
  };
  socket.on("flood", flood);
});"#;
    let id = create(&site, code);
    let mut trace = site.events(&format!("/api/sandboxes/{id}/trace?wire=true"), None);
    let mut alice = Client::connect(&site, &id, "alice");
    alice.post("42[\"flood\"]");
    alice.until(|packet| packet == "42[\"last\"]");
    let gap = trace.until("gap", |gap| gap["wire"].is_number());
    assert_eq!(gap.id, None);
    assert!(gap.data["wire"].as_u64().is_some_and(|packets| packets > 0));
    trace.until("wire", |packet| packet["packet"] == "42[\"last\"]");
}
