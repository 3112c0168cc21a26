// Parts of the page that few people need at once come in a chunk of their own, when one of them is first drawn.

import { signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import { useEffect } from "preact/hooks";
import { fromLink } from "../model/share";

type Demanded = typeof import("./share/demanded");

const loaded = signal<Demanded | null>(null);

async function load(): Promise<Demanded> {
  const [parts] = await Promise.all([import("./share/demanded"), styles()]);
  loaded.value = parts;
  return parts;
}

let asked = false;

/** Nothing is drawn without its styles; where they do not come, it is drawn all the same. */
function styles(): Promise<unknown> {
  const { stylesOnDemand: href } = document.body.dataset;
  if (asked || href === undefined) return Promise.resolve();
  asked = true;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((done) => {
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
  });
}

/** Draws nothing until it is there. */
export function OnDemand({ draw }: { draw: (parts: Demanded) => ComponentChild }) {
  useEffect(() => void load(), []);
  return <>{loaded.value && draw(loaded.value)}</>;
}

/** Looks for code in the page's address now, and whenever a link leads to the same page. */
export function listenToLinks(): void {
  const look = () => {
    if (fromLink(location.hash) !== null) void load().then(({ readLink }) => readLink());
  };
  addEventListener("hashchange", look);
  look();
}

/** Whether somebody asked for them already. */
export const areLoaded = (): boolean => loaded.value !== null;
