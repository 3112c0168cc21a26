// Node's socket.io with the bench's server code: `node node.mjs <node_modules> <code.js>`; prints its port.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [modules, code] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { Server } = require("socket.io");
const server = createServer();
const io = new Server(server);
new Function("io", readFileSync(code, "utf8"))(io);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
