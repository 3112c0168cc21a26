//! The notation of scenarios, there and back: what is printed is read as the same, whatever events are called and whatever
//! their arguments are.

use emitscope::lesson::diagram::{Act, Expectation, Line, Scenario, Stimulus, Weather};
use emitscope::lesson::parse;
use proptest::prelude::*;
use serde_json::{Map, Value};

const RESERVED: [&str; 6] =
    ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

/// The scenario that a lesson with this diagram has.
#[track_caller]
fn read(diagram: &str) -> Scenario {
    let text = format!("---\ntitle: T\n---\n## S\n````mermaid\n{diagram}\n````\n");
    let parsed = parse("lessons/01-t.md", text.as_bytes());
    let told: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    let lesson = parsed.lesson.unwrap_or_else(|| panic!("{text}\n{}", told.join("\n")));
    lesson.steps[0].scenarios[0].clone()
}

/// Whether an emit asks for an ack follows from the lines below it.
fn without_ack(act: &Act) -> Act {
    let mut act = act.clone();
    if let Act::Stimulus(Stimulus::Emit { ack, .. }) = &mut act {
        *ack = false;
    }
    act
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|n| Value::from(f64::from(n) / 4.0)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::collection::vec(
            prop::sample::select(vec![
                ";", "#", "%%", "%", "\\", "\"", "\n", "`", "```", " ", "a", ",", ":", "$alice", "é", "*"
            ]),
            0..6
        )
        .prop_map(|parts| parts.concat()),
    ]
}

fn event() -> impl Strategy<Value = String> {
    let special = ["ack", "GET", "get", "hello", "chat message", "", "/admin", "a:b", "200", "title", "end"];
    prop_oneof![text(), prop::sample::select(special.map(str::to_owned).to_vec())]
        .prop_filter("reserved", |event| !RESERVED.contains(&event.as_str()))
}

fn act() -> impl Strategy<Value = Act> {
    let client = || prop::sample::select(vec!["alice", "bob", "carol"]).prop_map(str::to_owned);
    let namespace = || prop::sample::select(vec!["/", "/admin", "/a-b/c", "/100%"]).prop_map(str::to_owned);
    let args = || prop::collection::vec(value(), 0..3);
    let auth = prop::option::of(
        prop::collection::vec((text(), value()), 0..3)
            .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
    );
    let reason = prop::option::of(text().prop_map(Value::from));
    let weather = prop_oneof![
        Just(Weather::Offline),
        Just(Weather::Online),
        Just(Weather::Polling),
        (0..1_000_u32).prop_map(|milliseconds| Weather::Slow { milliseconds }),
    ];
    let stimulus = prop_oneof![
        (client(), namespace(), event(), args()).prop_map(|(client, namespace, event, args)| Stimulus::Emit {
            client,
            namespace,
            event,
            args,
            ack: false
        }),
        (client(), prop::option::of(namespace()), args()).prop_map(|(client, namespace, args)| Stimulus::Answer {
            client,
            namespace,
            args
        }),
        (client(), namespace(), auth).prop_map(|(client, namespace, auth)| Stimulus::Connect {
            client,
            namespace,
            auth
        }),
        (client(), namespace()).prop_map(|(client, namespace)| Stimulus::Disconnect { client, namespace }),
        (client(), prop::option::of(value())).prop_map(|(client, body)| {
            Stimulus::Request { client, method: "POST".into(), path: "/m?a=1&b=%20".into(), body }
        }),
        (0..100_000_u32).prop_map(|milliseconds| Stimulus::Clock { milliseconds }),
        (client(), weather).prop_map(|(client, weather)| Stimulus::Weather { client, weather }),
    ];
    let expectation = prop_oneof![
        (client(), namespace(), event(), args()).prop_map(|(client, namespace, event, args)| Expectation::Event {
            client,
            namespace,
            event,
            args
        }),
        (client(), prop::option::of(namespace()), args()).prop_map(|(client, namespace, args)| Expectation::Ack {
            client,
            namespace,
            args
        }),
        (client(), namespace(), text(), prop::option::of(value())).prop_map(|(client, namespace, message, data)| {
            Expectation::Refusal { client, namespace, message: Some(Value::from(message)), data }
        }),
        (client(), namespace(), reason).prop_map(|(client, namespace, reason)| Expectation::Dropped {
            client,
            namespace,
            reason
        }),
        (client(), 100..600_u16, prop::option::of(value())).prop_map(|(client, status, body)| Expectation::Response {
            client,
            status,
            body
        }),
    ];
    prop_oneof![stimulus.prop_map(Act::Stimulus), expectation.prop_map(Act::Expectation)]
}

/// Lines that every ack and response may answer.
fn asked() -> Vec<Act> {
    let each = ["alice", "bob", "carol"].map(|client| {
        let client = client.to_owned();
        let (namespace, event, args) = ("/".to_owned(), "first".to_owned(), Vec::new());
        let (method, path) = ("GET".to_owned(), "/".to_owned());
        [
            Act::Stimulus(Stimulus::Request { client: client.clone(), method, path, body: None }),
            Act::Expectation(Expectation::Event {
                client: client.clone(),
                namespace: namespace.clone(),
                event: event.clone(),
                args: args.clone(),
            }),
            Act::Stimulus(Stimulus::Emit { client, namespace, event, args, ack: false }),
        ]
    });
    each.concat()
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same(acts in prop::collection::vec(act(), 0..12)) {
        let acts = [asked(), acts].concat();
        let lines = acts.iter().map(|act| Line { line: 0, text: String::new(), act: act.clone() }).collect();
        let participants = ["alice", "server", "carol", "bob"].map(str::to_owned).to_vec();
        let (title, text) = ("Who hears it?".to_owned(), String::new());
        let printed = Scenario { title, line: 0, predict: None, participants, lines, text };
        let scenario = read(&printed.to_string());
        prop_assert_eq!(&scenario.title, &printed.title);
        prop_assert_eq!(&scenario.participants, &printed.participants);
        let found: Vec<Act> = scenario.lines.iter().map(|line| without_ack(&line.act)).collect();
        prop_assert_eq!(found, acts);
        prop_assert_eq!(read(&scenario.to_string()), scenario);
    }
}

#[test]
fn a_printed_scenario_reads_well() {
    let scenario = read(
        "sequenceDiagram\n  title: all\n  alice ->> server : /admin connect {\"token\":1}\n  server-xalice: /admin connect_error \"no\",{\"n\":1}\n\
         \x20 alice->>server: \"hello\" \"a\\u003b\",{\"n\":1}\n  server->>bob: \"chat message\"\n  server-->>alice: ack\n  Note right of bob: slow 300ms\n\
         \x20 bob->>server: GET /m\n  server-->>bob: 200 [\"hi\"]\n  note over server: +10ms\n  bob-xserver: disconnect",
    );
    insta::assert_snapshot!(scenario);
}
