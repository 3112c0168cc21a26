// The panel cannot lie: what the trace says was sent to a socket is what its client received, once each, in that order.

/** What is wrong, as lines; empty where trace and clients agree. */
export function lies(run) {
  const { trace, snapshot } = run.evidence;
  const ours = trace.filter((entry) => entry.namespace !== "/control");
  return [
    ...order(trace), ...errors(ours), ...deliveries(run, trace), ...wholes(ours), ...encounters(run, ours), ...maps(run.maps, snapshot),
  ];
}

function order(trace) {
  const wrong = trace.findIndex((entry, place) => entry.seq !== place + 1 || entry.at < (trace[place - 1]?.at ?? 0));
  const causes = trace.filter((entry) => entry.cause !== null && !(entry.cause < entry.seq));
  return [
    ...(wrong < 0 ? [] : [`entry ${wrong + 1} is out of order: ${JSON.stringify(trace[wrong]).slice(0, 200)}`]),
    ...causes.map((entry) => `entry ${entry.seq} names the later ${entry.cause} as its cause`),
  ];
}

/** The programs make no mistakes, and none of them costs a worker. */
function errors(ours) {
  return ours.filter(({ kind }) => kind === "error" || kind === "restart").map((entry) => `unexpected: ${JSON.stringify(entry)}`);
}

/** What each socket was sent, by the trace: `{seq, kind, data}`. */
function sent(trace) {
  const lists = new Map();
  const add = (sid, item) => lists.set(sid, [...(lists.get(sid) ?? []), item]);
  for (const entry of trace) {
    if (entry.kind === "decision" && entry.operation === "emit" && entry.event !== "settled") {
      for (const sid of entry.recipients) add(sid, { seq: entry.seq, kind: "event", data: [entry.event, ...entry.args] });
    } else if (entry.kind === "ack" && entry.direction === "to-client") {
      add(entry.socket, { seq: entry.seq, kind: "ack", data: entry.args });
    }
  }
  return lists;
}

function deliveries(run, trace) {
  const lists = sent(trace);
  const rounds = new Map();
  for (const entry of trace) if (entry.kind === "receive" && entry.event === "flush") rounds.set(entry.args[0], entry.seq);
  const wrong = [];
  for (const [sid, socket] of run.sockets) {
    const told = lists.get(sid) ?? [];
    const text = (item) => JSON.stringify([item.kind, item.data]);
    const place = socket.received.findIndex((item, index) => told[index] === undefined || text(item) !== text(told[index]));
    if (place >= 0) {
      const said = told[place] === undefined ? "nothing more" : `${text(told[place]).slice(0, 200)} (entry ${told[place].seq})`;
      wrong.push(`${socket.label} received as number ${place} ${text(socket.received[place]).slice(0, 200)}, the trace says ${said}`);
      continue;
    }
    // What was sent while the socket ended need not have arrived; anything else must have.
    const before = socket.alive ? Infinity : (rounds.get(socket.endRound) ?? 0);
    const lost = told.slice(socket.received.length).filter((item) => item.seq < before);
    wrong.push(...lost.map((item) => `${socket.label} never received entry ${item.seq}: ${text(item).slice(0, 200)}`));
  }
  return wrong;
}

/** Each socket is named once in a decision, and the totals are those of the lists. */
function wholes(ours) {
  const wrong = [];
  for (const entry of ours.filter(({ kind }) => kind === "decision")) {
    const { recipients, skipped, totals, direct } = entry;
    const named = [...recipients, ...skipped.map((it) => it.socket)];
    if (new Set(named).size !== named.length) wrong.push(`entry ${entry.seq} names a socket twice`);
    const whole = totals.recipients === recipients.length && (direct || totals.skipped === skipped.length);
    if (!whole) wrong.push(`entry ${entry.seq} has wrong totals`);
    const senders = skipped.filter((it) => it.reason === "sender").map((it) => it.socket);
    if (senders.some((sid) => sid !== entry.sender)) wrong.push(`entry ${entry.seq} takes another for the sender`);
  }
  return wrong;
}

/** Connects, disconnects and events in are told for each socket. */
function encounters(run, ours) {
  const wrong = [];
  for (const [sid, socket] of run.sockets) {
    const of = (kind) => ours.filter((entry) => entry.kind === kind && entry.socket === sid);
    const [connect, received, gone] = [of("connect"), of("receive"), of("disconnect")];
    if (connect.length !== 1 || connect[0].client !== socket.client || connect[0].namespace !== socket.namespace) {
      wrong.push(`${socket.label} has not one connect entry: ${JSON.stringify(connect).slice(0, 300)}`);
    }
    if (gone.length !== (socket.alive ? 0 : 1)) wrong.push(`${socket.label} has ${gone.length} disconnect entries`);
    if (received.length > socket.sent || (socket.alive && received.length !== socket.sent)) {
      wrong.push(`${socket.label} emitted ${socket.sent} times, the trace has ${received.length}`);
    }
  }
  return wrong;
}

/** The rooms that decisions are made with are those that the server code sees. */
function maps(inside, snapshot) {
  const shown = (room) => (typeof room === "string" ? room : `{${typeof room === "object" ? room.$value : room}}`);
  const outside = Object.entries(snapshot.namespaces).filter(([name]) => name !== "/control");
  const rooms = (sockets) => JSON.stringify(sockets.map(({ id, rooms: list }) => [id, list.map(shown)]));
  const wrong = [];
  const names = new Set([...Object.keys(inside), ...outside.map(([name]) => name)]);
  for (const name of names) {
    const here = rooms(inside[name]?.sockets ?? []);
    const there = rooms(outside.find(([other]) => other === name)?.[1].sockets ?? []);
    if (here !== there) wrong.push(`in ${name} the server code sees ${here}, the snapshot ${there}`);
  }
  return wrong;
}
