//! What waits to be written on one websocket. The engine appends and writes at the end of each round; the socket's reader
//! adds its pongs, waits until the peer takes what was left, and sees the end.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use tokio::net::tcp::OwnedWriteHalf;

use super::frame::{self, CloseCode};

/// An emptied buffer larger than this is given back, in bytes.
const KEPT: usize = 4 << 10;

#[derive(Debug, Default)]
pub(super) struct Outgoing(Mutex<Queue>);

#[derive(Debug, Default)]
struct Queue {
    /// Frames; those before `written` have left.
    bytes: Vec<u8>,
    written: usize,
    /// Missing until the protocols are switched, and after the end.
    stream: Option<OwnedWriteHalf>,
    /// The reader's.
    waker: Option<Waker>,
    /// A flush left something behind, and the engine waits to hear that it is gone.
    blocked: bool,
    /// The peer is unreachable: nothing more is taken. The reader meets the same end and reports it.
    broken: bool,
    /// The engine is done with it: nothing more is taken.
    ended: bool,
}

/// What a reader waits for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// What a flush left behind was written.
    Drained,
    /// The engine is done with this socket; what is buffered may still leave.
    Ended,
}

/// What is left after a flush.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Left {
    Nothing,
    Something,
}

impl Outgoing {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // no code that holds it can panic half way
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends whole frames; returns how many bytes waited before them.
    pub fn append(&self, write: impl FnOnce(&mut Vec<u8>)) -> usize {
        let mut queue = self.queue();
        let before = queue.pending();
        if !queue.ended && !queue.broken {
            queue.compact();
            write(&mut queue.bytes);
        }
        before
    }

    /// Bytes that have not left.
    pub fn pending(&self) -> usize {
        self.queue().pending()
    }

    /// Writes what the socket takes now. Of what is left, [`Signal::Drained`] tells later.
    pub fn flush(&self) -> Left {
        let mut queue = self.queue();
        queue.write();
        if queue.pending() == 0 {
            return Left::Nothing;
        }
        queue.blocked = true;
        queue.wake();
        Left::Something
    }

    /// The socket is there: writes what was waiting for it.
    pub fn attach(&self, stream: OwnedWriteHalf) {
        let mut queue = self.queue();
        queue.stream = Some(stream);
        queue.write();
        // left for `poll_signal`, also if no flush has seen it
        queue.blocked |= queue.pending() > 0;
    }

    /// Takes nothing more; the peer is told with a close frame after what is buffered.
    pub fn close(&self, code: CloseCode) {
        let mut queue = self.queue();
        if !queue.ended {
            frame::close(code, &mut queue.bytes);
            queue.end();
        }
    }

    /// Drops what has not begun to leave. A frame that has cannot be cut, and the frames after it stay too.
    pub fn discard(&self) {
        let mut queue = self.queue();
        if queue.written == 0 {
            queue.bytes = Vec::new();
        }
    }

    /// Drops what is buffered and hangs up.
    pub fn abort(&self) {
        let mut queue = self.queue();
        queue.hang_up();
        queue.end();
    }

    /// Writes as the peer reads; resolves at what a reader must know.
    pub fn poll_signal(&self, cx: &mut Context<'_>) -> Poll<Signal> {
        let mut queue = self.queue();
        if queue.ended {
            return Poll::Ready(Signal::Ended);
        }
        queue.listen(cx);
        if !queue.blocked {
            return Poll::Pending;
        }
        ready!(queue.poll_write(cx));
        queue.blocked = false;
        Poll::Ready(Signal::Drained)
    }

    /// After the end: writes what is left, then hangs up.
    pub fn poll_finish(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut queue = self.queue();
        ready!(queue.poll_write(cx));
        queue.hang_up();
        Poll::Ready(())
    }

    /// Nothing can leave any more.
    pub fn is_hung_up(&self) -> bool {
        self.queue().stream.is_none()
    }

    #[cfg(test)]
    pub fn queued(&self) -> Vec<u8> {
        let queue = self.queue();
        queue.bytes[queue.written..].to_vec()
    }
}

impl Queue {
    fn pending(&self) -> usize {
        self.bytes.len() - self.written
    }

    /// Forgets the written part once it is the larger one, so that a slow reader does not make the buffer grow.
    fn compact(&mut self) {
        if self.written > 0 && self.written >= self.pending() {
            self.bytes.drain(..self.written);
            self.written = 0;
        }
    }

    fn write(&mut self) {
        let Some(stream) = &self.stream else { return };
        while self.written < self.bytes.len() {
            match stream.try_write(&self.bytes[self.written..]) {
                Ok(bytes @ 1..) => self.written += bytes,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => return self.fail(),
            }
        }
        self.written = 0;
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        } else {
            self.bytes.clear();
        }
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.write();
        while self.pending() > 0 {
            let Some(stream) = &self.stream else { break };
            match ready!(stream.as_ref().poll_write_ready(cx)) {
                Ok(()) => self.write(),
                Err(_) => self.fail(),
            }
        }
        Poll::Ready(())
    }

    fn listen(&mut self, cx: &Context<'_>) {
        match &self.waker {
            Some(waker) if waker.will_wake(cx.waker()) => {}
            _ => self.waker = Some(cx.waker().clone()),
        }
    }

    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    fn fail(&mut self) {
        self.broken = true;
        self.hang_up();
    }

    fn end(&mut self) {
        self.ended = true;
        self.write();
        self.wake();
    }

    /// Of our half: the peer reads to the end of what was written.
    fn hang_up(&mut self) {
        self.stream = None;
        self.bytes = Vec::new();
        self.written = 0;
    }
}
