//! What Node's Socket.IO was measured to do: alice and bob in room `r`, carol not.

use emitscope::routing::{
    Decision, Flags, Link, Namespace, Operation, Reason, Room, Router, Selection, Skipped, SocketId, Target, Warning,
};

const NAMES: [&str; 3] = ["alice", "bob", "carol"];

fn id(name: &str) -> SocketId {
    SocketId::new(name)
}

fn room(name: &str) -> Room {
    Room::text(name)
}

fn rooms(names: &[&str]) -> Vec<Room> {
    names.iter().map(|name| room(name)).collect()
}

/// A connected socket as the package makes one: listed, then in its own room.
fn connect(namespace: &mut Namespace, name: &str, connection: u32) {
    namespace.list(&id(name), connection);
    join(namespace, name, name);
}

fn change(namespace: &mut Namespace, operation: &Operation) -> Decision {
    let decision = namespace.decide(operation, |_| Link::Ready);
    namespace.apply(operation, &decision);
    decision
}

fn join(namespace: &mut Namespace, name: &str, room_name: &str) {
    change(namespace, &Operation::Join { target: Target::Direct(id(name)), rooms: rooms(&[room_name]) });
}

fn leave(namespace: &mut Namespace, name: &str, room_name: &str) {
    change(namespace, &Operation::Leave { target: Target::Direct(id(name)), rooms: Some(rooms(&[room_name])) });
}

fn leave_all(namespace: &mut Namespace, name: &str) {
    change(namespace, &Operation::Leave { target: Target::Direct(id(name)), rooms: None });
}

fn three() -> Namespace {
    let mut namespace = Namespace::default();
    for (connection, name) in (1..).zip(NAMES) {
        connect(&mut namespace, name, connection);
    }
    join(&mut namespace, "alice", "r");
    join(&mut namespace, "bob", "r");
    namespace
}

/// `socket.to(…)`: leaves out the room of the socket's id.
fn from(sender: &str, to: &[&str]) -> Selection {
    Selection { rooms: rooms(to), except: rooms(&[sender]), sender: Some(id(sender)), empty_list: false }
}

/// `io.to(…)`.
fn io(to: &[&str]) -> Selection {
    Selection { rooms: rooms(to), ..Selection::default() }
}

fn emit_with(namespace: &Namespace, selection: Selection, flags: Flags, link: impl Fn(u32) -> Link) -> Decision {
    namespace.decide(&Operation::Emit { target: Target::Select(selection), flags }, link)
}

fn emit(namespace: &Namespace, selection: Selection) -> Decision {
    emit_with(namespace, selection, Flags::default(), |_| Link::Ready)
}

#[track_caller]
fn hear(decision: &Decision, names: &[&str]) {
    let got: Vec<&str> = decision.recipients.iter().map(SocketId::as_str).collect();
    assert_eq!(got, names);
    assert_eq!(decision.connections.len(), decision.recipients.len());
}

#[track_caller]
fn told(decision: &Decision, skipped: &[(&str, Reason, Option<&str>)]) {
    let expected: Vec<Skipped> = skipped
        .iter()
        .map(|&(name, reason, excepted)| Skipped { socket: id(name), reason, room: excepted.map(room) })
        .collect();
    assert_eq!(decision.skipped, expected);
    assert_eq!(decision.skipped_total, expected.len());
}

#[test]
fn a_socket_to_a_room_leaves_out_itself_and_the_others() {
    let decision = emit(&three(), from("alice", &["r"]));
    hear(&decision, &["bob"]);
    told(&decision, &[("alice", Reason::Sender, None), ("carol", Reason::NotInRoom, None)]);
    assert_eq!(decision.connections, [2]);
    assert_eq!(decision.warnings, []);
}

#[test]
fn io_to_a_room_reaches_all_in_it() {
    hear(&emit(&three(), io(&["r"])), &["alice", "bob"]);
}

#[test]
fn broadcast_reaches_all_others() {
    let decision = emit(&three(), from("alice", &[]));
    hear(&decision, &["bob", "carol"]);
    told(&decision, &[("alice", Reason::Sender, None)]);
}

#[test]
fn a_socket_to_its_own_room_reaches_nobody() {
    let decision = emit(&three(), from("alice", &["alice"]));
    hear(&decision, &[]);
    told(
        &decision,
        &[("alice", Reason::Sender, None), ("bob", Reason::NotInRoom, None), ("carol", Reason::NotInRoom, None)],
    );
    assert_eq!(decision.warnings, [Warning::NobodyReceived]);
}

#[test]
fn a_mistyped_room_reaches_nobody_and_the_near_one_is_named() {
    let decision = emit(&three(), io(&["R"]));
    hear(&decision, &[]);
    let near = Warning::UnknownRoom { room: room("R"), near: room("r") };
    assert_eq!(decision.warnings, [Warning::NobodyReceived, near]);
}

