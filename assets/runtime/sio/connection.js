// One Engine.IO connection: `socket.conn`, and what `io.engine` gives to its `connection` listeners.

import EventEmitter from "events";
import { uncaught } from "../core/errors.js";
import { host } from "../core/host.js";
import { beforeWrite, nextTick } from "../core/ticks.js";
import { Packet, send } from "./send.js";

export class Connection extends EventEmitter {
  /** Connections that were written on in this turn. A second write would find the transport busy, as in Node. */
  static written = new Set();

  constructor(server, opening, request) {
    super();
    this.id = opening.id;
    this.server = server;
    this.request = request;
    this.protocol = 4;
    this.remoteAddress = opening.address;
    this.readyState = "open";
    this.upgraded = false;
    this.upgrading = false;
    this.writeBuffer = [];
    this.transport = transportOf(opening.transport, opening.id);
    Object.defineProperty(this, "number", { value: opening.connection });
    Object.defineProperty(this, "busy", { value: false, writable: true });
  }

  take(data) {
    if (this.readyState !== "open") return;
    this.tell("packet", { type: "message", data });
    this.tell("data", data);
    this.tell("message", data);
  }

  tell(event, value) {
    try {
      this.emit(event, value);
    } catch (error) {
      uncaught(error);
    }
  }

  upgrade() {
    this.upgraded = true;
    this.transport = transportOf("websocket", this.id);
    this.emit("upgrade", this.transport);
  }

  send(data, options, callback) {
    return this.write(data, options, callback);
  }

  write(data, options, callback) {
    if (typeof options === "function") [options, callback] = [{}, options];
    if (this.readyState !== "open") return this;
    const frames = data instanceof Packet ? data.frames : [data];
    if (this.listenerCount("packetCreate") > 0) {
      for (const frame of frames) this.emit("packetCreate", { type: "message", options: options ?? {}, data: frame });
    }
    this.busy = Connection.written.has(this);
    Connection.written.add(this);
    if (data instanceof Packet) send(this, data, options ?? {});
    else {
      beforeWrite();
      host.write(this.number, frames);
    }
    if (typeof callback === "function") nextTick(callback, this.transport);
    return this;
  }

  close(discard) {
    if (this.readyState !== "open") return;
    this.readyState = "closing";
    host.close(this.number, Boolean(discard));
    // With nothing waiting Engine.IO closes at once; else its `close` comes when the buffer has left.
    if (discard || !this.busy) this.gone("forced close");
  }

  gone(reason) {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    this.transport.readyState = "closed";
    this.tellClose(reason);
  }

  tellClose(reason) {
    for (const listener of this.rawListeners("close")) {
      try {
        Reflect.apply(listener, this, [reason]);
      } catch (error) {
        uncaught(error);
      }
    }
  }
}

function transportOf(name, sid) {
  // Whether the transport can take a volatile packet is decided where the transports are.
  return Object.assign(new EventEmitter(), {
    name,
    sid,
    writable: true,
    readyState: "open",
    protocol: 4,
    supportsFraming: name !== "polling",
  });
}
