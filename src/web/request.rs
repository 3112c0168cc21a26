//! A request as every resource takes it: method, headers, query, and a body that is read only when it is wanted, up to
//! a limit. Nothing here rejects, so that a resource answers every method and every mistake itself.

use std::fmt;
use std::pin::Pin;
use std::str::FromStr;

use bytes::{Buf, Bytes};
use futures_util::{Stream, StreamExt};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use warp::http::header::{AsHeaderName, CONTENT_TYPE, HeaderMap};
use warp::http::{Method, StatusCode};
use warp::{Filter, Rejection};

use super::problem::Problem;
use crate::engine::Closing;

/// The largest body of an API request, in bytes.
pub const MAX_BODY_BYTES: usize = 2 << 20;

type Body = Pin<Box<dyn Stream<Item = Result<Bytes, warp::Error>> + Send>>;

pub struct Request {
    /// `HEAD` comes as `GET`: the server leaves the body out by itself.
    pub method: Method,
    pub headers: HeaderMap,
    /// Tells an answer that lasts when the server shuts down.
    pub closing: Closing,
    query: Vec<(String, String)>,
    body: Body,
}

/// Takes any request.
pub fn request() -> impl Filter<Extract = (Request,), Error = Rejection> + Clone {
    warp::method()
        .and(warp::header::headers_cloned())
        .and(warp::query::<Vec<(String, String)>>())
        .and(warp::ext::optional::<Closing>())
        .and(warp::body::stream())
        .map(|method: Method, headers, query, closing: Option<Closing>, body| Request {
            method: if method == Method::HEAD { Method::GET } else { method },
            headers,
            closing: closing.unwrap_or_default(),
            query,
            body: bytes_of(body),
        })
}

fn bytes_of(body: impl Stream<Item = Result<impl Buf, warp::Error>> + Send + 'static) -> Body {
    Box::pin(body.map(|part| part.map(|mut buffer| buffer.copy_to_bytes(buffer.remaining()))))
}

impl Request {
    /// A header's value, if it is there and is text.
    pub fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The last value of a query parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A query parameter that is `true` or `false`.
    pub fn flag(&self, name: &str, default: bool) -> Result<bool, Problem> {
        match self.parameter(name) {
            None => Ok(default),
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            Some(other) => {
                Err(Problem::bad_request(format!("the query parameter `{name}` is `true` or `false`, not `{other}`")))
            }
        }
    }

    /// True if the body is announced as JSON; `None` if it is not announced at all.
    pub fn is_json(&self) -> Option<bool> {
        let kind = self.headers.get(CONTENT_TYPE)?.to_str().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        Some(kind.eq_ignore_ascii_case("application/json"))
    }

    /// Reads the body as JSON.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, Problem> {
        let body = self.read().await?;
        serde_json::from_slice(&body)
            .map_err(|error| Problem::bad_request(format!("the body is not as expected: {error}")))
    }

    async fn read(mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        while let Some(part) = self.body.next().await {
            let part = part.map_err(|error| Problem::bad_request(format!("the body broke off: {error}")))?;
            if bytes.len() + part.len() > MAX_BODY_BYTES {
                let detail = format!("the body is larger than {MAX_BODY_BYTES} bytes, the limit of a request");
                return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("method", &self.method).field("query", &self.query).finish_non_exhaustive()
    }
}

/// One segment of a path, percent-decoded; a segment that does not decode to UTF-8 matches nothing.
#[derive(Debug)]
pub struct Segment(pub String);

impl FromStr for Segment {
    type Err = std::str::Utf8Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(percent_decode_str(text).decode_utf8()?.into_owned()))
    }
}
