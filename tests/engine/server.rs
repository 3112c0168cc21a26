//! An echo server without JavaScript: the smallest owner an engine can have. Its clock is the test's.

use std::net::SocketAddr;
use std::sync::Arc;

use emitscope::engine::{self, ConnectionId, Doors, Engine, Event, Input, Limits, Options};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc, oneshot};

/// The sandbox id that leads to the engine.
pub const SANDBOX: &str = "echo";

/// Inputs on the way; small, so that tests meet a full channel too.
const INPUTS: usize = 16;

/// How handshakes are answered.
pub enum Policy {
    Accept(Vec<(String, String)>),
    Refuse(&'static str),
    /// By the test itself.
    Hold,
}

type Job = Box<dyn FnOnce(&mut Engine, f64) + Send>;

enum Command {
    Run(Job),
    /// Milliseconds to move the clock on, timer by timer.
    Advance(f64, oneshot::Sender<()>),
}

pub struct Server {
    pub address: SocketAddr,
    commands: mpsc::UnboundedSender<Command>,
    events: Mutex<mpsc::UnboundedReceiver<Event>>,
    shutdown: Option<oneshot::Sender<()>>,
    pub served: tokio::task::JoinHandle<()>,
}

struct OneDoor(mpsc::Sender<Input>);

impl Doors for OneDoor {
    fn find(&self, id: &str) -> Option<mpsc::Sender<Input>> {
        (id == SANDBOX).then(|| self.0.clone())
    }
}

pub const LIMITS: Limits = Limits { connections: 100, pending_bytes: 1 << 20 };

impl Server {
    pub async fn start() -> Self {
        Self::with(Options::default(), LIMITS, Policy::Accept(Vec::new())).await
    }

    pub async fn with(options: Options, limits: Limits, policy: Policy) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let (inputs, received) = mpsc::channel(INPUTS);
        let (commands, orders) = mpsc::unbounded_channel();
        let (told, events) = mpsc::unbounded_channel();
        tokio::spawn(own(Engine::new(options, limits), policy, received, orders, told));
        let (shutdown, stop) = oneshot::channel();
        let routes = engine::routes(Arc::new(OneDoor(inputs)));
        let served = tokio::spawn(engine::serve(listener, routes, async {
            let _ = stop.await;
        }));
        Self { address, commands, events: Mutex::new(events), shutdown: Some(shutdown), served }
    }

    /// Runs `job` on the engine, between two of its inputs, and flushes after it.
    pub async fn run<T: Send + 'static>(&self, job: impl FnOnce(&mut Engine, f64) -> T + Send + 'static) -> T {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |engine, now| drop(tell.send(job(engine, now))));
        assert!(self.commands.send(Command::Run(job)).is_ok(), "the owner runs");
        told.await.expect("the job ran")
    }

    /// Moves the clock on.
    pub async fn advance(&self, milliseconds: f64) {
        let (tell, told) = oneshot::channel();
        assert!(self.commands.send(Command::Advance(milliseconds, tell)).is_ok(), "the owner runs");
        told.await.expect("the clock was moved")
    }

    /// The next event but `Drained`, which depends on how fast the machine is.
    pub async fn event(&self) -> Event {
        let mut events = self.events.lock().await;
        loop {
            match events.recv().await.expect("an event") {
                Event::Drained { .. } => {}
                event => return event,
            }
        }
    }

    pub async fn drained(&self) {
        let mut events = self.events.lock().await;
        while !matches!(events.recv().await.expect("an event"), Event::Drained { .. }) {}
    }

    /// Waits until a volatile packet would leave at once.
    pub async fn writable(&self, connection: ConnectionId) {
        while !self.run(move |engine, _| engine.writable(connection)).await {}
    }

    /// Waits for the end of a connection: its reason and detail.
    pub async fn closed(&self) -> (&'static str, Option<String>) {
        loop {
            if let Event::Closed { reason, detail, .. } = self.event().await {
                return (reason, detail);
            }
        }
    }

    /// Waits for a handshake.
    pub async fn opened(&self) -> ConnectionId {
        loop {
            if let Event::Open { connection, .. } = self.event().await {
                return connection;
            }
        }
    }

    pub fn shut_down(&mut self) {
        drop(self.shutdown.take());
    }
}

async fn own(
    mut engine: Engine,
    policy: Policy,
    mut inputs: mpsc::Receiver<Input>,
    mut commands: mpsc::UnboundedReceiver<Command>,
    events: mpsc::UnboundedSender<Event>,
) {
    let mut now = 0.0;
    loop {
        tokio::select! {
            input = inputs.recv() => match input {
                Some(input) => engine.handle(input, now),
                None => return,
            },
            command = commands.recv() => match command {
                Some(Command::Run(job)) => job(&mut engine, now),
                Some(Command::Advance(by, done)) => {
                    let end = now + by;
                    while let Some(due) = engine.next_deadline().filter(|due| *due <= end) {
                        now = due;
                        engine.advance(now);
                        rest(&mut engine, &policy, now, &events);
                    }
                    now = end;
                    let _ = done.send(());
                }
                None => return,
            },
        }
        rest(&mut engine, &policy, now, &events);
    }
}

/// Acts on all events, flushes, and hands the events on.
fn rest(engine: &mut Engine, policy: &Policy, now: f64, events: &mpsc::UnboundedSender<Event>) {
    loop {
        while let Some(event) = engine.next_event() {
            match &event {
                Event::Open { connection, .. } => match policy {
                    Policy::Accept(headers) => engine.accept(*connection, headers, now),
                    Policy::Refuse(message) => engine.refuse(*connection, message),
                    Policy::Hold => {}
                },
                Event::Messages { connection, messages } => {
                    for message in messages {
                        engine.send(*connection, message);
                    }
                }
                _ => {}
            }
            let _ = events.send(event);
        }
        engine.flush();
        match engine.next_event() {
            Some(event) => drop(events.send(event)),
            None => return,
        }
    }
}
