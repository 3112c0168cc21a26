// XMLHttpRequest with weather: it leaves late and its answer comes late on a slow network, and it fails on one that is cut.

import { Delay } from "./delay";
import { closed, delay, isCut, open } from "./conditions";

const ENDS = ["readystatechange", "load", "loadend", "error", "abort", "timeout"] as const;

export function slowRequest(Native: typeof XMLHttpRequest): typeof XMLHttpRequest {
  return class WeatherRequest extends Native {
    readonly #up = new Delay(delay);
    readonly #down = new Delay(delay);
    readonly #line = { cut: () => this.#cut(), hurry: () => (this.#up.hurry(), this.#down.hurry()) };
    /** Events that have had their time. */
    readonly #told = new WeakSet<Event>();
    #failed = false;

    constructor() {
      super();
      // First of all listeners, so that the others hear of the answer when it has arrived.
      for (const name of ENDS) super.addEventListener(name, (event) => this.#hold(event));
    }

    #hold(event: Event): void {
      if (this.#told.has(event) || super.readyState < 4) {
        // Its beginning is not told apart from its end while that is under way.
        if (super.readyState > 1 && delay() > 0 && !this.#told.has(event)) event.stopImmediatePropagation();
        return;
      }
      event.stopImmediatePropagation();
      if (this.#failed) return;
      this.#down.push(() => this.#tell(event.type));
    }

    #tell(type: string): void {
      const event = type === "readystatechange" ? new Event(type) : new ProgressEvent(type);
      this.#told.add(event);
      if (type === "loadend") closed(this.#line);
      this.dispatchEvent(event);
    }

    #cut(): void {
      if (this.#failed) return;
      this.#failed = true;
      this.#up.lose();
      this.#down.lose();
      super.abort();
      for (const type of ["readystatechange", "error", "loadend"]) this.#tell(type);
    }

    override get readyState(): number {
      return this.#failed ? 4 : super.readyState;
    }

    override get status(): number {
      return this.#failed ? 0 : super.status;
    }

    override send(body?: Document | XMLHttpRequestBodyInit | null): void {
      open(this.#line);
      if (isCut()) setTimeout(() => this.#cut());
      else this.#up.push(() => !this.#failed && super.send(body));
    }

    override abort(): void {
      this.#up.lose();
      this.#down.lose();
      closed(this.#line);
      super.abort();
    }
  } as typeof XMLHttpRequest;
}
