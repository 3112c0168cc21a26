// Rooms as the messages carry them: strings and numbers as they are, any other value with a key that tells it apart.

const objects = new WeakMap();
const others = new Map();
let keys = 0;

function keyOf(value) {
  const table = typeof value === "function" || (typeof value === "object" && value !== null) ? objects : others;
  let key = table.get(value);
  if (key === undefined) {
    key = ++keys;
    table.set(value, key);
  }
  return key;
}

function shown(value) {
  if (typeof value === "object" && value !== null) return Object.prototype.toString.call(value);
  if (typeof value === "function") return `[Function: ${value.name}]`;
  return typeof value === "bigint" ? `${value}n` : String(value);
}

function room(value) {
  if (typeof value === "string" || typeof value === "number") return value;
  return [keyOf(value), shown(value)];
}

/** Any iterable of rooms as an array for the host, or null for none. */
export function roomsOf(values) {
  if (values === undefined || values === null || values.size === 0) return null;
  const rooms = [];
  for (const value of values) rooms.push(room(value));
  return rooms;
}
