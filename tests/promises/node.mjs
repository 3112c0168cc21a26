// The reference: the same server code on Node's own socket.io, in this process.

import { createServer } from "node:http";

/** Starts it on a free port; `{address, path, stop}`. */
export async function startNode(lib, program) {
  const http = createServer();
  const io = new lib.Server(http, program.options);
  new Function("io", program.server)(io);
  await new Promise((done) => http.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${http.address().port}`,
    path: "/socket.io/",
    stop: () => new Promise((done) => io.close(done)),
  };
}
