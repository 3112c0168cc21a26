import assert from "node:assert/strict";
import test from "node:test";
import { routed } from "./address";

const home = { origin: "http://127.0.0.1:3000", base: "/sandboxes/x", client: "alice" };
const http = (rest: string) => `http://127.0.0.1:3000/sandboxes/x/http${rest}`;

test("paths and local addresses mean the server code's routes", () => {
  const routes = {
    "/messages": "/messages?emitscope-client=alice",
    messages: "/messages?emitscope-client=alice",
    "./a/b": "/a/b?emitscope-client=alice",
    "/messages?since=3#part": "/messages?since=3&emitscope-client=alice#part",
    "/messages?": "/messages?emitscope-client=alice",
    "": "/?emitscope-client=alice",
    "http://localhost:8080/a": "/a?emitscope-client=alice",
    "http://127.0.0.1:3000/a%20b": "/a%20b?emitscope-client=alice",
    "/api/users": "/api/users?emitscope-client=alice",
  };
  for (const [address, expected] of Object.entries(routes))
    assert.equal(routed(address, home), http(expected), address);
});

test("what is not the sandbox's stays as it is", () => {
  for (const address of [
    "https://example.com/messages",
    "data:text/plain,hi",
    "blob:null/1",
    "/assets/style.css",
    "http://127.0.0.1:3000/sandboxes/x/socket.io/?EIO=4",
    "http://",
  ])
    assert.equal(routed(address, home), address, address);
});
