// Socket.IO's parser with what the trace needs: the encoder gives one `Packet` with its frames, the decoder keeps the
// frames a packet came in. Encoding and decoding are the package's own, but for the search for binary values.

import { Decoder as PackageDecoder, Encoder as PackageEncoder, PacketType, protocol } from "socket.io-parser";
import { hasBinary } from "./binary.js";
import { Packet } from "./send.js";

/** On a decoded packet: its text and attachments as received. */
export const FRAMES = Symbol("frames");

const encoder = new PackageEncoder();

export class Encoder {
  encode(packet) {
    const { type } = packet;
    if ((type === PacketType.EVENT || type === PacketType.ACK) && hasBinary(packet.data)) {
      const binary = type === PacketType.EVENT ? PacketType.BINARY_EVENT : PacketType.BINARY_ACK;
      const frames = encoder.encodeAsBinary({ type: binary, nsp: packet.nsp, data: packet.data, id: packet.id });
      return [new Packet(packet, frames.map(bytesOf))];
    }
    return [new Packet(packet, [encoder.encodeAsString(packet)])];
  }
}

function bytesOf(frame) {
  if (typeof frame === "string" || frame instanceof Uint8Array) return frame;
  return frame instanceof ArrayBuffer
    ? new Uint8Array(frame)
    : new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength);
}

export class Decoder extends PackageDecoder {
  constructor() {
    super();
    this.frames = [];
    this.on("decoded", (packet) => {
      packet[FRAMES] = this.frames;
    });
  }
  add(data) {
    if (typeof data === "string") this.frames = [data];
    else this.frames.push(data);
    super.add(data);
  }
}

export { PacketType, protocol };
