import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { arrived, decided, NOTHING_HEARD } from "./hearing";
import { append, EMPTY_LOG } from "./log";
import { type Responded, score, verdicts } from "./predict";

const CLIENTS = ["alice", "bob", "carol"];

/** `build` gives the seq of the emit in question; `listeners`: what each client's frame reports of `chat`. */
function told(
  build: (trace: Trace) => number,
  listeners: Record<string, number> = {},
  responded: Record<string, Responded> = {},
) {
  const trace = new Trace();
  for (const client of CLIENTS) trace.connect(client);
  const receive = build(trace);
  const log = append(EMPTY_LOG, trace.entries);
  const reports = Object.entries(listeners).map(([name, count]) => ({
    socket: `${name}-id`,
    event: "chat",
    listeners: count,
  }));
  const hearing = arrived(decided(NOTHING_HEARD, trace.entries), reports);
  const found = verdicts(log, hearing, CLIENTS, receive, new Map(Object.entries(responded)));
  return {
    hearers: found.filter(({ heard }) => heard).map(({ client }) => client),
    how: (client: string) => found.find((verdict) => verdict.client === client)?.how,
    acked: found.filter(({ acked }) => acked).map(({ client }) => client),
    verdicts: found,
  };
}

test("delivered and listened to is heard; delivered alone is not", () => {
  const { hearers, how } = told(
    (trace) => {
      const receive = trace.receive("alice", "chat");
      trace.emit("chat", { to: ["bob", "carol"], skipped: [["alice", "sender"]], sender: "alice", cause: receive });
      return receive;
    },
    { bob: 1, carol: 0 },
  );
  assert.deepEqual(hearers, ["bob"]);
  const [alice, carol] = [how("alice"), how("carol")];
  assert.equal(alice?.kind === "decision" && alice.actor.outcome?.kind, "skipped");
  assert.equal(carol?.kind === "decision" && carol.actor.outcome?.kind, "unheard");
});

test("what a timer or a promise sends follows from the emit; what others cause does not", () => {
  const { hearers } = told(
    (trace) => {
      const receive = trace.receive("alice", "chat");
      const other = trace.receive("bob", "chat");
      const first = trace.emit("note", { to: [], cause: receive });
      trace.emit("chat", { to: ["alice"], cause: first, at: 5_000 });
      trace.emit("chat", { to: ["carol"], cause: other });
      return receive;
    },
    { alice: 1, carol: 1 },
  );
  assert.deepEqual(hearers, ["alice"]);
});

test("of several decisions the one that says most about a client is its reason", () => {
  const { how, hearers } = told(
    (trace) => {
      const receive = trace.receive("alice", "chat");
      trace.emit("other", { to: ["bob"], skipped: [["alice", "not-in-room"]], cause: receive });
      trace.emit("chat", { to: ["bob"], skipped: [["alice", "sender"]], cause: receive });
      return receive;
    },
    { bob: 2 },
  );
  assert.deepEqual(hearers, ["bob"]);
  const [alice, bob] = [how("alice"), how("bob")];
  assert.equal(alice?.kind === "decision" && alice.entry.event, "chat", "the same event before another one");
  assert.equal(bob?.kind === "decision" && bob.entry.event, "chat", "heard before merely sent");
});

test("an ack is no event, and silence has its reasons", () => {
  const { hearers, how, acked } = told((trace) => {
    const receive = trace.receive("alice", "chat");
    trace.ack("alice", receive);
    return receive;
  });
  assert.deepEqual([hearers, acked], [[], ["alice"]]);
  assert.deepEqual(how("alice"), { kind: "silent", handled: true, error: null });
  assert.deepEqual(told(() => 999).how("bob"), { kind: "lost" });
});

test("only who was marked is counted", () => {
  const { verdicts: found } = told(
    (trace) => {
      const receive = trace.receive("alice", "chat");
      trace.emit("chat", { to: ["bob"], cause: receive });
      return receive;
    },
    { bob: 1 },
  );
  assert.deepEqual(score({ answers: { alice: true, bob: true }, verdicts: found }), { right: 1, of: 2 });
  assert.equal(score({ answers: { alice: true }, verdicts: null }), null);
});

test("a request is heard of by who asked, by whom an event of it reached, and on an answer that was open", () => {
  const own = { own: true, status: 201 };
  const quiet = told((trace) => trace.ask("alice", "GET", "/messages"), {}, { alice: own });
  assert.deepEqual(quiet.hearers, ["alice"]);
  assert.deepEqual([quiet.how("alice"), quiet.how("bob")], [{ kind: "answered", ...own }, { kind: "apart" }]);
  const loud = told(
    (trace) => {
      const cause = trace.ask("alice", "POST", "/messages");
      trace.emit("chat", { to: ["alice", "bob"], skipped: [["carol", "not-in-room"]], cause });
      return cause;
    },
    { alice: 0, bob: 1 },
    { alice: own },
  );
  assert.deepEqual(loud.hearers, ["alice", "bob"]);
  assert.equal(loud.how("carol")?.kind, "decision");
  const streamed = told((trace) => trace.ask("alice", "POST", "/m"), {}, { alice: own, bob: { own: false, status: 200 } });
  assert.deepEqual(streamed.hearers, ["alice", "bob"]);
});
