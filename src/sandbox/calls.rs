//! The call expressions of the server code, which stand beside its decisions: read from the text once for each place.

use std::collections::HashMap;

use crate::trace::{self, Location};

/// Places in the code whose call expression is remembered.
const CALLS_KEPT: usize = 1_024;

/// The call expressions of the server code, by place: read from the text once.
#[derive(Debug, Default)]
pub(super) struct Calls(HashMap<(u32, u32), Option<String>>);

impl Calls {
    pub fn at(&mut self, source: &str, place: Option<Location>) -> Option<String> {
        let Location { line, column } = place?;
        if self.0.len() >= CALLS_KEPT {
            self.0.clear();
        }
        self.0.entry((line, column)).or_insert_with(|| trace::call_expression(source, line, column)).clone()
    }
}
