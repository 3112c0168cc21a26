// The weather of a client: what its network does to it. The same words as in scenarios, and the tab that was closed.

import { count, fields, text } from "./read";

export type Weather =
  | { readonly kind: "online" | "offline" | "polling" | "closed" }
  /** Everything takes so many milliseconds longer, in either direction. */
  | { readonly kind: "slow"; readonly ms: number };

export const ONLINE: Weather = { kind: "online" };

/** The delays that a card offers, in milliseconds. */
export const DELAYS = [100, 300, 1_000] as const;

/** The longest delay that is taken, in milliseconds. */
const MAX_DELAY_MS = 60_000;

/** `slow-300`, as a value of a control and in the address of a frame. */
export function weatherName(weather: Weather): string {
  return weather.kind === "slow" ? `slow-${weather.ms}` : weather.kind;
}

export function parseWeather(name: string): Weather | null {
  const [kind, ms] = name.split("-");
  if (kind === "online" || kind === "offline" || kind === "polling" || kind === "closed") return { kind };
  const delay = Number(ms);
  return kind === "slow" && delay >= 0 && delay <= MAX_DELAY_MS ? { kind, ms: delay } : null;
}

/** As it comes in a message. */
export function readWeather(value: unknown): Weather | null {
  const given = fields(value);
  const kind = text(given?.kind);
  return parseWeather(kind === "slow" ? `slow-${count(given?.ms, Number.NaN)}` : kind);
}
