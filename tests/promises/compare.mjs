// Two runs side by side, socket ids replaced by who they are.

/** The logs with each socket id as `<alice/#1>`. */
export function normal(run) {
  let text = JSON.stringify(run.logs);
  for (const [sid, label] of run.names) text = text.replaceAll(sid, label);
  return JSON.parse(text);
}

/** The first difference of each client's log, as lines; empty where the runs are equal. */
export function differences(expected, got) {
  const lines = [];
  const [one, other] = [normal(expected), normal(got)];
  for (const [client, log] of Object.entries(one)) {
    const [a, b] = [log, other[client]].map((entries) => entries.map((entry) => JSON.stringify(entry)));
    const place = [...a, undefined].findIndex((entry, index) => entry !== b[index]);
    if (place < 0 || (place === a.length && b.length === a.length)) continue;
    const step = log.slice(0, place + 1).findLast(([kind]) => kind === "step")?.[1];
    const show = (entries) => entries.slice(place, place + 4).map((entry) => `    ${entry?.slice(0, 300)}`).join("\n");
    lines.push(`  ${client}, step ${step}: Node gave\n${show(a)}\n  and the sandbox\n${show(b)}`);
  }
  return lines;
}
