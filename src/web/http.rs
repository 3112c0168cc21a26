//! `/sandboxes/{id}/http/…`: the routes that the server code registered, for any method and any origin. Bodies of answers
//! leave as the code writes them. What a learner's code answers shares this server's origin, so its pages run under a policy
//! that gives them an opaque one, and headers that would touch more than the answer are left out.

use std::pin::pin;
use std::sync::Arc;

use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{ACCESS_CONTROL_REQUEST_METHOD, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, HeaderMap, ORIGIN};
use warp::http::{Method, StatusCode};
use warp::path::{FullPath, Tail};
use warp::reply::{Reply, Response};

use super::problem::Problem;
use super::request::Segment;
use super::sandbox::find;
use super::{State, client_page, http_headers, with};
use crate::engine::{self, Closing, Peer};
use crate::sandbox::{HttpAnswer, HttpError, HttpRequest};

/// Names the page's client that asks, for the trace. The code does not see it.
const CLIENT: &str = "emitscope-client";

/// Methods that a preflight allows.
const METHODS: &str = "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS";

/// What is read and dropped of a body that is too large, in bytes, so that its sender gets to read the answer.
const DROPPED: usize = 4 << 20;

/// A request as it came, before its body.
#[derive(Debug)]
struct Head {
    id: String,
    method: Method,
    /// Path and query, the sandbox's own beginning still before them.
    path: String,
    query: String,
    headers: HeaderMap,
    peer: Option<Peer>,
    closing: Closing,
}

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    warp::path!("sandboxes" / Segment / "http" / ..)
        .and(warp::path::tail())
        .and(warp::path::full())
        .and(query)
        .and(warp::method())
        .and(warp::header::headers_cloned())
        .and(warp::ext::optional::<Peer>())
        .and(warp::ext::optional::<Closing>())
        .and(warp::body::stream())
        .and(with(state))
        .then(
            async |Segment(id),
                   _: Tail,
                   path: FullPath,
                   query,
                   method,
                   headers,
                   peer,
                   closing: Option<Closing>,
                   body,
                   state: Arc<State>| {
                let path = path.as_str().to_owned();
                let head = Head { id, method, path, query, headers, peer, closing: closing.unwrap_or_default() };
                let headers = head.headers.clone();
                let response = match answer(head, body, &state).await {
                    Ok(response) => response,
                    Err(Refusal::Preflight) => return engine::preflight(&headers, METHODS),
                    Err(Refusal::Problem(problem)) => problem.into_response(),
                };
                engine::allow_origin(&headers, response)
            },
        )
        .boxed()
}

enum Refusal {
    Problem(Problem),
    Preflight,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

async fn answer<B: Buf>(
    head: Head,
    body: impl Stream<Item = Result<B, warp::Error>>,
    state: &State,
) -> Result<Response, Refusal> {
    let preflight = head.method == Method::OPTIONS
        && head.headers.contains_key(ORIGIN)
        && head.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let sandbox = match find(state, &head.id) {
        Ok(sandbox) => sandbox,
        Err(_) if preflight => return Err(Refusal::Preflight),
        Err(problem) => return Err(problem.into()),
    };
    let body = read(body, state.host.limits().max_packet_bytes).await?;
    let policy = client_page::policy(sandbox.id(), client_page::host(head.headers.get("host")).as_deref());
    let (url, client) = address(&head.path, &head.query);
    let request = HttpRequest {
        method: head.method.to_string(),
        url,
        address: head.peer.map_or_else(String::new, |peer| peer.0.ip().to_string()),
        client,
        headers: http_headers::incoming(&head.headers, body.len()),
        body,
        preflight,
    };
    let mut closing = head.closing;
    let problem = |error| refusal(error, sandbox.id());
    let pending = sandbox.request(request).await.map_err(problem)?;
    let HttpAnswer { status, headers, length, body } = tokio::select! {
        answer = pending.answer() => answer.map_err(problem)?,
        () = closing.wait() => return Err(Problem::unavailable("the server is shutting down; try again later").into()),
    };
    let body = body.take_until(Box::pin(async move { closing.wait().await }));
    let mut response = warp::reply::stream(body).into_response();
    // A status out of range is refused in the sandbox already.
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    http_headers::outgoing(&headers, sandbox.id(), response.headers_mut());
    if let Some(length) = length.filter(|_| !matches!(status, 204 | 304)) {
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    if let Ok(policy) = policy.parse() {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

fn refusal(error: HttpError, id: &str) -> Refusal {
    let detail = error.to_string();
    Refusal::Problem(match error {
        HttpError::Preflight => return Refusal::Preflight,
        HttpError::Gone => Problem::no_sandbox(id),
        HttpError::Busy => Problem::new(StatusCode::TOO_MANY_REQUESTS, detail),
        HttpError::NotRunning | HttpError::Restarted => Problem::unavailable(detail),
        // The learner's own, as an exception in a handler is.
        HttpError::TooLarge(_) => {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail).with("limit", "--max-pending-bytes")
        }
    })
}

/// Path and query as the code sees them, and the client that the query names.
fn address(path: &str, query: &str) -> (String, Option<String>) {
    // `/sandboxes/{id}/http` comes before them.
    let inner = path.match_indices('/').nth(3).map_or("", |(at, _)| &path[at..]);
    let mut url = if inner.is_empty() { "/".to_owned() } else { inner.to_owned() };
    let mut client = None;
    let mut between = '?';
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some((CLIENT, name)) if client_page::is_name(name) => client = Some(name.to_owned()),
            _ => {
                url.push(between);
                url.push_str(pair);
                between = '&';
            }
        }
    }
    (url, client)
}

async fn read<B: Buf>(body: impl Stream<Item = Result<B, warp::Error>>, limit: usize) -> Result<Bytes, Problem> {
    let mut body = pin!(body);
    let (mut bytes, mut dropped) = (BytesMut::new(), 0);
    while let Some(part) = body.next().await {
        let mut part = part.map_err(|error| Problem::bad_request(format!("the body broke off: {error}")))?;
        if dropped == 0 && bytes.len() + part.remaining() <= limit {
            bytes.extend_from_slice(&part.copy_to_bytes(part.remaining()));
            continue;
        }
        dropped += part.remaining();
        if dropped > DROPPED {
            break;
        }
    }
    if dropped == 0 {
        return Ok(bytes.freeze());
    }
    let detail = format!("the body is larger than {limit} bytes, which is the limit (--max-packet-bytes)");
    Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail).with("limit", "--max-packet-bytes"))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_code_sees_its_own_addresses() {
        let seen = |path, query| address(path, query);
        assert_eq!(seen("/sandboxes/x/http", ""), ("/".to_owned(), None));
        assert_eq!(seen("/sandboxes/x/http/a%20b//c/", "q=1&&r"), ("/a%20b//c/?q=1&r".to_owned(), None));
        let alice = Some("alice".to_owned());
        assert_eq!(seen("/sandboxes/x/http/m", "a=1&emitscope-client=alice&b"), ("/m?a=1&b".to_owned(), alice.clone()));
        assert_eq!(seen("/sandboxes/x/http/", "emitscope-client=alice"), ("/".to_owned(), alice));
        assert_eq!(seen("/sandboxes/x/http/", "emitscope-client=<b>"), ("/?emitscope-client=<b>".to_owned(), None));
    }
}
