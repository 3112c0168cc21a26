//! The real `socket.io-client` against the real server on a free port: one test per file of `tests/protocol/`, each run by
//! Node's own test runner. Packages come from `assets/node_modules` (`tests/run` installs them).

mod support;

use support::{Server, node_tests};

#[test]
fn everything_of_socket_io_works_with_the_real_client() {
    let server = Server::start(&[]);
    node_tests("protocol/clients.mjs", &server);
}

#[test]
fn failures_stay_with_whoever_made_them() {
    let server = Server::start(&[]);
    node_tests("protocol/failures.mjs", &server);
}
