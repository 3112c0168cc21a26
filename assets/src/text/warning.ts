// What a client's page does that makes it hear more than its author may think.

import type { FrameState } from "../model/state";
import { rich } from "./fluent";
import type { Text } from "./pieces";

export function warnings(client: string, { connections, twice }: FrameState): readonly Text[] {
  const found: Text[] = [];
  if (connections > 1) found.push(rich("warn-connections", { client, count: connections }));
  if (twice !== null) found.push(rich("warn-twice", { client, event: twice.event }));
  return found;
}
