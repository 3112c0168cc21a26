//! The worker: a child process that runs one sandbox's JavaScript, the real `socket.io` in QuickJS, and nothing else
//! does. It has one channel, its standard input and output, that carries the messages of [`message`] with a length
//! before each ([`channel`]). It is the same binary, started with a hidden command whose main is [`run`].

pub mod message;
pub mod channel;
mod answer;
mod arguments;
mod bytecode;
mod cage;
mod clock;
mod heap;
mod hooks;
mod host;
mod load;
mod modules;
mod outbox;
mod places;
mod process;
mod realm;
mod report;

pub use bytecode::compile_runtime;
pub use process::{EXIT_BAD_MESSAGE, EXIT_OUT_OF_MEMORY, run};
