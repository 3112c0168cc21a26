// What a case stands on: the real server, a real browser, and words for what a person does and sees. Nothing sleeps: each
// wait is for something to be seen, and playwright's timeout bounds it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../assets/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const LESSONS = new URL("../../lessons", import.meta.url).pathname;

const WAIT_MS = 15_000;

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** A case that hangs must not hold up the others. */
const LONGEST_MS = 90_000;

/** Name -> `run`, a function of a stage, and how long it may take. */
export const cases = new Map();
export const test = (name, run, { longest = LONGEST_MS } = {}) => cases.set(name, { run, longest });

export class Stage {
  console = [];
  #closers = [];
  #page = null;

  constructor(name) {
    this.name = name;
  }

  /** Starts `emitscope serve`; `{ url, port, stop }`. */
  async serve({ lessons, port = 0 } = {}) {
    const more = lessons ? ["--lessons", lessons] : [];
    const child = spawn(process.env.EMITSCOPE_BINARY, ["serve", "--port", String(port), ...more], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((done) => child.once("exit", done));
    const stop = async (signal = "SIGKILL") => {
      child.kill(signal);
      await ended;
    };
    this.#closers.push(stop);
    for await (const line of createInterface({ input: child.stdout })) {
      const [url] = /http:\/\/[\w.:]+/.exec(line) ?? [];
      if (url) return { url, port: Number(new URL(url).port), stop };
    }
    throw new Error("the server printed no address");
  }

  /** A folder of its own, with a copy of the course's lessons. */
  lessons() {
    const folder = mkdtempSync(path.join(tmpdir(), "emitscope-lessons-"));
    this.#closers.push(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(LESSONS, folder, { recursive: true });
    return folder;
  }

  /**
   * Opens a page of the server; without one, a server is started. `before` runs in it ahead of its own scripts; `arrange`
   * is given the page before it is there; `now` is a date at which its clock stands still; `scale` is how many pixels of the
   * screen make one of the page.
   */
  async open({
    server,
    route = "/lessons/broadcasting",
    size = WIDE,
    scale = 1,
    dark = false,
    still = true,
    before,
    arrange,
    now,
  } = {}) {
    const { url } = server ?? (await this.serve());
    const browser = await chromium.launch({
      executablePath: process.env.EMITSCOPE_CHROMIUM,
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
    this.#closers.push(() => browser.close());
    const context = await browser.newContext({
      viewport: size,
      deviceScaleFactor: scale,
      colorScheme: dark ? "dark" : "light",
      reducedMotion: still ? "reduce" : "no-preference",
    });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    if (before) await page.addInitScript(before);
    await arrange?.(page);
    page.on("console", (message) => message.type() === "error" && this.console.push(message.text()));
    page.on("pageerror", (error) => this.console.push(error.stack ?? String(error)));
    this.#page = page;
    if (now) await page.clock.setFixedTime(now);
    await page.goto(url + route);
    return new Lesson(page, this);
  }

  /** Errors in the console that belong to the case, as "the server answered 400". */
  expectErrors(pattern) {
    this.console = this.console.filter((text) => !pattern.test(text));
  }

  assertQuiet() {
    assert.deepEqual(this.console, [], "the console has errors");
  }

  async shot(what) {
    const folder = process.env.EMITSCOPE_SCREENSHOTS;
    mkdirSync(folder, { recursive: true });
    const name = `${this.name}-${what}`.replace(/\W+/g, "-");
    await this.#page?.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  /** Runs when the case is over, however it ends. */
  onClose(close) {
    this.#closers.push(close);
  }

  async close() {
    for (const close of this.#closers.reverse()) await close();
  }
}

/** A lesson's page, as a person uses it. */
export class Lesson {
  constructor(page, stage) {
    this.page = page;
    this.stage = stage;
    this.sentence = page.locator(".sentence");
    this.editor = page.getByRole("textbox", { name: /server\.js/ });
  }

  card(client) {
    return this.page.locator(`.card[data-client="${client}"]`);
  }

  frame(client) {
    return this.card(client).frameLocator("iframe");
  }

  row(client) {
    return this.page.locator(`tr[data-client="${client}"]`);
  }

  /** All of the lesson's clients are connected. */
  async ready(count = 3, connected = count) {
    await this.page
      .locator(".card")
      .nth(count - 1)
      .waitFor({ state: "attached" });
    await this.seen(".status", `${connected} clients`, { attached: true });
    await this.page.locator(".cm-content").first().waitFor({ state: "attached" });
    return this;
  }

  async sayHello(client) {
    await this.frame(client).getByRole("button", { name: "Say hello" }).click();
  }

  /** What a client's page lists, once it has this many items. */
  async heard(client, count) {
    const items = this.frame(client).locator("li");
    if (count > 0) await items.nth(count - 1).waitFor({ state: "attached" });
    return items.allTextContents();
  }

  /** The transport of each client in `/`, as the server knows it. */
  async transports() {
    const src = await this.page.locator("iframe").first().getAttribute("src");
    const id = /sandboxes\/([^/]+)/.exec(src)[1];
    const snapshot = await this.page.evaluate(async (id) => (await fetch(`/api/sandboxes/${id}`)).json(), id);
    return Object.fromEntries(snapshot.namespaces["/"].sockets.map((it) => [it.client, it.transport]));
  }

  /** Waits until some element has this text. */
  async seen(selector, text, { attached = false } = {}) {
    const found = this.page.locator(selector, { hasText: text }).first();
    await found.waitFor({ state: attached ? "attached" : "visible" });
    return found;
  }

  async says(text) {
    await this.seen(".sentence", text);
  }

  /** Replaces the whole server code, as one who selects all and types. */
  async write(code) {
    await this.editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(code);
  }

  async run() {
    await this.page.getByRole("button", { name: "Run", exact: true }).click();
  }

  async code() {
    const lines = await this.page.locator(".file-panel:not([hidden]) .cm-line").evaluateAll((found) =>
      found.map((line) =>
        [...line.childNodes]
          .filter((it) => it.className !== "cm-reach")
          .map((it) => it.textContent)
          .join(""),
      ),
    );
    return lines.join("\n");
  }

  /** axe-core over the whole page; whatever it finds fails. */
  async assertAccessible(what) {
    await this.page.evaluate(axe);
    const found = await this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { iframes: false });
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        at: nodes.map((node) => node.target.join(" ") + " " + node.failureSummary),
      }));
    });
    assert.deepEqual(found, [], what);
  }
}

/** Waits for what only the server can tell. */
export async function until(look) {
  for (const end = Date.now() + 15_000; Date.now() < end; ) if (await look()) return;
  throw new Error("it did not come to pass");
}

export { assert };
