//! What waits to be written on one websocket. The engine appends and writes at the end of each round; the socket's
//! reader adds its pongs, waits until the peer takes what was left, and sees the end.

use std::collections::VecDeque;
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
    /// Whole frames, of which the bytes before `written` have left.
    bytes: Vec<u8>,
    written: usize,
    /// Where the frame that is half way begins, or one before it.
    frame: usize,
    /// Where writing pauses, in order.
    parts: VecDeque<usize>,
    /// The reader waits at the first of them.
    pausing: bool,
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
    /// A part has left: the next may leave after a pause.
    Pause,
    /// The pause is over.
    Resume,
    /// What a flush left behind was written.
    Drained,
    /// The engine is done with this socket; what is buffered may still leave.
    Ended,
}

/// What is left after a flush.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Nothing, nor was there anything before.
    Already,
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

    /// What follows leaves a moment after what is there, so that the peer reads them one after the other.
    pub fn part(&self) {
        let mut queue = self.queue();
        if !queue.ended && !queue.broken {
            let end = queue.bytes.len();
            queue.parts.push_back(end);
        }
    }

    /// Ends a pause.
    pub fn resume(&self) {
        let mut queue = self.queue();
        queue.pausing = false;
        queue.parts.pop_front();
        queue.write();
    }

    /// Bytes that have not left.
    pub fn pending(&self) -> usize {
        self.queue().pending()
    }

    /// Writes what the socket takes now. Of what is left, [`Signal::Drained`] tells later.
    pub fn flush(&self) -> Left {
        let mut queue = self.queue();
        if queue.pending() == 0 {
            return Left::Already;
        }
        queue.write();
        queue.blocked |= queue.pending() > 0;
        if queue.blocked || !queue.parts.is_empty() {
            queue.wake();
        }
        if queue.blocked { Left::Something } else { Left::Nothing }
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
            queue.finish();
        }
    }

    /// Drops the frames that have not begun to leave; one that has cannot be cut.
    pub fn discard(&self) {
        let mut queue = self.queue();
        if queue.ended {
            return;
        }
        queue.pass_frames();
        let end = if queue.frame < queue.written { frame::end(&queue.bytes, queue.frame) } else { queue.frame };
        queue.bytes.truncate(end);
        queue.parts.retain(|part| *part <= end);
        queue.bytes.shrink_to(KEPT);
    }

    /// Drops what is buffered and hangs up.
    pub fn abort(&self) {
        let mut queue = self.queue();
        queue.hang_up();
        queue.finish();
    }

    /// Writes as the peer reads; resolves at what a reader must know.
    pub fn poll_signal(&self, cx: &mut Context<'_>) -> Poll<Signal> {
        let mut queue = self.queue();
        if queue.ended {
            return Poll::Ready(Signal::Ended);
        }
        queue.listen(cx);
        if queue.blocked {
            ready!(queue.poll_write(cx));
        }
        if queue.parts.front().is_some_and(|part| *part <= queue.written) && !queue.pausing {
            queue.pausing = true;
            return Poll::Ready(Signal::Pause);
        }
        if queue.blocked && queue.pending() == 0 {
            queue.blocked = false;
            return Poll::Ready(Signal::Drained);
        }
        Poll::Pending
    }

    /// After the end: resolves when all is written up to the next pause.
    pub fn poll_written(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.queue().poll_write(cx)
    }

    /// There is a pause to come.
    pub fn is_parted(&self) -> bool {
        !self.queue().parts.is_empty()
    }

    /// The peer reads to the end of what was written.
    pub fn hang_up(&self) {
        self.queue().hang_up();
    }

    /// Nothing can leave any more.
    pub fn is_hung_up(&self) -> bool {
        self.queue().stream.is_none()
    }
}

impl Queue {
    fn pending(&self) -> usize {
        self.bytes.len() - self.written
    }

    /// Moves on to the last frame that begins where something has been written, or would be next.
    fn pass_frames(&mut self) {
        while self.frame < self.written {
            let end = frame::end(&self.bytes, self.frame);
            if end > self.written {
                break;
            }
            self.frame = end;
        }
    }