#[test]
fn a_room_that_is_undefined_is_one_that_nobody_is_in() {
    let undefined = Room::Value { key: 0, shown: "undefined".into() };
    let decision = emit(&three(), Selection { rooms: vec![undefined], ..Selection::default() });
    hear(&decision, &[]);
    assert_eq!(decision.warnings, [Warning::NobodyReceived]);
}

#[test]
fn numbers_and_texts_are_rooms_apart() {
    let mut namespace = three();
    join(&mut namespace, "carol", "42");
    let forty_two = |room| emit(&namespace, Selection { rooms: vec![room], ..Selection::default() });
    hear(&forty_two(Room::text("42")), &["carol"]);
    let mistaken = forty_two(Room::number(42.0));
    hear(&mistaken, &[]);
    let near = Warning::UnknownRoom { room: Room::number(42.0), near: room("42") };
    assert!(mistaken.warnings.contains(&near));
}

#[test]
fn an_empty_list_of_rooms_means_everybody() {
    let decision = emit(&three(), Selection { empty_list: true, ..Selection::default() });
    hear(&decision, &NAMES);
    assert_eq!(decision.warnings, [Warning::EmptyRoomList]);
}

#[test]
fn except_leaves_out_by_room_and_names_it() {
    let decision = emit(&three(), Selection { except: rooms(&["alice"]), ..io(&["r"]) });
    hear(&decision, &["bob"]);
    told(&decision, &[("alice", Reason::Excepted, Some("alice")), ("carol", Reason::NotInRoom, None)]);
}

#[test]
fn of_several_excepted_rooms_the_first_is_named() {
    let mut namespace = three();
    join(&mut namespace, "bob", "q");
    let decision = emit(&namespace, Selection { except: rooms(&["none", "q", "r"]), ..io(&[]) });
    hear(&decision, &["carol"]);
    told(&decision, &[("alice", Reason::Excepted, Some("r")), ("bob", Reason::Excepted, Some("q"))]);
}

#[test]
fn who_is_in_two_rooms_gets_it_once() {
    let mut namespace = three();
    join(&mut namespace, "carol", "r2");
    join(&mut namespace, "bob", "r2");
    hear(&emit(&namespace, io(&["r", "r2"])), &["alice", "bob", "carol"]);
    hear(&emit(&namespace, io(&["r2", "r"])), &["carol", "bob", "alice"]);
}

#[test]
fn a_sender_that_left_its_own_room_hears_itself() {
    let mut namespace = three();
    leave(&mut namespace, "alice", "alice");
    let warning = [Warning::SenderLeftOwnRoom { sender: id("alice") }];
    let to = emit(&namespace, from("alice", &["r"]));
    hear(&to, &["alice", "bob"]);
    assert_eq!(to.warnings, warning);
    let broadcast = emit(&namespace, from("alice", &[]));
    hear(&broadcast, &NAMES);
    assert_eq!(broadcast.warnings, warning);
    let own = emit(&namespace, io(&["alice"]));
    hear(&own, &[]);
    assert_eq!(own.warnings, [Warning::NobodyReceived]);
}

#[test]
fn who_has_just_joined_is_reached() {
    let mut namespace = three();
    join(&mut namespace, "carol", "late");
    hear(&emit(&namespace, io(&["late"])), &["carol"]);
}

#[test]
fn who_left_all_rooms_is_not_seen_by_a_broadcast() {
    let mut namespace = three();
    leave_all(&mut namespace, "alice");
    let decision = emit(&namespace, io(&[]));
    hear(&decision, &["bob", "carol"]);
    told(&decision, &[("alice", Reason::NotInRoom, None)]);
    join(&mut namespace, "alice", "again");
    hear(&emit(&namespace, io(&[])), &["bob", "carol", "alice"]);
}

#[test]
fn who_left_and_came_back_stands_last_in_the_room() {
    let mut namespace = three();
    leave(&mut namespace, "alice", "r");
    join(&mut namespace, "alice", "r");
    hear(&emit(&namespace, io(&["r"])), &["bob", "alice"]);
}

#[test]
fn a_socket_in_a_middleware_may_be_in_rooms_but_is_not_reached() {
    let mut namespace = three();
    namespace.add(&id("dave"), 4);
    join(&mut namespace, "dave", "r");
    let decision = emit(&namespace, io(&["r"]));
    hear(&decision, &["alice", "bob"]);
    told(&decision, &[("carol", Reason::NotInRoom, None), ("dave", Reason::Disconnected, None)]);
    namespace.list(&id("dave"), 4);
    hear(&emit(&namespace, io(&["r"])), &["alice", "bob", "dave"]);
}

#[test]
fn a_socket_that_has_disconnected_is_no_longer_of_the_namespace() {
    let mut namespace = three();
    leave_all(&mut namespace, "alice");
    namespace.unlist(&id("alice"));
    let decision = emit(&namespace, from("alice", &[]));
    hear(&decision, &["bob", "carol"]);
    told(&decision, &[]);
    assert_eq!(decision.warnings, []);
}

