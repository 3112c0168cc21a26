// Requests over HTTP in the live panel, and what else happens without an emit: events that nothing follows from, refusals,
// other namespaces, joins that pages make by themselves.

import { writeFileSync } from "node:fs";
import { assert, PHONE, test } from "./stage.mjs";

/** A lesson of one step with this server code and this client page. */
export async function lessonOf(stage, { server, page, more = "", clients = "[alice, bob]", ...options }) {
  const folder = stage.lessons();
  const text = `---\ntitle: Tried\nclients: ${clients}\n---\n\n## Try\n\n\`\`\`js server\n${server}\n\`\`\`\n\n\`\`\`html client\n${page}\n\`\`\`\n${more}\n`;
  writeFileSync(`${folder}/71-tried.md`, text);
  return stage.open({ server: await stage.serve({ lessons: folder }), route: "/lessons/tried", ...options });
}

const ASK = `app.get("/messages", (req, res) => res.json([]));

app.get("/wait", (req, res) => {
  app.waiting = res;
});

app.get("/free", (req, res) => {
  app.waiting.send("now");
  res.send("done");
});`;

const ASK_PAGE = `<button id="ask">Ask</button> <button id="wait">Wait</button> <button id="free">Free</button> <button id="lost">Lost</button>
<script>
  ask.onclick = () => fetch("/messages");
  wait.onclick = () => fetch("/wait");
  free.onclick = () => fetch("/free");
  lost.onclick = () => fetch("/lost");
</script>`;

test("pages without sockets are there, and their requests are told", async (stage) => {
  const lesson = await (await lessonOf(stage, { server: ASK, page: ASK_PAGE })).ready(2);
  const press = (name, button) => lesson.frame(name).getByRole("button", { name: button }).click();
  await lesson.says("Nothing was sent yet. Press Ask in alice.");
  await lesson.seen(".card[data-client=bob] .foot", "Loaded, without a connection");
  assert.equal(await lesson.page.locator(".card.away, .seat.gone").count(), 0);
  await stage.shot("loaded");
  await press("alice", "Ask");
  await lesson.says("alice asked GET /messages. Line 1 answered 200 with 2 bytes.");
  await lesson.seen(".card[data-client=alice] .foot", "Answered 200");
  await lesson.seen(".position", "Request 1 of 1");
  assert.match(await lesson.row("alice").textContent(), /Answered.*the answer goes to whoever asked/);
  assert.match(await lesson.row("bob").textContent(), /No part in it.*It did not ask/);
  const edges = () => lesson.page.locator(".diagram .packet").evaluateAll((all) => all.map((one) => one.className.baseVal));
  assert.deepEqual((await edges()).sort(), ["packet in", "packet out heard"]);
  assert.equal(await lesson.page.locator(".timeline .step .arrow").count(), 2);
  await stage.shot("asked");
  await lesson.assertAccessible("a request");

  await press("bob", "Wait");
  await lesson.says("bob asked GET /wait. Line 3 has not answered yet.");
  await lesson.seen(".card[data-client=bob] .foot", "Waits for its answer");
  assert.deepEqual(await edges(), ["packet in"]);
  await press("alice", "Free");
  // What was answered first is told first.
  await lesson.seen(".position", "Request 3 of 3");
  const steps = lesson.page.getByRole("slider", { name: "Steps of this run" });
  await steps.focus();
  for (const key of ["End", "ArrowLeft", "ArrowLeft"]) await lesson.page.keyboard.press(key);
  await press("alice", "Lost");
  await lesson.page.getByRole("button", { name: "Back to live" }).click();
  await lesson.says("alice asked GET /lost. The server has no route for it, and answered 404.");
  const names = new Set();
  await steps.focus();
  for (let at = 0; at < 6; at += 1) {
    names.add(await steps.getAttribute("aria-valuetext"));
    await lesson.page.keyboard.press("ArrowLeft");
  }
  assert.ok([...names].some((name) => name.startsWith("bob: GET /wait, 200")), [...names].join("; "));
  stage.expectErrors(/404/);
});

