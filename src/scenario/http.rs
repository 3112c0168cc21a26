//! The HTTP requests of one client of a scenario, and their answers. They go to the sandbox directly, as a page's do
//! through the server. An answer arrives when it ends; a line before that takes what came of it so far, so that a streamed
//! answer can be told piece by piece.

use std::task::{Context, Poll, Waker};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;

use super::client::Arrived;
use crate::sandbox::{self, HttpAnswer, HttpError, HttpPending, HttpRequest, Sandbox};
use crate::trace::HttpBody;

/// Bytes of an answer that are compared; what comes beyond is read and dropped.
const MAX_ANSWER_BYTES: usize = 4 << 20;

#[derive(Debug)]
pub struct Requests {
    client: String,
    offline: bool,
    /// In the order in which they were made; those that ended and were told are gone.
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    /// Until there is a head.
    pending: Option<HttpPending>,
    status: u16,
    content_type: String,
    body: Option<sandbox::HttpBody>,
    /// What came and no line has taken.
    bytes: Vec<u8>,
    /// A line has taken some of it.
    told: bool,
    over: bool,
    broken: bool,
}

impl Requests {
    pub fn new(client: &str) -> Self {
        Self { client: client.to_owned(), offline: false, open: Vec::new() }
    }

    /// Sends a request; without a network nothing happens. A text goes as such, `$binary` as bytes, all else as JSON.
    pub async fn send(&mut self, sandbox: &Sandbox, method: &str, path: &str, body: Option<&Value>) {
        if self.offline {
            return;
        }
        let (kind, body) = match body {
            None => (None, Bytes::new()),
            Some(Value::String(text)) => (Some("text/plain;charset=UTF-8"), text.clone().into()),
            Some(value) => match binary(value) {
                Some(bytes) => (Some("application/octet-stream"), bytes),
                None => (Some("application/json"), value.to_string().into()),
            },
        };
        let mut headers = vec![("host".to_owned(), "localhost".to_owned()), ("accept".to_owned(), "*/*".to_owned())];
        if let Some(kind) = kind {
            headers.push(("content-type".to_owned(), kind.to_owned()));
            headers.push(("content-length".to_owned(), body.len().to_string()));
        }
        let request = HttpRequest {
            method: method.to_owned(),
            url: path.to_owned(),
            address: "127.0.0.1".to_owned(),
            client: Some(self.client.clone()),
            headers,
            body,
            preflight: false,
        };
        let mut open = Open::default();
        match sandbox.request(request).await {
            Ok(pending) => open.pending = Some(pending),
            Err(error) => open.fail(error),
        }
        self.open.push(open);
    }

    /// The network is cut: what is open is gone.
    pub fn go_offline(&mut self) {
        self.offline = true;
        self.open.clear();
    }

    pub fn go_online(&mut self) {
        self.offline = false;
    }

    /// Takes what is there by now. To be called when the sandbox rests: then nothing is under way.
    pub fn catch_up(&mut self) {
        self.open.iter_mut().for_each(Open::catch_up);
    }

    /// What arrived, in the order of the requests. `wanted`: how many lines there are for it.
    pub fn take_arrived(&mut self, wanted: usize) -> Vec<Arrived> {
        let news = |open: &Open| !open.bytes.is_empty() || !open.told;
        let ended = self.open.iter().filter(|open| open.over && news(open)).count();
        let mut early = wanted.saturating_sub(ended);
        let mut arrived = Vec::new();
        for open in &mut self.open {
            let begun = open.pending.is_none() && news(open);
            if open.over && begun {
                arrived.push(open.take());
            } else if begun && early > 0 {
                early -= 1;
                arrived.push(open.take());
            }
        }
        self.open.retain(|open| !open.over);
        arrived
    }
}

impl Default for Open {
    fn default() -> Self {
        let (content_type, bytes) = (String::new(), Vec::new());
        Self { pending: None, status: 0, content_type, body: None, bytes, told: false, over: false, broken: false }
    }
}

impl Open {
    fn fail(&mut self, error: HttpError) {
        self.status = 503;
        self.bytes = error.to_string().into_bytes();
        self.over = true;
    }

    fn catch_up(&mut self) {
        if let Some(pending) = self.pending.take() {
            match pending.try_answer() {
                Err(pending) => self.pending = Some(pending),
                Ok(Err(error)) => self.fail(error),
                Ok(Ok(HttpAnswer { status, headers, body, .. })) => {
                    let kind = headers.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
                    self.content_type = kind.map(|(_, value)| value).unwrap_or_default();
                    self.status = status;
                    self.body = Some(body);
                }
            }
        }
        let mut context = Context::from_waker(Waker::noop());
        while let Some(body) = &mut self.body {
            match body.poll(&mut context) {
                Poll::Pending => return,
                Poll::Ready(Some(Ok(bytes))) => {
                    let room = MAX_ANSWER_BYTES.saturating_sub(self.bytes.len());
                    self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
                }
                Poll::Ready(end) => {
                    (self.over, self.broken) = (true, end.is_some());
                    self.body = None;
                }
            }
        }
    }

    fn take(&mut self) -> Arrived {
        self.told = true;
        let bytes = std::mem::take(&mut self.bytes).into();
        let body = HttpBody { content_type: self.content_type.clone(), bytes, cut: false }.value();
        Arrived::Response { status: self.status, body, broken: self.broken }
    }
}

fn binary(value: &Value) -> Option<Bytes> {
    let text = value.as_object().filter(|map| map.len() == 1)?.get("$binary")?.as_str()?;
    STANDARD.decode(text).ok().map(Bytes::from)
}
