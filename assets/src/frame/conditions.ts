// What the network of this frame is like at the moment, and what is open on it and has to learn of a change.

import { parseWeather, type Weather } from "../model/weather";

export interface Opened {
  cut(): void;
  hurry(): void;
}

let weather: Weather = parseWeather(new URLSearchParams(location.hash.slice(1)).get("weather") ?? "") ?? { kind: "online" };
const opened = new Set<Opened>();
const listeners = new Set<(weather: Weather) => void>();

export const current = (): Weather => weather;
export const delay = (): number => (weather.kind === "slow" ? weather.ms : 0);
export const isCut = (): boolean => weather.kind === "offline";
/** As a proxy does that lets no WebSocket through. */
export const isBlocked = (): boolean => isCut() || weather.kind === "polling";

export function open(it: Opened): void {
  opened.add(it);
}

export function closed(it: Opened): void {
  opened.delete(it);
}

export function onWeather(listener: (weather: Weather) => void): void {
  listeners.add(listener);
}

export function setWeather(next: Weather): void {
  const was = weather;
  weather = next;
  for (const listener of listeners) listener(next);
  // A change of transport is a new connection, there and back.
  const isMoved = (was.kind === "polling") !== (next.kind === "polling");
  for (const it of [...opened]) {
    if (next.kind === "offline" || isMoved) it.cut();
    else if (next.kind === "online") it.hurry();
  }
}
