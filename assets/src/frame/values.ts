// Values between a scenario and the client: binary is written `{"$binary": "<base64>"}` in JSON.

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** What Socket.IO is given to send. */
export function fromScenario(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromScenario);
  if (!isObject(value)) return value;
  const { $binary } = value;
  if (typeof $binary === "string" && Object.keys(value).length === 1) return bytes($binary);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromScenario(item)]));
}

/** What Socket.IO gave, as JSON text. */
export function toScenario(value: unknown): string {
  return JSON.stringify(plain(value)) ?? "null";
}

function plain(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { $binary: base64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value))
    return { $binary: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function base64(data: Uint8Array): string {
  return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
}
