//! Scrubbing through a full journal of 10,000 entries: what one step of the timeline costs the page, and how even its
//! frames are, in Chromium. `cargo bench --bench scrub`.

#[path = "../page/mod.rs"]
mod page;

fn main() -> anyhow::Result<()> {
    page::measure("scrub/scrub.mjs")
}
