// A client's page that asks the server's routes over HTTP.

import { writeFileSync } from "node:fs";
import { assert, test } from "./stage.mjs";

const LESSON = `---
title: Requests
clients: [alice, bob]
---

Ask.

## Ask

\`\`\`js server
const messages = [];
const readers = new Set();

app.get("/messages", (req, res) => res.json(messages));

app.post("/messages", (req, res) => {
  messages.push(req.body.text);
  for (const reader of readers) reader.write("data: " + req.body.text + "\\n\\n");
  io.emit("message", req.body.text);
  res.status(201).set("X-Total", messages.length).json(messages.length);
});

app.get("/stream", (req, res) => {
  res.writeHead(200, { "content-type": "text/event-stream" });
  res.write("data: welcome\\n\\n");
  readers.add(res);
  res.on("close", () => {
    readers.delete(res);
    console.log("closed", readers.size);
  });
});
\`\`\`

\`\`\`html client
<button id="say">Say hi</button>
<button id="quit">Stop</button>
<ul id="log"></ul>
<script>
  const log = (text) => document.getElementById("log").append(Object.assign(document.createElement("li"), { textContent: text }));
  io().on("message", (text) => log("socket: " + text));
  const source = new EventSource("/stream");
  source.onmessage = (event) => log("stream: " + event.data);
  say.onclick = async () => {
    const answer = await fetch("/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: "hi from " + me }),
    });
    log(answer.status + ", total " + answer.headers.get("x-total"));
    const xhr = new XMLHttpRequest();
    xhr.open("GET", "http://localhost:3000/messages");
    xhr.onload = () => log("all: " + xhr.responseText);
    xhr.send();
  };
  quit.onclick = () => source.close();
</script>
\`\`\`
`;

test("a page in a frame asks the routes, and the panel says who asked", async (stage) => {
  const folder = stage.lessons();
  writeFileSync(`${folder}/01-requests.md`, LESSON);
  const server = await stage.serve({ lessons: folder });
  const lesson = await (await stage.open({ server, route: "/lessons/requests" })).ready(2);
  const [alice, bob] = [lesson.frame("alice"), lesson.frame("bob")];
  for (const frame of [alice, bob]) await frame.getByText("stream: welcome").waitFor();
  await alice.getByRole("button", { name: "Say hi" }).click();
  for (const text of ["201, total 1", 'all: ["hi from alice"]', "socket: hi from alice", "stream: hi from alice"])
    await alice.getByText(text, { exact: true }).waitFor();
  await bob.getByText("stream: hi from alice").waitFor();
  await lesson.says("alice asked GET /messages. Line 4 answered 200 with 17 bytes.");
  await lesson.page.getByRole("button", { name: "Previous decision" }).click();
  await lesson.says("alice asked POST /messages. Line 9 sent message to 2 of 2 clients; 2 heard it.");
  await stage.shot("asked");
  await bob.getByRole("button", { name: "Stop" }).click();
  await alice.getByRole("button", { name: "Say hi" }).click();
  await alice.getByText("stream: hi from alice").nth(1).waitFor();
  assert.equal(await bob.getByText("stream: hi from alice").count(), 1);
});
