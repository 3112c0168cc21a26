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

/** What each socket was sent, by the trace: for each of its sessions a list of `{seq, kind, data}`. */
function sent(trace) {
  const lists = new Map();
  const of = (sid) => lists.get(sid) ?? lists.set(sid, [[]]).get(sid);
  const add = (sid, item) => of(sid).at(-1).push(item);
  for (const entry of trace) {
    if (entry.kind === "decision" && entry.operation === "emit" && entry.event !== "settled") {
      for (const sid of entry.recipients) add(sid, { seq: entry.seq, kind: "event", data: [entry.event, ...entry.args] });
    } else if (entry.kind === "ack" && entry.direction === "to-client") {
      add(entry.socket, { seq: entry.seq, kind: "ack", data: entry.args });
    } else if (entry.kind === "disconnect") {
      of(entry.socket).push([]);
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
    const connects = trace.filter((entry) => entry.kind === "connect" && entry.socket === sid);
    for (const [place, session] of socket.sessions.entries()) {
      // What was sent while a session ended need not have arrived, nor what was sent between two; anything else must have.
      const start = place === 0 ? 0 : connects[place]?.seq;
      const last = socket.alive && place === socket.sessions.length - 1;
      const end = last ? Infinity : (rounds.get(session.endRound) ?? 0);
      const mayBeLost = (item) => item.seq < start || item.seq > end;
      wrong.push(...delivery(socket.label, session.received, lists.get(sid)?.[place] ?? [], mayBeLost));
    }
  }
  return wrong;
}

function delivery(label, received, told, mayBeLost) {
  const text = (item) => (item === undefined ? "nothing more" : JSON.stringify([item.kind, item.data]).slice(0, 300));
  let place = 0;
  for (const item of told) {
    if (received[place] !== undefined && same(received[place], item)) place += 1;
    else if (!mayBeLost(item)) return [`${label}: entry ${item.seq} sent ${text(item)}, received as number ${place}: ${text(received[place])}`];
  }
  return place === received.length ? [] : [`${label} received as number ${place} ${text(received[place])}, which no entry sent`];
}

function same(one, other) {
  return JSON.stringify([one.kind, one.data]) === JSON.stringify([other.kind, other.data]);
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
    const fits = (entry) => entry.client === socket.client && entry.namespace === socket.namespace;
    if (connect.length !== socket.sessions.length || !connect.every(fits)) {
      wrong.push(`${socket.label} has other connect entries: ${JSON.stringify(connect).slice(0, 300)}`);
    }
    const ended = socket.sessions.length - (socket.alive ? 1 : 0);
    if (gone.length !== ended) wrong.push(`${socket.label} has ${gone.length} disconnect entries instead of ${ended}`);
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
