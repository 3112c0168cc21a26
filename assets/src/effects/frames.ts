// The clients' frames: messages are matched by the window they come from, since a sandboxed frame has no origin of its
// own. What a frame says is a hint; keys it forwards are treated like keys pressed on the page.

import { effect } from "@preact/signals";
import { parseFrameReport } from "../model/frame";
import type { Theme } from "../model/state";
import { enqueueReport } from "./queue";
import { state } from "./store";

const frames = new Map<string, HTMLIFrameElement>();

export type ForwardedKey = "run" | "next-pane" | "previous-pane";

export function registerFrame(client: string, frame: HTMLIFrameElement | null): void {
  if (frame) frames.set(client, frame);
  else frames.delete(client);
}

/** To one client's frame, or to all of them; a frame that is not there yet is told nothing. */
export function tellFrame(client: string | null, message: Readonly<Record<string, unknown>>): void {
  for (const [name, frame] of frames)
    if (client === null || client === name) frame.contentWindow?.postMessage({ from: "emitscope-page", ...message }, "*");
}

export function listenToFrames(onKey: (key: ForwardedKey) => void): void {
  addEventListener("message", (event) => {
    const client = [...frames].find(([, frame]) => frame.contentWindow === event.source)?.[0];
    const report = client === undefined ? null : parseFrameReport(event.data);
    if (client === undefined || !report) return;
    if (report.type === "key") onKey(report.key);
    else enqueueReport(client, report);
  });
  let told: Theme | null = null;
  effect(() => {
    const { theme } = state.value;
    if (theme === told) return;
    told = theme;
    tellFrame(null, { theme });
  });
}
