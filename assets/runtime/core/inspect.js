// `util.inspect` as far as `console.log` shows values in Node.

import { host } from "./host.js";
import { quietly } from "./promises.js";

/** Entries of a list, map, set or object that are shown. */
const MAX_ENTRIES = 100;
/** Characters of a string inside another value. */
const MAX_STRING = 10_000;
/** Characters of a line. */
const LINE = 80;
/** Levels of nesting that still go on one line. */
const COMPACT = 3;
/** Entries of a list from which on several stand on one line. */
const GROUPED = 6;

export const custom = Symbol.for("nodejs.util.inspect.custom");
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The text of a value, nested to `options.depth` levels (2; null for all). */
export function inspect(value, options) {
  const depth = options?.depth === undefined ? 2 : (options.depth ?? Infinity);
  const shared = { circular: new Map(), deepest: 0, options };
  return quietly(() => show(value, { depth, level: 0, seen: [], indent: 0, shared }));
}

function quote(text) {
  if (text.length > MAX_STRING) text = `${text.slice(0, MAX_STRING)}…`;
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") ? "`" : "'";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

/** The text of a value inside another one; without a state for what is no object. */
export function show(value, state) {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "symbol":
      return value.toString();
    case "function":
    case "object":
      return value === null ? "null" : showObject(value, state);
    default:
      return String(value);
  }
}

function nameOf(value) {
  for (let holder = value; holder !== null; holder = Object.getPrototypeOf(holder)) {
    const made = Object.getOwnPropertyDescriptor(holder, "constructor");
    if (made === undefined) continue;
    const constructor = made.value ?? made.get?.call(holder);
    if (typeof constructor === "function" && constructor.name !== "") return constructor.name;
  }
  return null;
}

function showObject(value, state) {
  if (state.seen.includes(value)) {
    const { circular } = state.shared;
    if (!circular.has(value)) circular.set(value, circular.size + 1);
    return `[Circular *${circular.get(value)}]`;
  }
  if (typeof value[custom] === "function") {
    const shown = value[custom](state.depth - state.level, state.shared.options ?? {}, inspect);
    if (shown !== value) return typeof shown === "string" ? shown : show(shown, state);
  }
  const name = nameOf(value);
  const parts = describe(value, name);
  const keys = ownKeys(value, parts);
  if (parts.whole !== undefined && keys.length === 0) return parts.whole;
  if (keys.length === 0 && isEmpty(value, parts)) return join(parts, [], state, value);
  if (state.level > state.depth) return Array.isArray(value) ? "[Array]" : `[${name ?? "Object: null prototype"}]`;
  state.shared.deepest = state.level;
  const inner = { ...state, level: state.level + 1, seen: [...state.seen, value], indent: state.indent + 2 };
  const entries = parts.entries === undefined ? [] : parts.entries(inner);
  for (const key of keys.slice(0, MAX_ENTRIES)) entries.push(showProperty(value, key, inner));
  if (keys.length > MAX_ENTRIES) entries.push(`... ${keys.length - MAX_ENTRIES} more items`);
  const { circular } = state.shared;
  const mark = circular.has(value) ? `<ref *${circular.get(value)}> ` : "";
  return mark + join(parts, entries, state, value);
}

function isEmpty(value, parts) {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map || value instanceof Set) return value.size === 0;
  return parts.entries === undefined;
}

/** How a kind of object is framed: `whole` if it is more than its entries, brackets, and what is before them. */
function describe(value, name) {
  const label = (plain) => (name === plain ? "" : `${name ?? "[Object: null prototype]"} `);
  if (Array.isArray(value)) {
    const before = name === "Array" ? "" : `${name}(${value.length}) `;
    return {
      before,
      open: "[",
      close: "]",
      list: true,
      entries: (state) => items(value, value.length, (i) => i in value, state),
    };
  }
  if (typeof value === "function") {
    const named = value.name === "" ? "(anonymous)" : value.name;
    if (/^class\b/.test(Function.prototype.toString.call(value))) {
      const parent = Object.getPrototypeOf(value)?.name;
      return { whole: `[class ${named}${parent ? ` extends ${parent}` : ""}]` };
    }
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    return { whole: `[${kind}${value.name === "" ? " " : ": "}${named}]` };
  }
  if (value instanceof Error) return { whole: showError(value), skip: ["stack", "message", "name"] };
  if (value instanceof Date) return { whole: Number.isNaN(+value) ? "Invalid Date" : value.toISOString() };
  if (value instanceof RegExp) return { whole: String(value) };
  if (value instanceof Map) {
    return {
      before: `${name}(${value.size}) ${name === "Map" ? "" : "[Map] "}`,
      entries: (state) =>
        collect(value.entries(), value.size, ([key, item]) => `${show(key, state)} => ${show(item, state)}`),
    };
  }
  if (value instanceof Set) {
    const before = `${name}(${value.size}) ${name === "Set" ? "" : "[Set] "}`;
    return { before, entries: (state) => collect(value.values(), value.size, (item) => show(item, state)) };
  }
  if (value instanceof Promise) {
    const [state, result] = host.promise(value);
    const texts = {
      pending: () => "<pending>",
      rejected: (inner) => `<rejected> ${show(result, inner)}`,
      resolved: (inner) => show(result, inner),
    };
    return { before: "Promise ", entries: (inner) => [texts[state](inner)] };
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numeric = { before: `${name}(${value.length}) `, open: "[", close: "]", list: true, indexed: true };
    return { ...numeric, entries: (state) => items(value, value.length, () => true, state) };
  }
  if (value instanceof ArrayBuffer) {
    const bytes = [...new Uint8Array(value, 0, Math.min(value.byteLength, 50))].map((byte) =>
      byte.toString(16).padStart(2, "0"),
    );
    const more = value.byteLength > 50 ? ` ... ${value.byteLength - 50} more bytes` : "";
    return {
      before: "ArrayBuffer ",
      entries: () => [`[Uint8Contents]: <${bytes.join(" ")}${more}>`, `byteLength: ${value.byteLength}`],
    };
  }
  for (const Boxed of [String, Number, Boolean]) {
    if (value instanceof Boxed)
      return { whole: `[${Boxed.name}: ${show(value.valueOf())}]`, indexed: Boxed === String };
  }
  if (value instanceof WeakMap || value instanceof WeakSet) return { whole: `${name} { <items unknown> }` };
  return { before: label("Object") };
}

function showError(error) {
  const stack = typeof error.stack === "string" ? error.stack : "";
  const title = String(error.message) === "" ? error.name : `${error.name}: ${error.message}`;
  const frames = stack.split("\n").filter((frame) => frame.includes("server.js"));
  return frames.length === 0 ? `[${title}]` : [title, ...frames].join("\n");
}

function ownKeys(value, { list, indexed, skip }) {
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  if (indexed) return symbols;
  let keys = Object.keys(value);
  if (list) keys = keys.filter((key) => !/^\d+$/.test(key));
  if (skip) keys = keys.filter((key) => !skip.includes(key));
  return [...keys, ...symbols];
}

function items(value, length, has, state) {
  const shown = [];
  let holes = 0;
  const flush = () => {
    if (holes > 0) shown.push(`<${holes} empty item${holes > 1 ? "s" : ""}>`);
    holes = 0;
  };
  for (let i = 0; i < length && shown.length < MAX_ENTRIES; i++) {
    if (!has(i)) {
      holes++;
      if (holes > 1_000_000) break;
      continue;
    }
    flush();
    shown.push(show(value[i], state));
  }
  flush();
  if (length > MAX_ENTRIES) shown.push(`... ${length - MAX_ENTRIES} more item${length - MAX_ENTRIES > 1 ? "s" : ""}`);
  return shown;
}

function collect(iterator, size, text) {
  const shown = [];
  for (const item of iterator) {
    if (shown.length === MAX_ENTRIES) {
      shown.push(`... ${size - MAX_ENTRIES} more items`);
      break;
    }
    shown.push(text(item));
  }
  return shown;
}

function showProperty(value, key, state) {
  const property = Object.getOwnPropertyDescriptor(value, key);
  const name = typeof key === "symbol" ? `[${key.toString()}]` : IDENTIFIER.test(key) ? key : quote(key);
  if (property === undefined) return `${name}: undefined`;
  if (property.get !== undefined) return `${name}: ${property.set === undefined ? "[Getter]" : "[Getter/Setter]"}`;
  if (property.set !== undefined) return `${name}: [Setter]`;
  return `${name}: ${show(property.value, state)}`;
}

function join({ whole, before = "", open = "{", close = "}", list }, entries, state, value) {
  const front = whole === undefined ? before : `${whole} `;
  if (entries.length === 0) return `${front}${open}${close}`;
  const rows = list && entries.length > GROUPED ? group(entries, state.indent, value) : entries;
  const shallow = state.shared.deepest - state.level < COMPACT;
  if (shallow && rows === entries && !entries.some((entry) => entry.includes("\n"))) {
    const start = entries.length + state.indent + front.length + open.length + 10;
    const width = entries.reduce((sum, entry) => sum + entry.length, entries.length + start);
    if (width <= LINE) return `${front}${open} ${entries.join(", ")} ${close}`;
  }
  const margin = " ".repeat(state.indent + 2);
  return `${front}${open}\n${margin}${rows.join(`,\n${margin}`)}\n${" ".repeat(state.indent)}${close}`;
}

/** Short entries of a list in columns, about as wide as they are high; numbers stand to the right. */
function group(entries, indent, value) {
  const more = value.length > MAX_ENTRIES ? entries.at(-1) : undefined;
  const cells = more === undefined ? entries : entries.slice(0, -1);
  const widest = Math.max(...cells.map((cell) => cell.length)) + 2;
  const total = cells.reduce((sum, cell) => sum + cell.length + 2, 0);
  if (widest * 3 + indent >= LINE || (total / widest <= 5 && widest > 8)) return entries;
  const biased = Math.max(widest - 3 - Math.sqrt(widest - total / entries.length), 1);
  const square = Math.round(Math.sqrt(2.5 * biased * cells.length) / biased);
  const columns = Math.min(square, Math.floor((LINE - indent) / widest), COMPACT * 4, 15);
  if (columns <= 1) return entries;
  const numeric = cells.every((_, i) => typeof value[i] === "number" || typeof value[i] === "bigint");
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.filter((_, i) => i % columns === column).map((cell) => cell.length)),
  );
  const rows = [];
  for (let i = 0; i < cells.length; i += columns) {
    const row = cells.slice(i, i + columns);
    const padded = row.map((cell, column) => {
      if (numeric) return cell.padStart(widths[column]) + (column < row.length - 1 ? ", " : "");
      return column < row.length - 1 ? `${cell}, `.padEnd(widths[column] + 2) : cell;
    });
    rows.push(padded.join(""));
  }
  if (more !== undefined) rows.push(more);
  return rows;
}
