import assert from "node:assert/strict";
import test from "node:test";
import { firstEvent, isName, LANGUAGES, nextName, program } from "./own";

test("the next name is one that nobody has", () => {
  assert.equal(nextName(["alice", "bob"]), "dave");
  assert.equal(nextName(["dave", "erin"]), "frank");
  const all = ["dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "client1"];
  assert.equal(nextName(all), "client2");
});

test("a name is letters, digits, _ and -, so that nothing of it ends a text in a program", () => {
  for (const name of ["dave", "D-4_x"]) assert.equal(isName(name), true, name);
  for (const name of ["", "a b", 'a"', "a\nb", "é", "x".repeat(33)]) assert.equal(isName(name), false, name);
});

test("the event is one that the code listens for", () => {
  assert.equal(firstEvent('io.on("connection", (socket) => {\n  socket.on("chat message", (t) => {});'), "chat message");
  assert.equal(firstEvent("socket.on('disconnect', f); socket.on('buy', g)"), "buy");
  assert.equal(firstEvent("io;"), "hello");
});

test("each program has the address, the path and the name", () => {
  const joining = { origin: "http://127.0.0.1:3000", sandbox: "abc", name: "dave", event: "hello" };
  for (const language of LANGUAGES) {
    const text = program(language, joining);
    assert.match(text, /http:\/\/127\.0\.0\.1:3000/);
    assert.match(text, /"\/sandboxes\/abc\/socket\.io\/"/);
    assert.match(text, /client: "dave"|client=dave/);
    assert.match(text, /emit\("hello", "dave"\)/);
  }
});
