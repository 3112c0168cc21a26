// Queries and form bodies: Node's `querystring`, and with `extended` the nested names of `qs` (`a[b]=1`, `c[]=2`).

/** Pairs that are taken, as in Node; the rest are dropped. */
const MAX_PAIRS = 1_000;
/** How deep names may be nested. */
const MAX_DEPTH = 5;

function decoded(text) {
  const plain = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain.replace(/%([0-9a-f]{2})/gi, (_all, hex) => String.fromCharCode(parseInt(hex, 16)));
  }
}

function* each(text) {
  let count = 0;
  for (const part of text.split("&")) {
    if (part === "") continue;
    if (count++ === MAX_PAIRS) return;
    const at = part.indexOf("=");
    yield at < 0 ? [decoded(part), ""] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
  }
}

function add(target, name, value) {
  if (!Object.hasOwn(target, name)) target[name] = value;
  else target[name] = [target[name], value].flat();
}

/** An object without a prototype; what comes twice is an array. */
export function pairsOf(text) {
  const pairs = Object.create(null);
  for (const [name, value] of each(text)) add(pairs, name, value);
  return pairs;
}

export function nestedOf(text) {
  const root = {};
  for (const [name, value] of each(text)) {
    const [first, ...inner] = name.split(/[[\]]+/).filter((part, index) => part !== "" || index === 0);
    const keys = [first, ...inner].slice(0, MAX_DEPTH + 1);
    const isList = name.endsWith("[]");
    if (keys.some((key) => Object.hasOwn(Object.prototype, key))) continue;
    let target = root;
    for (const key of keys.slice(0, -1)) {
      if (typeof target[key] !== "object") target[key] = {};
      target = target[key];
    }
    const last = keys.at(-1);
    if (isList) target[last] = [target[last] ?? [], value].flat();
    else add(target, last, value);
  }
  return root;
}
