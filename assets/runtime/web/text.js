// `TextEncoder` and `TextDecoder` for UTF-8, on Buffer.

import { Buffer } from "buffer";

export class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    const bytes = Buffer.from(String(text), "utf8");
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice();
  }
  encodeInto(text, target) {
    let read = 0;
    let written = 0;
    for (const character of text) {
      const bytes = Buffer.from(character, "utf8");
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

const LABELS = new Set(["utf-8", "utf8", "unicode-1-1-utf-8"]);

export class TextDecoder {
  #fatal;
  #ignoreBom;
  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    if (!LABELS.has(String(label).trim().toLowerCase())) {
      throw new RangeError(`The "${label}" encoding is not there: a sandbox has UTF-8 only`);
    }
    this.#fatal = fatal;
    this.#ignoreBom = ignoreBOM;
  }
  get encoding() {
    return "utf-8";
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBom;
  }
  decode(input = new Uint8Array()) {
    const bytes = ArrayBuffer.isView(input)
      ? Buffer.from(input.buffer, input.byteOffset, input.byteLength)
      : Buffer.from(input);
    const text = bytes.toString("utf8");
    if (this.#fatal && text.includes("\ufffd") && !Buffer.from(text, "utf8").equals(bytes)) {
      throw new TypeError("The encoded data was not valid for encoding utf-8");
    }
    return !this.#ignoreBom && text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}
