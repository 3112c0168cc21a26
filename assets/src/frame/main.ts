// The runtime inside a client's frame, loaded before the lesson's own page: the real socket.io-client, led to this
// page's sandbox, as requests over HTTP are, through a network with weather; `me`; storage in memory; and reports to the
// page of what arrived.

import "./network";
import { perform } from "./act";
import { setWeather } from "./conditions";
import { leadHttp } from "./http";
import { followWeather, sandboxedIo } from "./io";
import { readWeather } from "../model/weather";
import { memoryStorage } from "./memory";
import { listenForKeys } from "./keys";
import { begin, end } from "./script";
import { tell } from "./tell";

const script = document.currentScript as HTMLScriptElement | null;
const client = script?.dataset.client ?? "";
const path = script?.dataset.path ?? "/socket.io/";
const origin = new URL(script?.src ?? location.href).origin;

const io = sandboxedIo({ origin, path, client });
define("io", io);
define("me", client);
leadHttp({ origin, base: path.replace(/\/socket\.io\/$/, ""), client });
define("localStorage", memoryStorage());
define("sessionStorage", memoryStorage());

function define(name: string, value: unknown): void {
  Object.defineProperty(window, name, { value, writable: true, configurable: true });
}

function applyTheme(theme: unknown): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

const given = new URLSearchParams(location.hash.slice(1));
applyTheme(given.get("theme"));
if (given.has("scripted")) begin(given.getAll("held"));
addEventListener("message", (event) => {
  if (event.source !== parent || event.data?.from !== "emitscope-page") return;
  const { theme, act, release } = event.data;
  const weather = readWeather(event.data.weather);
  if (weather) setWeather(weather);
  if (theme !== undefined) applyTheme(theme);
  if (act !== undefined) perform(act, io);
  if (release !== undefined) end();
});
tell({ type: "began" });
for (const kind of ["click", "submit"]) addEventListener(kind, touched, { capture: true });
addEventListener("error", (event) => tell({ type: "failed", message: event.message }));
addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector<HTMLElement>("button, input[type=submit]");
  tell({ type: "ready", action: button?.textContent?.trim() || button?.getAttribute("value") || null });
});
listenForKeys();
followWeather();

/** A person pressed something; what the page or a scenario does is not trusted. */
function touched(event: Event): void {
  const at = event.target instanceof Element ? event.target : null;
  if (event.isTrusted && (event.type === "submit" || at?.closest("button, a, label, select, [type=submit]"))) tell({ type: "touched" });
}
