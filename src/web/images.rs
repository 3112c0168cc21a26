//! `/lessons/images/{path}`: the pictures of lessons, fresh at every look, since an author may just have saved one.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH};
use warp::http::{Method, StatusCode};
use warp::path::Tail;
use warp::reply::{Reply, Response};

use super::problem::Problem;
use super::request::{Request, request};
use super::{State, with};
use crate::lesson::Image;

/// An SVG that is opened as a page of its own runs nothing and reaches nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("lessons" / "images" / ..)
        .and(warp::path::tail())
        .and(request())
        .and(with(state))
        .then(async |path: Tail, request: Request, state: Arc<State>| {
            // The body of a request is nothing that threads may share.
            let read = match request.method {
                Method::GET => read(path.as_str(), &state).await,
                _ => Err(Problem::method(&request.method, "GET, HEAD")),
            };
            read.map_or_else(|problem| state.tell(&request, problem), |image| answer(image, &request))
        })
        .boxed()
}

async fn read(path: &str, state: &Arc<State>) -> Result<Image, Problem> {
    let name = percent_decode_str(path).decode_utf8().map_err(|_| Problem::not_found("the address is no UTF-8"))?;
    let (library, name) = (Arc::clone(&state.library), name.into_owned());
    match tokio::task::spawn_blocking(move || library.image(&name)).await {
        Ok(read) => read.map_err(|error| Problem::not_found(error.to_string())),
        Err(error) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())),
    }
}

fn answer(image: Image, request: &Request) -> Response {
    let mut hasher = DefaultHasher::new();
    image.bytes.hash(&mut hasher);
    let tag = format!("\"{:016x}\"", hasher.finish());
    let known = request.header(IF_NONE_MATCH).is_some_and(|known| known.contains(&tag));
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { Response::new(image.bytes.into_owned().into()) };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(image.media_type));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}
