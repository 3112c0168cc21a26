// Tells what happens to sockets, around the package's own methods: connect, receive, ack, disconnect.

import { PacketType } from "socket.io-parser";
import { Namespace, Socket } from "socket.io";
import { BroadcastOperator } from "socket.io/broadcast-operator";
import { cause } from "../core/cause.js";
import { uncaught } from "../core/errors.js";
import { host, Kind } from "../core/host.js";
import { report } from "../core/place.js";
import { EMPTY, emitting, OUTGOING, reportDisconnect, SENDER } from "./adapter.js";
import { FRAMES } from "./parser.js";
import { roomsOf } from "./rooms.js";
import { ANSWERS, ASKED, AUTH, json, writing } from "./send.js";

/** On a socket: how far it is known outside, and why it closes. */
const KNOWN = Symbol("known");
const REASON = Symbol("reason");
const Known = { PENDING: 1, CONNECTED: 2 };

/** Replaces a method by `around(original)`, under the same name: places are found by it. */
function wrap(prototype, name, around) {
  const original = prototype[name];
  const value = around(original);
  Object.defineProperty(value, "name", { value: name, configurable: true });
  Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
}

function reportConnect(socket, recovered) {
  socket[KNOWN] = Known.CONNECTED;
  const auth = socket.handshake === undefined ? socket.conn[AUTH]?.get(socket.nsp.name) : socket.handshake.auth;
  return report(Kind.CONNECT, socket.nsp.name, socket.id, socket.conn.number, json(auth) ?? "null", recovered);
}

/** Before anything is told of a socket that is not connected yet. */
function introduce(socket) {
  if (socket[KNOWN] !== undefined) return;
  // Only a recovered socket joins rooms inside its constructor, before it has a handshake.
  if (socket.handshake === undefined) {
    reportConnect(socket, true);
    return;
  }
  socket[KNOWN] = Known.PENDING;
  report(Kind.PENDING, socket.nsp.name, socket.id, socket.conn.number);
}

wrap(
  Namespace.prototype,
  "_add",
  (original) =>
    function (client, auth, fn) {
      (client.conn[AUTH] ??= new Map()).set(this.name, auth);
      return original.call(this, client, auth, fn);
    },
);

wrap(
  Socket.prototype,
  "_onconnect",
  (original) =>
    function () {
      const number = this[KNOWN] === Known.CONNECTED ? 0 : reportConnect(this, this.recovered);
      if (number !== 0) cause.now = number;
      report(Kind.LISTED, this.nsp.name, this.id, this.conn.number);
      return original.call(this);
    },
);

wrap(
  Socket.prototype,
  "join",
  (original) =>
    function (rooms) {
      introduce(this);
      return original.call(this, rooms);
    },
);

wrap(
  Socket.prototype,
  "packet",
  (original) =>
    function (packet, opts) {
      if (packet.type === PacketType.EVENT) introduce(this);
      const before = writing.socket;
      writing.socket = this;
      try {
        return original.call(this, packet, opts);
      } finally {
        writing.socket = before;
      }
    },
);

wrap(
  Socket.prototype,
  "_onpacket",
  (original) =>
    function (packet) {
      if (packet.type === PacketType.EVENT) cause.now = received(this, packet);
      else if (packet.type === PacketType.ACK) cause.now = answered(this, packet);
      return original.call(this, packet);
    },
);

function received(socket, packet) {
  const ack = packet.id !== undefined;
  const handled = socket.connected && (socket.listenerCount(packet.data[0]) > 0 || socket.listenersAny().length > 0);
  const number = host.report(Kind.RECEIVE, 0, 0, 0, packet.nsp, socket.id, packet[FRAMES], ack, handled);
  if (ack) (socket[ANSWERS] ??= new Map()).set(packet.id, number);
  return number;
}

function answered(socket, packet) {
  const of = socket[ASKED]?.get(packet.id) ?? 0;
  socket[ASKED]?.delete(packet.id);
  cause.now = of;
  return report(Kind.ACK_TO_SERVER, packet.nsp, socket.id, of, packet[FRAMES]);
}

