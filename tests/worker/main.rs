//! The worker as a process of its own, through its channel: what the real `socket.io` does with learner code, and what
//! it tells.

mod harness;
mod sockets;
