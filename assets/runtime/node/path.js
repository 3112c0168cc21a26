// Node's `path`, the POSIX half of it.

function parts(path, absolute) {
  const kept = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (part !== ".." || !absolute) kept.push(part);
  }
  return kept.join("/");
}

export const sep = "/";
export const delimiter = ":";
export const isAbsolute = (path) => path.startsWith("/");

export function normalize(path) {
  const absolute = isAbsolute(path);
  const clean = parts(path, absolute);
  const end = path.endsWith("/") && clean !== "" ? "/" : "";
  return absolute ? `/${clean}${end}` : clean === "" ? "." : clean + end;
}

export const join = (...paths) => normalize(paths.filter((path) => path !== "").join("/"));

export function resolve(...paths) {
  let resolved = "";
  for (const path of ["/", ...paths]) {
    if (path !== "") resolved = isAbsolute(path) ? path : `${resolved}/${path}`;
  }
  return `/${parts(resolved, true)}`;
}

export function dirname(path) {
  const trimmed = path.replace(/(?<=.)\/+$/, "");
  const end = trimmed.lastIndexOf("/");
  return end === -1 ? "." : end === 0 ? "/" : trimmed.slice(0, end);
}

export function basename(path, suffix = "") {
  const name = path.replace(/\/+$/, "").split("/").at(-1);
  return suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

export function extname(path) {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot);
}

export function relative(from, to) {
  const source = resolve(from).split("/").filter(Boolean);
  const target = resolve(to).split("/").filter(Boolean);
  while (source.length > 0 && source[0] === target[0]) {
    source.shift();
    target.shift();
  }
  return [...source.map(() => ".."), ...target].join("/");
}

export function parse(path) {
  const base = basename(path);
  const ext = extname(path);
  const dir = dirname(path);
  return {
    root: isAbsolute(path) ? "/" : "",
    dir: dir === "." ? "" : dir,
    base,
    ext,
    name: ext === "" ? base : base.slice(0, -ext.length),
  };
}

export const format = ({ dir, root = "", base, name = "", ext = "" }) => {
  const file = base ?? name + ext;
  return dir === undefined || dir === "" ? root + file : `${dir}/${file}`;
};

export * as posix from "./path.js";
