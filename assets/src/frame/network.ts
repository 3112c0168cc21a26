// The network of a client's page. WebSocket, XMLHttpRequest and fetch go through here, so that the real client meets its
// weather as it would meet a real one: cut connections, requests that fail, packets that come late. Loaded before
// socket.io-client, which takes hold of them.

import { closed, delay, isCut, open } from "./conditions";
import { Delay } from "./delay";
import { slowSocket } from "./socket";
import { slowRequest } from "./xhr";

const nativeFetch = window.fetch.bind(window);

/** Waits as long as the network takes one way; fails when it is cut meanwhile. */
function way(signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    const one = new Delay(delay);
    const it = { cut: () => failed(lost()), hurry: () => one.hurry() };
    open(it);
    signal.addEventListener("abort", () => failed(lost()), { once: true });
    one.push(() => {
      closed(it);
      done();
    });
  });
}

const lost = () => new TypeError("Failed to fetch");

async function weatherFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  if (isCut()) throw lost();
  const line = new AbortController();
  const it = { cut: () => line.abort(lost()), hurry: () => undefined };
  const given = init?.signal ?? (input instanceof Request ? input.signal : null);
  const signal = given ? AbortSignal.any([given, line.signal]) : line.signal;
  open(it);
  try {
    await way(line.signal);
    const response = await nativeFetch(input, { ...init, signal });
    await way(line.signal);
    return response;
  } finally {
    closed(it);
  }
}

window.fetch = weatherFetch;
window.WebSocket = slowSocket(window.WebSocket);
window.XMLHttpRequest = slowRequest(window.XMLHttpRequest);
