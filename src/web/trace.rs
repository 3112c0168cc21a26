//! `/api/sandboxes/{id}/trace`: the trace as Server-Sent Events or as a scenario, and `…/trace/{seq}`: one entry in full.

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
use super::{State, guard, recording, trace_json, with};
use crate::sandbox::Sandbox;

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    let stream = warp::path!("api" / "sandboxes" / Segment / "trace")
        .and(request())
        .and(with(Arc::clone(&state)))
        .then(async |Segment(id), request: Request, state: Arc<State>| {
            let answer = match form(&request) {
                Ok(Form::Events) => follow(&id, &request, &state),
                Ok(Form::Mermaid) => match readable(&id, &request, &state) {
                    Ok(sandbox) => recording::answer(&sandbox, &state.host).await,
                    Err(problem) => Err(problem),
                },
                Err(problem) => Err(problem),
            };
            answer.unwrap_or_else(Problem::into_response)
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

/// What a trace is given as.
enum Form {
    Events,
    /// A scenario.
    Mermaid,
}

fn form(request: &Request) -> Result<Form, Problem> {
    match request.parameter("format") {
        None => Ok(Form::Events),
        Some("mermaid") => Ok(Form::Mermaid),
        Some(other) => Err(Problem::not_found(format!(
            "the trace has no form `{other}`; it is `mermaid`, a scenario, or without `format` server-sent events"
        ))),
    }
}

fn readable(id: &str, request: &Request, state: &State) -> Result<Arc<Sandbox>, Problem> {
    guard::host(request, state.loopback)?;
    match request.method {
        Method::GET => find(state, id),
        _ => Err(Problem::method(&request.method, "GET, HEAD")),
    }
}

fn follow(id: &str, request: &Request, state: &State) -> Result<Response, Problem> {
    let sandbox = readable(id, request, state)?;
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
    if request.flag("wire", false)? {
        feed = feed.wire(sandbox.wire().reader());
    }
    Ok(feed.trace(Arc::clone(&sandbox), reader, until).into_response())
}

fn entry(id: &str, seq: u64, request: &Request, state: &State) -> Result<Response, Problem> {
    let sandbox = readable(id, request, state)?;
    let entry = sandbox.journal().get(seq).ok_or_else(|| {
        let (first, last, _) = sandbox.journal().bounds();
        Problem::not_found(format!("the trace has no entry {seq}; it keeps {first} to {last}"))
    })?;
    Ok(reply(StatusCode::OK, &trace_json::entry(&entry, trace_json::Extent::Whole)))
}
