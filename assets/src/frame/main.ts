// The runtime inside a client's frame, loaded before the lesson's own page: the real socket.io-client, led to this
// page's sandbox, through a network with weather; `me`; storage in memory; and reports to the page of what arrived.

import "./network";
import { followWeather, sandboxedIo } from "./io";
import { setWeather } from "./conditions";
import { readWeather } from "../model/weather";
import { memoryStorage } from "./memory";
import { listenForKeys } from "./keys";
import { tell } from "./tell";

const script = document.currentScript as HTMLScriptElement | null;
const client = script?.dataset.client ?? "";
const path = script?.dataset.path ?? "/socket.io/";
const origin = new URL(script?.src ?? location.href).origin;

const io = sandboxedIo({ origin, path, client });
define("io", io);
define("me", client);
define("localStorage", memoryStorage());
define("sessionStorage", memoryStorage());

function define(name: string, value: unknown): void {
  Object.defineProperty(window, name, { value, writable: true, configurable: true });
}

function applyTheme(theme: unknown): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

applyTheme(location.hash.slice(1).split(";")[0]);
addEventListener("message", (event) => {
  if (event.source !== parent || event.data?.from !== "emitscope-page") return;
  if ("theme" in event.data) applyTheme(event.data.theme);
  const weather = readWeather(event.data.weather);
  if (weather) setWeather(weather);
});
addEventListener("error", (event) => tell({ type: "failed", message: event.message }));
addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector<HTMLElement>("button, input[type=submit]");
  tell({ type: "ready", action: button?.textContent?.trim() || button?.getAttribute("value") || null });
});
listenForKeys();
followWeather();
