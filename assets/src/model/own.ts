// A client of the student's own: the name it could go by, and the program that joins the sandbox with it.

export const LANGUAGES = ["browser", "node", "python"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The longest name, in characters. */
export const MAX_NAME = 32;

/** Names that come after alice, bob and carol. */
const NAMES = ["dave", "erin", "frank", "grace", "heidi", "ivan", "judy"];

/** The first one that nobody has; after all of them, one with a number. */
export function nextName(taken: Iterable<string>): string {
  const all = new Set(taken);
  for (const name of NAMES) if (!all.has(name)) return name;
  for (let number = 1; ; number += 1) if (!all.has(`client${number}`)) return `client${number}`;
}

export const isName = (name: string): boolean => name.length <= MAX_NAME && /^[A-Za-z0-9_-]+$/.test(name);

/** An event that the server code listens for, to have something to send. */
export function firstEvent(server: string): string {
  const events = [...server.matchAll(/\bsocket\.on\(\s*(["'])([\w :.-]{1,40})\1/g)].map(([, , event]) => event ?? "");
  return events.find((event) => !["disconnect", "disconnecting", "error"].includes(event)) ?? "hello";
}

export interface Joining {
  /** Of the server: `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly sandbox: string;
  readonly name: string;
  readonly event: string;
}

export const enginePath = (sandbox: string): string => `/sandboxes/${sandbox}/socket.io/`;

/** A whole program. Each says what it needs in its first line. */
export function program(language: Language, { origin, sandbox, name, event }: Joining): string {
  const path = enginePath(sandbox);
  const connect = `const socket = io("${origin}", {
  path: "${path}",
  query: { client: "${name}" },
});`;
  switch (language) {
    case "browser":
      return `<!doctype html>
<meta name="viewport" content="width=device-width">
<button>Send ${event}</button>
<pre></pre>
<script type="module">
import { io } from "https://cdn.socket.io/4.8.1/socket.io.esm.min.js";

${connect}

const show = (text) => document.querySelector("pre").append(text + "\\n");
socket.on("connect", () => show("connected as " + socket.id));
socket.onAny((event, ...args) => show(event + " " + JSON.stringify(args)));
document.querySelector("button").onclick = () => socket.emit("${event}", "${name}");
</script>
`;
    case "node":
      return `// npm install socket.io-client, save this as client.mjs, then: node client.mjs
import { io } from "socket.io-client";

${connect}

socket.on("connect", () => {
  console.log("connected as", socket.id);
  socket.emit("${event}", "${name}");
});
socket.onAny((event, ...args) => console.log(event, ...args));
`;
    case "python":
      return `# pip install "python-socketio[client]", save this as client.py, then: python client.py
import socketio

sio = socketio.Client()

@sio.event
def connect():
    print("connected as", sio.get_sid())
    sio.emit("${event}", "${name}")

@sio.on("*")
def any_event(event, *args):
    print(event, *args)

sio.connect(
    "${origin}?client=${name}",
    socketio_path="${path}",
)
sio.wait()
`;
  }
}
