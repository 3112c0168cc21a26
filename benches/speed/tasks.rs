//! What is measured: each task sends, waits until all that must arrive has arrived, and counts deliveries.

use anyhow::{Context as _, Result};

use super::clients::{connect_all, listen_all};
use super::server::Server;

pub struct Task {
    pub name: &'static str,
    clients: usize,
    rounds: usize,
    kind: Kind,
}

enum Kind {
    /// One client speaks, everybody hears.
    FanOut,
    /// In rooms of this many, each client speaks to its room-mates.
    Rooms(usize),
    /// Each client gets an answer.
    Echo,
}

pub const TASKS: [Task; 3] = [
    Task { name: "fan-out to 1,000", clients: 1_000, rounds: 300, kind: Kind::FanOut },
    Task { name: "rooms of 20", clients: 1_000, rounds: 10, kind: Kind::Rooms(20) },
    Task { name: "echo with ack", clients: 16, rounds: 3_000, kind: Kind::Echo },
];

/// Rounds before the measure begins, so that both servers are warm.
const WARM_UP: usize = 5;

pub struct Cost {
    cpu_ms: f64,
    deliveries: usize,
}

impl Cost {
    pub fn micros_per_delivery(&self) -> f64 {
        self.cpu_ms * 1_000.0 / self.deliveries as f64
    }
}

pub async fn run(task: &Task, server: &Server) -> Result<Cost> {
    let mut clients = connect_all(server, task.clients).await?;
    if let Kind::Rooms(size) = task.kind {
        for (index, client) in clients.iter_mut().enumerate() {
            client.send(&format!("421[\"room\",\"r{}\"]", index / size)).await?;
            client.wait("431").await?;
        }
    }
    let start = if matches!(task.kind, Kind::Echo) { "43" } else { "42" };
    let (speakers, mut heard) = listen_all(clients, start);
    let mut deliveries = 0;
    let mut before = 0.0;
    for round in 0..task.rounds + WARM_UP {
        if round == WARM_UP {
            before = server.cpu_ms()?;
            deliveries = 0;
        }
        let expected = match task.kind {
            Kind::FanOut => {
                speakers[0].send("42[\"everybody\",\"a line of text as people send it\"]".into()).await?;
                task.clients
            }
            Kind::Rooms(size) => {
                for (index, speaker) in speakers.iter().enumerate() {
                    let text = format!("42[\"roommates\",\"r{}\",\"a line of text as people send it\"]", index / size);
                    speaker.send(text).await?;
                }
                task.clients * (size - 1)
            }
            Kind::Echo => {
                for speaker in &speakers {
                    speaker.send(format!("42{round}[\"echo\",\"a line of text as people send it\"]")).await?;
                }
                task.clients
            }
        };
        for _ in 0..expected {
            heard.recv().await.context("the clients ended")?;
        }
        deliveries += expected;
    }
    Ok(Cost { cpu_ms: server.cpu_ms()? - before, deliveries })
}
