//! The worker as a process of its own, through its channel: what the real `socket.io` does with learner code, and what
//! it tells.

mod harness;
mod http;
mod load;
mod sockets;
mod rooms;
mod acks;
mod causes;
mod timers;
mod failures;
mod engine;
mod recovery;
mod binary;
#[cfg(target_os = "linux")]
mod cage;
