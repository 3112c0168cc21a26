//! Scenarios: run against a sandbox with real protocol clients, and reported line by line. How they are written is
//! [`lesson::diagram`](crate::lesson::diagram).
//!
//! A [`Stage`] is where one is played; [`run`] does it: `client` connects over TCP (`weather` and `line` are its network,
//! `link`, `polling` and `packet` its protocol; `http` has its requests), `compare` holds what came against what was
//! written, `why` asks the trace for the reasons, [`Report`] says it all.

mod packet;
mod link;
mod line;
mod polling;
mod client;
mod weather;
mod http;
mod compare;
mod why;
mod report;
mod run;
mod stage;

pub use client::{Arrived, Client, MAX_ARRIVED, Problem};
pub use link::{Target, Transport};
pub use report::{LineReport, Report, Thrown};
pub use run::{run, run_code};
pub use stage::Stage;
