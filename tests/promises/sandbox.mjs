// The same server code in a sandbox of Emitscope, and what its API tells of the run.

/** Makes a sandbox; `{address, path, evidence, stop}`. */
export async function startSandbox(address, program) {
  const body = JSON.stringify({ server: program.server, options: program.options });
  const made = await call(`${address}/api/sandboxes`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { id, path, trace } = await made.json();
  const reader = follow(`${address}${trace}`);
  return {
    address,
    path,
    evidence: async () => {
      const snapshot = await (await call(`${address}/api/sandboxes/${id}`)).json();
      return { snapshot, trace: await reader.until(snapshot.trace.last) };
    },
    stop: async () => {
      await reader.stop();
      await call(`${address}/api/sandboxes/${id}`, { method: "DELETE" });
    },
  };
}

/** Reads the trace while the programs run, since the journal keeps only so much of it. */
function follow(url) {
  const entries = [];
  const abort = new AbortController();
  let failed;
  let wake = () => {};
  const done = read(url, abort.signal, (entry) => {
    entries.push(entry);
    wake();
  }).catch((error) => {
    if (!abort.signal.aborted) failed = error;
    wake();
  });
  return {
    until: async (seq) => {
      while (!failed && (entries.at(-1)?.seq ?? 0) < seq) await new Promise((next) => (wake = next));
      if (failed) throw failed;
      return entries.filter((entry) => entry.seq <= seq);
    },
    stop: () => {
      abort.abort();
      return done;
    },
  };
}

async function read(url, signal, take) {
  const response = await call(url, { signal });
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const data = block.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5));
      if (data.length > 0) take(JSON.parse(data.join("\n")));
    }
  }
  throw new Error("the trace ended");
}

async function call(url, init) {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${init?.method ?? "GET"} ${url}: ${response.status} ${await response.text()}`);
  return response;
}
