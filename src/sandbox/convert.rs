//! Between the worker's messages and the terms of routing, engine and trace. Texts move, they are not copied.

use bytes::Bytes;

use crate::engine::Message;
use crate::routing::{self, Room, Selection, SocketId, Target};
use crate::trace::{Level, Packet};
use crate::worker::message::{Aim, Data, Flags, LogLevel, RoomName};

/// What a client sent, for the worker.
pub(super) fn data(message: Message) -> Data {
    match message {
        // The engine has checked that it is UTF-8.
        Message::Text(text) => Data::Text(String::from_utf8_lossy(&text).into_owned()),
        Message::Binary(bytes) => Data::Binary(bytes),
    }
}

/// What the worker wants sent, for the engine.
pub(super) fn message(data: &Data) -> Message {
    match data {
        Data::Text(text) => Message::text(text),
        Data::Binary(bytes) => Message::binary(bytes.clone()),
    }
}

/// Whether it is Socket.IO's CONNECT, the answer to a client that joins a namespace.
pub(super) fn is_connect(data: &Data) -> bool {
    matches!(data, Data::Text(text) if text.starts_with('0'))
}

/// The text of a Socket.IO packet and the attachments that follow it.
pub(super) fn packet(parts: Vec<Data>) -> Packet {
    let mut packet = Packet::default();
    for part in parts {
        match part {
            Data::Text(text) => packet.text = Bytes::from(text),
            Data::Binary(bytes) => packet.attachments.push(bytes),
        }
    }
    packet
}

pub(super) fn room(name: RoomName) -> Room {
    match name {
        RoomName::Text(text) => Room::text(text),
        RoomName::Number(number) => Room::number(number),
        RoomName::Value { key, shown } => Room::Value { key, shown: shown.into() },
    }
}

pub(super) fn rooms(names: Vec<RoomName>) -> Vec<Room> {
    names.into_iter().map(room).collect()
}

pub(super) fn target(aim: Aim) -> Target {
    match aim {
        Aim::Direct(socket) => Target::Direct(SocketId::new(socket)),
        Aim::Select { rooms: names, except, sender, empty_list } => Target::Select(Selection {
            rooms: rooms(names),
            except: rooms(except),
            sender: sender.map(SocketId::new),
            empty_list,
        }),
    }
}

pub(super) fn flags(flags: Flags) -> routing::Flags {
    let Flags { volatile, local, ack, timeout } = flags;
    routing::Flags { volatile, local, ack, timeout }
}

pub(super) fn level(level: LogLevel) -> Level {
    match level {
        LogLevel::Debug => Level::Debug,
        LogLevel::Log => Level::Log,
        LogLevel::Info => Level::Info,
        LogLevel::Warn => Level::Warn,
        LogLevel::Error => Level::Error,
    }
}
