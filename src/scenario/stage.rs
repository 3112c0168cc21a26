//! Where scenarios are played: a server on a free loopback port that answers the engine's routes of one host's sandboxes
//! and nothing else.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::report::Report;
use super::run::play;
use crate::engine;
use crate::lesson::diagram::Scenario;
use crate::lesson::{Code, Lesson, Step};
use crate::sandbox::{Clock, CreateError, Host, Spec};

/// Serves until it is dropped.
#[derive(Debug)]
pub struct Stage {
    host: Arc<Host>,
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl Stage {
    /// Fails if there is no port to listen on.
    pub async fn open(host: Arc<Host>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let routes = engine::routes(Arc::clone(&host) as Arc<dyn engine::Doors>);
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(engine::serve(listener, routes, async {
            // A sender that is gone is the end.
            let _ = stopped.await;
        }));
        Ok(Self { host, address, _stop: stop })
    }

    /// Plays a scenario of a step against this code, in a sandbox of its own. An error: there is no such sandbox.
    pub async fn play(
        &self,
        scenario: &Scenario,
        lesson: &Lesson,
        step: &Step,
        server: &Code,
    ) -> Result<Report, CreateError> {
        play(scenario, lesson, step, server, &self.host, self.address).await
    }

    /// Whether a sandbox starts with this code and these options.
    pub async fn starts(&self, server: &Code, options: &Map<String, Value>) -> Result<(), CreateError> {
        let spec =
            Spec { server: server.text.clone(), options: options.clone(), pages: Vec::new(), clock: Clock::Manual };
        let sandbox = self.host.create(spec).await?;
        self.host.remove(sandbox.id()).await;
        Ok(())
    }
}
