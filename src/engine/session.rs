//! One session: which transport it is on, which one it may move to, and what it has counted.

use super::answer::Waiting;
use super::input::RequestId;
use super::message::Message;
use super::outgoing::Left;
use super::packet::Packet;
use super::polling::Polling;
use super::socket::Socket;
use super::tap;

#[derive(Debug)]
pub(super) struct Session {
    /// Engine.IO's session id.
    pub id: String,
    pub phase: Phase,
    pub transport: Transport,
    /// A websocket that wants to take over from polling.
    pub probe: Option<Probe>,
    /// The wait for the current pong was extended once, because something else came.
    pub refreshed: bool,
    /// Written to since the last flush.
    pub dirty: bool,
    /// When it was written to first since the last flush, earlier frames had not left.
    backlog: bool,
    /// The tick of the owner's code until which a websocket of Node would be busy with what was written.
    busy_until: u64,
    /// Messages.
    pub sent: u64,
    pub received: u64,
    pub pings: u64,
    pub pongs: u64,
    pub tap: tap::End,
}

#[derive(Debug)]
pub(super) enum Phase {
    /// The owner has not answered the handshake.
    Opening(Waiting),
    Open,
    /// Closed by the owner; what waits leaves with the next poll.
    Closing,
}

#[derive(Debug)]
pub(super) enum Transport {
    Polling(Polling),
    Websocket(Socket),
}

#[derive(Debug)]
pub(super) struct Probe {
    pub socket: Socket,
    /// The client's probe was answered, so polls are let go.
    pub confirmed: bool,
}

/// Which websocket of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Transport,
    Probe,
}

/// What a flush did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Flushed {
    /// Nothing was there to write.
    Nothing,
    All,
    /// Some of it waits for a poll, or for the peer to read.
    Part,
    /// The client of the open poll is gone.
    Failed,
}

impl Session {
    pub fn new(id: String, handshake: Waiting, transport: Transport, tap: tap::End) -> Self {
        Self {
            id,
            phase: Phase::Opening(handshake),
            transport,
            probe: None,
            refreshed: false,
            dirty: false,
            backlog: false,
            busy_until: 0,
            sent: 0,
            received: 0,
            pings: 0,
            pongs: 0,
            tap,
        }
    }

    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open)
    }

    pub fn is_closing(&self) -> bool {
        matches!(self.phase, Phase::Closing)
    }

    /// By a handshake that has no answer yet, or whose answer is its websocket.
    pub fn is_opened_by(&self, request: RequestId) -> bool {
        matches!(&self.phase, Phase::Opening(handshake) if handshake.request == request)
            || self.role(request) == Some(Role::Transport)
    }

    pub fn polling(&mut self) -> Option<&mut Polling> {
        match &mut self.transport {
            Transport::Polling(polling) => Some(polling),
            Transport::Websocket(_) => None,
        }
    }

    pub fn role(&self, socket: RequestId) -> Option<Role> {
        match (&self.transport, &self.probe) {
            (Transport::Websocket(own), _) if own.request == socket => Some(Role::Transport),
            (_, Some(probe)) if probe.socket.request == socket => Some(Role::Probe),
            _ => None,
        }
    }

    /// Queues a message; returns how many bytes waited before it.
    pub fn send(&mut self, message: &Message) -> usize {
        self.sent += 1;
        match &mut self.transport {
            Transport::Polling(polling) => polling.write(Packet::Message(message.clone())),
            Transport::Websocket(socket) => socket.send(message),
        }
    }

    /// As `send`; on a websocket what follows waits a moment.
    pub fn send_apart(&mut self, message: &Message) -> usize {
        let before = self.send(message);
        if let Transport::Websocket(socket) = &self.transport {
            socket.part();
        }
        before
    }

    /// Queues a packet that is not counted; returns how many bytes waited before it.
    pub fn write(&mut self, packet: Packet) -> usize {
        match &mut self.transport {
            Transport::Polling(polling) => polling.write(packet),
            Transport::Websocket(socket) => socket.write(&packet),
        }
    }

    pub fn pending(&self) -> usize {
        match &self.transport {
            Transport::Polling(polling) => polling.pending(),
            Transport::Websocket(socket) => socket.pending(),
        }
    }

    /// Something was written in this tick, while `before` bytes waited. Node sends the first packet of a tick at once, the
    /// others together in the next.
    pub fn written(&mut self, tick: u64, before: usize) {
        if !self.dirty {
            self.backlog = before > 0;
        }
        self.busy_until = if tick <= self.busy_until { tick + 1 } else { tick };
    }

    /// Nothing waits, and what is written now can leave now.
    pub fn writable(&self, tick: u64) -> bool {
        self.is_open()
            && match &self.transport {
                Transport::Polling(polling) => polling.poll.is_some() && polling.pending() == 0,
                Transport::Websocket(_) if self.dirty => !self.backlog && tick > self.busy_until,
                Transport::Websocket(socket) => socket.pending() == 0,
            }
    }

    /// Something written now would leave at once.
    pub fn is_ready(&self) -> bool {
        match &self.transport {
            Transport::Polling(polling) => polling.poll.is_some(),
            Transport::Websocket(socket) => socket.pending() == 0,
        }
    }

    pub fn flush(&mut self) -> Flushed {
        match &mut self.transport {
            Transport::Polling(polling) => {
                if polling.pending() == 0 {
                    return Flushed::Nothing;
                }
                match polling.answer(None) {
                    None => Flushed::Part,
                    Some(true) => Flushed::All,
                    Some(false) => Flushed::Failed,
                }
            }
            Transport::Websocket(socket) => match socket.flush() {
                Left::Already => Flushed::Nothing,
                Left::Nothing => Flushed::All,
                Left::Something => Flushed::Part,
            },
        }
    }
}
