// Which namespace an address given to `io()` means, read as socket.io-client reads it; the host is not ours to choose.

export interface Target {
  readonly namespace: string;
  readonly query: Record<string, string>;
}

export function target(address: string): Target {
  const [beforeFragment = ""] = address.split("#");
  const [location = "", search = ""] = beforeFragment.split("?");
  const isPath = location.startsWith("/") && !location.startsWith("//");
  const path = isPath ? location : location.replace(/^(\w+:)?\/\//, "").replace(/^[^/]*/, "");
  return { namespace: path || "/", query: Object.fromEntries(new URLSearchParams(search)) };
}
