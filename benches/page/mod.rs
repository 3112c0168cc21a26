//! What the measurements in a page share: a script that drives Chromium over the real server.

#[path = "../../tests/support/chromium.rs"]
mod chromium;

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// Runs a script below `benches/` with Node, to its end.
pub fn measure(script: &str) -> Result<()> {
    // `cargo test --benches` passes this: nothing here is a test.
    if std::env::args().any(|argument| argument == "--test") {
        return Ok(());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ensure!(
        root.join("assets/node_modules/playwright-core").is_dir(),
        "assets/node_modules is missing; `npm ci --prefix assets` brings what drives Chromium"
    );
    let browser = chromium::find().context("no Chromium was found; name one in EMITSCOPE_CHROMIUM")?;
    let done = Command::new("node")
        .arg(root.join("benches").join(script))
        .env("EMITSCOPE_BINARY", env!("CARGO_BIN_EXE_emitscope"))
        .env("EMITSCOPE_CHROMIUM", browser)
        .status()
        .context("node does not start")?;
    ensure!(done.success(), "{script} did not come to its end");
    Ok(())
}