test("a request on a phone is a step with its answer", async (stage) => {
  const lesson = await (await lessonOf(stage, { server: ASK, page: ASK_PAGE, size: PHONE })).ready(2);
  const tab = (name) => lesson.page.locator(".tabs").getByRole("button", { name });
  await tab("Clients").click();
  await lesson.frame("alice").getByRole("button", { name: "Ask" }).click();
  await tab("Live").locator(".badge").waitFor();
  await tab("Live").click();
  await lesson.seen(".history .dot", "GET /messages");
  await stage.shot("asked");
});

test("an event that is handled without sending is told, and one without a listener", async (stage) => {
  const server = `io.on("connection", (socket) => {
  socket.on("btn", () => console.log("pressed"));
});`;
  const page = `<button id="b">Press</button><button id="n">Nothing</button>
<script>
  const socket = io();
  b.onclick = () => socket.emit("btn");
  n.onclick = () => socket.emit("nothing");
</script>`;
  const lesson = await (await lessonOf(stage, { server, page })).ready(2);
  await lesson.frame("alice").getByRole("button", { name: "Press" }).click();
  await lesson.says("alice sent btn. The server's listener on line 2 ran, and sent nothing.");
  await lesson.frame("bob").getByRole("button", { name: "Nothing" }).click();
  await lesson.says("bob sent nothing. The server has no listener for it.");
  assert.equal(await lesson.page.locator(".timeline .step .arrow.in").count(), 2);
  await stage.shot("silent");
});

test("a refused client says so and why, until it connects", async (stage) => {
  const server = `io.use((socket, next) => next(socket.handshake.auth.token ? undefined : new Error("not allowed")));
io.of("/admin").on("connection", () => {});`;
  const page = `<button id="b">Enter</button>
<script>
  const socket = me === "carol" ? io("/admin") : io();
  b.onclick = () => { socket.auth = { token: 1 }; socket.connect(); };
</script>`;
  const lesson = await lessonOf(stage, { server, page, clients: "[alice, bob, carol]" });
  await lesson.seen(".card[data-client=alice] .foot", "Refused: not allowed");
  await lesson.seen(".card[data-client=carol] .foot", "Connected in /admin");
  await lesson.seen(".card[data-client=carol] .namespace", "/admin");
  await lesson.seen(".status", "1 client");
  await lesson.seen(".diagram .seat .status", "in /admin");
  await stage.shot("refused");
  assert.equal(await lesson.page.locator(".card[data-client=carol].away").count(), 0);
  await lesson.frame("alice").getByRole("button", { name: "Enter" }).click();
  await lesson.seen(".status", "2 clients");
  await lesson.page.locator(".card[data-client=alice]:not(.away)").waitFor();
});

test("what pages do by themselves leaves the first press to the student", async (stage) => {
  const server = `io.on("connection", (socket) => {
  socket.on("join", (room) => socket.join(room));
  socket.on("say", (id) => io.to(id).emit("said"));
  socket.on("who", (answer) => socket.broadcast.emit("id", socket.id));
});`;
  const page = `<button id="b">Send</button>
<script>
  const socket = io();
  socket.emit("join", "room1");
  b.onclick = () => socket.emit("say", window.other ?? socket.id);
</script>`;
  const lesson = await (await lessonOf(stage, { server, page })).ready(2);
  await lesson.says("put bob into room1. Press Send in alice.");
  await stage.shot("joined");
  await lesson.frame("alice").getByRole("button", { name: "Send" }).click();
  await lesson.says("alice sent say.");
  assert.doesNotMatch(await lesson.sentence.textContent(), /Press/);
  assert.match(await lesson.row("bob").textContent(), /It is not in alice's own room/);
  await lesson.seen(".card[data-client=bob] .foot", "not in alice's own room");
});
