// The clients' frames: messages are matched by the window they come from, since a sandboxed frame has no origin of its
// own. What a frame says is a hint; keys it forwards are treated like keys pressed on the page.

import { effect } from "@preact/signals";
import { parseReport } from "../model/parse";
import { enqueueReport } from "./queue";
import { state } from "./store";

const frames = new Map<string, HTMLIFrameElement>();

export type ForwardedKey = "run" | "next-pane" | "previous-pane";

export function registerFrame(client: string, frame: HTMLIFrameElement | null): void {
  if (frame) frames.set(client, frame);
  else frames.delete(client);
}

/** Tells a client's frame something; one that is not there learns it from its address when it is made. */
export function tellFrame(client: string, message: Record<string, unknown>): void {
  frames.get(client)?.contentWindow?.postMessage({ from: "emitscope-page", ...message }, "*");
}

export function listenToFrames(onKey: (key: ForwardedKey) => void): void {
  addEventListener("message", (event) => {
    const client = [...frames].find(([, frame]) => frame.contentWindow === event.source)?.[0];
    const report = client === undefined ? null : parseReport(event.data);
    if (client === undefined || !report) return;
    if (report.type === "key") onKey(report.key);
    else enqueueReport(client, report);
  });
  effect(() => {
    const { theme } = state.value;
    for (const client of frames.keys()) tellFrame(client, { theme });
  });
}
