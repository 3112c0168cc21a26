//! Engine.IO v4 over real sockets, case by case as the protocol's document orders it, and where that is silent as
//! Node's server behaves. The clock is the test's own, so that nothing here waits for time to pass.

mod client;
mod server;

mod close;
mod handshake;
mod heartbeat;
mod http;
mod limits;
mod messages;
mod tap;
mod upgrade;