    /// Forgets the frames that have left once they are the larger part, so that a slow reader does not make the buffer
    /// grow.
    fn compact(&mut self) {
        if self.written > 0 && self.written >= self.pending() {
            self.pass_frames();
            self.bytes.drain(..self.frame);
            self.written -= self.frame;
            for part in &mut self.parts {
                *part -= self.frame;
            }
            self.frame = 0;
        }
    }

    /// How far may be written now.
    fn end(&self) -> usize {
        self.parts.front().copied().unwrap_or(self.bytes.len())
    }

    fn write(&mut self) {
        let Some(stream) = &self.stream else { return };
        let end = self.end();
        while self.written < end {
            match stream.try_write(&self.bytes[self.written..end]) {
                Ok(bytes @ 1..) => self.written += bytes,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => return self.fail(),
            }
        }
        if self.written == self.bytes.len() {
            self.clear();
        }
    }

    /// Resolves when all is written that may be now.
    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.write();
        while self.written < self.end() {
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

    fn finish(&mut self) {
        self.ended = true;
        self.write();
        self.wake();
    }

    /// Of our half: the peer reads to the end of what was written.
    fn hang_up(&mut self) {
        self.stream = None;
        self.clear();
        self.parts.clear();
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        self.written = 0;
        self.frame = 0;
        self.parts.iter_mut().for_each(|part| *part = 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Message;

    fn queue(texts: &[&str]) -> Outgoing {
        let outgoing = Outgoing::default();
        for text in texts {
            outgoing.append(|out| frame::message(&Message::text(text), out));
        }
        outgoing
    }

    /// Pretends that so many bytes have left.
    fn write(outgoing: &Outgoing, bytes: usize) {
        outgoing.queue().written += bytes;
    }

    fn left(outgoing: &Outgoing) -> Vec<u8> {
        let queue = outgoing.queue();
        queue.bytes[queue.written..].to_vec()
    }

    #[test]
    fn discarding_keeps_the_frame_that_is_half_way() {
        let outgoing = queue(&["one", "two", "three"]);
        write(&outgoing, 8);
        outgoing.discard();
        assert_eq!(left(&outgoing), b"4two"[..].to_vec());
        outgoing.close(CloseCode::NONE);
        assert_eq!(left(&outgoing), b"4two\x88\0");
        // nothing more is taken, nor dropped
        outgoing.append(|out| out.push(0));
        outgoing.discard();
        assert_eq!(left(&outgoing), b"4two\x88\0");
    }

    #[test]
    fn discarding_between_frames_drops_all() {
        for written in [0, 6, 12] {
            let outgoing = queue(&["one", "two"]);
            write(&outgoing, written);
            outgoing.discard();
            assert_eq!(outgoing.pending(), 0);
        }
    }

    #[test]
    fn parts_move_with_what_has_left() {
        let outgoing = queue(&["one"]);
        outgoing.part();
        outgoing.append(|out| frame::message(&Message::text("two"), out));
        outgoing.part();
        assert_eq!(outgoing.queue().end(), 6);
        write(&outgoing, 6);
        outgoing.append(|out| frame::message(&Message::text("three"), out));
        assert_eq!(outgoing.queue().end(), 0);
        outgoing.resume();
        assert_eq!(outgoing.queue().end(), 6);
        outgoing.discard();
        assert!(!outgoing.is_parted());
        assert_eq!(outgoing.pending(), 0);
    }

    #[test]
    fn what_has_left_does_not_make_the_buffer_grow() {
        let outgoing = queue(&["one", "two"]);
        for _ in 0..1000 {
            write(&outgoing, 6);
            let before = outgoing.append(|out| frame::message(&Message::text("new"), out));
            assert_eq!(before, 6);
        }
        assert!(outgoing.queue().bytes.len() <= 24);
        write(&outgoing, 3);
        outgoing.discard();
        assert_eq!(left(&outgoing), b"new");
    }
}
