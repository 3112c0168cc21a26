//! From save to new pixels: how long after an author's editor is done a lesson's new prose is on the screen of a page that
//! is open in Chromium, with the parts of that time. `cargo bench --bench reload`.

#[path = "../page/mod.rs"]
mod page;

fn main() -> anyhow::Result<()> {
    page::measure("reload/reload.mjs")
}
