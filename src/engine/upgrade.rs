//! From polling to websocket. The client opens a websocket beside its polling and probes it; while both are there,
//! polls are let go with a noop; its upgrade packet moves the session over.

use super::ConnectionId;
use super::answer::Waiting;
use super::close::End;
use super::event::Event;
use super::input::Head;
use super::packet::Packet;
use super::server::Engine;
use super::session::{Probe, Transport};
use super::socket::Socket;
use super::tap::Stamp;
use super::timers::Timer;

impl Engine {
    /// A websocket handshake with the id of a session.
    pub(super) fn open_probe(&mut self, connection: ConnectionId, head: &Head, waiting: Waiting) {
        let Some(session) = self.sessions.get(&connection) else { return };
        let socket = Socket::new(waiting.request, head.wants_base64(), session.tap.clone());
        let answer = socket.switch(connection, self.options.max_payload);
        socket.opened_by(waiting.cost.as_ref().and_then(|cost| cost.request(&answer, false, self.now)));
        if !waiting.answer(answer) {
            return;
        }
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        // as in Node, a second one is accepted and closed again, which it does as `socket` drops
        if session.probe.is_none() && session.polling().is_some() {
            session.probe = Some(Probe { socket, confirmed: false });
            self.timers.set(connection, Timer::UpgradeTimeout, self.now + self.options.upgrade_timeout);
        }
    }

    pub(super) fn probe_packet(&mut self, connection: ConnectionId, packet: Option<Packet>) {
        let probe = self.sessions.get(&connection).and_then(|session| session.probe.as_ref());
        if let (Some(probe), Some(packet)) = (probe, &packet) {
            probe.socket.record(packet, false);
        }
        match packet {
            Some(Packet::Ping(data)) if data == Packet::PROBE => self.confirm(connection),
            Some(Packet::Upgrade) => self.upgrade(connection),
            _ => self.drop_probe(connection),
        }
    }

    /// The session stays where it is; the websocket is closed.
    pub(super) fn drop_probe(&mut self, connection: ConnectionId) {
        self.timers.cancel(connection, Timer::UpgradeTimeout);
        if let Some(session) = self.sessions.get_mut(&connection) {
            session.probe = None;
        }
    }

    fn confirm(&mut self, connection: ConnectionId) {
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        let Some(probe) = &mut session.probe else { return };
        probe.confirmed = true;
        probe.socket.write(&Packet::Pong(Packet::PROBE.into()));
        probe.socket.flush();
        self.release_poll(connection);
    }

    /// Lets an open poll go, so that the client can pause polling.
    pub(super) fn release_poll(&mut self, connection: ConnectionId) {
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        let Some(polling) = session.polling() else { return };
        let last = (polling.pending() == 0).then_some(Packet::Noop);
        if polling.answer(last) == Some(false) {
            self.end(connection, End::fault("poll connection closed prematurely"));
        }
    }

    fn upgrade(&mut self, connection: ConnectionId) {
        self.timers.cancel(connection, Timer::UpgradeTimeout);
        let Some(session) = self.sessions.get_mut(&connection) else { return };
        let Some(probe) = session.probe.take() else { return };
        let old = std::mem::replace(&mut session.transport, Transport::Websocket(probe.socket));
        if let Transport::Polling(mut polling) = old {
            for (packet, stamp) in polling.take() {
                self.tap.stamp(Stamp { at: self.now, mark: stamp.mark });
                session.write(packet);
            }
            // a poll that is still open ends cleanly; if its client is gone, that was the old transport's
            let _ = polling.answer(Some(Packet::Noop));
        }
        let closing = session.is_closing();
        self.events.push_back(Event::Upgraded { connection });
        self.flush_session(connection);
        if closing {
            self.end(connection, End::forced());
        }
    }
}
