//! One task a websocket: reads messages into inputs, writes what a flush had to leave behind, and sees the connection
//! to its end. A full channel makes it stop reading; it goes on writing meanwhile.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::mpsc;
use tokio::time::Sleep;
use tungstenite::Error;
use tungstenite::error::ProtocolError;
use tungstenite::protocol::{Message as Frame, Role, WebSocketConfig, WebSocketContext};

use super::answer::Upgrade;
use super::frame::CloseCode;
use super::input::{Input, Kind, SocketId};
use super::listen::Closing;
use super::message::Message;
use super::outgoing::{Outgoing, Signal};

/// Bytes read at a time, and kept for it on each websocket.
const READ: usize = 4 << 10;

/// What pongs may fill of the outgoing buffer, in bytes; beyond, only the last ping is answered, once there is room.
const PONGS: usize = 16 << 10;

/// The moment between two parts: long enough for a peer to be woken by the first one.
const PAUSE: Duration = Duration::from_millis(1);

/// How long a closed websocket may take to read its last bytes and hang up.
const LINGER: Duration = Duration::from_secs(10);

pub(super) async fn run(upgrade: OnUpgrade, accepted: Upgrade, inputs: mpsc::Sender<Input>, closing: Closing) {
    let Upgrade { socket, outgoing, max_payload, .. } = accepted;
    let stream = match upgrade.await {
        Ok(upgraded) => {
            upgraded.downcast::<TokioIo<TcpStream>>().map_err(|_| "not a stream of this server's".to_owned())
        }
        Err(error) => Err(error.to_string()),
    };
    match stream {
        Ok(parts) => {
            let (stream, write) = parts.io.into_inner().into_split();
            outgoing.attach(write);
            let config = WebSocketConfig::default()
                .read_buffer_size(READ)
                .write_buffer_size(0)
                .max_write_buffer_size(PONGS)
                .max_message_size(Some(max_payload))
                .max_frame_size(Some(max_payload));
            let context = WebSocketContext::from_partially_read(parts.read_buf.into(), Role::Server, Some(config));
            let reader = Reader { socket, outgoing, inputs, closing, stream, context, drained: false, pause: None };
            reader.run().await;
        }
        Err(error) => {
            // nobody to tell if the engine is gone
            let _ = inputs.send(Input(Kind::Gone { socket, error: Some(error) })).await;
        }
    }
}

struct Reader {
    socket: SocketId,
    outgoing: Arc<Outgoing>,
    inputs: mpsc::Sender<Input>,
    closing: Closing,
    stream: OwnedReadHalf,
    context: WebSocketContext,
    /// The engine has yet to hear it.
    drained: bool,
    /// Until what follows may be written.
    pause: Option<Pin<Box<Sleep>>>,
}

/// One step of reading.
enum Step {
    Message(Message),
    /// A frame of websocket's own.
    Control,
    /// No more for now.
    Nothing,
}

/// How reading ended.
enum End {
    /// The engine is done with it, or gone.
    Engine,
    /// The server is going down.
    Server,
    /// The client closed it.
    Client(CloseCode),
    /// The client is gone.
    Lost,
    /// The client broke the rules.
    Fault(CloseCode, String),
}

impl Reader {
    async fn run(mut self) {
        let end = match self.read().await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        let report = match end {
            End::Engine => return self.linger().await,
            End::Lost => {
                self.outgoing.abort();
                None
            }
            End::Server => {
                self.outgoing.close(CloseCode::GOING_AWAY);
                None
            }
            End::Client(code) => {
                self.outgoing.close(code);
                None
            }
            End::Fault(code, detail) => {
                self.outgoing.close(code);
                Some(detail)
            }
        };
        let gone = Input(Kind::Gone { socket: self.socket, error: report });
        // an engine that is gone need not know
        let (_, ()) = tokio::join!(self.inputs.send(gone), self.linger());
    }

    async fn read(&mut self) -> Result<Infallible, End> {
        loop {
            // pings alone would keep this task from ever yielding
            tokio::task::coop::consume_budget().await;
            match self.step()? {
                Step::Message(frame) => self.hand(Kind::Frame { socket: self.socket, frame }).await?,
                Step::Control => {}
                Step::Nothing => self.wait().await?,
            }
            if std::mem::take(&mut self.drained) {
                self.hand(Kind::Drained { socket: self.socket }).await?;
            }
        }
    }

