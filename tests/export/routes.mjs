// Makes a sandbox of EMITSCOPE_CODE and asks its routes and those of its running export, EMITSCOPE_NODE, the same.

import assert from "node:assert/strict";

const { EMITSCOPE_URL: url, EMITSCOPE_CODE: server, EMITSCOPE_NODE: node, EMITSCOPE_ROOT: root } = process.env;
const made = await fetch(`${url}/api/sandboxes`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ server }),
});
if (made.status !== 201) throw new Error(await made.text());
const { id } = await made.json();

const json = (body) => ({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const REQUESTS = [
  ["/messages"],
  ["/messages", json({ text: "hi" })],
  ["/messages?since=0&since=1&x=%C3%A9"],
  ["/messages/0"],
  ["/messages/0", { method: "HEAD" }],
  ["/messages/0", { method: "DELETE" }],
  ["/messages/0"],
  ["/text"],
  ["/html"],
  ["/stream"],
  ["/away"],
  ["/nothing"],
  ["/messages", { method: "PUT" }],
  ["/messages", { method: "OPTIONS" }],
];

async function answers(origin) {
  const all = [];
  for (const [path, init] of REQUESTS) {
    const answer = await fetch(origin + path, init);
    const kind = answer.headers.get("content-type");
    all.push([init?.method ?? "GET", path, answer.status, kind, await answer.text()]);
  }
  return all;
}

const [here, there] = [await answers(`${url}/sandboxes/${id}/http`), await answers(node)];
assert.deepEqual(there, here);
assert.deepEqual(here[1].slice(2), [201, "application/json; charset=utf-8", '{"id":0,"text":"hi"}']);
assert.equal(here[10][4], here[7][4], "a redirect leads to the same");

const page = async (path) => (await (await fetch(node + path)).text()).includes('<script src="/client.js"');
assert.equal(await page("/?client=bob"), true);
assert.equal(await page("/"), root !== "own");
// Connections that are kept alive would keep it waiting.
process.exit();
