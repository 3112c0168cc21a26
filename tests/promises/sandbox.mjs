// The same server code in a sandbox of Emitscope, and what its API tells of the run.

/** Makes a sandbox; `{address, path, evidence, stop}`. */
export async function startSandbox(address, program) {
  const body = JSON.stringify({ server: program.server, options: program.options });
  const made = await call(`${address}/api/sandboxes`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { id, path, trace } = await made.json();
  return {
    address,
    path,
    evidence: async () => ({
      trace: events(await (await call(`${address}${trace}?follow=false`)).text()),
      snapshot: await (await call(`${address}/api/sandboxes/${id}`)).json(),
    }),
    stop: () => call(`${address}/api/sandboxes/${id}`, { method: "DELETE" }),
  };
}

async function call(url, init) {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${init?.method ?? "GET"} ${url}: ${response.status} ${await response.text()}`);
  return response;
}

/** The entries of a stream of server-sent events. */
function events(text) {
  const blocks = text.split("\n\n").map((block) => block.split("\n"));
  const data = (lines) => lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
  return blocks.map(data).filter((json) => json !== "").map((json) => JSON.parse(json));
}
