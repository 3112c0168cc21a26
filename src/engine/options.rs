//! What an engine is told at the start: the protocol's options, and the limits of the house.

/// Engine.IO's server options by their own names. Times in milliseconds.
#[derive(Debug, Clone)]
pub struct Options {
    pub ping_interval: f64,
    pub ping_timeout: f64,
    pub upgrade_timeout: f64,
    /// Bytes of one websocket message or of one polling body that a client may send.
    pub max_payload: usize,
    pub polling: bool,
    pub websocket: bool,
    pub allow_upgrades: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ping_interval: 25_000.0,
            ping_timeout: 20_000.0,
            upgrade_timeout: 10_000.0,
            max_payload: 1_000_000,
            polling: true,
            websocket: true,
            allow_upgrades: true,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// At a time; one more is refused with 403.
    pub connections: usize,
    /// What may wait for one client that does not read, in bytes. A message is taken while less than this waits, so
    /// that one message at most goes over it.
    pub pending_bytes: usize,
}
