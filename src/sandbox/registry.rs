//! The sandboxes of a server by id. A sandbox takes itself out when it ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Sandbox;

/// Sandboxes by id.
pub(super) type Registry = Mutex<HashMap<String, Arc<Sandbox>>>;

pub(super) fn lock(registry: &Registry) -> MutexGuard<'_, HashMap<String, Arc<Sandbox>>> {
    // Nothing that holds it can leave it half changed.
    registry.lock().unwrap_or_else(PoisonError::into_inner)
}
