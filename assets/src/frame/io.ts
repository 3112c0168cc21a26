// The real socket.io-client, with one difference: whatever address a page names, it reaches this page's sandbox.

import { io as connect, Manager, protocol, Socket, type ManagerOptions, type SocketOptions } from "socket.io-client";
import { current, onWeather } from "./conditions";
import { intercept, isHeld, namespaceOf, remember } from "./script";
import { target } from "./target";
import { tell } from "./tell";
import { toScenario } from "./values";

export interface Place {
  readonly origin: string;
  readonly path: string;
  readonly client: string;
}

type Options = Partial<ManagerOptions & SocketOptions>;

/** Milliseconds: Run restarts the server, and a student should not wait a second each time. A page may give its own. */
const SOON = { reconnectionDelay: 100, reconnectionDelayMax: 1_000 };

export function sandboxedIo(place: Place) {
  function io(address?: string | Options, given?: Options): Socket {
    const options = (typeof address === "object" ? address : given) ?? {};
    const { namespace, query } = target(typeof address === "string" ? address : "/");
    const socket = connect(place.origin + namespace, {
      ...placed(options, query),
      ...(isHeld(namespace) ? { autoConnect: false } : {}),
    });
    watch(socket);
    // A held socket may have made a manager that connects nobody by itself.
    if (!isHeld(namespace) && options.autoConnect !== false && !socket.active) socket.connect();
    return socket;
  }

  function placed<T extends Options>(options: T, query: Record<string, string> = {}): T {
    const own = options.query ?? {};
    return { ...SOON, ...options, path: place.path, query: { ...query, ...own, client: place.client } };
  }

  class SandboxManager extends Manager {
    constructor(address?: string | Options, given?: Options) {
      super(place.origin, placed((typeof address === "object" ? address : given) ?? {}));
    }
    override socket(namespace: string, options?: Partial<SocketOptions>): Socket {
      const held = isHeld(namespace) && (this as unknown as { _autoConnect: boolean })._autoConnect;
      if (held) (this as unknown as { _autoConnect: boolean })._autoConnect = false;
      const socket = super.socket(namespace, options);
      if (held) (this as unknown as { _autoConnect: boolean })._autoConnect = true;
      watch(socket);
      return socket;
    }
  }

  return Object.assign(io, { io, connect: io, Manager: SandboxManager, Socket, protocol });
}

const watched = new WeakSet<Socket>();

/** The transports that each manager was made with. */
const managers = new Map<Manager, ManagerOptions["transports"] | undefined>();

/** On a network without WebSocket also a page that asks for nothing else goes by polling. */
export function followWeather(): void {
  onWeather(() => [...managers.keys()].forEach(follow));
}

function follow(manager: Manager): void {
  const options = manager.opts as Partial<ManagerOptions>;
  if (!managers.has(manager)) managers.set(manager, options.transports);
  const own = managers.get(manager);
  if (current().kind === "polling") options.transports = ["polling"];
  else if (own) options.transports = own;
  else delete options.transports;
}

/** The client's own dispatch, which a page can neither remove nor see, unlike a catch-all listener. */
interface Internals {
  emitEvent(args: unknown[]): void;
  emitReserved(event: string, ...args: unknown[]): unknown;
}

function watch(socket: Socket): void {
  if (watched.has(socket)) return;
  watched.add(socket);
  follow(socket.io);
  tell({ type: "socket" });
  remember(socket);
  const internals = socket as unknown as Internals;
  const dispatch = internals.emitEvent.bind(socket);
  internals.emitEvent = (args) => {
    const event = String(args[0]);
    const own = socket.listeners(event as never);
    // One that is registered anew with each connection is another function each time, and the same text.
    const twice = new Set(own.map(String)).size < own.length;
    tell({ type: "arrived", socket: socket.id ?? "", event, listeners: own.length + socket.listenersAny().length, twice });
    dispatch(intercept(socket, args));
  };
  const announce = internals.emitReserved.bind(socket);
  internals.emitReserved = (event, ...args) => {
    told(socket, event, args[0]);
    if (event === "connect" || event === "disconnect") count(socket);
    return announce(event, ...args);
  };
}

const connected = new Map<string, Set<Socket>>();

/** How many connections this one page has to a namespace: to the server each is a client. */
function count(socket: Socket): void {
  const namespace = namespaceOf(socket);
  const there = connected.get(namespace) ?? new Set<Socket>();
  connected.set(namespace, there);
  if (socket.connected) there.add(socket);
  else there.delete(socket);
  tell({ type: "connections", count: Math.max(...[...connected.values()].map(({ size }) => size)) });
}

/** What the server said about the connection. A network that failed is nobody's refusal, and has no `data`. */
function told(socket: Socket, event: string, detail: unknown): void {
  const namespace = namespaceOf(socket);
  if (event === "disconnect") tell({ type: "ended", namespace, reason: String(detail) });
  if (event === "connect_error" && detail instanceof Error && Object.hasOwn(detail, "data")) {
    const { message, data } = detail as Error & { data?: unknown };
    tell({ type: "refused", namespace, message, data: toScenario(data) });
  }
}
