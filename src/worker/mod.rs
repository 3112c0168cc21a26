//! The worker: a child process that runs one sandbox's JavaScript, the real `socket.io` in QuickJS, and nothing else
//! does. It has one channel, its standard input and output, that carries the messages of [`message`] with a length
//! before each. It is the same binary, started with a hidden command.

pub mod message;
