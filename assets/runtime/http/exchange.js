// Requests that the sandbox's address gets, each with its answer. The first HTTP server of the code that listens for
// requests answers all of them; without one the first Express app does, and without that nobody knows the path.

import { cause } from "../core/cause.js";
import { afterError } from "../core/errors.js";
import { host, Kind } from "../core/host.js";
import { IncomingMessage } from "./incoming.js";
import { ServerResponse } from "./outgoing.js";

/** Exchanges that are not over, by number: their request, their answer, and the report of the request. */
const open = new Map();

/** The place in the code that answers, as `host.routed` takes it. */
const NUMBER = Symbol("number");

const servers = [];
const apps = [];

export function addServer(server) {
  servers.push(server);
}

export function addApp(app) {
  apps.push(app);
}

/** What is called with each request and its answer; undefined where the code answers none. */
function answerer() {
  const answers = servers.filter((server) => server.listenerCount("request") > 0);
  const server = answers.find((each) => each.listening) ?? answers[0];
  if (server !== undefined) return (request, response) => server.emit("request", request, response);
  return apps.find((app) => app.answers());
}

/** A request came in. `about` is `Asking` of the messages. */
export function asked(about) {
  const number = about.exchange;
  const request = new IncomingMessage(about);
  const response = new ServerResponse(request, number, () => over(number));
  request[NUMBER] = number;
  const report = host.report(Kind.REQUEST, 0, 0, 0, number);
  open.set(number, { request, response, report });
  cause.now = report;
  const answer = answerer();
  if (answer !== undefined) answer(request, response);
  else unanswered(request, response);
}

/** The client is gone before its answer was. */
export function abandoned(number) {
  const exchange = open.get(number);
  if (exchange === undefined) return;
  cause.now = exchange.report;
  exchange.request.aborted = true;
  exchange.request.emit("aborted");
  over(number);
}

function over(number) {
  const exchange = open.get(number);
  if (!open.delete(number)) return;
  exchange.response.close();
  exchange.request.close();
}

/** The place of the route that takes the request. */
export function routed(request, { line, column }) {
  if (line > 0 && request[NUMBER] !== undefined) host.routed(request[NUMBER], line, column);
}

function unanswered(request, response) {
  response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`Cannot ${request.method} ${request.url.split("?")[0]}: the server code has no routes.\n`);
}

// An error that nobody caught while a request was handled: Node would have ended, and its client with it.
afterError.run = (number) => {
  const exchange = number === 0 ? undefined : open.values().find(({ report }) => report === number);
  if (exchange === undefined || exchange.response.writableEnded) return;
  const { response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(500, { "Content-Type": "text/plain; charset=utf-8" });
  response.end("Internal Server Error");
};
