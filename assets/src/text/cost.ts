// The words of the cost table; loaded with it.

export const text = {
  title: "What each client's connection has cost",
  transports: { http: "HTTP", polling: "Polling", websocket: "WebSocket" },
  columns: {
    client: "Client",
    transport: "Transport",
    requests: "Requests",
    bytes: "Bytes",
    heads: "Headers",
    empty: "Empty answers",
    delay: "Mean delay",
  },
  none: "–",
  unknown: "not counted",
  note:
    "Measured since this page opened. Bytes: packets, frames and bodies, both ways. Headers: what HTTP adds to each request. " +
    "Mean delay: how long news waited at the server for a request or a connection that could take it.",
} as const;
