// Which deliveries were heard: frames report what arrived and how many listeners ran, and each report belongs to the
// oldest decision that sent that event to that socket. Either side may come first.

import type { Entry } from "./entry";

export interface Arrival {
  readonly socket: string;
  readonly event: string;
  readonly listeners: number;
}

export interface Hearing {
  /** Listeners that ran, by decision and socket. */
  readonly heard: ReadonlyMap<number, ReadonlyMap<string, number>>;
  readonly sent: readonly { readonly seq: number; readonly socket: string; readonly event: string }[];
  readonly arrived: readonly Arrival[];
}

/** Deliveries and arrivals that wait for their counterpart; other programs' sockets never report. */
const MAX_WAITING = 2_000;
const MAX_HEARD = 4_000;

export const NOTHING_HEARD: Hearing = { heard: new Map(), sent: [], arrived: [] };

export function decided(hearing: Hearing, entries: readonly Entry[]): Hearing {
  const sent = [...hearing.sent];
  for (const entry of entries) {
    if (entry.kind !== "decision" || entry.operation !== "emit") continue;
    for (const socket of entry.recipients) sent.push({ seq: entry.seq, socket, event: entry.event });
  }
  return sent.length === hearing.sent.length ? hearing : match({ ...hearing, sent });
}

export function arrived(hearing: Hearing, arrivals: readonly Arrival[]): Hearing {
  return match({ ...hearing, arrived: [...hearing.arrived, ...arrivals] });
}

function match(hearing: Hearing): Hearing {
  if (hearing.arrived.length === 0) return { ...hearing, sent: hearing.sent.slice(-MAX_WAITING) };
  const sent = [...hearing.sent];
  const heard = new Map(hearing.heard);
  const waiting = hearing.arrived.filter(({ socket, event, listeners }) => {
    const index = sent.findIndex((delivery) => delivery.socket === socket && delivery.event === event);
    const delivery = sent[index];
    if (!delivery) return true;
    sent.splice(index, 1);
    heard.set(delivery.seq, new Map(heard.get(delivery.seq)).set(socket, listeners));
    return false;
  });
  while (heard.size > MAX_HEARD) heard.delete(heard.keys().next().value ?? -1);
  return { heard, sent: sent.slice(-MAX_WAITING), arrived: waiting.slice(-MAX_WAITING) };
}
