//! The one path of Engine.IO under each sandbox, as warp filters.

use std::sync::Arc;

use hyper::upgrade::OnUpgrade;
use hyper::{Method, StatusCode};
use serde_json::json;
use tokio::sync::mpsc;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::path::FullPath;
use warp::reply::{Reply, Response};

use super::cors;
use super::exchange::Exchange;
use super::input::{Head, Input, RequestId};
use super::listen::{Closing, Peer};

/// Methods that Engine.IO takes.
const METHODS: &str = "GET,POST,OPTIONS";

/// Finds engines by the ids in paths.
pub trait Doors: Send + Sync {
    /// Where that engine's inputs go. The channel's capacity bounds what may be on the way: an input holds one
    /// websocket message or one POST body at most.
    fn find(&self, id: &str) -> Option<mpsc::Sender<Input>>;
}

/// `/sandboxes/{id}/socket.io/`, with and without the last slash. To be served by [`serve`](super::serve), which alone
/// hands out the streams that websockets need.
pub fn routes(doors: Arc<dyn Doors>) -> BoxedFilter<(Response,)> {
    let url = warp::path::full()
        .and(warp::query::raw().map(|query| format!("?{query}")).or(warp::any().map(String::new)).unify())
        .map(|path: FullPath, query: String| path.as_str().to_owned() + &query);
    let head =
        warp::method().and(url).and(warp::query()).and(warp::header::headers_cloned()).and(warp::ext::optional()).map(
            |method, url, query, headers, peer: Option<Peer>| Head {
                request: RequestId::next(),
                method,
                url,
                query,
                headers,
                peer: peer.map(|peer| peer.0),
                upgrade: false,
            },
        );
    warp::path!("sandboxes" / String / "socket.io")
        .and(head)
        .and(warp::ext::optional::<OnUpgrade>())
        .and(warp::ext::optional::<Closing>())
        .and(warp::body::stream())
        .then(move |id: String, head: Head, upgrade, closing: Option<Closing>, body| {
            let inputs = doors.find(&id);
            async move {
                if head.method == Method::OPTIONS {
                    return cors::preflight(&head.headers, METHODS);
                }
                let headers = head.headers.clone();
                let response = match inputs {
                    Some(inputs) => Exchange::new(inputs, closing.unwrap_or_default()).run(head, upgrade, body).await,
                    None => None,
                };
                cors::allow(&headers, response.unwrap_or_else(|| unknown(&id)))
            }
        })
        .boxed()
}

/// There is no such sandbox, or no longer.
fn unknown(id: &str) -> Response {
    let problem = json!({
        "type": "about:blank",
        "title": "Sandbox unknown",
        "status": StatusCode::NOT_FOUND.as_u16(),
        "detail": format!("there is no sandbox {id:?}; after idle time it is dropped: reload the page for a new one"),
    });
    let body = problem.to_string();
    let response = hyper::Response::builder()
        .status(StatusCode::NOT_FOUND)
        .header("content-type", "application/problem+json")
        .header("cache-control", "no-store")
        .body(body);
    response.into_response()
}
