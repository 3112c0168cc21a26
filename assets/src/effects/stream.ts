// The page's one event stream: trace, packets and changes of lessons. Closed while the tab is hidden; the log knows what it has
// seen, so a stream that starts again from the oldest entry does no harm.

import { type Change, parseChange } from "../model/change";
import { parseEntry } from "../model/parse";
import { parseLost, parsePacket } from "../model/wire";
import { snapshot, tracePath } from "./api";
import { enqueueEntry, enqueuePacket } from "./queue";
import { dispatch, state } from "./store";

const KINDS = ["connect", "refuse", "upgrade", "disconnect", "receive", "decision", "ack", "http", "log", "restart"];

let hasListened = false;
let source: EventSource | null = null;
let following: { id: string; onGone: () => void } | null = null;

/** What the stream tells of the lesson beyond its trace. */
export interface LessonNews {
  readonly changed: (change: Change) => void;
  readonly imagesChanged: () => void;
  /** It was not listened to for a while. */
  readonly missed: () => void;
}

let news: LessonNews | null = null;

export function onLesson(listener: LessonNews): void {
  news = listener;
}

export function follow(id: string, onGone: () => void): void {
  following = { id, onGone };
  reopen();
}

export function unfollow(): void {
  following = null;
  source?.close();
  source = null;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) source?.close();
  else if (following) reopen();
});

function reopen(): void {
  source?.close();
  if (!following || document.hidden) return;
  const { id, onGone } = following;
  const opened = new EventSource(tracePath(id));
  source = opened;
  for (const kind of KINDS) opened.addEventListener(kind, (event) => entryCame(kind, event));
  opened.addEventListener("open", () => {
    if (hasListened) news?.missed();
    hasListened = true;
    const { phase, followed } = state.peek().sandbox;
    if (phase === "lost" || !followed) dispatch({ type: "sandboxFollowed" });
  });
  // The trace has a kind `error` of its own; only the stream's own failure comes without data.
  opened.addEventListener("error", (event) => {
    if (event instanceof MessageEvent) entryCame("error", event);
    else if (source !== opened) return;
    else if (opened.readyState === EventSource.CLOSED) onGone();
    else dispatch({ type: "sandboxLost" });
  });
  opened.addEventListener("wire", (event) => {
    const packet = parsePacket(String(event.data));
    if (packet) enqueuePacket(packet);
  });
  opened.addEventListener("gap", (event) => {
    const packets = parseLost(String(event.data));
    if (packets === null) void catchUp(id);
    else dispatch({ type: "packetsMissed", count: packets });
  });
  opened.addEventListener("lesson", (event) => {
    const change = parseChange(String(event.data));
    if (change) news?.changed(change);
  });
  opened.addEventListener("images", () => news?.imagesChanged());
}

function entryCame(kind: string, event: MessageEvent): void {
  const entry = parseEntry(kind, String(event.data));
  if (entry) enqueueEntry(entry);
}

async function catchUp(id: string): Promise<void> {
  const answer = await snapshot(id);
  if (answer.kind !== "done" || following?.id !== id) return;
  const peers = answer.value.map((peer) => ({
    ...peer,
    told: true,
    own: peer.rooms.includes(peer.id),
    rooms: peer.rooms.filter((room) => room !== peer.id),
  }));
  dispatch({ type: "entriesMissed", world: new Map(peers.map((peer) => [peer.id, peer])) });
}
