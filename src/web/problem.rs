//! What went wrong with a request, as RFC 9457's `application/problem+json`, or as a page where a person looks.

use serde_json::{Value, json};
use warp::http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use warp::http::{Method, StatusCode};
use warp::reply::Response;

use crate::sandbox::{CreateError, Failure, ReplaceError};

/// The `type` of a problem with the learner's code; all others are what their status says.
const SERVER_CODE: &str = "urn:emitscope:problem:server-code";

#[derive(Debug)]
pub struct Problem {
    pub status: StatusCode,
    kind: &'static str,
    title: Option<String>,
    pub detail: String,
    allow: Option<&'static str>,
    further: Vec<(&'static str, Value)>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { status, kind: "about:blank", title: None, detail, allow: None, further: Vec::new() }
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub fn no_sandbox(id: &str) -> Self {
        Self::not_found(format!(
            "there is no sandbox `{id}`: it was dropped, or the server was restarted; create a new one"
        ))
    }

    /// 503: nothing is wrong with the request.
    pub fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    /// 405, or the answer to `OPTIONS`; `allow` names the methods that there are.
    pub fn method(method: &Method, allow: &'static str) -> Self {
        let status = if method == Method::OPTIONS { StatusCode::NO_CONTENT } else { StatusCode::METHOD_NOT_ALLOWED };
        let mut problem = Self::new(status, format!("{method} is not for this address; it takes {allow}"));
        problem.allow = Some(allow);
        problem
    }

    /// A further field.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.further.push((name, value.into()));
        self
    }

    fn code(failure: Failure) -> Self {
        let detail = if failure.detail.is_empty() { failure.title.clone() } else { failure.detail };
        let mut problem = Self::bad_request(detail);
        problem.kind = SERVER_CODE;
        problem.title = Some(failure.title);
        if let Some(place) = failure.location {
            problem = problem.with("line", place.line).with("column", place.column);
        }
        if let Some(limit) = failure.limit {
            problem = problem.with("limit", limit);
        }
        if let Some(stack) = failure.stack {
            problem = problem.with("stack", stack);
        }
        problem
    }

    pub fn title(&self) -> &str {
        self.title.as_deref().or(self.status.canonical_reason()).unwrap_or("Problem")
    }

    /// `application/problem+json`.
    pub fn into_response(self) -> Response {
        if self.status == StatusCode::NO_CONTENT {
            return self.dress(Response::default());
        }
        let mut body = json!({
            "type": self.kind,
            "title": self.title(),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        for (name, value) in &self.further {
            body[*name] = value.clone();
        }
        let mut response = Response::new(body.to_string().into());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        self.dress(response)
    }

    /// The same status and headers on a body made elsewhere: a page.
    pub fn dress(&self, mut response: Response) -> Response {
        *response.status_mut() = self.status;
        if let Some(allow) = self.allow {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}

impl From<CreateError> for Problem {
    fn from(error: CreateError) -> Self {
        let detail = error.to_string();
        match error {
            CreateError::Full(_) => Self::new(StatusCode::TOO_MANY_REQUESTS, detail).with("limit", "--max-sandboxes"),
            CreateError::UnknownOption(_) | CreateError::BadOption { .. } => Self::bad_request(detail),
            CreateError::TooLarge { .. } => Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail),
            CreateError::Code(failure) => Self::code(failure),
            CreateError::Worker(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, detail),
        }
    }
}

impl From<ReplaceError> for Problem {
    fn from(error: ReplaceError) -> Self {
        let detail = error.to_string();
        match error {
            ReplaceError::Gone => Self::not_found(detail),
            ReplaceError::TooLarge { .. } => Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail),
            ReplaceError::Code(failure) => Self::code(failure),
            ReplaceError::Worker(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, detail),
        }
    }
}
