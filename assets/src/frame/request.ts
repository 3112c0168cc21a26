// A request over HTTP that a scenario makes for the client. Its answer is told piece by piece, and whole at its end: which of
// the two a line means, only the page knows.

import { tell } from "./tell";
import { fromScenario, toScenario } from "./values";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Pieces that are told one by one, and bytes of an answer that is told whole. */
const MAX_PIECES = 200;
const MAX_BYTES = 1_000_000;

export async function request(act: number, { method, path, body }: Asked): Promise<void> {
  try {
    const response = await fetch(path, { method, ...sent(fromScenario(body)) });
    const { status, headers } = response;
    const type = headers.get("content-type") ?? "";
    const reader = response.body?.getReader();
    let whole = new Uint8Array();
    for (let pieces = 0; reader && whole.length < MAX_BYTES; pieces += 1) {
      const { done, value } = await reader.read();
      if (done) break;
      const longer = new Uint8Array(whole.length + value.length);
      longer.set(whole);
      longer.set(value, whole.length);
      whole = longer;
      if (pieces < MAX_PIECES) tell({ type: "responded", act, status, body: toScenario(read(value, "")), whole: false });
    }
    tell({ type: "responded", act, status, body: toScenario(read(whole, type)), whole: true });
  } catch (error) {
    tell({ type: "acted", act, problem: String(error) });
  }
}

/** A text goes as such, bytes as bytes, all else as JSON. */
function sent(body: unknown): RequestInit {
  if (body === null || body === undefined) return {};
  if (body instanceof Uint8Array) return { headers: { "content-type": "application/octet-stream" }, body: body.slice() };
  if (typeof body === "string") return { headers: { "content-type": "text/plain;charset=UTF-8" }, body };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function read(bytes: Uint8Array, type: string): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /[/+]json\b/.test(type) ? JSON.parse(text) : text;
  } catch {
    return bytes;
  }
}
