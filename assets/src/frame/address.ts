// Which route of the sandbox an address in a client's page means. Paths, and addresses of this machine or of this server,
// are the server code's; ours alone are the assets and what is below `/sandboxes/`.

export interface Home {
  readonly origin: string;
  /** `/sandboxes/{id}`, without a slash at its end. */
  readonly base: string;
  readonly client: string;
}

/** Tells the trace who asks; the server code does not see it. */
const CLIENT = "emitscope-client";

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.+\.localhost)$/;

/** The address to ask instead; anything that is not the sandbox's stays as it is. */
export function routed(address: string, home: Home): string {
  const page = `${home.base}/clients/`;
  let url: URL;
  try {
    url = new URL(address, home.origin + page);
  } catch {
    return address;
  }
  const own = url.origin === home.origin || (/^https?:$/.test(url.protocol) && LOCAL.test(url.hostname));
  if (!own) return address;
  const inside = url.pathname.startsWith(page) ? url.pathname.slice(page.length - 1) : url.pathname;
  if (url.origin === home.origin && /^\/(assets|sandboxes)\//.test(inside)) return address;
  const query = `${url.search}${url.search.length > 1 ? "&" : "?"}${CLIENT}=${encodeURIComponent(home.client)}`;
  return `${home.origin}${home.base}/http${inside}${query.startsWith("??") ? query.slice(1) : query}${url.hash}`;
}
