// The request that opened a connection, as Node's `IncomingMessage` shows it.

/** Headers that Node keeps once. */
const SINGLE = new Set([
  "age",
  "authorization",
  "content-length",
  "content-type",
  "etag",
  "expires",
  "from",
  "host",
  "if-modified-since",
  "if-unmodified-since",
  "last-modified",
  "location",
  "max-forwards",
  "proxy-authorization",
  "referer",
  "retry-after",
  "server",
  "user-agent",
]);

export function headersOf(pairs) {
  const headers = {};
  for (const [raw, value] of pairs) {
    const name = raw.toLowerCase();
    if (!Object.hasOwn(headers, name)) headers[name] = name === "set-cookie" ? [value] : value;
    else if (name === "set-cookie") headers[name].push(value);
    else if (!SINGLE.has(name)) headers[name] += `${name === "cookie" ? "; " : ", "}${value}`;
  }
  return headers;
}

function queryOf(pairs) {
  const query = {};
  for (const [name, value] of pairs) {
    if (!Object.hasOwn(query, name)) query[name] = value;
    else query[name] = [query[name], value].flat();
  }
  return query;
}

export function requestOf({ address, method, url, query, headers }) {
  const connection = { remoteAddress: address, encrypted: false };
  return {
    method,
    url,
    httpVersion: "1.1",
    headers: headersOf(headers),
    rawHeaders: headers.flat(),
    _query: queryOf(query),
    connection,
    socket: connection,
  };
}
