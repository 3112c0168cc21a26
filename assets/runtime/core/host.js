// What the worker's Rust side offers. It is on the global object only while this module is evaluated.

export const host = globalThis.__host;
delete globalThis.__host;

/** The kinds of `host.report`, as `src/worker/report.rs` counts them. */
export const Kind = {
  CONNECT: 0,
  PENDING: 1,
  LISTED: 2,
  REFUSE: 3,
  RECEIVE: 4,
  EMIT: 5,
  JOIN: 6,
  LEAVE: 7,
  DISCONNECT: 8,
  DISCONNECTED: 9,
  ACK_TO_CLIENT: 10,
  ACK_TO_SERVER: 11,
  ACK_TIMEOUT: 12,
  LOG: 13,
  ERROR: 14,
  REQUEST: 15,
};
