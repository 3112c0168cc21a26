//! Packets as they stand on the wire, and what they say.

use bytes::Bytes;
use emitscope::trace::Packet;
use proptest::prelude::*;
use serde_json::{Value, json};

fn packet(text: &str, attachments: &[&[u8]]) -> Packet {
    Packet {
        text: Bytes::copy_from_slice(text.as_bytes()),
        attachments: attachments.iter().map(|bytes| Bytes::copy_from_slice(bytes)).collect(),
    }
}

#[track_caller]
fn says(text: &str, attachments: &[&[u8]], name: &str, args: Value) {
    let event = packet(text, attachments).event().map(|(name, args)| (name, Value::Array(args)));
    assert_eq!(event, Some((name.to_owned(), args)), "{text}");
}

#[test]
fn an_event_has_a_name_and_arguments() {
    says(r#"2["chat","hi"]"#, &[], "chat", json!(["hi"]));
    says(r#"2["hello"]"#, &[], "hello", json!([]));
    says(r#"2/admin,12["x"]"#, &[], "x", json!([]));
    says(r#"2/a-1/b?c=1,["x",{"n":1.5},null]"#, &[], "x", json!([{ "n": 1.5 }, null]));
    says(r#"27["x"]"#, &[], "x", json!([]));
    says("2[42,true]", &[], "42", json!([true]));
}

#[test]
fn binary_stands_where_its_placeholder_stood() {
    let placeholder = r#"51-["x",{"_placeholder":true,"num":0}]"#;
    says(placeholder, &[b"\x01\x02"], "x", json!([{ "$binary": "AQI=" }]));
    says(
        r#"52-/n,3["x",{"a":[{"_placeholder":true,"num":1}]},{"_placeholder":true,"num":0}]"#,
        &[b"", b"hi"],
        "x",
        json!([{ "a": [{ "$binary": "aGk=" }] }, { "$binary": "" }]),
    );
    says(placeholder, &[], "x", json!([{ "_placeholder": true, "num": 0 }]));
}

#[test]
fn an_ack_has_arguments_only() {
    for (text, args) in [
        ("31[]", json!([])),
        (r#"3/admin,12["ok",1]"#, json!(["ok", 1])),
        (r#"61-0[{"_placeholder":true,"num":0}]"#, json!([{ "$binary": "aGk=" }])),
        (r#"2["no ack"]"#, json!([])),
    ] {
        let packet = packet(text, &[b"hi"]);
        assert_eq!(Value::Array(packet.ack_args()), args, "{text}");
        assert!(text.starts_with('2') || packet.event().is_none());
    }
}

#[test]
fn what_is_nested_beyond_sense_is_shown_as_text() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    says(&format!(r#"2["x",{deep},1]"#), &[], "x", json!([{ "$value": "[".repeat(200) }, 1]));
}

#[test]
fn half_a_surrogate_pair_is_shown_as_unknown() {
    says(
        r#"2["x","\ud800","a\udc00b","\ud83d\ude00\n","\\ud800"]"#,
        &[],
        "x",
        json!(["\u{fffd}", "a\u{fffd}b", "😀\n", "\\ud800"]),
    );
    says(r#"2["\udfff"]"#, &[], "\u{fffd}", json!([]));
}

#[test]
fn what_is_no_event_says_nothing() {
    for text in
        ["", "2", "2[]", "2{}", "2[\"x\"", "0", "0/admin,{}", "5[\"x\"]", "2/admin[\"x\"]", "é[\"x\"]", "4\"no\""]
    {
        assert_eq!(packet(text, &[]).event(), None, "{text}");
    }
    let broken = Packet { text: Bytes::from_static(b"2[\"\xff\"]"), attachments: Vec::new() };
    assert_eq!(broken.event(), None);
}

proptest! {
    #[test]
    fn any_escapes_end_in_an_answer(text in "([\\\\u]|[dD][89aAcC][0-9a-f]{0,2}|é|\"){0,12}") {
        packet(&format!("2[\"x\",\"{text}\"]"), &[]).event();
    }

    #[test]
    fn any_bytes_end_in_an_answer(kind in "[2356]?[0-9]{0,2}-?(/[a-z]*,?)?", rest: Vec<u8>, valid in any::<bool>()) {
        let payload = if valid { serde_json::to_vec(&rest).unwrap_or_default() } else { rest };
        let text = [kind.as_bytes(), &payload].concat();
        let packet = Packet { text: text.into(), attachments: vec![Bytes::from_static(b"a")] };
        packet.event();
        packet.ack_args();
    }
}
