//! The web server: pages, API, event streams, engine routes, assets; the only place that knows the API's JSON.
//! One file per resource: each takes its own path, answers every method itself and rejects nothing but other paths, so
//! that what is left over at the end is simply not there.

mod request;
mod guard;
mod problem;
mod texts;
mod templates;
mod assets;
mod lessons;
mod glossary;
mod cheatsheet;
mod images;
mod step_json;
mod sandboxes;
mod sandbox;
mod check;
mod snapshot_json;
mod trace;
mod trace_json;
mod export;
mod feed;
mod http;
mod http_headers;
mod recording;
mod changes;
mod client_page;
mod client_scripts;

use std::convert::Infallible;
use std::sync::Arc;

use tokio::sync::mpsc;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;
use warp::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use warp::path::FullPath;
use warp::reply::Response;

use crate::engine;
use crate::lesson::Library;
use crate::sandbox::Host;
use problem::Problem;
use request::{Request, request};
use templates::Templates;

/// The policy of pages; a client's frame has its own.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What the resources share.
#[derive(Debug)]
pub struct State {
    pub host: Arc<Host>,
    pub library: Arc<Library>,
    /// The server listens on a loopback address.
    pub loopback: bool,
    templates: Templates,
    checks: check::Checks,
}

impl State {
    /// Fails on a template that does not parse, and on texts that lack one.
    pub fn new(host: Arc<Host>, library: Arc<Library>, loopback: bool) -> anyhow::Result<Arc<Self>> {
        Ok(Arc::new(Self { host, library, loopback, templates: Templates::load()?, checks: check::Checks::default() }))
    }

    /// A problem where people may look: a page for a browser, JSON for any other.
    fn tell(&self, request: &Request, problem: Problem) -> Response {
        let browser = request.header(ACCEPT).is_some_and(|accept| accept.contains("text/html"));
        if browser { self.templates.problem(request, &problem) } else { problem.into_response() }
    }
}

/// Where the engine's routes find a sandbox.
struct Doors(Arc<Host>);

impl engine::Doors for Doors {
    fn find(&self, id: &str) -> Option<mpsc::Sender<engine::Input>> {
        self.0.get(id).map(|sandbox| sandbox.engine())
    }
}

/// Everything that this server answers; nothing is rejected.
pub fn routes(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let resources = [
        sandboxes::route,
        sandbox::route,
        check::route,
        trace::route,
        changes::route,
        lessons::route,
        glossary::route,
        cheatsheet::route,
        images::route,
        export::route,
        client_page::route,
        http::route,
    ];
    let sockets = engine::routes(Arc::new(Doors(Arc::clone(&state.host))));
    // What comes often comes first.
    let first = sockets.or(assets::route()).unify().or(health()).unify().boxed();
    let all = resources.into_iter().fold(first, |routes, route| routes.or(route(Arc::clone(state))).unify().boxed());
    all.or(nothing(Arc::clone(state))).unify().map(secured).boxed()
}

fn with(state: Arc<State>) -> impl Filter<Extract = (Arc<State>,), Error = Infallible> + Clone {
    warp::any().map(move || Arc::clone(&state))
}

fn health() -> BoxedFilter<(Response,)> {
    warp::path!("healthz")
        .and(request())
        .map(|request: Request| match request.method {
            Method::GET => text("ok"),
            method => Problem::method(&method, "GET, HEAD").into_response(),
        })
        .boxed()
}

fn text(text: &'static str) -> Response {
    let mut response = Response::new(text.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What no resource took.
fn nothing(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path::full()
        .and(request())
        .and(with(state))
        .map(|path: FullPath, request: Request, state: Arc<State>| {
            state.tell(&request, Problem::not_found(format!("there is nothing at {}", path.as_str())))
        })
        .boxed()
}

/// Headers that every answer has.
fn secured(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let page = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if page && !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    }
    response
}
