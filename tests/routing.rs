//! Routing against the rules of `socket.io-adapter`: the measured facts one by one, and random namespaces beside a plain
//! model of the in-memory adapter.

#[path = "routing/facts.rs"]
mod facts;
#[path = "routing/model.rs"]
mod model;
#[path = "routing/properties.rs"]
mod properties;
