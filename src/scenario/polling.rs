//! Engine.IO's long-polling from a client's end: one request waits, others carry what is sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::link::{Ends, Incoming, Outgoing, Target};
use super::packet::Data;

/// Between the packets of one payload.
const SEPARATOR: char = '\x1e';

/// Polls and posts until either end closes.
pub(super) async fn run(target: Target, id: String, mut ends: Ends) {
    let poll = get(&target, Some(&id));
    tokio::pin!(poll);
    loop {
        tokio::select! {
            payload = &mut poll => {
                let Some(payload) = payload else { break };
                match take(&ends, &payload).await {
                    Some(()) => poll.set(get(&target, Some(&id))),
                    None => break,
                }
            }
            wanted = ends.outgoing.recv() => {
                let mut payload = Vec::new();
                let mut next = wanted;
                let mut closing = false;
                while let Some(message) = next {
                    payload.push(match message {
                        Outgoing::Message(Data::Text(text)) => format!("4{text}"),
                        Outgoing::Message(Data::Binary(bytes)) => format!("b{}", STANDARD.encode(bytes)),
                        Outgoing::Pong => "3".to_owned(),
                        Outgoing::Close => {
                            closing = true;
                            "1".to_owned()
                        }
                    });
                    next = ends.outgoing.try_recv().ok();
                }
                if payload.is_empty() {
                    return;
                }
                let sent = post(&target, &id, payload.join(&SEPARATOR.to_string())).await;
                if sent.is_none() || closing {
                    break;
                }
            }
        }
    }
    let _ = ends.incoming.send(Incoming::Closed).await;
}

/// Hands on the packets of a payload; `None` when the other end closes.
async fn take(ends: &Ends, payload: &str) -> Option<()> {
    for packet in payload.split(SEPARATOR) {
        let incoming = match packet.split_at_checked(1)? {
            ("2", _) => Incoming::Ping,
            ("4", text) => Incoming::Message(Data::Text(text.to_owned())),
            ("b", text) => Incoming::Message(Data::Binary(Bytes::from(STANDARD.decode(text).ok()?))),
            ("1", _) => return None,
            _ => continue,
        };
        ends.incoming.send(incoming).await.ok()?;
    }
    Some(())
}

/// One poll, or the handshake without an id. `None` unless it was answered with 200.
pub(super) async fn get(target: &Target, id: Option<&str>) -> Option<String> {
    request(target, id, Method::GET, String::new()).await
}

async fn post(target: &Target, id: &str, payload: String) -> Option<()> {
    request(target, Some(id), Method::POST, payload).await.map(|_| ())
}

async fn request(target: &Target, id: Option<&str>, method: Method, body: String) -> Option<String> {
    let stream = TcpStream::connect(target.address).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let session = id.map(|id| format!("&sid={id}")).unwrap_or_default();
    let request = Request::builder()
        .method(method)
        .uri(format!("{}{session}", target.query("polling")))
        .header(header::HOST, target.address.to_string())
        .header(header::CONTENT_TYPE, "text/plain; charset=UTF-8")
        .header(header::CONNECTION, "close")
        .body(Full::new(Bytes::from(body)))
        .ok()?;
    let answer = async move {
        let response = sender.send_request(request).await.ok()?;
        let good = response.status() == StatusCode::OK;
        let body = response.into_body().collect().await.ok()?.to_bytes();
        String::from_utf8(body.to_vec()).ok().filter(|_| good)
    };
    // The connection is driven here, so that dropping this future cuts it.
    let (answer, _) = tokio::join!(answer, connection);
    answer
}
