// `fetch`, `XMLHttpRequest` and `EventSource` of a client's page, led to the routes of its sandbox.

import { type Home, routed } from "./address";

export function leadHttp(home: Home): void {
  const { fetch, EventSource } = window;
  const to = (address: string | URL) => routed(String(address), home);

  window.fetch = function (input: RequestInfo | URL, init?: RequestInit) {
    if (!(input instanceof Request)) return fetch.call(window, to(input), init);
    const address = to(input.url);
    return fetch.call(window, address === input.url ? input : new Request(address, input), init);
  };

  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, method: string, url: string | URL, ...rest: unknown[]) {
    Reflect.apply(open, this, [method, to(url), ...rest]);
  };

  window.EventSource = class extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(to(url), init);
    }
  };
}
