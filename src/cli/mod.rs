//! The commands: `serve`, `check`, `new`, and the hidden `worker`.

use std::process::ExitCode;

pub fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("worker") => crate::worker::run(),
        _ => ExitCode::SUCCESS,
    }
}
