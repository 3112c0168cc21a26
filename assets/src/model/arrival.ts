// Whether what a line of a scenario does has come to the server: until then the server may be at rest, and the line is not
// over. An emit and a request have their entry in the trace; of the rest the packet is seen on the wire.

import { received } from "./judge";
import type { SocketType } from "./packet";
import type { Stimulus } from "./part";
import type { State } from "./state";
import { came } from "./wire";
import { isIn } from "./world";

/** What the page's clients send for it. */
const PACKETS: Partial<Record<Stimulus["kind"], readonly SocketType[]>> = {
  connect: ["CONNECT"],
  disconnect: ["DISCONNECT"],
  answer: ["ACK", "BINARY_ACK"],
};

/** The number of the newest packet; what a line sends comes after it. */
export function newestPacket({ wire }: Pick<State, "wire">): number {
  return wire.packets.at(-1)?.number ?? 0;
}

/**
 * Whether the server will get something of it soon: who is not there sends nothing when it disconnects, and nothing anew
 * who connects while it is there; who is offline sends nothing at all.
 */
export function isOnItsWay(stimulus: Stimulus, { log, weather }: Pick<State, "log" | "weather">): boolean {
  if (!("client" in stimulus)) return false;
  const { client, kind } = stimulus;
  if (weather[client]?.kind === "offline") return false;
  const isThere = (namespace: string | null) => isIn(log.world, client, namespace);
  switch (kind) {
    case "request":
      return true;
    case "connect":
      return !isThere(stimulus.namespace);
    case "emit":
    case "answer":
    case "disconnect":
      return isThere(stimulus.namespace);
    default:
      return false;
  }
}

/** `after`: the newest packet before the line began. */
export function hasArrived(
  stimulus: Stimulus,
  line: number,
  after: number,
  { log, play, lessonParts, wire }: Pick<State, "log" | "play" | "lessonParts" | "wire">,
): boolean {
  const scenario = play && lessonParts.scenarios[play.scenario];
  if (!play || !scenario || !("client" in stimulus)) return true;
  if (stimulus.kind === "emit" || stimulus.kind === "request") return received(play, scenario, line, log) !== null;
  const types = PACKETS[stimulus.kind];
  if (!types || !("namespace" in stimulus)) return true;
  return came(wire, after, { client: stimulus.client, namespace: stimulus.namespace, types });
}
