// Where Socket.IO's packets for one connection leave: events and acks as reports that routing decides on, the others as
// plain writes.

import { PacketType } from "socket.io-parser";
import { cause } from "../core/cause.js";
import { host, Kind } from "../core/host.js";
import { locate, report } from "../core/place.js";
import { beforeWrite } from "../core/ticks.js";

/** A packet and its frames; the encoder makes it, `Connection.write` takes it. */
export class Packet {
  constructor({ type, nsp, id, data }, frames) {
    this.type = type;
    this.nsp = nsp;
    this.id = id;
    this.data = data;
    this.frames = frames;
  }
}

export const Flag = { VOLATILE: 1, LOCAL: 2, ACK: 4, TIMEOUT: 8 };

export function flagBits(flags, ack) {
  return (
    (flags.volatile ? Flag.VOLATILE : 0) |
    (flags.local ? Flag.LOCAL : 0) |
    (ack ? Flag.ACK : 0) |
    (flags.timeout === undefined ? 0 : Flag.TIMEOUT)
  );
}

/** On a socket: its events that want an answer, by the client's ack id; and events that asked the client, by ours. */
export const ANSWERS = Symbol("answers");
export const ASKED = Symbol("asked");

/** On a connection: what came with the latest connect of each namespace that is there. */
export const AUTH = Symbol("auth");

/** The socket whose `packet` method is running. */
export const writing = { socket: null };

export function send(connection, packet, options) {
  const { socket } = writing;
  beforeWrite();
  switch (packet.type) {
    case PacketType.EVENT:
      sendEvent(connection, socket, packet, options);
      break;
    case PacketType.ACK:
      sendAck(connection, socket, packet);
      break;
    case PacketType.CONNECT_ERROR:
      sendRefusal(connection, packet);
      break;
    default:
      host.write(connection.number, packet.frames);
  }
}

function sendRefusal(connection, { nsp, data, frames }) {
  const auth = json(connection[AUTH]?.get(nsp));
  report(Kind.REFUSE, nsp, connection.number, String(data?.message), json(data?.data), auth);
  host.write(connection.number, frames);
}

function sendEvent(connection, socket, packet, options) {
  if (socket === null) {
    // An adapter of the learner's own writes packets itself; which socket it means, the connection does not say.
    host.write(connection.number, packet.frames);
    return;
  }
  const ack = packet.id !== undefined;
  const { line, column } = locate();
  const flags = flagBits(options, ack);
  const number = host.report(
    Kind.EMIT,
    cause.now,
    line,
    column,
    packet.nsp,
    socket.id,
    null,
    null,
    null,
    false,
    flags,
    packet.frames,
  );
  if (ack) (socket[ASKED] ??= new Map()).set(packet.id, number);
}

function sendAck(connection, socket, packet) {
  if (socket === null) {
    host.write(connection.number, packet.frames);
    return;
  }
  const of = socket[ANSWERS]?.get(packet.id) ?? 0;
  socket[ANSWERS]?.delete(packet.id);
  const { line, column } = locate();
  host.report(Kind.ACK_TO_CLIENT, cause.now, line, column, packet.nsp, socket.id, of, packet.frames);
}

/** JSON of anything, or null. */
export function json(value) {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
