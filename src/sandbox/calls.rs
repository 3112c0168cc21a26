//! The call expressions of the server code, which stand beside its decisions: read from the text once for each place.

use std::collections::HashMap;

use crate::routing::Operation;
use crate::trace::{self, Location};

/// Places in the code whose call expression is remembered.
const CALLS_KEPT: usize = 1_024;

/// The call expressions of the server code, by place: read from the text once.
#[derive(Debug, Default)]
pub(super) struct Calls(HashMap<(&'static str, u32, u32), Option<String>>);

impl Calls {
    /// The call that asked for this operation.
    pub fn at(&mut self, source: &str, place: Option<Location>, operation: &Operation) -> Option<String> {
        let Location { line, column } = place?;
        if self.0.len() >= CALLS_KEPT {
            self.0.clear();
        }
        let methods = methods(operation);
        let key = (methods.first().copied().unwrap_or_default(), line, column);
        self.0.entry(key).or_insert_with(|| trace::call_expression(source, line, column, methods)).clone()
    }
}

/// Socket.IO's methods that ask for it.
fn methods(operation: &Operation) -> &'static [&'static str] {
    match operation {
        Operation::Emit { .. } => &["emit", "emitWithAck", "send", "write"],
        Operation::Join { .. } => &["join", "socketsJoin"],
        Operation::Leave { .. } => &["leave", "socketsLeave"],
        Operation::Disconnect { .. } => &["disconnect", "disconnectSockets"],
    }
}
