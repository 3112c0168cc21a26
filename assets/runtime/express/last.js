// What answers when no route did: 404 in Express's words, or the error that a handler threw or its promise was rejected
// with. Where Express prints an error, the sandbox tells of it as an `error` entry.

import { Buffer } from "buffer";
import { cause } from "../core/cause.js";
import { console } from "../core/console.js";
import { failure } from "../core/errors.js";
import { host, Kind } from "../core/host.js";
import { STATUS_CODES } from "../http/status.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (c) => ESCAPES[c]);
}

function page(text) {
  const shown = escapeHtml(text).replaceAll("\n", "<br>").replaceAll("  ", " &nbsp;");
  const head = '<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>';
  return `<!DOCTYPE html>\n<html lang="en">\n${head}\n<body>\n<pre>${shown}</pre>\n</body>\n</html>\n`;
}

function statusOf(error, response) {
  const good = (status) => Number.isInteger(status) && status >= 400 && status < 600;
  const own = [error.status, error.statusCode].find(good);
  return own ?? (good(response.statusCode) ? response.statusCode : 500);
}

const ANSWERED =
  "A route's handler threw it, or its promise was rejected with it. Express answers such a request with an error; the sandbox goes on.";

/** Tells of it; gives what the client reads. */
function tell(error, status) {
  const [title, , line, column, stack] = failure(error, "");
  if (status >= 500) host.report(Kind.ERROR, cause.now, line, column, title, ANSWERED, null, stack);
  else console.error(title);
  const said = error instanceof Error ? title : String(error);
  return line > 0 ? `${said}\n    at server.js:${line}:${column}` : said;
}

/** The `next` behind the last route. */
export function lastly(request, response) {
  return (error) => {
    if (!error && response.headersSent) return;
    const status = error ? statusOf(error, response) : 404;
    const said = error ? tell(error, status) : `Cannot ${request.method} ${escapedPath(request.originalUrl ?? request.url)}`;
    if (response.headersSent) {
      if (!response.writableEnded) response.destroy();
      return;
    }
    const extra = Object.entries(error?.headers ?? {});
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    for (const [name, value] of extra) response.setHeader(name, value);
    const body = Buffer.from(page(said), "utf8");
    response.statusCode = status;
    response.statusMessage = STATUS_CODES[status];
    response.setHeader("Content-Security-Policy", "default-src 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Length", body.length);
    response.end(body);
  };
}

function escapedPath(url) {
  return url.split("?")[0];
}
