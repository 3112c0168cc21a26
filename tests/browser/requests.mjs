// Requests over HTTP in the live panel, and what else happens without an emit: events that nothing follows from, refusals,
// other namespaces, joins that pages make by themselves.

import { writeFileSync } from "node:fs";
import { Card, plays } from "./predict.mjs";
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
  await lesson.says(/put (alice|bob) into room1\. Press Send in alice\./);
  await stage.shot("joined");
  await lesson.frame("alice").getByRole("button", { name: "Send" }).click();
  await lesson.says("alice sent say.");
  assert.doesNotMatch(await lesson.sentence.textContent(), /Press/);
  assert.match(await lesson.row("bob").textContent(), /It is not in alice's own room/);
  await lesson.seen(".card[data-client=bob] .foot", "not in alice's own room");
});

test("a request is predicted, and what explains it is folded until then", async (stage) => {
  const lesson = await plays(stage, 6);
  const { page } = lesson;
  const card = new Card(lesson, "News on a stream");
  const why = page.getByText("Bob had left his request open.");
  await page.getByRole("button", { name: "Show the explanation" }).waitFor();
  assert.ok(!(await why.isVisible()) && !(await page.getByText("A list, too.").isVisible()));
  assert.ok(await page.getByText("What is new.").count(), "the next part is not folded");
  await lesson.assertAccessible("folded");
  await stage.shot("folded");
  assert.match(await card.root.locator("legend").textContent(), /alice asks POST \/news\. Who hears of it\?/);
  await card.mark({ alice: true, bob: false, carol: false });
  await card.look();
  assert.equal(await card.tally(), "2 of 3 right");
  assert.match(await card.row("bob").textContent(), /You said: does not hear it\. It had asked before/);
  await why.waitFor();
  assert.equal(await page.getByRole("button", { name: /the explanation/ }).count(), 0);
  await stage.shot("told");
  await page.reload();
  await lesson.ready();
  await why.waitFor();
});

test("an explanation is shown at a press, with the focus kept, and stays while the lesson is saved", async (stage) => {
  const folder = stage.lessons();
  const server = await stage.serve({ lessons: folder });
  const lesson = await (await stage.open({ server })).ready();
  const { page } = lesson;
  const button = page.getByRole("button", { name: "explanation" });
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  const why = page.locator(".prose").getByText("Why.");
  assert.ok(!(await why.first().isVisible()));
  await button.focus();
  await page.keyboard.press("Enter");
  await why.first().waitFor();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.match(await page.evaluate(() => document.activeElement?.textContent), /Hide the explanation/);
  const { readFileSync } = await import("node:fs");
  const file = `${folder}/09-broadcasting.md`;
  writeFileSync(file, readFileSync(file, "utf8").replace("**Why.**", "**Why so.**"));
  await page.locator(".prose").getByText("Why so.").first().waitFor();
  await button.click();
  await page.locator(".prose").getByText("Why so.").first().waitFor({ state: "hidden" });
});

test("the pace of a played scenario is chosen, and kept", async (stage) => {
  const lesson = await plays(stage, 5);
  const { page } = lesson;
  await page.getByRole("button", { name: "Keys and help" }).click();
  await page.getByLabel("Pace when a scenario is played").selectOption("Quick");
  await lesson.assertAccessible("help");
  await stage.shot("help");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => localStorage.getItem("emitscope.pace")), "quick");
  const played = async () => {
    const card = new Card(lesson, "Ask and tell");
    const started = Date.now();
    await card.button(/^Play( again)?$/).click();
    await lesson.seen(".outcome", "came true");
    const took = Date.now() - started;
    return took;
  };
  const quick = await played();
  await page.reload();
  await lesson.ready();
  await page.getByRole("button", { name: "Keys and help" }).click();
  assert.equal(await page.getByLabel("Pace when a scenario is played").inputValue(), "quick");
  await page.getByLabel("Pace when a scenario is played").selectOption("Calm");
  await page.keyboard.press("Escape");
  assert.ok((await played()) > quick + 2_000, "five lines, each more than a second later");
  stage.expectErrors(/404/);
});

test("Run while streams are open leaves no error behind", async (stage) => {
  const server = `app.get("/stream", (req, res) => {
  res.writeHead(200, { "content-type": "text/event-stream" });
  res.write("data: one\\n\\n");
});`;
  const page = `<p id="p">-</p>
<script>
  if (me === "alice") new EventSource("/stream").onmessage = () => (p.textContent = "event");
  else fetch("/stream").then((it) => it.text()).then((text) => (p.textContent = "whole: " + text));
</script>`;
  const lesson = await (await lessonOf(stage, { server, page })).ready(2);
  await lesson.frame("alice").getByText("event").waitFor();
  await lesson.says("asked GET /stream. Line 1 began to answer 200, and the answer stays open.");
  await lesson.seen(".card[data-client=bob] .foot", /Answering 200|Loaded|An earlier answer is open/);
  await lesson.run();
  await lesson.frame("bob").getByText("whole: data: one").waitFor();
  stage.assertQuiet();
});
