// Code in a link: packed into the fragment, which no server sees, and unpacked from it. Nothing of a stranger's code runs
// before the person agreed, and the browser keeps the person's own until they edit.

import { signal } from "@preact/signals";
import type { Texts } from "../model/files";
import { fromLink, known, MAX_LINK_CODE, MAX_UNPACKED, parseTexts, printTexts, SHARE_KEY, shared } from "../model/share";
import { deleteSandbox } from "./api";
import { keepAll, keepBefore, runFiles } from "./files";
import { makeSandbox } from "./sandbox";
import { saveBefore } from "./storage";
import { dispatch, state } from "./store";
import { until } from "./until";

/** What the page's address brought. */
export type Brought =
  | { readonly kind: "code"; readonly texts: Texts }
  | { readonly kind: "large" }
  | { readonly kind: "broken" };

/** How long a sandbox may take until it can run what was opened, in milliseconds. */
const READY_MS = 10_000;

const found = signal<Brought | null>(null);
export const brought: { readonly value: Brought | null } = found;

export interface Link {
  readonly href: string;
  /** Of the packed code, in characters. */
  readonly length: number;
  readonly tooLong: boolean;
}

export async function makeLink(): Promise<Link> {
  const now = state.peek();
  const code = await pack(printTexts(shared(now)));
  const path = now.outline[now.step - 1]?.url ?? location.pathname;
  const href = `${location.origin}${path}#${SHARE_KEY}=${code}`;
  return { href, length: code.length, tooLong: code.length > MAX_LINK_CODE };
}

/** Looks at the page's address for code. */
export async function readLink(): Promise<void> {
  const code = fromLink(location.hash);
  if (code === null) return;
  if (code.length > MAX_LINK_CODE) found.value = { kind: "large" };
  else found.value = await unpack(code);
}

/** Into the editor and into the sandbox. */
export async function openBrought(): Promise<void> {
  const offer = found.peek();
  if (offer?.kind !== "code") return;
  dismissBrought();
  dispatch({ type: "sharedOpened", texts: known(offer.texts, state.peek().pages) });
  dispatch({ type: "tabChosen", tab: "code" });
  const isReady = await until(
    ({ sandbox, run }) => sandbox.phase === "running" && run.phase !== "starting",
    READY_MS,
    new AbortController().signal,
  );
  if (isReady) await runFiles();
}

export function dismissBrought(): void {
  found.value = null;
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** The student's own code again, in a sandbox as it was left. */
export async function takeMine(): Promise<void> {
  const { borrowed, sandbox } = state.peek();
  if (!borrowed) return;
  dispatch({ type: "mineTaken" });
  if (borrowed.saved) keepBefore(borrowed.mine);
  const made = makeSandbox();
  if (sandbox.id) deleteSandbox(sandbox.id);
  await made;
}

/** What was opened is the student's own from now on. */
export function keepShared(): void {
  const { slug, step } = state.peek();
  dispatch({ type: "sharedKept" });
  keepAll();
  saveBefore(slug, step, null);
}

async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpack(code: string): Promise<Brought> {
  try {
    const letters = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const text = await readBounded(stream);
    if (text === null) return { kind: "large" };
    const texts = parseTexts(text);
    return texts ? { kind: "code", texts } : { kind: "broken" };
  } catch {
    return { kind: "broken" };
  }
}

/** Null once it is too long: a few bytes may unpack to gigabytes. */
async function readBounded(stream: ReadableStream<Uint8Array>): Promise<string | null> {
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(parts).arrayBuffer());
    size += value.byteLength;
    if (size > MAX_UNPACKED) {
      await reader.cancel();
      return null;
    }
    parts.push(new Uint8Array(value));
  }
}
