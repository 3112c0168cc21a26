//! The heartbeat and the other deadlines. The server pings, first after `pingInterval`; a pong in time sets the next
//! one.

use super::ConnectionId;
use super::close::End;
use super::packet::Packet;
use super::server::Engine;
use super::timers::Timer;

/// How late a timer may be and still count as in time, in milliseconds.
const LATE: f64 = 20.0;

impl Engine {
    /// Runs heartbeats and timeouts that are due.
    pub fn advance(&mut self, now: f64) {
        self.now = now;
        self.mark(None, now);
        while let Some((connection, timer, due)) = self.timers.pop_due(now) {
            match timer {
                Timer::Ping => self.ping(connection, due),
                Timer::PingTimeout => self.end(connection, End::ping_timeout()),
                Timer::UpgradeTimeout => self.drop_probe(connection),
                Timer::CloseTimeout => self.end(connection, End::forced()),
            }
        }
    }

    /// When `advance` is wanted next.
    pub fn next_deadline(&self) -> Option<f64> {
        self.timers.next()
    }

    pub(super) fn schedule_ping(&mut self, connection: ConnectionId) {
        self.timers.set(connection, Timer::Ping, self.now + self.options.ping_interval);
    }

    fn ping(&mut self, connection: ConnectionId, due: f64) {
        self.queue(connection, |session| session.write(Packet::ping()));
        if let Some(session) = self.sessions.get_mut(&connection) {
            session.refreshed = false;
            session.pings += 1;
            // the owner's timers are a little late each time, which must not add up; when it was busy for long, clients
            // still get their time
            let start = if self.now - due < LATE { due } else { self.now };
            self.timers.set(connection, Timer::PingTimeout, start + self.options.ping_timeout);
        }
    }

    pub(super) fn pong(&mut self, connection: ConnectionId) {
        if let Some(session) = self.sessions.get_mut(&connection) {
            session.pongs += 1;
        }
        self.timers.cancel(connection, Timer::PingTimeout);
        self.schedule_ping(connection);
    }

    /// Any other packet shows that the client is alive: it gets the time for its pong once more.
    pub(super) fn alive(&mut self, connection: ConnectionId) {
        if !self.timers.is_set(connection, Timer::PingTimeout) {
            return;
        }
        if let Some(session) = self.sessions.get_mut(&connection)
            && !std::mem::replace(&mut session.refreshed, true)
        {
            self.timers.set(connection, Timer::PingTimeout, self.now + self.options.ping_timeout);
        }
    }
}
