//! The sandbox's runtime as bytecode: the bundle that `build.rs` made of `assets/runtime/`, compiled once when the
//! server starts, loaded by each worker.

use anyhow::{Context as _, anyhow};
use bytes::Bytes;
use rquickjs::module::WriteOptions;
use rquickjs::{CatchResultExt, Context, Module, Runtime};

/// The name of the runtime's module.
pub(super) const NAME: &str = "runtime";

const SOURCE: &str = include_str!(concat!(env!("OUT_DIR"), "/runtime.js"));

/// Compiles the runtime module to QuickJS bytecode, for [`Boot`](super::message::Boot). Takes some 30 ms. Evaluates
/// nothing.
pub fn compile_runtime() -> anyhow::Result<Bytes> {
    let runtime = Runtime::new().context("no JavaScript engine for compiling the sandbox's runtime")?;
    let context = Context::full(&runtime).context("no JavaScript context for compiling the sandbox's runtime")?;
    context.with(|ctx| {
        let module = Module::declare(ctx.clone(), NAME, SOURCE)
            .catch(&ctx)
            .map_err(|error| anyhow!("the sandbox's runtime does not compile: {error}"))?;
        let options = WriteOptions { strip_source: true, strip_debug: true, ..WriteOptions::default() };
        let bytecode =
            module.write(options).map_err(|error| anyhow!("the sandbox's runtime has no bytecode: {error}"))?;
        Ok(Bytes::from(bytecode))
    })
}
