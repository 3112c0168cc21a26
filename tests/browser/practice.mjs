// Two small lessons for the cases about challenges, quizzes, cards and progress, in a folder without any others.

import { readdirSync, rmSync, writeFileSync } from "node:fs";

const ROOMS = `---
title: Rooms
summary: A room is a name that sockets join.
unit: Practice
clients: [alice, bob, carol]
minutes: 6
---
## Asked

\`\`\`js server
io.on("connection", (socket) => {
  socket.on("hello", (name) => {
    socket.broadcast.emit("hello", name);
  });
});
\`\`\`

\`\`\`html client
<form id="form"><button>Say hello</button></form>
<ul id="heard"></ul>
<script>
  const socket = io();
  form.onsubmit = (event) => { event.preventDefault(); socket.emit("hello", me); };
  socket.on("hello", (name) => heard.append(name));
</script>
\`\`\`

### Quiz: Who hears \`socket.broadcast.emit\`?

- [ ] everyone
- [x] everyone but the sender
- [ ] the sender alone

> It starts at the sender's socket, which is left out.

### Quiz: Which of these leave out the sender?

- [x] \`socket.broadcast.emit\`
- [ ] \`io.emit\`
- [x] \`socket.to("red").emit\`

### Card: broadcast

To everyone **but** the sender.

### Card: room

A name that sockets join.

## Worked on

Alice wants to hear herself.

\`\`\`js solution
io.on("connection", (socket) => {
  socket.on("hello", (name) => {
    io.emit("hello", name);
  });
});
\`\`\`

\`\`\`md hint
Which word leaves the sender out?
\`\`\`

\`\`\`md hint
What is the name of the **whole** server?
\`\`\`

\`\`\`mermaid predict=no
sequenceDiagram
    title: alice hears herself
    alice->>server: hello "alice"
    server->>alice: hello "alice"
    server->>bob: hello "alice"
    server->>carol: hello "alice"
\`\`\`

\`\`\`mermaid predict=no
sequenceDiagram
    title: so does bob
    bob->>server: hello "bob"
    server->>alice: hello "bob"
    server->>bob: hello "bob"
    server->>carol: hello "bob"
\`\`\`

## Read

Nothing is asked here.
`;

const MORE = `---
title: More rooms
summary: Several at once.
unit: Practice
---
## Again

### Card: Room

Whoever is in it gets what is sent to it.

### Card: union

Each socket once.
`;

/** A server with these lessons alone. */
export async function practice(stage) {
  const folder = stage.lessons();
  for (const name of readdirSync(folder)) {
    if (name.endsWith(".md")) rmSync(`${folder}/${name}`);
  }
  writeFileSync(`${folder}/01-rooms.md`, ROOMS);
  writeFileSync(`${folder}/02-more.md`, MORE);
  return stage.serve({ lessons: folder });
}

/** The mark of a step in the top bar's menu: "done", "begun", "not begun". */
export async function standing(lesson, step) {
  const text = await lesson.page.locator(`[data-standing="${step}"]`).textContent();
  return text.replace(/^, /, "");
}
