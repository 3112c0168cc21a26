//! Emitscope shows who hears what, and why: lessons about Socket.IO, each with a real server in a sandbox, real clients
//! in frames, and a live panel that shows every routing decision with its reasons.
//!
//! # Layout
//! In the order in which an event flows:
//! - [`engine`]: Engine.IO v4 on warp: polling, websocket, upgrade, heartbeat. Knows no JavaScript.
//! - [`worker`]: the child process in which a sandbox's JavaScript runs (the real `socket.io` in QuickJS), and the
//!   messages on its channel.
//! - [`javascript`]: pure: a learner's code as text: its tokens, whether it is a module, where its calls are.
//! - [`routing`]: pure: namespaces and rooms in, a decision out: who gets it, who does not, and why.
//! - [`trace`]: what happened, as entries in a bounded journal that readers walk at their own pace.
//! - [`sandbox`]: one learner's server: a loop that joins the four above.
//! - [`lesson`]: Markdown to lesson, with diagnostics; the library that holds and reloads them.
//! - [`scenario`]: a Mermaid subset: parsed, run against a sandbox with real protocol clients, reported.
//! - [`web`]: pages, API, event streams; the only place that knows the API's JSON.
//! - [`cli`]: the commands.
//!
//! # Invariants
//! 1. Nothing is delivered that no decision names; each recipient once.
//! 2. `routing` does no I/O and cannot fail.
//! 3. No queue is unbounded; what overflows is visible.
//! 4. Code from a learner never runs in the server's process, and sees nothing of another sandbox.
//! 5. Nothing a learner or a lesson writes reaches a page as markup, except the lesson's own Markdown, as the renderer
//!    makes it, and the clients' HTML inside their opaque frames.
//! 6. A lesson on show is one that parsed.

pub mod engine;
pub mod worker;
pub mod javascript;
pub mod routing;
pub mod trace;
pub mod sandbox;
pub mod lesson;
pub mod scenario;
pub mod web;
pub mod cli;
