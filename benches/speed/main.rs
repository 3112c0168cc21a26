//! Server CPU per delivery, beside Node's `socket.io` on the same machine in the same run: fan-out to 1,000 clients, rooms
//! of 20, echo with ack. Then what a sandbox costs: time to create it and memory, for 200 of them. Both servers run the
//! same code (`code.js`); this program is the clients. `cargo bench --bench speed`.

mod clients;
mod sandboxes;
mod server;
mod tasks;

use anyhow::Result;

use server::Server;
use tasks::{Cost, TASKS, Task};

fn main() -> Result<()> {
    // `cargo test --benches` passes this: nothing here is a test.
    if std::env::args().any(|argument| argument == "--test") {
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        println!("{:<24} {:>14} {:>14} {:>8}", "CPU per delivery, µs", "Emitscope", "Node", "ratio");
        for task in &TASKS {
            let ours = measure(task, Server::emitscope().await?).await?;
            let node = measure(task, Server::node().await?).await?;
            let ratio = ours.micros_per_delivery() / node.micros_per_delivery();
            println!(
                "{:<24} {:>14.2} {:>14.2} {:>8.2}",
                task.name,
                ours.micros_per_delivery(),
                node.micros_per_delivery(),
                ratio
            );
        }
        sandboxes::measure().await
    })
}

async fn measure(task: &Task, server: Server) -> Result<Cost> {
    let cost = tasks::run(task, &server).await?;
    server.stop().await?;
    Ok(cost)
}
