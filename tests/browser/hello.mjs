// The lesson's own way: press, see who heard it and why, change the code, press again.

import { writeFileSync } from "node:fs";
import { assert, test } from "./stage.mjs";

test("alice says hello: bob and carol hear it, and the table says why alice does not", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await lesson.says("Press Say hello in alice");
  await lesson.sayHello("alice");
  await lesson.says("alice sent hello. Line 3 delivered it to 2 of 3 clients; 2 heard it.");
  assert.deepEqual(await lesson.heard("bob", 1), ["alice says hello"]);
  assert.deepEqual(await lesson.heard("carol", 1), ["alice says hello"]);
  assert.deepEqual(await lesson.heard("alice", 0), []);
  assert.match(
    await lesson.row("alice").textContent(),
    /Skipped.*It is the sender, and socket\.broadcast leaves the sender out/,
  );
  assert.match(await lesson.row("bob").textContent(), /Delivered.*It is not the sender; 1 listener ran/);
  await lesson.seen(".card[data-client=alice] .foot", "it is the sender");
  await lesson.seen(".cm-ran", "to 2 of 3");
  await lesson.seen(".position", "Decision 1 of 1");
  await stage.shot("told");
});

test("without broadcast alice hears herself, and only she", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  await lesson.write((await lesson.code()).replace(".broadcast", ""));
  await lesson.seen(".note", "not run yet");
  await lesson.run();
  await lesson.seen(".chip", "from the last run");
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("Line 3 delivered it to alice only, who heard it.");
  assert.deepEqual(await lesson.heard("alice", 1), ["alice says hello"]);
  assert.equal((await lesson.heard("bob", 1)).length, 1);
  assert.match(await lesson.row("bob").textContent(), /socket\.emit goes to one client only/);
  await stage.shot("told");
});

test("a listener that is not there is told as unheard", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await lesson.write((await lesson.code()).replace('emit("hello"', 'emit("hullo"'));
  await lesson.run();
  await lesson.says("Nothing was sent yet");
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("Line 3 sent hullo to 2 of 3 clients; 0 heard it.");
  assert.match(await lesson.row("bob").textContent(), /Unheard.*has no listener for hullo/);
  assert.deepEqual(await lesson.heard("bob", 0), []);
});

test("Socket.IO's own chat page works in the frames", async (stage) => {
  const { writeFileSync } = await import("node:fs");
  const folder = stage.lessons();
  writeFileSync(`${folder}/20-chat.md`, CHAT);
  const server = await stage.serve({ lessons: folder });
  const lesson = await (await stage.open({ server, route: "/lessons/chat" })).ready();
  const frame = lesson.frame("alice");
  await frame.getByRole("textbox").fill("hi all");
  await frame.getByRole("textbox").press("Enter");
  for (const client of ["alice", "bob", "carol"]) assert.deepEqual(await lesson.heard(client, 1), ["hi all"]);
  assert.equal(await frame.getByRole("textbox").inputValue(), "", "the page's own handler ran to its end");
  await lesson.says("alice sent chat message. Line 3 delivered it to 3 of 3 clients; 3 heard it.");
  await stage.shot("told");
});

const CHAT = `---
title: Chat
unit: Start
---

## Chat

Text.

\`\`\`js server
io.on("connection", (socket) => {
  socket.on("chat message", (msg) => {
    io.emit("chat message", msg);
  });
});
\`\`\`

\`\`\`html client
<!DOCTYPE html>
<html>
  <head>
    <title>Socket.IO chat</title>
  </head>
  <body>
    <ul id="messages"></ul>
    <form id="form" action="">
      <input id="input" autocomplete="off" /><button>Send</button>
    </form>
    <script src="/socket.io/socket.io.js"></script>
    <script>
      const socket = io();
      const form = document.getElementById('form');
      const input = document.getElementById('input');
      const messages = document.getElementById('messages');
      form.addEventListener('submit', (e) => {
        e.preventDefault();
        if (input.value) {
          socket.emit('chat message', input.value);
          input.value = '';
        }
      });
      socket.on('chat message', (msg) => {
        const item = document.createElement('li');
        item.textContent = msg;
        messages.appendChild(item);
        window.scrollTo(0, document.body.scrollHeight);
      });
    </script>
  </body>
</html>
\`\`\`
`;

test("a page with two connections, or the same listener twice, is warned of", async (stage) => {
  const folder = stage.lessons();
  const page = `<button onclick="socket.emit('hello', me)">Say hello</button>
<script>
  const socket = io();
  io({ forceNew: true });
  for (let n = 0; n < 2; n += 1) socket.on("hello", () => {});
</script>`;
  const text = (client) => `---\ntitle: Twice\nclients: [alice, bob]\n---\n## One\n\`\`\`js server
io.on("connection", (socket) => {
  socket.on("hello", (name) => socket.broadcast.emit("hello", name));
});
\`\`\`\n\`\`\`html client\n${client}\n\`\`\`\n`;
  writeFileSync(`${folder}/01-twice.md`, text(page));
  const server = await stage.serve({ lessons: folder });
  const lesson = await (await stage.open({ server, route: "/lessons/twice" })).ready(2);
  await lesson.seen(".warning", "alice's page has 2 connections");
  await lesson.sayHello("alice");
  await lesson.seen(".warning", "bob's page has the same listener for hello more than once");
  await stage.shot("warned");
  await lesson.assertAccessible("with warnings");
  writeFileSync(`${folder}/01-twice.md`, text(page.replace("  io({ forceNew: true });\n", "").replace("n < 2", "n < 1")));
  await lesson.page.locator(".warning").first().waitFor({ state: "detached" });
  await lesson.ready(2);
});
