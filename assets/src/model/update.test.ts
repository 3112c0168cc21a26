import assert from "node:assert/strict";
import test from "node:test";
import type { Event } from "./event";
import { Trace } from "./fixture";
import type { Bootstrap } from "./parse";
import { hasEdits } from "./files";
import { burst, connectedCount, isStale, isUnrun, isUntouched, plain, problem, ranLine, shownStop } from "./select";
import { NO_PARTS } from "./fixture";
import { initial, isSameBut, type State } from "./state";
import { stops } from "./stops";
import { update } from "./update";

const boot = (server = "one", step: Partial<Bootstrap["step"]> = {}): Bootstrap => ({
  lesson: { slug: "s", title: "S", clients: ["alice", "bob"], steps: [] },
  loopback: true,
  step: { number: 1, server, options: "{}", pages: [], parts: NO_PARTS, ...step },
});
const page = (html: string) => ({ name: "client.html", clients: ["alice", "bob"], html });
const start = initial(boot(), { code: null, pages: {}, mine: null, theme: "system", singleKeys: true, pace: "normal" });
const after = (state: State, ...events: Event[]) => events.reduce(update, state);
const shown = (state: State) => shownStop(state, stops(state.log));

function traced(build: (trace: Trace) => void): Event {
  const trace = new Trace();
  build(trace);
  return { type: "entriesArrived", entries: trace.entries };
}

test("a step further changes nothing but the cursor, and an entry more", () => {
  const entries = traced((trace) => trace.emit("a", { to: [] }));
  const before = after(start, entries, { type: "stopSelected", seq: 1 });
  assert.equal(isSameBut("cursor", before, after(before, { type: "stopSelected", seq: 2 })), true);
  assert.equal(isSameBut("cursor", before, after(before, { type: "playToggled", playing: true })), false);
  assert.equal(isSameBut("cursor", before, after(before, { type: "helpToggled", open: true })), false);
});

test("live follows the newest decision; a selection stays until live again", () => {
  const entries = traced((trace) => {
    trace.emit("a", { to: [] });
    trace.emit("b", { to: [] });
  });
  let state = after(start, entries);
  assert.equal(shown(state)?.seq, 2);
  state = after(state, { type: "stopSelected", seq: 1 });
  assert.equal(shown(state)?.seq, 1);
  assert.equal(shown(after(state, { type: "wentLive" }))?.seq, 2);
});

test("the Live tab has a badge for what came while another was open", () => {
  const emit = traced((trace) => void trace.emit("a", { to: [] }));
  const state = after(start, emit);
  assert.equal(state.unseen, 1);
  assert.equal(after(state, { type: "tabChosen", tab: "live" }).unseen, 0);
  assert.equal(after(start, { type: "tabChosen", tab: "live" }, emit).unseen, 0);
});

test("refused code: the message shows, the last decision is of the last run, new ones are not", () => {
  const trace = new Trace();
  trace.emit("a", { to: [], line: 4 });
  const refusal = { title: "SyntaxError", detail: "", line: 9, column: 1 };
  let state = after(start, { type: "entriesArrived", entries: trace.entries });
  assert.equal(ranLine(state, shown(state)), 4);
  state = after(state, { type: "runStarted" }, { type: "runRefused", problem: refusal });
  assert.equal(problem(state)?.line, 9);
  assert.equal(isStale(state, shown(state)), true);
  assert.equal(ranLine(state, shown(state)), null);
  trace.emit("b", { to: [], line: 4 });
  state = after(state, { type: "entriesArrived", entries: trace.entries });
  assert.equal(isStale(state, shown(state)), false);
});

test("a handler's error shows until it is dismissed or the server restarts", () => {
  const entry = { seq: 1, at: 0, cause: null, location: { line: 3, column: 2 }, kind: "error" } as const;
  const thrown: Event = {
    type: "entriesArrived",
    entries: [{ ...entry, title: "TypeError", detail: "", limit: null }],
  };
  const state = after(start, thrown);
  assert.equal(problem(state)?.line, 3);
  assert.equal(problem(after(state, { type: "problemDismissed" })), null);
  const restart = { ...entry, seq: 2, kind: "restart", reason: "new code" } as const;
  assert.equal(problem(after(state, { type: "entriesArrived", entries: [restart] })), null);
});

