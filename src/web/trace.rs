//! `/api/sandboxes/{id}/trace`: the trace as Server-Sent Events, and `…/trace/{seq}`: one entry in full.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{Method, StatusCode};
use warp::reply::Response;

use super::feed::Feed;
use super::problem::Problem;
use super::request::{Request, Segment, request};
use super::sandbox::find;
use super::sandboxes::reply;
use super::{State, guard, trace_json, with};

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    let stream = warp::path!("api" / "sandboxes" / Segment / "trace")
        .and(request())
        .and(with(Arc::clone(&state)))
        .map(|Segment(id), request, state: Arc<State>| {
            follow(&id, &request, &state).unwrap_or_else(Problem::into_response)
        })
        .boxed();
    let single = warp::path!("api" / "sandboxes" / Segment / "trace" / u64)
        .and(request())
        .and(with(state))
        .map(|Segment(id), seq, request, state: Arc<State>| {
            entry(&id, seq, &request, &state).unwrap_or_else(Problem::into_response)
        })
        .boxed();
    stream.or(single).unify().boxed()
}

fn follow(id: &str, request: &Request, state: &State) -> Result<Response, Problem> {
    guard::host(request, state.loopback)?;
    if request.method != Method::GET {
        return Err(Problem::method(&request.method, "GET, HEAD"));
    }
    let sandbox = find(state, id)?;
    if let Some(format) = request.parameter("format") {
        return Err(Problem::not_found(format!(
            "the trace has no form `{format}`; without `format` it is server-sent events"
        )));
    }
    if request.flag("wire", false)? {
        return Err(Problem::not_found("the packets on the wire are not recorded"));
    }
    let journal = sandbox.journal();
    let reader = match request.header("last-event-id").and_then(|id| id.trim().parse().ok()) {
        Some(seen) => journal.reader_after(seen),
        None => journal.reader(),
    };
    let until = if request.flag("follow", true)? { None } else { Some(journal.bounds().1) };
    let mut feed = Feed::new(request.closing.clone());
    if request.flag("changes", false)? {
        feed = feed.changes(&state.library);
    }
    Ok(feed.trace(Arc::clone(&sandbox), reader, until).into_response())
}

fn entry(id: &str, seq: u64, request: &Request, state: &State) -> Result<Response, Problem> {
    guard::host(request, state.loopback)?;
    if request.method != Method::GET {
        return Err(Problem::method(&request.method, "GET, HEAD"));
    }
    let sandbox = find(state, id)?;
    let entry = sandbox.journal().get(seq).ok_or_else(|| {
        let (first, last, _) = sandbox.journal().bounds();
        Problem::not_found(format!("the trace has no entry {seq}; it keeps {first} to {last}"))
    })?;
    Ok(reply(StatusCode::OK, &trace_json::entry(&entry, trace_json::Extent::Whole)))
}
