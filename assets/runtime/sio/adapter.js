// The adapter option: the package's in-memory adapter, which tells every operation before it carries it out on its own
// maps, and leaves delivery to the server.

import { Adapter, SessionAwareAdapter } from "socket.io-adapter";
import { cause } from "../core/cause.js";
import { host, Kind } from "../core/host.js";
import { locate, reportHere } from "../core/place.js";
import { beforeWrite } from "../core/ticks.js";
import { roomsOf } from "./rooms.js";
import { ASKED, flagBits } from "./send.js";

/** On an operator's flags: the id of the socket that it was made on, and that its list of rooms was given and empty. */
export const SENDER = Symbol("sender");
export const EMPTY = Symbol("empty");
/** On a namespace: some socket of it has listened for outgoing events. */
export const OUTGOING = Symbol("outgoing");

/** The socket whose `emit` goes through the adapter (connection state recovery), and who asks for answers. */
export const emitting = { socket: null, question: null };

/** What a bulk operation does next on one socket, told already. */
const told = { kind: -1, id: "", times: 0 };

function alreadyTold(kind, id) {
  if (told.times === 0 || told.kind !== kind || told.id !== id) return false;
  told.times--;
  return true;
}

function tell(kind, id, times) {
  told.kind = kind;
  told.id = id;
  told.times = times;
}

function selection({ rooms, except, flags }) {
  const empty = flags?.[EMPTY] === true && rooms.size === 0;
  return [null, roomsOf(rooms), roomsOf(except), flags?.[SENDER] ?? null, empty];
}

function direct(id) {
  return [id, null, null, null, false];
}

const NO_FLAGS = {};

function reportEmit(packet, [id, rooms, except, sender, empty], flags, frames) {
  beforeWrite();
  const { line, column } = locate();
  return host.report(Kind.EMIT, cause.now, line, column, packet.nsp, id, rooms, except, sender, empty, flags, frames);
}

export function reportDisconnect(socket) {
  if (!alreadyTold(Kind.DISCONNECT, socket.id)) reportHere(Kind.DISCONNECT, socket.nsp.name, ...direct(socket.id));
}

export class TracedAdapter extends Adapter {
  addAll(id, rooms) {
    if (!alreadyTold(Kind.JOIN, id)) reportHere(Kind.JOIN, this.nsp.name, ...direct(id), roomsOf(rooms));
    return super.addAll(id, rooms);
  }

  del(id, room) {
    if (!alreadyTold(Kind.LEAVE, id)) reportHere(Kind.LEAVE, this.nsp.name, ...direct(id), roomsOf([room]));
    return super.del(id, room);
  }

  delAll(id) {
    if (this.sids.has(id)) reportHere(Kind.LEAVE, this.nsp.name, ...direct(id), null);
    return super.delAll(id);
  }

  broadcast(packet, opts) {
    const { socket } = emitting;
    emitting.socket = null;
    packet.nsp = this.nsp.name;
    const [{ frames }] = this.encoder.encode(packet);
    const aim = socket !== null && this.reachesOnly(socket) ? direct(socket.id) : selection(opts);
    // A socket's listeners run before its packet is written, and may emit themselves.
    if (this.nsp[OUTGOING]) this.apply(opts, (each) => each.notifyOutgoingListeners(packet));
    const number = reportEmit(packet, aim, flagBits(opts.flags ?? NO_FLAGS, packet.id !== undefined), frames);
    if (socket !== null && packet.id !== undefined) (socket[ASKED] ??= new Map()).set(packet.id, number);
  }

  broadcastWithAck(packet, opts, clientCountCallback, ack) {
    const { question } = emitting;
    emitting.question = null;
    packet.nsp = this.nsp.name;
    packet.id = this.nsp._ids++;
    const [{ frames }] = this.encoder.encode(packet);
    const asked = [];
    this.apply(opts, (socket) => {
      asked.push(socket);
      socket.acks.set(packet.id, ack);
      socket.notifyOutgoingListeners(packet);
    });
    const number = reportEmit(packet, selection(opts), flagBits(opts.flags ?? NO_FLAGS, true), frames);
    if (question !== null) question.of = number;
    for (const socket of asked) (socket[ASKED] ??= new Map()).set(packet.id, number);
    clientCountCallback(asked.length);
  }

  addSockets(opts, rooms) {
    reportHere(Kind.JOIN, this.nsp.name, ...selection(opts), roomsOf(new Set(rooms)));
    this.apply(opts, (socket) => {
      tell(Kind.JOIN, socket.id, 1);
      socket.join(rooms);
      told.times = 0;
    });
  }

  delSockets(opts, rooms) {
    reportHere(Kind.LEAVE, this.nsp.name, ...selection(opts), roomsOf(rooms));
    this.apply(opts, (socket) => {
      for (const room of rooms) {
        tell(Kind.LEAVE, socket.id, 1);
        socket.leave(room);
      }
      told.times = 0;
    });
  }

  disconnectSockets(opts, close) {
    reportHere(Kind.DISCONNECT, this.nsp.name, ...selection(opts));
    this.apply(opts, (socket) => {
      tell(Kind.DISCONNECT, socket.id, 1);
      socket.disconnect(close);
      told.times = 0;
    });
  }

  /** With recovery `socket.emit` is a broadcast to the room of its id: usually that socket alone is in it. */
  reachesOnly(socket) {
    const members = this.rooms.get(socket.id);
    return this.nsp.sockets.get(socket.id) === socket && members?.size === 1 && members.has(socket.id);
  }
}

// With recovery the package's own adapter keeps sessions and packets, above ours.
Object.setPrototypeOf(SessionAwareAdapter, TracedAdapter);
Object.setPrototypeOf(SessionAwareAdapter.prototype, TracedAdapter.prototype);