    fn step(&mut self) -> Result<Step, End> {
        let mut wire = Wire { stream: &self.stream, outgoing: &self.outgoing };
        match self.context.read(&mut wire) {
            Ok(Frame::Text(text)) => Ok(Step::Message(Message::Text(text.into()))),
            Ok(Frame::Binary(bytes)) => Ok(Step::Message(Message::Binary(bytes))),
            Ok(Frame::Close(frame)) => Err(End::Client(CloseCode::echo(frame.as_ref()))),
            Ok(Frame::Ping(_) | Frame::Pong(_) | Frame::Frame(_)) => Ok(Step::Control),
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => Ok(Step::Nothing),
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::Interrupted => Ok(Step::Control),
            Err(Error::Io(_) | Error::ConnectionClosed | Error::AlreadyClosed) => Err(End::Lost),
            Err(Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)) => Err(End::Lost),
            Err(error @ Error::Capacity(_)) => Err(End::Fault(CloseCode::TOO_BIG, error.to_string())),
            Err(error @ Error::Utf8(_)) => Err(End::Fault(CloseCode::INVALID_DATA, error.to_string())),
            Err(error) => Err(End::Fault(CloseCode::PROTOCOL, error.to_string())),
        }
    }

    /// Until there is something to read or to tell.
    async fn wait(&mut self) -> Result<(), End> {
        let signal = tokio::select! {
            readable = self.stream.readable() => return readable.map_err(|_| End::Lost),
            signal = poll_fn(|cx| self.outgoing.poll_signal(cx)) => signal,
            () = pause(&mut self.pause) => Signal::Resume,
            () = self.closing.wait() => return Err(End::Server),
        };
        self.follow(signal)
    }

    /// Waits for room in the channel; what the engine sends leaves meanwhile.
    async fn hand(&mut self, kind: Kind) -> Result<(), End> {
        loop {
            let signal = tokio::select! {
                biased;
                permit = self.inputs.reserve() => {
                    permit.map_err(|_| End::Engine)?.send(Input(kind));
                    return Ok(());
                }
                signal = poll_fn(|cx| self.outgoing.poll_signal(cx)) => signal,
                () = pause(&mut self.pause) => Signal::Resume,
                () = self.closing.wait() => return Err(End::Server),
            };
            self.follow(signal)?;
        }
    }

    fn follow(&mut self, signal: Signal) -> Result<(), End> {
        match signal {
            Signal::Pause => self.pause = Some(Box::pin(tokio::time::sleep(PAUSE))),
            Signal::Resume => {
                self.pause = None;
                self.outgoing.resume();
            }
            Signal::Drained => self.drained = true,
            Signal::Ended => return Err(End::Engine),
        }
        Ok(())
    }

    /// Writes what is left and waits for the peer to hang up: closing on unread data would reset the connection, and
    /// the peer might never see our close frame.
    async fn linger(&self) {
        if self.outgoing.is_hung_up() {
            return;
        }
        let written = async {
            poll_fn(|cx| self.outgoing.poll_written(cx)).await;
            while self.outgoing.is_parted() {
                tokio::time::sleep(PAUSE).await;
                self.outgoing.resume();
                poll_fn(|cx| self.outgoing.poll_written(cx)).await;
            }
            self.outgoing.hang_up();
        };
        let hung_up = async {
            let mut dropped = vec![0; READ];
            while self.stream.readable().await.is_ok() {
                match self.stream.try_read(&mut dropped) {
                    Ok(1..) => {}
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Ok(0) | Err(_) => break,
                }
            }
        };
        if tokio::time::timeout(LINGER, async { tokio::join!(written, hung_up) }).await.is_err() {
            self.outgoing.abort();
        }
    }
}

async fn pause(until: &mut Option<Pin<Box<Sleep>>>) {
    match until {
        Some(until) => until.await,
        None => std::future::pending().await,
    }
}

/// The stream as the codec sees it: what it writes joins what the engine sends.
struct Wire<'a> {
    stream: &'a OwnedReadHalf,
    outgoing: &'a Outgoing,
}

impl io::Read for Wire<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.try_read(buffer)
    }
}

impl io::Write for Wire<'_> {
    fn write(&mut self, frames: &[u8]) -> io::Result<usize> {
        if self.outgoing.pending() > PONGS {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.outgoing.append(|out| out.extend_from_slice(frames));
        Ok(frames.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.outgoing.flush();
        Ok(())
    }
}
