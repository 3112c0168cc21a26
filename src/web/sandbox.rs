//! `/api/sandboxes/{id}`, `…/server` and `…/pages`: one sandbox (with `?rest=true` once it has come to rest), its end, new
//! code for it, and new pages for its clients.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{Method, StatusCode};
use warp::reply::{Reply, Response};

use super::problem::Problem;
use super::request::{Request, Segment, request};
use super::sandboxes::reply;
use super::snapshot_json::snapshot;
use super::{State, guard, lessons, with};
use crate::sandbox::Sandbox;

/// How long `?rest=true` waits for a sandbox that does not come to rest; then it is answered as it is.
const MAX_REST: Duration = Duration::from_secs(2);

/// The body of a `PUT`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCode {
    server: String,
}

/// The body of a `PUT` of pages: those of a lesson's step as it is now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPages {
    lesson: String,
    step: NonZeroUsize,
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
    let NewPages { lesson, step } = request.json().await?;
    let (_, step) = lessons::find(&state.library, &lesson, step.get())?;
    sandbox.set_pages(step.pages);
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub fn find(state: &State, id: &str) -> Result<Arc<Sandbox>, Problem> {
    state.host.get(id).ok_or_else(|| Problem::no_sandbox(id))
}
