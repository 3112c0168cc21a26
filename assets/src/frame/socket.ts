// WebSocket with weather: the browser's own behind two delays. It fails to open on a network that lets none through.

import { Delay } from "./delay";
import { closed, delay, isBlocked, open } from "./conditions";

type Handler = ((event: Event) => void) | null;
const EVENTS = ["open", "message", "error", "close"] as const;

export function slowSocket(Native: typeof WebSocket): typeof WebSocket {
  class WeatherSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    onopen: Handler = null;
    onmessage: Handler = null;
    onerror: Handler = null;
    onclose: Handler = null;
    readonly #up = new Delay(delay);
    readonly #down = new Delay(delay);
    readonly #url: string;
    readonly #line = { cut: () => this.#cut(), hurry: () => (this.#up.hurry(), this.#down.hurry()) };
    #socket: WebSocket | null = null;
    #state = 0;
    #binaryType: BinaryType = "blob";

    constructor(url: string | URL, protocols: string | string[] = []) {
      super();
      this.#url = new URL(url, location.href).href.replace(/^http/, "ws");
      for (const name of EVENTS)
        this.addEventListener(name, (event) => this[`on${name}`]?.call(this as unknown as WebSocket, event));
      open(this.#line);
      if (isBlocked()) setTimeout(() => this.#end(new CloseEvent("close", { code: 1006 }), true));
      else this.#up.push(() => this.#connect(url, protocols));
    }

    #connect(url: string | URL, protocols: string | string[]): void {
      if (this.#state > 0) return;
      const socket = new Native(url, protocols);
      socket.binaryType = this.#binaryType;
      this.#socket = socket;
      const later = (arrive: () => void) => this.#down.push(() => this.#state < 3 && arrive());
      socket.onopen = () => later(() => this.#opened());
      socket.onmessage = ({ data }) => later(() => this.dispatchEvent(new MessageEvent("message", { data })));
      socket.onerror = () => later(() => this.dispatchEvent(new Event("error")));
      socket.onclose = ({ code, reason, wasClean }) =>
        later(() => this.#end(new CloseEvent("close", { code, reason, wasClean }), false));
    }

    #opened(): void {
      if (this.#state > 0) return;
      this.#state = 1;
      this.dispatchEvent(new Event("open"));
    }

    /** The server sees the connection end; nothing that was under way arrives. */
    #cut(): void {
      if (this.#socket) this.#socket.onclose = this.#socket.onmessage = this.#socket.onerror = this.#socket.onopen = null;
      this.#socket?.close();
      this.#end(new CloseEvent("close", { code: 1006 }), true);
    }

    #end(event: CloseEvent, failed: boolean): void {
      if (this.#state === 3) return;
      this.#state = 3;
      this.#up.lose();
      this.#down.lose();
      closed(this.#line);
      if (failed) this.dispatchEvent(new Event("error"));
      this.dispatchEvent(event);
    }

    send(data: string | Blob | BufferSource): void {
      if (this.#state === 0) throw new DOMException("Still in CONNECTING state.", "InvalidStateError");
      if (this.#state === 1) this.#up.push(() => this.#socket?.readyState === 1 && this.#socket.send(data));
    }

    close(code?: number, reason?: string): void {
      if (this.#state > 1) return;
      this.#state = 2;
      if (!this.#socket) return this.#end(new CloseEvent("close", { code: 1006 }), true);
      this.#up.push(() => this.#socket?.close(code, reason));
    }

    get readyState(): number {
      return this.#state;
    }
    get url(): string {
      return this.#socket?.url ?? this.#url;
    }
    get protocol(): string {
      return this.#socket?.protocol ?? "";
    }
    get extensions(): string {
      return this.#socket?.extensions ?? "";
    }
    get bufferedAmount(): number {
      return this.#socket?.bufferedAmount ?? 0;
    }
    get binaryType(): BinaryType {
      return this.#binaryType;
    }
    set binaryType(type: BinaryType) {
      this.#binaryType = type;
      if (this.#socket) this.#socket.binaryType = type;
    }
  }
  return WeatherSocket as unknown as typeof WebSocket;
}
