// `util.format`: what `console.log` makes of its arguments.

import { inspect, show } from "./inspect.js";

const DIRECTIVE = /%[sdifjoOc%]/g;

function directive(kind, value) {
  switch (kind) {
    case "%s":
      if (typeof value === "string") return value;
      return typeof value === "object" && value !== null ? inspect(value, { depth: 0 }) : show(value);
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
    text =
      values.length === 1
        ? values[0]
        : values[0].replace(DIRECTIVE, (kind) => {
            if (kind === "%%") return "%";
            return rest < values.length ? directive(kind, values[rest++]) : kind;
          });
  }
  const shown = values.slice(rest).map((value) => (typeof value === "string" ? value : inspect(value)));
  return rest === 0 ? shown.join(" ") : [text, ...shown].join(" ");
}
