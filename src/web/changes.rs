//! `/api/changes`: tells pages that a lesson was saved, broke, or is gone.

use std::sync::Arc;

use serde_json::{Value, json};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;
use warp::reply::Response;
use warp::sse::Event;

use super::feed::Feed;
use super::problem::Problem;
use super::request::{Request, request};
use super::{State, guard, with};
use crate::lesson::{Change, Diagnostic};

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("api" / "changes")
        .and(request())
        .and(with(state))
        .map(|request, state: Arc<State>| follow(&request, &state).unwrap_or_else(Problem::into_response))
        .boxed()
}

fn follow(request: &Request, state: &State) -> Result<Response, Problem> {
    guard::host(request, state.loopback)?;
    if request.method != Method::GET {
        return Err(Problem::method(&request.method, "GET, HEAD"));
    }
    Ok(Feed::new(state.closing.clone()).changes(state.library.changes()).into_response())
}

/// One lesson changed. Without an id: on a stream with a trace, ids are the trace's.
pub fn event(change: &Change) -> Event {
    let diagnostics: Vec<Value> = change.diagnostics.iter().map(diagnostic).collect();
    let data = json!({
        "slug": change.slug,
        "title": change.title,
        "diagnostics": diagnostics,
        "removed": change.removed,
    });
    Event::default().event("lesson").data(data.to_string())
}

fn diagnostic(it: &Diagnostic) -> Value {
    json!({
        "level": it.level.to_string(),
        "file": it.file,
        "line": it.line,
        "column": it.column,
        "message": it.message,
        "help": it.help,
    })
}
