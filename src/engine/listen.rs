//! The HTTP server under all routes: an accept loop of its own, so that requests carry their peer's address, slow heads
//! time out, and a shutdown reaches what warp forgets: websockets, streams and polls.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower_service::Service;
use warp::filters::BoxedFilter;
use warp::reply::{Reply, Response};

/// How long a client may take to send a request's head, and how long a connection may be idle between two requests.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Bytes of a request's head.
const HEAD: usize = 64 << 10;

/// How long requests and websockets may take to end once the server is shutting down.
const GRACE: Duration = Duration::from_secs(2);

/// The pause after a failed accept: nothing says when there will be file descriptors again.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The client's address, among each request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// Among each request's extensions: tells answers that last (event streams, polls, websockets) to end, since the server
/// is shutting down. The server waits until those who hold one are gone, though not for long.
#[derive(Debug, Clone, Default)]
pub struct Closing(Option<watch::Receiver<bool>>);

impl Closing {
    /// Resolves once the server shuts down.
    pub async fn wait(&mut self) {
        let closing = match &mut self.0 {
            Some(closing) => closing.wait_for(|closing| *closing).await.is_ok(),
            None => false,
        };
        if !closing {
            // nobody is there to say it
            std::future::pending().await
        }
    }
}

/// Serves `routes` on the current runtime until `shutdown` resolves; then accepts no more, tells all [`Closing`]s, and
/// returns when the last request and the last websocket have ended, or after two seconds, when what is left of them is
/// cut off.
///
/// On a current-thread runtime sockets are read in the order in which packets came in. A multi-thread one reads the
/// last first when several come at once, so that packets of different clients, or of one client's two transports, may
/// change places.
pub async fn serve<R>(listener: TcpListener, routes: BoxedFilter<(R,)>, shutdown: impl Future<Output = ()>)
where
    R: Reply + 'static,
{
    let service = warp::service(routes);
    let (close, closing) = watch::channel(false);
    let closing = Closing(Some(closing));
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(connection(stream, peer, service.clone(), closing.clone()));
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop((listener, closing));
    close.send_replace(true);
    // every holder of a `Closing` holds a receiver
    let _ = tokio::time::timeout(GRACE, close.closed()).await;
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection<S>(stream: TcpStream, peer: SocketAddr, service: S, mut closing: Closing)
where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone,
{
    // without it Nagle and delayed ACKs add 40 ms to small frames; a socket that refuses it is still good
    let _ = stream.set_nodelay(true);
    let held = closing.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        request.extensions_mut().insert(held.clone());
        service.clone().call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(HEAD);
    let mut served = pin!(http.serve_connection(TokioIo::new(stream), service).with_upgrades());
    tokio::select! {
        // an error is the client's, who is gone then
        _ = served.as_mut() => {}
        () = closing.wait() => {
            served.as_mut().graceful_shutdown();
            let _ = served.await;
        }
    }
}
