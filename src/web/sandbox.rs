//! `/api/sandboxes/{id}` and `…/server`: one sandbox (with `?rest=true` once it has come to rest), its end, and new code
//! for it.

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
use super::{State, guard, with};
use crate::sandbox::Sandbox;

/// How long `?rest=true` waits for a sandbox that does not come to rest; then it is answered as it is.
const MAX_REST: Duration = Duration::from_secs(2);

/// The body of a `PUT`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCode {
    server: String,
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
        .and(with(state))
        .then(async |Segment(id), request, state: Arc<State>| {
            replace(&id, request, &state).await.unwrap_or_else(Problem::into_response)
        })
        .boxed();
    whole.or(server).unify().boxed()
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

pub fn find(state: &State, id: &str) -> Result<Arc<Sandbox>, Problem> {
    state.host.get(id).ok_or_else(|| Problem::no_sandbox(id))
}
