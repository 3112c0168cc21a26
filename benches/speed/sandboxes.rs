//! What a sandbox costs: the time to create one over HTTP, and the memory of 200, server and workers together.

use std::fs;
use std::time::Instant;

use anyhow::Result;
use serde_json::json;

use super::server::{Server, family, post};

const COUNT: usize = 200;

pub async fn measure() -> Result<()> {
    let server = Server::emitscope_empty().await?;
    let code = json!({ "server": include_str!("code.js") });
    let before = memory_kib(server.pid())?;
    let mut times = Vec::with_capacity(COUNT);
    for _ in 0..COUNT {
        let start = Instant::now();
        post(server.port, "/api/sandboxes", &code).await?;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    let after = memory_kib(server.pid())?;
    times.sort_by(f64::total_cmp);
    println!("\n{COUNT} sandboxes, one after the other");
    println!("  creation: median {:.1} ms, 95 % {:.1} ms", times[COUNT / 2], times[COUNT * 95 / 100]);
    println!("  memory:   {:.2} MB each (proportional set size)", (after - before) / 1_024.0 / COUNT as f64);
    server.stop().await
}

/// Proportional set size of a process and its children, in KiB.
fn memory_kib(pid: u32) -> Result<f64> {
    let mut total = 0.0;
    for pid in family(pid)? {
        let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
        total += line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0);
    }
    Ok(total)
}
