// Entries and reports come in bursts; the state takes them once per frame of the screen.

import type { Entry } from "../model/entry";
import type { Report } from "../model/frame";
import type { WirePacket } from "../model/wire";
import { dispatch } from "./store";

/** Between two deliveries in a tab that draws nothing, in milliseconds. */
const HIDDEN_MS = 100;

let entries: Entry[] = [];
let reports: { client: string; report: Report }[] = [];
let packets: WirePacket[] = [];
let waiting = false;

export function enqueueEntry(entry: Entry): void {
  entries.push(entry);
  wake();
}

export function enqueuePacket(packet: WirePacket): void {
  packets.push(packet);
  wake();
}

export function enqueueReport(client: string, report: Report): void {
  reports.push({ client, report });
  wake();
}

/** Another sandbox: what is on the way from the old one is nobody's business any more. */
export function clearQueue(): void {
  [entries, reports, packets] = [[], [], []];
}

function wake(): void {
  if (waiting) return;
  waiting = true;
  if (document.hidden) setTimeout(flush, HIDDEN_MS);
  else requestAnimationFrame(flush);
}

function flush(): void {
  waiting = false;
  const [newEntries, newReports, newPackets] = [entries, reports, packets];
  clearQueue();
  if (newEntries.length > 0) dispatch({ type: "entriesArrived", entries: newEntries });
  if (newPackets.length > 0) dispatch({ type: "packetsArrived", packets: newPackets });
  if (newReports.length > 0) dispatch({ type: "framesReported", reports: newReports });
}
