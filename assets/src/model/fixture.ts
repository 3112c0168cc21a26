// A trace for tests, told in few words: each call adds the entry that the server would have sent.

import type { DecisionEntry, Entry, HttpEntry, Place, Reason, Skipped } from "./entry";
import type { LessonParts } from "./part";
import type { Room } from "./room";

export const NO_PARTS: LessonParts = { scenarios: [], challenge: null, quizzes: [], cards: [] };

interface Sent {
  readonly to: readonly string[];
  readonly skipped?: readonly (readonly [string, Reason])[];
  readonly rooms?: readonly Room[];
  readonly sender?: string;
  readonly cause?: number | null;
  readonly line?: number;
  readonly call?: string;
  readonly direct?: boolean;
  readonly at?: number;
}

export class Trace {
  readonly entries: Entry[] = [];

  connect(client: string | null, socket = `${client}-id`, namespace = "/"): number {
    const own = { recipients: [socket], args: [socket], direct: true, namespace };
    this.decision("join", own);
    return this.add({ kind: "connect", socket, client, namespace, transport: "websocket", recovered: false });
  }

  disconnect(client: string, socket = `${client}-id`, reason = "transport close"): number {
    return this.add({ kind: "disconnect", socket, client, namespace: "/", reason, rooms: [] });
  }

  receive(client: string, event: string, handled = true): number {
    const socket = `${client}-id`;
    return this.add({ kind: "receive", socket, namespace: "/", event, args: [], ack: false, handled });
  }

  refuse(client: string, message: string, namespace = "/"): number {
    return this.add({ kind: "refuse", client, namespace, message });
  }

  error(title: string, cause: number): number {
    return this.add({ kind: "error", title, detail: "", limit: null, cause });
  }

  ask(client: string | null, method: string, path: string, told: Partial<HttpEntry> = {}): number {
    const bytes = { requestBytes: 0, responseBytes: 2, streamed: false };
    return this.add({ kind: "http", method, path, client, status: 200, state: "ended", ...bytes, ...told });
  }

  emit(event: string, sent: Sent): number {
    const skipped: Skipped[] = (sent.skipped ?? []).map(([name, reason]) => ({
      socket: `${name}-id`,
      reason,
      room: null,
    }));
    return this.decision("emit", {
      event,
      skipped,
      recipients: sent.to.map((name) => `${name}-id`),
      rooms: sent.rooms ?? [],
      sender: sent.sender ? `${sent.sender}-id` : null,
      cause: sent.cause ?? null,
      location: sent.line ? { line: sent.line, column: 1 } : null,
      call: sent.call ?? null,
      direct: sent.direct ?? false,
      at: sent.at ?? 0,
    });
  }

  ack(client: string, of: number): number {
    const socket = `${client}-id`;
    return this.add({ kind: "ack", socket, namespace: "/", of, direction: "to-client", timeout: false, cause: of });
  }

  join(client: string, room: Room, cause: number | null = null): number {
    return this.move("join", client, room, cause);
  }

  leave(client: string, room: Room, cause: number | null = null): number {
    return this.move("leave", client, room, cause);
  }

  restart(): number {
    return this.add({ kind: "restart", reason: "new code" });
  }

  private move(operation: "join" | "leave", client: string, room: Room, cause: number | null): number {
    const location: Place = { line: 2, column: 3 };
    return this.decision(operation, { recipients: [`${client}-id`], args: [room], direct: true, cause, location });
  }

  private decision(operation: DecisionEntry["operation"], fields: Partial<DecisionEntry>): number {
    const { recipients = [], skipped = [] } = fields;
    return this.add({
      kind: "decision",
      operation,
      call: null,
      namespace: "/",
      sender: null,
      event: "",
      args: [],
      rooms: [],
      except: [],
      direct: false,
      volatile: false,
      totals: { recipients: recipients.length, skipped: skipped.length },
      warnings: [],
      ...fields,
      recipients,
      skipped,
    });
  }

  private add(fields: object): number {
    const seq = this.entries.length + 1;
    this.entries.push({ seq, at: seq, cause: null, location: null, ...fields } as Entry);
    return seq;
  }
}
