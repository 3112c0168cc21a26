//! Scrubbing through a full journal of 10,000 entries: what one step of the timeline costs the page, and how even its
//! frames are, in Chromium. `cargo bench --bench scrub`.

#[path = "../../tests/support/chromium.rs"]
mod chromium;

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

fn main() -> Result<()> {
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
        .arg(root.join("benches/scrub/scrub.mjs"))
        .env("EMITSCOPE_BINARY", env!("CARGO_BIN_EXE_emitscope"))
        .env("EMITSCOPE_CHROMIUM", browser)
        .status()
        .context("node does not start")?;
    ensure!(done.success(), "the steps were not measured");
    Ok(())
}
