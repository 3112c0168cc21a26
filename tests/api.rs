//! The outside of the product as contract: pages, assets, the API with its errors, and event streams, asked for over HTTP
//! from the real binary on a free port.

#[path = "api/http.rs"]
mod http;
#[path = "api/polling.rs"]
mod polling;
#[path = "support/server.rs"]
mod server;

#[path = "api/export.rs"]
mod export;
#[path = "api/glossary.rs"]
mod glossary;
#[path = "api/pages.rs"]
mod pages;
#[path = "api/requests.rs"]
mod requests;
#[path = "api/routes.rs"]
mod routes;
#[path = "api/sandboxes.rs"]
mod sandboxes;
#[path = "api/check.rs"]
mod check;
#[path = "api/limits.rs"]
mod limits;
#[path = "api/wire.rs"]
mod wire;
#[path = "api/trace.rs"]
mod trace;

use serde_json::{Value, json};

use http::Site;
use server::Server;

/// Hears `hello` and tells it to all others.
const BROADCAST: &str = r#"io.on("connection", (socket) => {
  socket.on("hello", (...args) => {
    socket.broadcast.emit("hello", ...args);
  });
});
"#;

/// A server of its own for a test, with arguments for `serve`.
fn serve(arguments: &[&str]) -> (Server, Site) {
    let server = Server::start(arguments);
    let site = Site::new(&server.url);
    (server, site)
}

/// Makes a sandbox and gives its id.
#[track_caller]
fn create(site: &Site, code: &str) -> String {
    let made = site.json("POST", "/api/sandboxes", &json!({"server": code})).expect(201).value();
    made["id"].as_str().expect("an id").to_owned()
}

#[track_caller]
fn snapshot(site: &Site, id: &str) -> Value {
    site.get(&format!("/api/sandboxes/{id}")).expect(200).value()
}
