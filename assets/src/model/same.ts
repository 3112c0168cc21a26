// Values that came, held against the values a scenario line says, by the rules of the scenario runner: equal as JSON;
// `"*"` is anything, `"$alice"` a socket id of alice's.

import * as read from "./read";

/** Whether a text is, or was in this run, a socket id of that client. */
export type IsId = (client: string, id: string) => boolean;

export function sameList(wanted: readonly unknown[], got: readonly unknown[], isId: IsId): boolean {
  return wanted.length === got.length && wanted.every((item, at) => same(item, got[at], isId));
}

export function same(wanted: unknown, got: unknown, isId: IsId): boolean {
  if (wanted === "*" || wanted === got) return true;
  if (typeof wanted === "string")
    return typeof got === "string" && wanted.startsWith("$") && isId(wanted.slice(1), got);
  if (Array.isArray(wanted)) return Array.isArray(got) && sameList(wanted, got, isId);
  const [left, right] = [read.fields(wanted), read.fields(got)];
  if (!left || !right) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key], isId))
  );
}

/** Puts a value where `"$alice"` stands, at any depth; a client without an id leaves its text. */
export function named(value: unknown, idOf: (client: string) => string | null): unknown {
  if (typeof value === "string") return (value.startsWith("$") ? idOf(value.slice(1)) : null) ?? value;
  if (Array.isArray(value)) return value.map((item) => named(item, idOf));
  const object = read.fields(value);
  if (!object) return value;
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, named(item, idOf)]));
}

/** Pairs each of `wanted` with the first of `got` that fits and is free, in any order: its place there, or -1. */
export function pick<W, G>(wanted: readonly W[], got: readonly G[], fits: (wanted: W, got: G) => boolean): readonly number[] {
  const taken = new Set<number>();
  return wanted.map((one) => {
    const found = got.findIndex((other, at) => !taken.has(at) && fits(one, other));
    taken.add(found);
    return found;
  });
}

/**
 * Pairs as many of `wanted` with `got` as can be paired in order: for each of `wanted` the place in `got`, or -1.
 */
export function align<W, G>(
  wanted: readonly W[],
  got: readonly G[],
  fits: (wanted: W, got: G) => boolean,
): readonly number[] {
  const width = got.length + 1;
  const most = new Uint16Array((wanted.length + 1) * width);
  const at = (i: number, j: number) => most[i * width + j] ?? 0;
  const met = (i: number, j: number) => {
    const [left, right] = [wanted[i], got[j]];
    return left !== undefined && right !== undefined && fits(left, right);
  };
  for (let i = wanted.length - 1; i >= 0; i -= 1)
    for (let j = got.length - 1; j >= 0; j -= 1)
      most[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), met(i, j) ? at(i + 1, j + 1) + 1 : 0);
  const pairs: number[] = [];
  let j = 0;
  for (let i = 0; i < wanted.length; i += 1) {
    // The earliest counterpart that loses none of the others.
    let found = -1;
    for (let k = j; k < got.length && found < 0; k += 1)
      if (met(i, k) && at(i + 1, k + 1) + 1 === at(i, j)) found = k;
    pairs.push(found);
    if (found >= 0) j = found + 1;
  }
  return pairs;
}
