// `util.inspect` and `util.format` as far as `console.log` shows values in Node.

import { quietly } from "./promises.js";

/** Entries of a list, map, set or object that are shown. */
const MAX_ENTRIES = 100;
/** Characters of a string inside another value. */
const MAX_STRING = 10_000;
/** Characters of a group of entries on one line. */
const LINE = 72;

export const custom = Symbol.for("nodejs.util.inspect.custom");
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The text of a value, nested to `options.depth` levels (2; null for all). */
export function inspect(value, options) {
  const depth = options?.depth === undefined ? 2 : (options.depth ?? Infinity);
  return quietly(() => show(value, { depth, level: 0, seen: [], indent: 0, circular: new Map(), options }));
}

function quote(text) {
  if (text.length > MAX_STRING) text = `${text.slice(0, MAX_STRING)}…`;
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") ? "`" : "'";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function show(value, state) {
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
    if (!state.circular.has(value)) state.circular.set(value, state.circular.size + 1);
    return `[Circular *${state.circular.get(value)}]`;
  }
  if (typeof value[custom] === "function") {
    const shown = value[custom](state.depth - state.level, state.options ?? {}, inspect);
    if (shown !== value) return typeof shown === "string" ? shown : show(shown, state);
  }
  const name = nameOf(value);
  const parts = describe(value, name);
  const keys = ownKeys(value, parts);
  if (parts.whole !== undefined && keys.length === 0) return parts.whole;
  if (state.level > state.depth) return Array.isArray(value) ? "[Array]" : `[${name ?? "Object: null prototype"}]`;
  const inner = { ...state, level: state.level + 1, seen: [...state.seen, value], indent: state.indent + 2 };
  const entries = parts.entries === undefined ? [] : parts.entries(inner);
  for (const key of keys.slice(0, MAX_ENTRIES)) entries.push(showProperty(value, key, inner));
  if (keys.length > MAX_ENTRIES) entries.push(`... ${keys.length - MAX_ENTRIES} more items`);
  const mark = state.circular.has(value) ? `<ref *${state.circular.get(value)}> ` : "";
  return mark + join(parts, entries, state);
}

/** How a kind of object is framed: `whole` if it is more than its entries, brackets, and what is before them. */
function describe(value, name) {
  const label = (plain) => (name === plain ? "" : `${name ?? "[Object: null prototype]"} `);
  if (Array.isArray(value)) {
    const before = name === "Array" ? "" : `${name}(${value.length}) `;
    return { before, open: "[", close: "]", list: true, entries: (state) => items(value, value.length, (i) => i in value, state) };
  }
  if (typeof value === "function") {
    const kind = /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "Function";
    const named = value.name === "" ? "(anonymous)" : value.name;
    return { whole: kind === "class" ? `[class ${named}]` : `[Function${value.name === "" ? " " : ": "}${named}]` };
  }
  if (value instanceof Error) return { whole: showError(value), skip: ["stack", "message", "name"] };
  if (value instanceof Date) return { whole: Number.isNaN(+value) ? "Invalid Date" : value.toISOString() };
  if (value instanceof RegExp) return { whole: String(value) };
  if (value instanceof Map) {
    return {
      before: `${name}(${value.size}) `,
      entries: (state) => collect(value.entries(), value.size, ([key, item]) => `${show(key, state)} => ${show(item, state)}`),
    };
  }
  if (value instanceof Set) {
    return { before: `${name}(${value.size}) `, entries: (state) => collect(value.values(), value.size, (item) => show(item, state)) };
  }
  if (value instanceof Promise) return { before: "Promise " };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numeric = { before: `${name}(${value.length}) `, open: "[", close: "]", list: true, indexed: true };
    return { ...numeric, entries: (state) => items(value, value.length, () => true, state) };
  }
  if (value instanceof ArrayBuffer) {
    const bytes = [...new Uint8Array(value, 0, Math.min(value.byteLength, 50))].map((byte) => byte.toString(16).padStart(2, "0"));
    const more = value.byteLength > 50 ? ` ... ${value.byteLength - 50} more bytes` : "";
    return { before: "ArrayBuffer ", entries: () => [`[Uint8Contents]: <${bytes.join(" ")}${more}>`, `byteLength: ${value.byteLength}`] };
  }
  for (const Boxed of [String, Number, Boolean]) {
    if (value instanceof Boxed) return { whole: `[${Boxed.name}: ${show(value.valueOf(), { level: 0 })}]`, indexed: Boxed === String };
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
  const symbols = Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
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

function join({ whole, before = "", open = "{", close = "}" }, entries, state) {
  const front = whole === undefined ? before : `${whole} `;
  if (entries.length === 0) return `${front}${open}${close}`;
  const width = entries.reduce((sum, entry) => sum + entry.length + 2, front.length);
  if (width + state.indent <= LINE + 4 && entries.length <= 6 && !entries.some((entry) => entry.includes("\n"))) {
    return `${front}${open} ${entries.join(", ")} ${close}`;
  }
  const margin = " ".repeat(state.indent + 2);
  const lines = open === "[" && entries.length > 6 ? rows(entries) : entries;
  return `${front}${open}\n${margin}${lines.join(`,\n${margin}`)}\n${" ".repeat(state.indent)}${close}`;
}

/** Short entries of a list, several to a line. */
function rows(entries) {
  if (entries.some((entry) => entry.length > 6 || entry.includes("\n"))) return entries;
  const lines = [];
  for (let i = 0; i < entries.length; i += 12) lines.push(entries.slice(i, i + 12).join(", "));
  return lines;
}

const DIRECTIVE = /%[sdifjoOc%]/g;

function directive(kind, value) {
  switch (kind) {
    case "%s":
      if (typeof value === "string") return value;
      return typeof value === "object" && value !== null ? inspect(value, { depth: 0 }) : show(value, { level: 0 });
    case "%d":
      return typeof value === "bigint" ? `${value}n` : typeof value === "object" ? "NaN" : String(Number(value));
    case "%i":
      return typeof value === "object" ? "NaN" : String(Number.parseInt(value, 10));
    case "%f":
      return String(Number.parseFloat(value));
    case "%j":
      try {
        return JSON.stringify(value);
      } catch {
        return "[Circular]";
      }
    case "%c":
      return "";
    default:
      return inspect(value, { depth: 4 });
  }
}

/** The text that `console.log(...values)` prints. */
export function format(values) {
  let rest = 0;
  let text = "";
  if (typeof values[0] === "string") {
    rest = 1;
    text = values.length === 1 ? values[0] : values[0].replace(DIRECTIVE, (kind) => {
      if (kind === "%%") return "%";
      return rest < values.length ? directive(kind, values[rest++]) : kind;
    });
  }
  const shown = values.slice(rest).map((value) => (typeof value === "string" ? value : inspect(value)));
  return rest === 0 ? shown.join(" ") : [text, ...shown].join(" ");
}