test("code that was never touched follows the author; edited code is asked about", () => {
  const untouched = after(start, { type: "lessonFetched", boot: boot("two") });
  assert.deepEqual([untouched.code.text, untouched.code.offered], ["two", null]);
  const edited = after(start, { type: "codeEdited", file: "server.js", text: "mine" }, { type: "lessonFetched", boot: boot("two") });
  assert.deepEqual([edited.code.text, edited.code.offered], ["mine", "two"]);
  assert.equal(after(edited, { type: "offerTaken", file: "server.js" }).code.text, "two");
  const kept = after(edited, { type: "offerDeclined", file: "server.js" });
  assert.deepEqual([kept.code.text, kept.code.offered, hasEdits(kept.code)], ["mine", null, true]);
  const same = after(edited, { type: "codeEdited", file: "server.js", text: "three" }, { type: "lessonFetched", boot: boot("three") });
  assert.equal(same.code.offered, null, "the author wrote what is there already");
});

test("the author's clients, pages and options are taken; what is gone may come back", () => {
  const change = { slug: "s", removed: true, current: false, diagnostics: [] };
  const gone = after(start, { type: "lessonChanged", change });
  assert.equal(after(gone, { type: "stepGone" }).author.gone, "lesson");
  assert.equal(after(start, { type: "stepGone" }).author.gone, "step");
  const fetched = boot("one", { options: '{"pingInterval":1}', pages: [page("v2")] });
  const back = after(gone, { type: "lessonFetched", boot: fetched });
  assert.deepEqual([back.author.gone, back.options, back.pages[0]?.code.running], [null, '{"pingInterval":1}', "v2"]);
});

test("edited, run, and made again", () => {
  let state = after(start, { type: "codeEdited", file: "server.js", text: "mine" });
  assert.equal(isUnrun(state), true);
  state = after(state, { type: "runStarted" }, { type: "runSucceeded", running: "mine" });
  assert.equal(isUnrun(state), false);
  state = after(
    state,
    traced((trace) => void trace.emit("a", { to: [] })),
  );
  state = after(state, { type: "sandboxMade", id: "next", running: "mine", pages: {} });
  assert.equal(shown(state), null);
  assert.equal(state.code.text, "mine");
});

test("a burst is counted by the sandbox's clock", () => {
  const state = after(
    start,
    traced((trace) => {
      trace.emit("old", { to: [], at: 1 });
      for (const at of [2_000, 2_100, 2_200, 2_300]) trace.emit("new", { to: [], at });
    }),
  );
  const all = stops(state.log);
  assert.equal(burst(all, all.at(-1) ?? null), 4);
  assert.equal(burst(all, all[0] ?? null), 1);
});

test("a page that needs no connection counts, and the first press is known", () => {
  const report = (client: string, ...types: ("began" | "socket" | "touched" | "ready")[]): Event => ({
    type: "framesReported",
    reports: types.map((type) => ({ client, report: type === "ready" ? { type, action: "Ask" } : { type } })),
  });
  const loaded = after(start, report("alice", "began", "ready"), report("bob", "began", "socket", "ready"));
  assert.equal(connectedCount(loaded), 1);
  assert.deepEqual([...plain(loaded)], ["alice"]);
  const connected = after(loaded, traced((trace) => void trace.connect("bob")));
  assert.equal(connectedCount(connected), 2);
  const joined = after(connected, traced((trace) => void (trace.connect("bob"), trace.join("bob", "room1"))));
  assert.ok(isUntouched(joined, stops(joined.log)));
  const touched = after(joined, report("bob", "touched"));
  assert.ok(!isUntouched(touched, stops(touched.log)));
  const asked = after(joined, traced((trace) => {
    for (let at = 0; at < 9; at += 1) trace.ask("alice", "GET", "/");
  }));
  assert.ok(!isUntouched(asked, stops(asked.log)));
});

test("a listener that is there twice is told of until the event comes to it once", () => {
  const arrived = (socket: string, twice: boolean): Event => ({
    type: "framesReported",
    reports: [{ client: "bob", report: { type: "arrived", socket, event: "hello", listeners: 1, twice } }],
  });
  const told = (...events: Event[]) => after(start, ...events).frames.bob?.twice ?? null;
  assert.deepEqual(told(arrived("a", true), arrived("b", false)), { socket: "a", event: "hello" });
  assert.equal(told(arrived("a", true), arrived("a", false)), null);
});
