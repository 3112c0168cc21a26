//! Random joins, leaves, connects and selections: the namespace and the model stay equal, and every decision names each
//! socket once.

use std::collections::HashSet;

use emitscope::routing::{Flags, Link, Namespace, Operation, Reason, Room, Selection, SocketId, Target};
use proptest::prelude::*;
use proptest::sample::select;

use super::model::Adapter;

const SOCKETS: [&str; 6] = ["s0", "s1", "s2", "s3", "s4", "s5"];

#[derive(Debug, Clone)]
enum Step {
    Connect(&'static str),
    Disconnect(&'static str),
    Join(&'static str, Vec<Room>),
    Leave(&'static str, Room),
    LeaveAll(&'static str),
    SelectJoin(Selection, Vec<Room>),
    SelectLeave(Selection, Vec<Room>),
    Emit(Selection, bool),
}

fn socket() -> impl Strategy<Value = &'static str> {
    select(&SOCKETS[..])
}

fn room() -> impl Strategy<Value = Room> {
    prop_oneof![
        3 => select(vec!["a", "b", "c", "1"]).prop_map(Room::text),
        2 => socket().prop_map(Room::text),
        1 => select(vec![1.0, 0.0, -0.0, f64::NAN]).prop_map(Room::number),
        1 => (0..2_u64).prop_map(|key| Room::Value { key, shown: "[object Object]".into() }),
    ]
}

fn room_list() -> impl Strategy<Value = Vec<Room>> {
    prop::collection::vec(room(), 0..4)
}

/// Duplicate rooms are dropped, as the package's sets do.
fn unique(rooms: Vec<Room>) -> Vec<Room> {
    let mut seen = HashSet::new();
    rooms.into_iter().filter(|room| seen.insert(room.clone())).collect()
}

fn selection() -> impl Strategy<Value = Selection> {
    (room_list(), room_list(), prop::option::of(socket())).prop_map(|(rooms, mut except, sender)| {
        if let Some(sender) = sender {
            except.insert(0, Room::text(sender));
        }
        let empty_list = rooms.is_empty();
        Selection { rooms: unique(rooms), except: unique(except), sender: sender.map(SocketId::new), empty_list }
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => socket().prop_map(Step::Connect),
        1 => socket().prop_map(Step::Disconnect),
        4 => (socket(), room_list()).prop_map(|(socket, rooms)| Step::Join(socket, unique(rooms))),
        2 => (socket(), room()).prop_map(|(socket, room)| Step::Leave(socket, room)),
        1 => socket().prop_map(Step::LeaveAll),
        1 => (selection(), room_list()).prop_map(|(selection, rooms)| Step::SelectJoin(selection, unique(rooms))),
        1 => (selection(), room_list()).prop_map(|(selection, rooms)| Step::SelectLeave(selection, unique(rooms))),
        6 => (selection(), any::<bool>()).prop_map(|(selection, volatile)| Step::Emit(selection, volatile)),
    ]
}

/// Applies an operation to the namespace; whom it concerned.
fn change(namespace: &mut Namespace, operation: &Operation) -> Vec<String> {
    let decision = namespace.decide(operation, |_| Link::Ready);
    namespace.apply(operation, &decision);
    decision.recipients.iter().map(ToString::to_string).collect()
}

fn link(volatile_drops: bool) -> impl Fn(u32) -> Link {
    move |connection| match connection % 3 {
        0 if volatile_drops => Link::Busy,
        _ => Link::Ready,
    }
}

fn check_emit(namespace: &Namespace, model: &Adapter, selection: &Selection, volatile: bool) {
    let flags = Flags { volatile, ..Flags::default() };
    let operation = Operation::Emit { target: Target::Select(selection.clone()), flags };
    let decision = namespace.decide(&operation, link(volatile));
    let selected = model.apply(selection);
    let dropped = |id: &String| volatile && key(id).is_multiple_of(3);
    let expected: Vec<&String> = selected.iter().filter(|id| !dropped(id)).collect();
    let recipients: Vec<String> = decision.recipients.iter().map(ToString::to_string).collect();
    assert_eq!(recipients.iter().collect::<Vec<_>>(), expected);
    assert_eq!(decision.connections, recipients.iter().map(|id| key(id)).collect::<Vec<_>>());

    let mut named = HashSet::new();
    let skipped = decision.skipped.iter().map(|skipped| skipped.socket.to_string());
    for id in recipients.iter().cloned().chain(skipped) {
        assert!(named.insert(id.clone()), "{id} is named twice");
    }
    let mut all: HashSet<String> = model.connected.iter().cloned().collect();
    all.extend(model.sids.iter().map(|(sid, _)| sid.clone()));
    assert_eq!(named, all);
    assert_eq!(decision.skipped_total, decision.skipped.len());
    for skipped in &decision.skipped {
        check_reason(model, selection, skipped.socket.as_str(), skipped.reason, skipped.room.as_ref(), &selected);
    }
}

fn check_reason(
    model: &Adapter,
    selection: &Selection,
    id: &str,
    reason: Reason,
    room: Option<&Room>,
    selected: &[String],
) {
    let joined = model.sids.iter().find(|(sid, _)| sid == id).map(|(_, rooms)| rooms.as_slice()).unwrap_or_default();
    let own = Room::text(id);
    let is_sender = selection.sender.as_ref().is_some_and(|sender| sender.as_str() == id);
    let excepted = selection.except.iter().find(|room| joined.contains(room));
    if is_sender && joined.contains(&own) && selection.except.contains(&own) {
        assert_eq!(reason, Reason::Sender);
    } else if let Some(excepted) = excepted {
        assert_eq!((reason, room), (Reason::Excepted, Some(excepted)));
    } else if selected.iter().any(|it| it == id) {
        assert_eq!(reason, Reason::NotReady);
    } else if selection.rooms.iter().any(|room| joined.contains(room))
        || selection.rooms.is_empty() && model.sids.iter().any(|(sid, _)| sid == id)
    {
        assert_eq!(reason, Reason::Disconnected);
    } else {
        assert_eq!(reason, Reason::NotInRoom);
    }
    assert_eq!(room.is_some(), reason == Reason::Excepted);
}

fn key(id: &str) -> u32 {
    id[1..].parse().unwrap_or_default()
}

fn run(steps: &[Step]) {
    let mut namespace = Namespace::default();
    let mut model = Adapter::default();
    for id in SOCKETS {
        namespace.add(&SocketId::new(id), key(id));
    }
    for step in steps {
        match step {
            Step::Connect(id) => {
                namespace.list(&SocketId::new(*id), key(id));
                model.connect(id);
            }
            Step::Disconnect(id) => {
                namespace.unlist(&SocketId::new(*id));
                model.disconnect(id);
            }
            Step::Join(id, rooms) => {
                let target = Target::Direct(SocketId::new(*id));
                change(&mut namespace, &Operation::Join { target, rooms: rooms.clone() });
                model.add_all(id, rooms);
            }
            Step::Leave(id, room) => {
                let target = Target::Direct(SocketId::new(*id));
                change(&mut namespace, &Operation::Leave { target, rooms: Some(vec![room.clone()]) });
                model.del(id, room);
            }
            Step::LeaveAll(id) => {
                let target = Target::Direct(SocketId::new(*id));
                change(&mut namespace, &Operation::Leave { target, rooms: None });
                model.del_all(id);
            }
            Step::SelectJoin(selection, rooms) => {
                let target = Target::Select(selection.clone());
                let concerned = change(&mut namespace, &Operation::Join { target, rooms: rooms.clone() });
                assert_eq!(concerned, model.apply(selection));
                concerned.iter().for_each(|id| model.add_all(id, rooms));
            }
            Step::SelectLeave(selection, rooms) => {
                let target = Target::Select(selection.clone());
                let concerned = change(&mut namespace, &Operation::Leave { target, rooms: Some(rooms.clone()) });
                assert_eq!(concerned, model.apply(selection));
                concerned.iter().for_each(|id| rooms.iter().for_each(|room| model.del(id, room)));
            }
            Step::Emit(selection, volatile) => check_emit(&namespace, &model, selection, *volatile),
        }
        check_state(&namespace, &model);
    }
}

fn check_state(namespace: &Namespace, model: &Adapter) {
    let rooms: Vec<(Room, Vec<String>)> =
        namespace.rooms().map(|(room, members)| (room.clone(), members.map(ToString::to_string).collect())).collect();
    assert_eq!(rooms, model.rooms);
    let connected: Vec<&str> = namespace.sockets().map(SocketId::as_str).collect();
    assert_eq!(connected, model.connected);
    for (id, joined) in &model.sids {
        let rooms: Vec<&Room> = namespace.rooms_of(&SocketId::new(id.as_str())).collect();
        assert_eq!(rooms, joined.iter().collect::<Vec<_>>());
    }
    assert_eq!(namespace.is_empty(), model.connected.is_empty() && model.sids.is_empty());
}

proptest! {
    #[test]
    fn a_namespace_does_what_the_adapter_does(steps in prop::collection::vec(step(), 0..60)) {
        run(&steps);
    }
}
