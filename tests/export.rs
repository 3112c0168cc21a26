//! What leaves a sandbox: its run as a scenario, and itself as a program for plain Node.

#[path = "api/http.rs"]
mod http;
#[path = "support/server.rs"]
mod server;

#[path = "export/recording.rs"]
mod recording;
