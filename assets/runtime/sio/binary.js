// Whether a value holds binary data somewhere: the same answers as `is-binary.js` of the package, in less time, because
// in QuickJS `for … in` walks the whole prototype chain.

const { keys } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;

export function hasBinary(value) {
  return typeof value === "object" && value !== null && search(value, true);
}

function search(value, asJson) {
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = value[i];
      if (typeof item === "object" && item !== null && search(item, true)) return true;
    }
    return false;
  }
  if (value instanceof ArrayBuffer || isView(value)) return true;
  if (asJson && typeof value.toJSON === "function") {
    const json = value.toJSON();
    return typeof json === "object" && json !== null && search(json, false);
  }
  const names = keys(value);
  for (let i = 0; i < names.length; i++) {
    const item = value[names[i]];
    if (typeof item === "object" && item !== null && search(item, true)) return true;
  }
  return false;
}
