//! The two servers under measurement, each a process of its own whose CPU the system counts, children included.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

const CODE: &str = include_str!("code.js");

pub struct Server {
    child: Child,
    pub port: u16,
    /// Path of the Engine.IO endpoint.
    pub path: String,
}

impl Server {
    /// The release binary with limits out of the way, and one sandbox.
    pub async fn emitscope() -> Result<Self> {
        let mut server = Self::emitscope_empty().await?;
        let made = post(server.port, "/api/sandboxes", &json!({ "server": CODE })).await?;
        server.path = made["path"].as_str().context("no path in the answer")?.to_owned();
        Ok(server)
    }

    pub async fn emitscope_empty() -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_emitscope"));
        command.args(["serve", "--port", "0", "--max-connections", "2000", "--max-events-per-second", "100000000"]);
        let (child, line) = first_line(command, "http://").await?;
        let address = line.split_whitespace().find_map(|word| word.strip_prefix("http://127.0.0.1:"));
        let port = address.and_then(|port| port.trim_end_matches('/').parse().ok());
        Ok(Self { child, port: port.with_context(|| format!("no port in {line:?}"))?, path: String::new() })
    }

    pub async fn node() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let modules = root.join("assets/node_modules");
        if !modules.join("socket.io").is_dir() {
            bail!("assets/node_modules is missing; `npm ci --prefix assets` brings Node's socket.io");
        }
        let mut command = Command::new("node");
        command.arg(root.join("benches/speed/node.mjs")).arg(modules).arg(root.join("benches/speed/code.js"));
        let (child, line) = first_line(command, "").await?;
        Ok(Self { child, port: line.trim().parse()?, path: "/socket.io/".to_owned() })
    }

    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// CPU of the server and its children so far, in milliseconds.
    pub fn cpu_ms(&self) -> Result<f64> {
        let mut total = 0.0;
        for pid in family(self.pid())? {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            let fields: Vec<f64> = stat
                .rsplit_once(')')
                .map(|(_, rest)| rest.split_whitespace().skip(11).take(2).filter_map(|n| n.parse().ok()).collect())
                .unwrap_or_default();
            total += fields.iter().sum::<f64>() * 10.0;
        }
        Ok(total)
    }

    pub async fn stop(mut self) -> Result<()> {
        self.child.kill().await.context("the server did not end")
    }
}

/// A process and its children, by number.
pub fn family(pid: u32) -> Result<Vec<u32>> {
    let mut all = vec![pid];
    for task in fs::read_dir(format!("/proc/{pid}/task"))? {
        let children = fs::read_to_string(task?.path().join("children")).unwrap_or_default();
        all.extend(children.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
    }
    Ok(all)
}

/// Starts a server and waits for the first line that contains `wanted`.
async fn first_line(mut command: Command, wanted: &str) -> Result<(Child, String)> {
    let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().context("the server does not start")?;
    let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
    while let Some(line) = lines.next_line().await? {
        if line.contains(wanted) {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok((child, line));
        }
    }
    bail!("the server ended before it served")
}

/// One POST of JSON, answered with JSON.
pub async fn post(port: u16, path: &str, body: &Value) -> Result<Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let body = body.to_string();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (_, json) = answer.split_once("\r\n\r\n").context("no body in the answer")?;
    serde_json::from_str(json).with_context(|| format!("not JSON: {answer}"))
}
