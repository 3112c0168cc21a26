//! `/api/changes`: tells pages that a lesson was saved, broke, or is gone, and that pictures were saved.

use std::sync::Arc;

use serde_json::json;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;
use warp::reply::Response;
use warp::sse::Event;

use super::feed::Feed;
use super::problem::Problem;
use super::request::{Request, request};
use super::{State, guard, with};
use crate::lesson::{Change, Entry, Level, Library};

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
    Ok(Feed::new(request.closing.clone()).changes(&state.library).into_response())
}

/// All lessons, as if each had changed.
pub fn all(library: &Library) -> Vec<Change> {
    library.entries().iter().map(|entry| Change::of(entry)).collect()
}

/// Those lessons of which there is a mistake to tell.
pub fn broken(library: &Library) -> Vec<Change> {
    let wrong = |entry: &&Arc<Entry>| entry.diagnostics.iter().any(|it| it.level == Level::Error);
    library.entries().iter().filter(wrong).map(|entry| Change::of(entry)).collect()
}

/// One lesson changed. Without an id: on a stream with a trace, ids are the trace's.
pub fn event(change: &Change) -> Event {
    let data = json!({
        "slug": change.slug,
        "title": change.title,
        "diagnostics": change.diagnostics,
        "current": change.current,
        "removed": change.removed,
    });
    Event::default().event("lesson").data(data.to_string())
}
