// Many people and many rooms at once: phones and programs that joined the sandbox beside the page's own clients.

import { createRequire } from "node:module";
import { assert, PHONE, test } from "./stage.mjs";

const require = createRequire(new URL("../../assets/package.json", import.meta.url));
const { io } = require("socket.io-client");

/** A socket joins the rooms that it names; hello goes to room1. */
const CODE = `const own = { alice: ["room1"], bob: ["room1", "room2"], carol: ["room3"] };

io.on("connection", (socket) => {
  const { client, rooms } = socket.handshake.query;
  socket.join(own[client] ?? (rooms ? rooms.split(",") : []));
  socket.on("hello", (name) => {
    socket.to("room1").emit("hello", name);
  });
});`;

/** A lesson that runs CODE, and programs that joined its sandbox, each with its rooms. */
async function joined(stage, rooms, options) {
  const lesson = await (await stage.open(options)).ready();
  const { page } = lesson;
  if (options?.size) await page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name: "Code" }).click();
  await lesson.write(CODE);
  await lesson.run();
  await lesson.seen(".card[data-client=carol] .room", "room3", { attached: true });
  await lesson.ready();
  const [, id] = /sandboxes\/([^/]+)\//.exec(await page.locator(".card iframe").first().getAttribute("src"));
  const origin = new URL(page.url()).origin;
  const sockets = rooms.map((names) =>
    io(origin, { path: `/sandboxes/${id}/socket.io/`, query: { rooms: names.join(",") }, forceNew: true }),
  );
  stage.onClose(() => sockets.forEach((socket) => socket.close()));
  await lesson.ready(3, 3 + rooms.length);
  return lesson;
}

test("twelve people in five rooms have their seats and bands", async (stage) => {
  const rooms = [["room1"], ["room2"], ["room2", "room3"], ["room3"], ["room4"], ["room4", "room5"], ["room5"], [], ["room1"]];
  const lesson = await joined(stage, rooms);
  await lesson.sayHello("alice");
  await lesson.says("Line 7 delivered it to 3 of 12 clients");
  assert.equal(await lesson.page.locator(".diagram .seat").count(), 12);
  const names = await lesson.page.locator(".diagram .band-label").allTextContents();
  assert.ok(names.includes("room1"), names.join());
  assert.ok((await lesson.page.locator(".diagram .band").count()) >= 5);
  await stage.shot("told");
  await lesson.assertAccessible("with twelve people");
});

test("more than twelve become crowds by their rooms", async (stage) => {
  const rooms = Array.from({ length: 24 }, (_, at) => (at < 18 ? ["room1"] : ["room2"]));
  const lesson = await joined(stage, rooms);
  await lesson.sayHello("carol");
  await lesson.says("Line 7 delivered it to 20 of 27 clients");
  await lesson.seen(".diagram .seat", "room1 ×18");
  await lesson.seen(".diagram .seat", "18 of 18");
  await lesson.seen(".diagram .seat", "room2 ×6");
  assert.equal(await lesson.page.locator(".who tbody tr").count(), 27, "the table has everybody");
  await stage.shot("told");
});

test("a phone shows crowds, too", async (stage) => {
  const lesson = await joined(stage, Array.from({ length: 12 }, () => ["room2"]), { size: PHONE });
  const tab = (name) => lesson.page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name });
  await tab("Clients").click();
  await lesson.sayHello("alice");
  await tab("Live").click();
  await lesson.says("1 of 15 clients");
  // The disc has the number where the name has no room for it.
  assert.match(await (await lesson.seen(".diagram .seat", "room2")).textContent(), /^12room2/);
  await stage.shot("told");
});