wrap(
  Socket.prototype,
  "registerAckCallback",
  (original) =>
    function (id, ack) {
      if (this.flags.timeout === undefined) return original.call(this, id, ack);
      const socket = this;
      return original.call(this, id, function (error, ...values) {
        if (error !== null) {
          const of = socket[ASKED]?.get(id) ?? 0;
          socket[ASKED]?.delete(id);
          cause.now = report(Kind.ACK_TIMEOUT, socket.nsp.name, socket.id, of);
        }
        return ack.call(this, error, ...values);
      });
    },
);

wrap(
  Socket.prototype,
  "emit",
  (original) =>
    function (...args) {
      if (!this.nsp.server.opts.connectionStateRecovery) return original.apply(this, args);
      emitting.socket = this;
      try {
        return original.apply(this, args);
      } finally {
        emitting.socket = null;
      }
    },
);

wrap(
  BroadcastOperator.prototype,
  "emit",
  (original) =>
    function (...args) {
      const ack = args.at(-1);
      if (typeof ack !== "function" || args.length < 2) return original.apply(this, args);
      const question = { of: 0 };
      const namespace = this.adapter.nsp.name;
      args[args.length - 1] = function (error, ...values) {
        if (error) cause.now = report(Kind.ACK_TIMEOUT, namespace, null, question.of);
        return ack.call(this, error, ...values);
      };
      emitting.question = question;
      try {
        return original.apply(this, args);
      } finally {
        emitting.question = null;
      }
    },
);

wrap(
  BroadcastOperator.prototype,
  "to",
  (original) =>
    function (room) {
      const operator = original.call(this, room);
      if (Array.isArray(room) && operator.rooms.size === 0) operator.flags = { ...operator.flags, [EMPTY]: true };
      return operator;
    },
);

wrap(
  Socket.prototype,
  "newBroadcastOperator",
  (original) =>
    function () {
      const operator = original.call(this);
      operator.flags[SENDER] = this.id;
      return operator;
    },
);

for (const name of ["onAnyOutgoing", "prependAnyOutgoing"]) {
  wrap(
    Socket.prototype,
    name,
    (original) =>
      function (listener) {
        this.nsp[OUTGOING] = true;
        return original.call(this, listener);
      },
  );
}

wrap(
  Socket.prototype,
  "disconnect",
  (original) =>
    function (close) {
      if (this.connected && closing !== this) reportDisconnect(this);
      const before = closing;
      closing = close ? this : closing;
      try {
        return original.call(this, close);
      } finally {
        closing = before;
      }
    },
);

/** The socket whose `disconnect(true)` runs: it disconnects all sockets of its connection, itself among them. */
let closing = null;

wrap(
  Socket.prototype,
  "_onclose",
  (original) =>
    function (reason, description) {
      const before = cause.now;
      this[REASON] = reason;
      try {
        return original.call(this, reason, description);
      } finally {
        cause.now = before;
      }
    },
);

wrap(
  Socket.prototype,
  "_cleanup",
  (original) =>
    function () {
      const rooms = roomsOf(this.rooms);
      const result = original.call(this);
      if (this.connected) cause.now = report(Kind.DISCONNECTED, this.nsp.name, this.id, String(this[REASON]), rooms);
      return result;
    },
);

// A listener that throws while a socket closes must not leave the socket half closed.
wrap(
  Socket.prototype,
  "emitReserved",
  (original) =>
    function (event, ...args) {
      if (event !== "disconnect" && event !== "disconnecting") return original.call(this, event, ...args);
      try {
        return original.call(this, event, ...args);
      } catch (error) {
        uncaught(error);
        return true;
      }
    },
);

/** An interrupted turn leaves its `finally` blocks unrun. */
export function resetTrace() {
  writing.socket = null;
  closing = null;
  emitting.socket = null;
  emitting.question = null;
}
