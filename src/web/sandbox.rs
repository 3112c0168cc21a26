//! `/api/sandboxes/{id}`, `…/server` and `…/pages`: one sandbox (with `?rest=true` once it has come to rest), its end, new
//! code for it, and new pages for its clients.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{Method, StatusCode};
use warp::reply::{Reply, Response};

use super::problem::Problem;
use super::request::{Request, Segment, request};
use super::sandboxes::reply;
use super::snapshot_json::snapshot;
use super::{State, client_page, guard, lessons, with};
use crate::sandbox::{Pages, Sandbox};

/// How long `?rest=true` waits for a sandbox that does not come to rest; then it is answered as it is.
const MAX_REST: Duration = Duration::from_secs(2);

/// The body of a `PUT`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCode {
    server: String,
}

/// The largest page of a client, in bytes, and the most of them that one sandbox keeps.
const MAX_PAGE_BYTES: usize = 256 * 1024;
const MAX_PAGES: usize = 12;

/// The body of a `PUT` of pages, in one of two forms: those of a lesson's step as it is now, or HTML by the client's name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPages {
    lesson: Option<String>,
    step: Option<NonZeroUsize>,
    pages: Option<Map<String, Value>>,
}

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    let whole = warp::path!("api" / "sandboxes" / Segment)
        .and(request())
        .and(with(Arc::clone(&state)))
        .then(async |Segment(id), request, state: Arc<State>| {
            one(&id, request, &state).await.unwrap_or_else(Problem::into_response)
        })
        .boxed();
    let server = warp::path!("api" / "sandboxes" / Segment / "server")
        .and(request())
        .and(with(Arc::clone(&state)))
        .then(async |Segment(id), request, state: Arc<State>| {
            replace(&id, request, &state).await.unwrap_or_else(Problem::into_response)
        })
        .boxed();
    let pages = warp::path!("api" / "sandboxes" / Segment / "pages")
        .and(request())
        .and(with(state))
        .then(async |Segment(id), request, state: Arc<State>| {
            replace_pages(&id, request, &state).await.unwrap_or_else(Problem::into_response)
        })
        .boxed();
    whole.or(server).unify().or(pages).unify().boxed()
}

async fn one(id: &str, request: Request, state: &State) -> Result<Response, Problem> {
    guard::host(&request, state.loopback)?;
    match request.method {
        Method::GET => {
            let sandbox = find(state, id)?;
            if request.flag("rest", false)? {
                // Either way it is answered: what it looks like then is told by the snapshot.
                let _ = tokio::time::timeout(MAX_REST, sandbox.settle(&[])).await;
            }
            let state = sandbox.snapshot().await.ok_or_else(|| Problem::no_sandbox(id))?;
            Ok(reply(StatusCode::OK, &snapshot(&state)))
        }
        Method::DELETE => {
            guard::origin(&request)?;
            if state.host.remove(id).await {
                Ok(StatusCode::NO_CONTENT.into_response())
            } else {
                Err(Problem::no_sandbox(id))
            }
        }
        method => Err(Problem::method(&method, "GET, HEAD, DELETE")),
    }
}

async fn replace(id: &str, request: Request, state: &State) -> Result<Response, Problem> {
    guard::host(&request, state.loopback)?;
    if request.method != Method::PUT {
        return Err(Problem::method(&request.method, "PUT"));
    }
    guard::origin(&request)?;
    guard::json(&request, false)?;
    let sandbox = find(state, id)?;
    let NewCode { server } = request.json().await?;
    sandbox.replace(server).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The server code and its clients' connections are left alone: a frame has the new page once it is loaded again.
async fn replace_pages(id: &str, request: Request, state: &State) -> Result<Response, Problem> {
    guard::host(&request, state.loopback)?;
    if request.method != Method::PUT {
        return Err(Problem::method(&request.method, "PUT"));
    }
    guard::origin(&request)?;
    guard::json(&request, false)?;
    let sandbox = find(state, id)?;
    sandbox.set_pages(pages_of(request.json().await?, state)?);
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn pages_of(new: NewPages, state: &State) -> Result<Pages, Problem> {
    match new {
        NewPages { lesson: Some(lesson), step: Some(step), pages: None } => {
            Ok(lessons::find(&state.library, &lesson, step.get())?.1.pages)
        }
        NewPages { lesson: None, step: None, pages: Some(pages) } => given(pages),
        _ => Err(Problem::bad_request(
            "the body is either {\"pages\": {\"alice\": \"<html>\"}} or {\"lesson\": \"<slug>\", \"step\": n}",
        )),
    }
}

/// Whoever is not named has the page of a client for which nobody made one.
fn given(pages: Map<String, Value>) -> Result<Pages, Problem> {
    if pages.len() > MAX_PAGES {
        let detail = format!("{} pages are too many: a sandbox keeps {MAX_PAGES}", pages.len());
        return Err(Problem::bad_request(detail));
    }
    pages.into_iter().map(page_of).collect()
}

fn page_of((name, html): (String, Value)) -> Result<(String, String), Problem> {
    if !client_page::is_name(&name) {
        return Err(Problem::bad_request(format!("`{name}` is no name of a client: {}", client_page::NAMES)));
    }
    match html {
        Value::String(html) if html.len() > MAX_PAGE_BYTES => Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the page of `{name}` is too large: {} bytes, the limit is {MAX_PAGE_BYTES}", html.len()),
        )),
        Value::String(html) => Ok((name, html)),
        _ => Err(Problem::bad_request(format!("the page of `{name}` is not a text"))),
    }
}

pub fn find(state: &State, id: &str) -> Result<Arc<Sandbox>, Problem> {
    state.host.get(id).ok_or_else(|| Problem::no_sandbox(id))
}
