// `require("express")`, version 5, without a file system: the package's real router, and our own around it.

import Router from "router";
import { express } from "../express/app.js";
import { json, raw, text, urlencoded } from "../express/body.js";
import { request } from "../express/request.js";
import { response } from "../express/response.js";

/** There are no files to serve, so it passes every request on. */
const nothing = () => (_request, _response, next) => next();

Object.assign(express, { Router, Route: Router.Route, json, raw, text, urlencoded, static: nothing, request, response });

/**
 * The `app` that is there without being made. By default it parses bodies by their content type, so that lessons do
 * without a line for it: JSON, forms and plain text. An app of `express()` parses what the code tells it to, as anywhere.
 */
export function readyApp() {
  return express().use(json(), urlencoded(), text());
}

export { express };
