//! One HTTP request's conversation with its engine: head, perhaps body, answer. A client that goes away in the middle
//! is reported, which Engine.IO takes for the end of the session.

use std::pin::pin;
use std::time::Duration;

use bytes::{Buf, BufMut};
use futures_util::{Stream, StreamExt};
use hyper::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT,
    SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, SET_COOKIE, TRANSFER_ENCODING, UPGRADE,
};
use hyper::upgrade::OnUpgrade;
use hyper::{HeaderMap, Method, StatusCode};
use tokio::sync::{mpsc, oneshot};
use tungstenite::handshake::derive_accept_key;
use warp::reply::{Reply, Response};

use super::answer::{Answer, HttpAnswer};
use super::input::{Body, Head, Input, Kind, RequestId};
use super::listen::Closing;
use super::packet::Packet;
use super::reader;

/// How long a POST may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// What is read and dropped of a body that is too large, in bytes, so that its sender gets to read the answer.
const DROPPED: usize = 4 << 20;

pub(super) struct Exchange {
    inputs: mpsc::Sender<Input>,
    closing: Closing,
}

impl Exchange {
    pub fn new(inputs: mpsc::Sender<Input>, closing: Closing) -> Self {
        Self { inputs, closing }
    }

    /// `None` if the engine is gone.
    pub async fn run<S, B>(mut self, mut head: Head, upgrade: Option<OnUpgrade>, body: S) -> Option<Response>
    where
        S: Stream<Item = Result<B, warp::Error>>,
        B: Buf,
    {
        let request = head.request;
        let sid = head.sid().map(str::to_owned);
        let handshake = upgrade.is_some().then(|| Handshake::of(&head)).flatten();
        head.upgrade = handshake.is_some();
        let poll = sid.is_some() && head.method == Method::GET;

        let mut attention = Attention { inputs: self.inputs.clone(), sid: sid.clone(), request, needed: true };
        let (reply, answer) = oneshot::channel();
        self.send(Kind::Request { head: Box::new(head), reply }).await?;
        let mut answer = self.answer(answer, poll).await?;
        if let (Answer::ReadBody { limit }, Some(sid)) = (&answer, sid) {
            let body = tokio::time::timeout(BODY_TIMEOUT, read(body, *limit)).await.unwrap_or(Body::Broken);
            let (reply, after) = oneshot::channel();
            self.send(Kind::Body { sid, request, body, reply }).await?;
            answer = self.answer(after, false).await?;
        }
        attention.needed = false;

        Some(match (answer, handshake, upgrade) {
            (Answer::Done(done), ..) => respond(done),
            (Answer::Upgrade(accepted), Some(handshake), Some(upgrade)) => {
                let response = handshake.switch(&accepted.headers);
                tokio::spawn(reader::run(upgrade, accepted, self.inputs, self.closing));
                response
            }
            // the engine upgrades only what asked for it, and wants one body only
            (Answer::Upgrade(_) | Answer::ReadBody { .. }, ..) => StatusCode::BAD_REQUEST.into_response(),
        })
    }

    async fn send(&self, kind: Kind) -> Option<()> {
        self.inputs.send(Input(kind)).await.ok()
    }

    async fn answer(&mut self, answer: oneshot::Receiver<Answer>, poll: bool) -> Option<Answer> {
        tokio::select! {
            answer = answer => answer.ok(),
            () = self.closing.wait() => Some(if poll {
                Answer::payload([Packet::Close].iter())
            } else {
                Answer::unavailable()
            }),
        }
    }
}

/// Tells the engine if the client goes away first: hyper then drops the future that owns this.
struct Attention {
    inputs: mpsc::Sender<Input>,
    sid: Option<String>,
    request: RequestId,
    needed: bool,
}

impl Drop for Attention {
    fn drop(&mut self) {
        if !self.needed {
            return;
        }
        let input = Input(Kind::Abandoned { sid: self.sid.take(), request: self.request });
        if let Err(mpsc::error::TrySendError::Full(input)) = self.inputs.try_send(input)
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let inputs = self.inputs.clone();
            runtime.spawn(async move { inputs.send(input).await });
        }
    }
}

/// A complete websocket handshake, as far as its answer needs it.
#[derive(Debug, Clone)]
pub(super) struct Handshake {
    /// Of `Sec-WebSocket-Accept`.
    accept: HeaderValue,
    /// The first one asked for, since some clients insist on one. It means nothing here.
    protocol: Option<HeaderValue>,
}

impl Handshake {
    pub fn of(head: &Head) -> Option<Self> {
        let headers = &head.headers;
        let websocket = headers.get(UPGRADE)?.as_bytes().eq_ignore_ascii_case(b"websocket");
        let version = headers.get(SEC_WEBSOCKET_VERSION)? == "13";
        let key = headers.get(SEC_WEBSOCKET_KEY)?.as_bytes();
        if !websocket || !version || head.method != Method::GET {
            return None;
        }
        let protocols = headers.get(SEC_WEBSOCKET_PROTOCOL).and_then(|value| value.to_str().ok());
        let protocol = protocols.and_then(|all| all.split(',').next()).and_then(|first| first.trim().parse().ok());
        Some(Self { accept: derive_accept_key(key).try_into().ok()?, protocol })
    }

    pub fn switch(self, extra: &[(String, String)]) -> Response {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_ACCEPT, self.accept);
        if let Some(protocol) = self.protocol {
            headers.insert(SEC_WEBSOCKET_PROTOCOL, protocol);
        }
        add(headers, extra);
        response
    }
}

async fn read<B: Buf>(body: impl Stream<Item = Result<B, warp::Error>>, limit: usize) -> Body {
    let mut body = pin!(body);
    let mut bytes = Vec::new();
    let mut dropped = 0;
    while let Some(chunk) = body.next().await {
        let Ok(chunk) = chunk else { return Body::Broken };
        if dropped == 0 && bytes.len() + chunk.remaining() <= limit {
            bytes.put(chunk);
        } else {
            bytes = Vec::new();
            dropped += chunk.remaining();
            if dropped > DROPPED {
                break;
            }
        }
    }
    if dropped == 0 { Body::Whole(bytes.into()) } else { Body::TooLarge }
}

pub(super) fn respond(answer: HttpAnswer) -> Response {
    let mut response = Response::new(answer.body.into());
    *response.status_mut() = answer.status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    add(response.headers_mut(), &answer.headers);
    response
}

/// Adds what the engine's owner wants, except what would break the answer's form.
fn add(headers: &mut HeaderMap, extra: &[(String, String)]) {
    for (name, value) in extra {
        let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) else { continue };
        match name {
            CONNECTION | CONTENT_LENGTH | TRANSFER_ENCODING | UPGRADE | SEC_WEBSOCKET_ACCEPT => {}
            SET_COOKIE => {
                headers.append(name, value);
            }
            _ => {
                headers.insert(name, value);
            }
        }
    }
}
