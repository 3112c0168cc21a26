//! HTTP to the routes of the server code, as whoever asks sees it: a request goes in whole, its answer comes as a head and
//! a body in pieces, which leave as the code writes them. Whoever drops either has gone away, and the code is told.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;
use tokio::sync::{mpsc, oneshot};

/// Requests of one sandbox that may be open, streams among them. None of them times out: a lesson's long poll waits as long
/// as its client does.
pub const MAX_OPEN_REQUESTS: usize = 256;

/// Requests that may wait for a sandbox's loop; beyond, they are taken more slowly.
pub(super) const REQUESTS_WAITING: usize = 16;

/// What each piece of a body counts beside its bytes.
const PIECE_BYTES: usize = 64;

/// A request, its body whole: at most `--max-packet-bytes`, which is for its carrier to see to.
#[derive(Debug, Clone, Default)]
pub struct HttpRequest {
    pub method: String,
    /// Path and query, as the code shall see them.
    pub url: String,
    pub address: String,
    /// The name of the page's client that asks.
    pub client: Option<String>,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
    /// It only asks whether another origin may ask, which the code answers only if it has a route for OPTIONS.
    pub preflight: bool,
}

/// Why the code gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    #[error("the sandbox is gone")]
    Gone,
    #[error("{MAX_OPEN_REQUESTS} requests are open, which is the limit of a sandbox")]
    Busy,
    #[error("the server code is not running; change it and run it again")]
    NotRunning,
    #[error("the server was restarted before it answered")]
    Restarted,
    #[error("the answer is larger than {0} bytes, which is the limit (--max-pending-bytes)")]
    TooLarge(usize),
    /// A preflight that is not the code's to answer: it is allowed.
    #[error("the code has no route for OPTIONS")]
    Preflight,
}

/// A request on its way. Dropping it tells the code that the client went away.
#[derive(Debug)]
pub struct HttpPending {
    pub(super) reply: oneshot::Receiver<Result<HttpAnswer, HttpError>>,
    pub(super) guard: Guard,
}

#[derive(Debug)]
pub struct HttpAnswer {
    /// 200 to 999.
    pub status: u16,
    /// As the code set them; names and values are not checked.
    pub headers: Vec<(String, String)>,
    /// Bytes of the body where the code gave it at once; `None` for one that comes in pieces. The body of an answer to HEAD,
    /// or of a 204 or 304, is empty all the same.
    pub length: Option<u64>,
    pub body: HttpBody,
}

/// A body as it comes. It ends in an error if the code, or its server, broke it off.
#[derive(Debug)]
pub struct HttpBody {
    pieces: mpsc::UnboundedReceiver<Piece>,
    pending: Arc<AtomicUsize>,
    over: bool,
    guard: Option<Guard>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer was broken off")]
pub struct Broken;

#[derive(Debug)]
enum Piece {
    Chunk(Bytes),
    End,
}

/// What goes to the sandbox's loop.
#[derive(Debug)]
pub(super) enum Asked {
    Request { exchange: u32, request: Box<HttpRequest>, reply: oneshot::Sender<Result<HttpAnswer, HttpError>> },
    Abandoned { exchange: u32 },
}

/// Tells the loop of a client that goes away before its answer has ended.
#[derive(Debug)]
pub(super) struct Guard {
    pub exchange: u32,
    pub asked: mpsc::Sender<Asked>,
    pub needed: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.needed {
            return;
        }
        let told = Asked::Abandoned { exchange: self.exchange };
        if let Err(mpsc::error::TrySendError::Full(told)) = self.asked.try_send(told)
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let asked = self.asked.clone();
            runtime.spawn(async move { asked.send(told).await });
        }
    }
}

impl HttpPending {
    pub async fn answer(mut self) -> Result<HttpAnswer, HttpError> {
        let answer = (&mut self.reply).await;
        self.take(answer.unwrap_or(Err(HttpError::Gone)))
    }

    /// The answer if it is there by now, else the request again.
    pub fn try_answer(mut self) -> Result<Result<HttpAnswer, HttpError>, Self> {
        match self.reply.try_recv() {
            Err(oneshot::error::TryRecvError::Empty) => Err(self),
            Err(oneshot::error::TryRecvError::Closed) => Ok(self.take(Err(HttpError::Gone))),
            Ok(answer) => Ok(self.take(answer)),
        }
    }

    fn take(mut self, answer: Result<HttpAnswer, HttpError>) -> Result<HttpAnswer, HttpError> {
        self.guard.needed = false;
        let Guard { exchange, ref asked, .. } = self.guard;
        answer.map(|mut answer| {
            answer.body.guard = Some(Guard { exchange, asked: asked.clone(), needed: true });
            answer
        })
    }
}

impl HttpBody {
    /// What came meanwhile, without waiting: a piece, the end (`Ready(None)`), or nothing yet.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>> {
        if self.over {
            return Poll::Ready(None);
        }
        let piece = match self.pieces.poll_recv(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(piece) => piece,
        };
        if let Some(Piece::Chunk(bytes)) = piece {
            self.pending.fetch_sub(bytes.len() + PIECE_BYTES, Ordering::Relaxed);
            return Poll::Ready(Some(Ok(bytes)));
        }
        self.over = true;
        if let Some(guard) = &mut self.guard {
            guard.needed = false;
        }
        Poll::Ready(if piece.is_some() { None } else { Some(Err(Broken)) })
    }
}

impl Stream for HttpBody {
    type Item = Result<Bytes, Broken>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// The loop's end of a body. Dropped without an end, it breaks the body off.
#[derive(Debug)]
pub(super) struct Writer {
    pieces: mpsc::UnboundedSender<Piece>,
    pending: Arc<AtomicUsize>,
}

impl Writer {
    pub fn new() -> (Self, HttpBody) {
        // Bounded by what `pending` counts.
        let (pieces, receiver) = mpsc::unbounded_channel();
        let pending = Arc::new(AtomicUsize::new(0));
        let body = HttpBody { pieces: receiver, pending: Arc::clone(&pending), over: false, guard: None };
        (Self { pieces, pending }, body)
    }

    /// False if more than `limit` bytes would wait for the client.
    pub fn write(&self, bytes: Bytes, limit: usize) -> bool {
        let cost = bytes.len() + PIECE_BYTES;
        if self.pending.load(Ordering::Relaxed) + cost > limit + PIECE_BYTES {
            return false;
        }
        self.pending.fetch_add(cost, Ordering::Relaxed);
        // A client that is gone is told of elsewhere.
        let _ = self.pieces.send(Piece::Chunk(bytes));
        true
    }

    pub fn end(self) {
        let _ = self.pieces.send(Piece::End);
    }
}
