// Checkers skip the letters of a drawing, and colours meet in more ways than a page shows at once: so the contrasts are
// computed from the tokens themselves (WCAG 2.2: relative luminance).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const css = readFileSync("styles/tokens.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name ?? "",
    { light: light ?? "", dark: dark ?? "" },
  ]),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string, theme: "light" | "dark"): number {
  const [high = 0, low = 0] = [a, b]
    .map((name) => luminance(tokens.get(name)?.[theme] ?? assert.fail(`no token ${name}`)))
    .sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Letters on what they stand on. */
const LETTERS: readonly (readonly [string, string])[] = [
  ...["ink", "ink2", "accent", "heard", "unheard", "skip", "error", "room-a", "keyword", "string"].map(
    (name) => [name, "surface"] as const,
  ),
  ...["ink", "ink2", "accent", "heard", "unheard", "skip", "error"].map((name) => [name, "sunken"] as const),
  ...["ink", "ink2"].map((name) => [name, "canvas"] as const),
  ...["a", "b", "c", "d"].map((name) => [`room-${name}`, `room-${name}-soft`] as const),
  ...["a", "b", "c", "d"].map((name) => [`room-${name}`, "surface"] as const),
  ...["ink", "accent", "keyword", "string"].map((name) => [name, "ran"] as const),
  ["ink", "accent-soft"],
  ["ink", "skip-soft"],
  ["surface", "ink"],
  ["surface", "accent"],
];

test("letters keep 4.5 to 1 on everything they stand on, and 5.3 on the panes", () => {
  for (const theme of ["light", "dark"] as const) {
    for (const [front, back] of LETTERS) {
      const found = contrast(front, back, theme);
      const wanted = back === "surface" ? 5.3 : 4.5;
      assert.ok(found >= wanted, `${theme}: ${front} on ${back} is ${found.toFixed(2)}, wanted ${wanted}`);
    }
  }
});

test("borders of controls, and lines of the drawing, keep 3 to 1", () => {
  for (const theme of ["light", "dark"] as const) {
    for (const name of ["control", "accent", "heard", "unheard", "skip", "ink"]) {
      for (const back of ["surface", "canvas", "sunken"]) {
        const found = contrast(name, back, theme);
        assert.ok(found >= 3, `${theme}: ${name} on ${back} is ${found.toFixed(2)}`);
      }
    }
  }
});
