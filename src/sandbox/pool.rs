//! A few workers kept warm, so that a new sandbox does not wait for a process to start and a runtime to load.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Duration, timeout};

use super::Limits;
use super::process::Process;
use crate::worker::message::{Boot, FromWorker, ToWorker};

/// Workers ready in the pool; as many again may be starting.
pub(super) const WARM: usize = 2;

/// How long a worker may take to load its runtime.
const BOOT_TIMEOUT: Duration = Duration::from_secs(10);

/// The C stack of a worker's JavaScript, in bytes.
const STACK_BYTES: u64 = 512 * 1024;

#[derive(Debug)]
pub(super) struct Pool {
    ready: Mutex<mpsc::Receiver<Result<Process, String>>>,
    fillers: Mutex<JoinSet<()>>,
}

impl Pool {
    /// Starts filling. `bytecode` is the runtime as compiled by this very program.
    pub fn start(program: PathBuf, bytecode: Bytes, limits: &Limits) -> Self {
        let (sender, receiver) = mpsc::channel(WARM);
        let boot = Arc::new(ToWorker::Boot(Boot {
            bytecode,
            heap_bytes: limits.max_heap_mib << 20,
            stack_bytes: STACK_BYTES,
            turn_ms: limits.max_turn_ms,
        }));
        let fillers = (0..WARM).map(|_| fill(program.clone(), Arc::clone(&boot), sender.clone())).collect();
        Self { ready: Mutex::new(receiver), fillers: Mutex::new(fillers) }
    }

    /// A worker with its runtime loaded. One that was ended while it waited is passed over.
    pub async fn take(&self) -> Result<Process, String> {
        let mut ready = self.ready.lock().await;
        loop {
            match ready.recv().await {
                Some(Ok(mut process)) => {
                    if process.is_alive() {
                        return Ok(process);
                    }
                }
                Some(Err(problem)) => return Err(problem),
                None => return Err("the server is stopping".into()),
            }
        }
    }

    /// Ends the workers that wait.
    pub async fn close(&self) {
        self.fillers.lock().await.shutdown().await;
        let mut ready = self.ready.lock().await;
        ready.close();
        while let Some(next) = ready.recv().await {
            if let Ok(mut process) = next {
                process.kill().await;
            }
        }
    }
}

/// Keeps the channel full. A failure is handed on to whoever asks next, who tells a person.
async fn fill(program: PathBuf, boot: Arc<ToWorker>, ready: mpsc::Sender<Result<Process, String>>) {
    // The place first, then the worker: no more are started than there is room for.
    while let Ok(place) = ready.reserve().await {
        let worker = match warm(&program, &boot).await {
            // One that was ended from outside says nothing about the next.
            Err(_) => warm(&program, &boot).await,
            ready => ready,
        };
        place.send(worker);
    }
}

async fn warm(program: &std::path::Path, boot: &ToWorker) -> Result<Process, String> {
    let mut process =
        Process::spawn(program).map_err(|error| format!("cannot start {}: {error}", program.display()))?;
    process.queue(boot).map_err(|error| error.to_string())?;
    let booted = async {
        loop {
            match process.take() {
                Ok(Some(FromWorker::Booted)) => return Ok(()),
                Ok(Some(other)) => return Err(format!("it answered {other:?} before it was ready")),
                Ok(None) => {}
                Err(error) => return Err(error.to_string()),
            }
            match process.exchange().await {
                Ok(true) => {}
                Ok(false) => return Err("it ended while it loaded its runtime".into()),
                Err(error) => return Err(error.to_string()),
            }
        }
    };
    match timeout(BOOT_TIMEOUT, booted).await {
        Ok(Ok(())) => Ok(process),
        Ok(Err(problem)) => Err(problem),
        Err(_) => Err(format!("it was not ready within {} s", BOOT_TIMEOUT.as_secs())),
    }
}