#[test]
fn a_direct_emit_tells_the_number_of_the_others() {
    let operation = Operation::Emit { target: Target::Direct(id("alice")), flags: Flags::default() };
    let decision = three().decide(&operation, |_| Link::Ready);
    hear(&decision, &["alice"]);
    assert_eq!((decision.skipped.len(), decision.skipped_total), (0, 2));
}

#[test]
fn a_direct_emit_on_a_closed_connection_reaches_nobody() {
    let operation = Operation::Emit { target: Target::Direct(id("alice")), flags: Flags::default() };
    let decision = three().decide(&operation, |_| Link::Closed);
    hear(&decision, &[]);
    assert_eq!(decision.skipped, [Skipped { socket: id("alice"), reason: Reason::Disconnected, room: None }]);
    assert_eq!(decision.skipped_total, 3);
    assert_eq!(decision.warnings, [Warning::NobodyReceived]);
}

#[test]
fn a_direct_emit_after_the_disconnect_goes_to_the_connection_while_it_is_open() {
    let mut namespace = three();
    leave_all(&mut namespace, "alice");
    namespace.unlist(&id("alice"));
    let operation = Operation::Emit { target: Target::Direct(id("alice")), flags: Flags::default() };
    let decision = namespace.decide(&operation, |_| Link::Ready);
    assert_eq!((decision.recipients, decision.connections), (vec![id("alice")], vec![1]));
    assert_eq!(decision.skipped_total, 2);
    let unknown = Operation::Emit { target: Target::Direct(id("nobody")), flags: Flags::default() };
    hear(&namespace.decide(&unknown, |_| Link::Ready), &[]);
}

#[test]
fn only_so_many_disconnected_sockets_are_remembered() {
    let mut namespace = Namespace::default();
    for n in 0..1_000_u32 {
        let name = n.to_string();
        connect(&mut namespace, &name, n);
        leave_all(&mut namespace, &name);
        namespace.unlist(&id(&name));
    }
    assert_eq!(namespace.connection(&id("0")), None);
    assert_eq!(namespace.connection(&id("999")), Some(999));
    assert!(namespace.is_empty());
}

#[test]
fn a_connection_that_takes_nothing_skips_its_socket_with_the_reason() {
    let link = |connection| match connection {
        1 => Link::Busy,
        2 => Link::Full,
        _ => Link::Closed,
    };
    let volatile = Flags { volatile: true, ..Flags::default() };
    let decision = emit_with(&three(), io(&[]), volatile, link);
    hear(&decision, &[]);
    told(
        &decision,
        &[("alice", Reason::NotReady, None), ("bob", Reason::BufferFull, None), ("carol", Reason::Disconnected, None)],
    );
    hear(&emit_with(&three(), io(&[]), Flags::default(), link), &["alice"]);
}

#[test]
fn other_reasons_come_before_the_connections() {
    let selection = Selection { rooms: rooms(&["r"]), ..from("alice", &[]) };
    let decision = emit_with(&three(), selection, Flags::default(), |_| Link::Closed);
    told(
        &decision,
        &[("alice", Reason::Sender, None), ("bob", Reason::Disconnected, None), ("carol", Reason::NotInRoom, None)],
    );
}

#[test]
fn an_ack_of_a_broadcast_wants_a_timeout() {
    let asked = |timeout| Flags { ack: true, timeout, ..Flags::default() };
    let with = |timeout| emit_with(&three(), io(&[]), asked(timeout), |_| Link::Ready).warnings;
    assert_eq!(with(false), [Warning::AckWithoutTimeout]);
    assert_eq!(with(true), []);
}

#[test]
fn a_selection_joins_and_leaves_as_one() {
    let mut namespace = three();
    let target = || Target::Select(io(&["r"]));
    let decision = change(&mut namespace, &Operation::Join { target: target(), rooms: rooms(&["b"]) });
    hear(&decision, &["alice", "bob"]);
    told(&decision, &[("carol", Reason::NotInRoom, None)]);
    change(&mut namespace, &Operation::Leave { target: target(), rooms: Some(rooms(&["r"])) });
    let kept: Vec<String> = namespace.rooms().map(|(room, _)| room.to_string()).collect();
    assert_eq!(kept, ["alice", "bob", "carol", "b"]);
}

#[test]
fn a_router_keeps_namespaces_with_sockets_and_only_some_others() {
    let mut router = Router::default();
    connect(router.namespace_mut("/"), "alice", 1);
    for n in 0..1_000_u32 {
        let namespace = router.namespace_mut(&format!("/{n}"));
        connect(namespace, "bob", n);
        leave_all(namespace, "bob");
        namespace.unlist(&id("bob"));
    }
    assert_eq!(router.namespaces().map(|(name, _)| name).collect::<Vec<_>>(), ["/"]);
    assert_eq!(router.namespace("/999").and_then(|namespace| namespace.connection(&id("bob"))), Some(999));
    assert!(router.namespace("/0").is_none());
}
