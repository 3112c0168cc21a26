//! The limits of a server and of each sandbox, by the names of the command line's flags. Every one has its unit.

/// Where `--help` and `Default` agree.
#[derive(Debug, Clone, clap::Args)]
pub struct Limits {
    /// Sandboxes at a time; one more is answered with 429
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub max_sandboxes: usize,
    /// Connections a sandbox; one more is refused with a reason
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub max_connections: usize,
    /// JavaScript heap a worker, in MiB; over it the worker is restarted
    #[arg(long, value_name = "MIB", default_value_t = 32)]
    pub max_heap_mib: u64,
    /// CPU a turn, in milliseconds; over it the turn is interrupted
    #[arg(long, value_name = "MS", default_value_t = 100)]
    pub max_turn_ms: u32,
    /// Incoming events a second and sandbox; beyond, its sockets are read more slowly
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub max_events_per_second: u32,
    /// One packet, in bytes; over it the connection is closed, as in Engine.IO
    #[arg(long, value_name = "BYTES", default_value_t = 1_000_000)]
    pub max_packet_bytes: usize,
    /// What may wait for a client that does not read, in bytes a connection; over it the client is closed
    #[arg(long, value_name = "BYTES", default_value_t = 8 << 20)]
    pub max_pending_bytes: usize,
    /// Entries of a trace (and 8 MiB); over it the oldest go
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub max_trace_entries: usize,
    /// Minutes until a sandbox without clients or readers is dropped
    #[arg(long, value_name = "MIN", default_value_t = 10)]
    pub idle_minutes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_sandboxes: 200,
            max_connections: 500,
            max_heap_mib: 32,
            max_turn_ms: 100,
            max_events_per_second: 2_000,
            max_packet_bytes: 1_000_000,
            max_pending_bytes: 8 << 20,
            max_trace_entries: 10_000,
            idle_minutes: 10,
        }
    }
}

/// The largest server code, in bytes.
pub(super) const MAX_SERVER_BYTES: usize = 256 * 1024;
