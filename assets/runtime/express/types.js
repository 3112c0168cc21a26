// Media types: by file extension, with their charset, and as a request's body or `Accept` header names them.

const TYPES = {
  bin: "application/octet-stream",
  css: "text/css",
  csv: "text/csv",
  form: "application/x-www-form-urlencoded",
  gif: "image/gif",
  htm: "text/html",
  html: "text/html",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  md: "text/markdown",
  mjs: "text/javascript",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  multipart: "multipart/form-data",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  text: "text/plain",
  txt: "text/plain",
  urlencoded: "application/x-www-form-urlencoded",
  wasm: "application/wasm",
  webp: "image/webp",
  xml: "application/xml",
  zip: "application/zip",
};

/** `html`, `.html`, `page.html` or a type: the type. */
export function typeOf(name) {
  if (name.includes("/")) return name;
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : "application/octet-stream";
}

/** With `; charset=utf-8` where texts have one. */
export function withCharset(name) {
  const type = typeOf(name);
  const text = /^text\/|^application\/(json|javascript|manifest\+json)$/i.test(type);
  return text ? `${type}; charset=utf-8` : type;
}

function bare(type) {
  return type.split(";")[0].trim().toLowerCase();
}

/** Which of `wanted` (types, extensions, `text/*`, `+json`) the type is; false if none. */
export function isType(type, wanted) {
  if (!type) return false;
  const given = bare(type);
  const fits = (name) => {
    if (name.startsWith("+")) return given.endsWith(name);
    const [group, kind] = bare(typeOf(name)).split("/");
    const [givenGroup, givenKind = ""] = given.split("/");
    if (kind.startsWith("*+")) return (group === "*" || group === givenGroup) && givenKind.endsWith(kind.slice(1));
    return (group === "*" || group === givenGroup) && (kind === "*" || kind === givenKind);
  };
  const found = wanted.find(fits);
  if (found === undefined) return false;
  return found.startsWith("+") || found.includes("*") ? given : found;
}

/** The names of a header like `Accept`, the best first. */
export function preferences(header) {
  return header
    .split(",")
    .map((part, index) => {
      const [name, ...parameters] = part.split(";").map((each) => each.trim());
      const quality = parameters.find((each) => /^q=/i.test(each));
      return { name: name.toLowerCase(), quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0, index };
    })
    .filter(({ name, quality }) => name !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
}

/** Which of `offered` an `Accept` header likes best; false if none. */
export function accepted(header, offered) {
  if (header === undefined) return offered[0];
  const specific = (name) => (name === "*/*" ? 0 : name.endsWith("/*") ? 1 : 2);
  const wanted = preferences(header);
  let best = { quality: 0, index: Infinity, offer: false };
  for (const offer of offered) {
    const fitting = wanted.filter(({ name }) => isType(typeOf(offer), [name]) !== false);
    fitting.sort((a, b) => specific(b.name) - specific(a.name));
    const [rule] = fitting;
    if (rule === undefined) continue;
    if (rule.quality > best.quality || (rule.quality === best.quality && rule.index < best.index))
      best = { ...rule, offer };
  }
  return best.offer;
}
