//! The sandboxes of one server: creating, finding, dropping them.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;
use tokio::sync::{Semaphore, mpsc};

use super::lifecycle::{self, Birth};
use super::limits::MAX_SERVER_BYTES;
use super::pool::Pool;
use super::registry::{Registry, lock};
use super::start::{StartError, start};
use super::time::Time;
use super::{Clock, CreateError, Limits, Sandbox, Spec, options};
use crate::engine;
use crate::worker::compile_runtime;
use crate::worker::message::Start;

/// Unix time at clock 0 of a manual clock, so that two runs of a scenario see the same dates: 2025-01-01T00:00:00Z.
const MANUAL_EPOCH_MS: f64 = 1_735_689_600_000.0;

/// All sandboxes of one server.
#[derive(Debug)]
pub struct Host {
    limits: Arc<Limits>,
    pool: Arc<Pool>,
    places: Arc<Semaphore>,
    registry: Arc<Registry>,
}

impl Host {
    /// `program` is the binary whose hidden `worker` command is started (a test's own executable is not it). Compiles the
    /// runtime once and begins to warm workers.
    pub async fn start(program: PathBuf, limits: Limits) -> anyhow::Result<Arc<Self>> {
        let bytecode = tokio::task::spawn_blocking(compile_runtime)
            .await
            .context("the sandbox's runtime was not compiled")?
            .context("the sandbox's runtime does not compile")?;
        let pool = Arc::new(Pool::start(program, bytecode, &limits));
        Ok(Arc::new(Self {
            places: Arc::new(Semaphore::new(limits.max_sandboxes.min(Semaphore::MAX_PERMITS))),
            limits: Arc::new(limits),
            pool,
            registry: Arc::default(),
        }))
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Makes a sandbox and runs the first turn of its code.
    pub async fn create(&self, spec: Spec) -> Result<Arc<Sandbox>, CreateError> {
        options::check(&spec.options)?;
        if spec.server.len() > MAX_SERVER_BYTES {
            return Err(CreateError::TooLarge { bytes: spec.server.len(), limit: MAX_SERVER_BYTES });
        }
        let place =
            Arc::clone(&self.places).try_acquire_owned().map_err(|_| CreateError::Full(self.limits.max_sandboxes))?;
        let time = Time::new(spec.clock);
        let epoch = epoch(spec.clock);
        let code =
            Start { source: spec.server.clone(), options: Value::Object(spec.options.clone()).to_string(), epoch };
        let running = start(&self.pool, code, time.now(), &self.limits).await.map_err(|error| match error {
            StartError::Code(failure) => CreateError::Code(failure),
            StartError::Worker(problem) => CreateError::Worker(problem),
        })?;
        let id = new_id().map_err(|error| CreateError::Worker(format!("no randomness: {error}")))?;
        let birth = Birth { id: id.clone(), spec, time, epoch, running, place };
        let sandbox = lifecycle::begin(birth, &self.limits, &self.pool, &self.registry);
        lock(&self.registry).insert(id, Arc::clone(&sandbox));
        Ok(sandbox)
    }

    pub fn get(&self, id: &str) -> Option<Arc<Sandbox>> {
        lock(&self.registry).get(id).cloned()
    }

    pub fn count(&self) -> usize {
        lock(&self.registry).len()
    }

    /// Ends it; false if there is none of that id.
    pub async fn remove(&self, id: &str) -> bool {
        let removed = lock(&self.registry).remove(id);
        match removed {
            Some(sandbox) => {
                sandbox.stop().await;
                true
            }
            None => false,
        }
    }

    /// Ends all, leaves no worker behind.
    pub async fn shutdown(&self) {
        self.places.close();
        let all: Vec<_> = lock(&self.registry).drain().collect();
        futures_util::future::join_all(all.iter().map(|(_, sandbox)| sandbox.stop())).await;
        self.pool.close().await;
    }
}

impl engine::Doors for Host {
    fn find(&self, id: &str) -> Option<mpsc::Sender<engine::Input>> {
        lock(&self.registry).get(id).map(|sandbox| sandbox.engine())
    }
}

fn epoch(clock: Clock) -> f64 {
    match clock {
        Clock::Real => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64() * 1000.0),
        Clock::Manual => MANUAL_EPOCH_MS,
    }
}

/// 128 random bits in URL-safe text.
fn new_id() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
