//! Mistakes in what is said: events, arguments, acks, connects, disconnects and requests.

use super::{Case, scenario, told};

#[test]
fn mistakes_in_messages() {
    let cases: Vec<Case> = vec![
        ("single quotes", scenario("alice->>server: hello 'Alice'")),
        ("no comma", scenario("alice->>server: hello \"Alice\" 2")),
        ("two words", scenario("alice->>server: chat message \"hi\"")),
        ("a comma at the end", scenario("alice->>server: hello 1,")),
        ("a key without quotes", scenario("alice->>server: hello {n: 1}")),
        ("a brace that is not closed", scenario("alice->>server: hello {\"n\": 1")),
        ("a bare word", scenario("alice->>server: hello Alice")),
        ("no space after the name", scenario("alice->>server: hello\"Alice\"")),
        ("brackets as in code", scenario("alice->>server: emit(\"hello\")")),
        ("a name that is not closed", scenario("alice->>server: \"chat message")),
        ("no base64", scenario("alice->>server: x {\"$binary\": \"?\"}")),
        ("an id that is nearly a client's", scenario("alice->>server: to \"$bbo\"")),
        ("a reserved event", scenario("alice->>server: \"disconnecting\"")),
        ("a namespace and no event", scenario("alice->>server: /admin")),
        ("an ack with an emit's arrow", scenario("alice->>server: x\nserver->>alice: ack 1")),
        ("a client's ack with an emit's arrow", scenario("server->>bob: x\nbob->>server: ack 1")),
        ("an ack mistyped", scenario("alice->>server: x\nserver-->>alice: akc 1")),
        ("an ack of nothing", scenario("server-->>alice: ack 1")),
        ("an answer to nothing", scenario("bob-->>server: ack 1")),
        ("an event with an ack's arrow", scenario("server-->>bob: hello 1")),
        ("a connect of the server's", scenario("server->>bob: connect")),
        ("auth that is no object", scenario("alice->>server: connect \"secret\"")),
        ("auth twice", scenario("alice->>server: connect {}, {}")),
        ("a disconnect with an emit's arrow", scenario("alice->>server: disconnect")),
        ("a client's reason", scenario("alice-xserver: disconnect \"bye\"")),
        ("a reason that is no string", scenario("server-xbob: disconnect 1")),
        ("a disconnect mistyped", scenario("bob-xserver: disconect")),
        ("a refusal with an event's arrow", scenario("server->>alice: connect_error \"no\"")),
        ("a refusal without quotes", scenario("server-xalice: connect_error no")),
        ("a request without a path", scenario("alice->>server: GET messages")),
        ("a method in small letters", scenario("alice->>server: get /messages")),
        ("a body that is no JSON", scenario("alice->>server: POST /m {text: 1}")),
        ("a status that is none", scenario("alice->>server: GET /\nserver-->>alice: 999 []")),
        ("an ack of a line that is wrong", scenario("alice->>server: hello 'x'\nserver-->>alice: ack 1")),
        ("a response to nothing", scenario("server-->>alice: 200 []")),
    ];
    insta::assert_snapshot!(told(&cases));
}
