// Server messages to values: an entry of the trace, an answer of the API. What does not fit is null.

import { type Entry, HTTP_STATES, OPERATIONS, type Place, REASONS, type Skipped } from "./entry";
import { type LessonPage, named } from "./files";
import { type LessonParts, parseParts } from "./part";
import { parseTasks, type Tasks } from "./progress";
import * as read from "./read";

export function parseEntry(kind: string, data: string): Entry | null {
  const value = read.fields(read.json(data));
  const seq = read.countOrNull(value?.seq);
  if (!value || seq === null) return null;
  const common = {
    seq,
    at: read.count(value.at),
    cause: read.countOrNull(value.cause),
    location: place(value.location),
  };
  const socket = read.text(value.socket);
  const client = read.textOrNull(value.client);
  const namespace = read.text(value.namespace, "/");
  switch (kind) {
    case "connect": {
      const transport = read.text(value.transport);
      return { ...common, kind, socket, client, namespace, transport, recovered: value.recovered === true };
    }
    case "refuse":
      return { ...common, kind, client, namespace, message: read.text(value.message) };
    case "disconnect": {
      const rooms = read.rooms(value.rooms);
      return { ...common, kind, socket, client, namespace, reason: read.text(value.reason), rooms };
    }
    case "receive": {
      const { ack, handled } = value;
      const [event, args] = [read.text(value.event), read.list(value.args)];
      return { ...common, kind, socket, namespace, event, args, ack: ack === true, handled: handled !== false };
    }
    case "decision":
      return parseDecision(common, value);
    case "ack": {
      const direction = value.direction === "to-server" ? "to-server" : "to-client";
      const of = read.countOrNull(value.of);
      return { ...common, kind, socket, namespace, of, direction, timeout: value.timeout === true };
    }
    case "error": {
      const [title, detail] = [read.text(value.title), read.text(value.detail)];
      return { ...common, kind, title, detail, limit: read.textOrNull(value.limit) };
    }
    case "restart":
      return { ...common, kind, reason: read.text(value.reason) };
    case "http": {
      const [requestBytes, responseBytes] = [read.count(value.requestBytes), read.count(value.responseBytes)];
      const state = read.oneOf(HTTP_STATES, value.state) ?? "ended";
      const [method, path] = [read.text(value.method), read.text(value.path)];
      const [status, streamed] = [read.countOrNull(value.status), value.streamed === true];
      return { ...common, kind, method, path, client, status, requestBytes, responseBytes, streamed, state };
    }
    default:
      return { ...common, kind: "other" };
  }
}

type Common = { seq: number; at: number; cause: number | null; location: Place | null };

function parseDecision(common: Common, value: read.Fields): Entry | null {
  const operation = read.oneOf(OPERATIONS, value.operation);
  if (!operation) return null;
  const recipients = read.texts(value.recipients);
  const skipped = read
    .list(value.skipped)
    .map(parseSkipped)
    .filter((item) => item !== null);
  const totals = read.fields(value.totals);
  return {
    ...common,
    kind: "decision",
    operation,
    call: read.textOrNull(value.call),
    namespace: read.text(value.namespace, "/"),
    sender: read.textOrNull(value.sender),
    event: read.text(value.event),
    args: read.list(value.args),
    rooms: read.rooms(value.rooms),
    except: read.rooms(value.except),
    direct: value.direct === true,
    volatile: read.fields(value.flags)?.volatile === true,
    recipients,
    skipped,
    totals: {
      recipients: read.count(totals?.recipients, recipients.length),
      skipped: read.count(totals?.skipped, skipped.length),
    },
    warnings: read.texts(value.warnings),
  };
}

function parseSkipped(value: unknown): Skipped | null {
  const skipped = read.fields(value);
  const reason = read.oneOf(REASONS, skipped?.reason);
  return skipped && reason ? { socket: read.text(skipped.socket), reason, room: read.room(skipped.room) } : null;
}

function place(value: unknown): Place | null {
  const line = read.countOrNull(read.fields(value)?.line);
  return line === null ? null : { line, column: read.count(read.fields(value)?.column, 1) };
}

/** An error of the API (RFC 9457) or of a handler, with its place in the server code where it has one. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly line: number | null;
  readonly column: number | null;
}

export function parseProblem(body: string, fallback: string): Problem {
  const value = read.fields(read.json(body));
  return {
    title: read.text(value?.title, fallback),
    detail: read.text(value?.detail),
    line: read.countOrNull(value?.line),
    column: read.countOrNull(value?.column),
  };
}

/** The answer to `POST /api/sandboxes`. */
export function parseCreated(body: string): string | null {
  return read.textOrNull(read.fields(read.json(body))?.id);
}

/** What the page was served with. */
export interface Bootstrap {
  /** Only programs on this computer reach the server. */
  readonly loopback: boolean;
  readonly lesson: {
    readonly slug: string;
    readonly title: string;
    readonly clients: readonly string[];
    readonly steps: readonly Tasks[];
  };
  readonly step: {
    readonly number: number;
    readonly server: string;
    /** Socket.IO's server options, as JSON. */
    readonly options: string;
    /** Of the clients, each that differs from the others. */
    readonly pages: readonly LessonPage[];
    readonly parts: LessonParts;
  };
}

export function parseBootstrap(source: string): Bootstrap {
  const value = read.fields(read.json(source));
  const [lesson, step] = [read.fields(value?.lesson), read.fields(value?.step)];
  return {
    loopback: value?.loopback !== false,
    lesson: {
      slug: read.text(lesson?.slug),
      title: read.text(lesson?.title),
      clients: read.texts(lesson?.clients),
      steps: read.list(lesson?.steps).map(parseTasks),
    },
    step: {
      number: read.count(step?.number, 1),
      server: read.text(step?.server).replace(/\n$/, ""),
      options: JSON.stringify(step?.options ?? {}),
      pages: named(read.list(step?.pages).map(parsePage)),
      parts: parseParts(step),
    },
  };
}

function parsePage(item: unknown): { clients: readonly string[]; html: string } {
  const page = read.fields(item);
  return { clients: read.texts(page?.clients), html: read.text(page?.html).replace(/\n$/, "") };
}

/** The sockets of a snapshot, to go on from after entries were lost. */
export function parseSnapshot(body: string): readonly SnapshotPeer[] | null {
  const namespaces = read.fields(read.fields(read.json(body))?.namespaces);
  if (!namespaces) return null;
  return Object.entries(namespaces).flatMap(([namespace, value]) =>
    read.list(read.fields(value)?.sockets).map((item) => {
      const socket = read.fields(item);
      return {
        id: read.text(socket?.id),
        client: read.textOrNull(socket?.client),
        namespace,
        rooms: read.rooms(socket?.rooms),
      };
    }),
  );
}

/** The newest entry of a snapshot's trace. */
export function parseLast(body: string): number | null {
  return read.countOrNull(read.fields(read.fields(read.json(body))?.trace)?.last);
}

export interface SnapshotPeer {
  readonly id: string;
  readonly client: string | null;
  readonly namespace: string;
  readonly rooms: ReturnType<typeof read.rooms>;
}
