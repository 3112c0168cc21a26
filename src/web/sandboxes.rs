//! `/api/sandboxes`: made here, from code or from a step of a lesson.

use std::num::NonZeroUsize;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION};
use warp::http::{Method, StatusCode};
use warp::reply::Response;

use super::problem::Problem;
use super::request::{Request, request};
use super::{State, guard, lessons, with};
use crate::sandbox::Spec;

/// The body of a `POST`: one of two forms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    server: Option<String>,
    options: Option<Map<String, Value>>,
    lesson: Option<String>,
    step: Option<NonZeroUsize>,
}

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("api" / "sandboxes")
        .and(request())
        .and(with(state))
        .then(async |request, state: Arc<State>| create(request, &state).await.unwrap_or_else(Problem::into_response))
        .boxed()
}

async fn create(request: Request, state: &State) -> Result<Response, Problem> {
    guard::host(&request, state.loopback)?;
    if request.method != Method::POST {
        return Err(Problem::method(&request.method, "POST"));
    }
    guard::origin(&request)?;
    guard::json(&request, true)?;
    let spec = spec(request.json().await?, state)?;
    let sandbox = state.host.create(spec).await?;
    let id = sandbox.id();
    let mut response = reply(
        StatusCode::CREATED,
        &json!({
            "id": id,
            "path": format!("/sandboxes/{id}/socket.io/"),
            "trace": format!("/api/sandboxes/{id}/trace"),
        }),
    );
    if let Ok(location) = HeaderValue::from_str(&format!("/api/sandboxes/{id}")) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}

fn spec(order: Order, state: &State) -> Result<Spec, Problem> {
    match order {
        Order { server: Some(server), options, lesson: None, step: None } => {
            Ok(Spec { server, options: options.unwrap_or_default(), ..Spec::default() })
        }
        Order { server: None, options: None, lesson: Some(slug), step } => {
            lessons::spec(&state.library, &slug, step.map_or(1, NonZeroUsize::get))
        }
        _ => Err(Problem::bad_request(
            "the body is either {\"server\": \"<js>\", \"options\": {…}} or {\"lesson\": \"<slug>\", \"step\": n}",
        )),
    }
}

/// A JSON answer that nobody keeps.
pub fn reply(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(body.to_string().into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
