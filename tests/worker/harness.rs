//! A real worker process, driven through its channel with one turn after the other.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::OnceLock;

use bytes::{Bytes, BytesMut};
use emitscope::worker::message::{
    Aim, AnswerHead, AnswerPart, Asking, Boot, Data, Failure, FromWorker, LogLevel, Opening, Report, Start, Task,
    ToWorker, Transport, Turn, TurnDone, What,
};
use emitscope::worker::{channel, compile_runtime};

fn bytecode() -> Bytes {
    static BYTECODE: OnceLock<Bytes> = OnceLock::new();
    BYTECODE.get_or_init(|| compile_runtime().expect("the runtime compiles")).clone()
}

pub struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
    buffer: BytesMut,
    turn: u64,
    pub now: f64,
    connections: u32,
    pub last: TurnDone,
}

/// What one turn came to.
#[derive(Debug, Default)]
pub struct Round {
    pub messages: Vec<FromWorker>,
}

impl Worker {
    /// A worker that has booted.
    pub fn booted(heap_bytes: u64, turn_ms: u32) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_emitscope"))
            .arg("worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the worker starts");
        let (input, output) = (child.stdin.take(), child.stdout.take().expect("piped"));
        let last = TurnDone { number: 0, next_timer: None, immediate: false, cpu_us: 0, heap_bytes: 0 };
        let mut worker =
            Self { child, input, output, buffer: BytesMut::new(), turn: 0, now: 0.0, connections: 0, last };
        let boot = Boot { bytecode: bytecode(), heap_bytes, stack_bytes: 1 << 20, turn_ms };
        worker.send(&ToWorker::Boot(boot));
        match worker.receive() {
            Some(FromWorker::Booted) => worker,
            other => {
                let mut text = String::new();
                worker.child.stderr.take().expect("piped").read_to_string(&mut text).expect("stderr is text");
                panic!("no Booted but {other:?}; stderr: {text}")
            }
        }
    }

    /// A worker that runs `source`; panics if it fails at load.
    #[track_caller]
    pub fn running(source: &str) -> Self {
        Self::running_with(source, "{}")
    }

    #[track_caller]
    pub fn running_with(source: &str, options: &str) -> Self {
        let mut worker = Self::booted(64 << 20, 2_000);
        let round = worker.start(source, options);
        if let Some(failure) = round.failure() {
            panic!("the code failed at load: {failure:?}");
        }
        worker
    }

    /// The failure at load of `source`; panics if there is none.
    #[track_caller]
    pub fn failing(source: &str) -> Failure {
        let mut worker = Self::booted(64 << 20, 200);
        let round = worker.start(source, "{}");
        round.failure().unwrap_or_else(|| panic!("the code did not fail: {round:?}")).clone()
    }

    pub fn start(&mut self, source: &str, options: &str) -> Round {
        self.turn(Task::Start(Start { source: source.to_owned(), options: options.to_owned(), epoch: 1.7e12 }))
    }

    fn send(&mut self, message: &ToWorker) {
        let mut out = Vec::new();
        channel::encode(message, &mut out).expect("the message fits");
        // A worker that has ended shows when it is read from.
        let _ = self.input.as_mut().expect("the channel is open").write_all(&out);
    }

    fn receive(&mut self) -> Option<FromWorker> {
        loop {
            if let Some(message) = channel::decode(&mut self.buffer).expect("a message") {
                return Some(message);
            }
            let mut chunk = [0; 64 << 10];
            match self.output.read(&mut chunk).expect("the channel is readable") {
                0 => return None,
                count => self.buffer.extend_from_slice(&chunk[..count]),
            }
        }
    }

    /// Runs one turn to its end, or to the end of the worker.
    pub fn turn(&mut self, task: Task) -> Round {
        self.turn += 1;
        self.send(&ToWorker::Turn(Turn { number: self.turn, now: self.now, task }));
        let mut round = Round::default();
        while let Some(message) = self.receive() {
            if let FromWorker::TurnDone(done) = message {
                assert_eq!(done.number, self.turn);
                self.last = done;
                break;
            }
            round.messages.push(message);
        }
        round
    }

    /// Lets the clock reach `now`, timer by timer, immediates at once, and gives all that happened.
    pub fn advance(&mut self, now: f64) -> Round {
        let mut all = Round::default();
        for _ in 0..1_000 {
            match self.last.next_timer {
                _ if self.last.immediate => {}
                Some(due) if due <= now => self.now = self.now.max(due),
                _ => {
                    self.now = now;
                    return all;
                }
            }
            all.messages.extend(self.turn(Task::Tick).messages);
        }
        panic!("the sandbox does not come to rest");
    }

    /// Runs what is due now.
    pub fn rest(&mut self) -> Round {
        self.advance(self.now)
    }

    /// Opens a connection; gives its number.
    pub fn open(&mut self) -> u32 {
        self.connections += 1;
        let connection = self.connections;
        self.open_with(connection, Transport::WebSocket);
        connection
    }

    pub fn open_with(&mut self, connection: u32, transport: Transport) -> Round {
        self.turn(Task::Open(Box::new(Opening {
            connection,
            id: format!("engine-{connection}"),
            transport,
            address: "127.0.0.1".to_owned(),
            method: "GET".to_owned(),
            url: "/socket.io/?EIO=4&transport=websocket&client=alice".to_owned(),
            query: vec![("EIO".to_owned(), "4".to_owned()), ("client".to_owned(), "alice".to_owned())],
            headers: vec![("Host".to_owned(), "localhost".to_owned()), ("X-Test".to_owned(), "yes".to_owned())],
        })))
    }

    /// Sends an HTTP request with a body of this type; gives its number and what came of it.
    pub fn ask(&mut self, method: &str, url: &str, kind: &str, body: &str) -> (u32, Round) {
        self.connections += 1;
        let exchange = self.connections;
        let mut headers = vec![("Host".to_owned(), "localhost:3000".to_owned())];
        if !kind.is_empty() {
            headers.push(("Content-Type".to_owned(), kind.to_owned()));
            headers.push(("Content-Length".to_owned(), body.len().to_string()));
        }
        let round = self.turn(Task::Ask(Box::new(Asking {
            exchange,
            method: method.to_owned(),
            url: url.to_owned(),
            address: "127.0.0.1".to_owned(),
            headers,
            body: Bytes::copy_from_slice(body.as_bytes()),
        })));
        (exchange, round)
    }

    pub fn get(&mut self, url: &str) -> Round {
        self.ask("GET", url, "", "").1
    }

    pub fn packet(&mut self, connection: u32, text: &str) -> Round {
        self.packets(connection, vec![Data::Text(text.to_owned())])
    }

    pub fn packets(&mut self, connection: u32, packets: Vec<Data>) -> Round {
        self.turn(Task::Packets { connection, packets })
    }

    pub fn close(&mut self, connection: u32, reason: &str) -> Round {
        self.turn(Task::Close { connection, reason: reason.to_owned() })
    }

    /// Opens a connection and joins `/`; gives its number and the socket's id.
    #[track_caller]
    pub fn connect(&mut self) -> (u32, String) {
        let connection = self.open();
        let round = self.packet(connection, "0");
        (connection, round.socket())
    }

    /// The process's number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Writes bytes that are no message.
    pub fn garbage(&mut self, bytes: &[u8]) {
        self.input.as_mut().expect("the channel is open").write_all(bytes).expect("the worker reads");
    }

    /// Waits for the process to end by itself.
    pub fn ended(mut self) -> ExitStatus {
        self.input = None;
        self.child.wait().expect("the worker ends")
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Round {
    pub fn failure(&self) -> Option<&Failure> {
        self.messages.iter().find_map(|message| match message {
            FromWorker::Failed(failure) => Some(failure),
            _ => None,
        })
    }

    pub fn reports(&self) -> impl Iterator<Item = &Report> {
        self.messages.iter().filter_map(|message| match message {
            FromWorker::Report(report) => Some(report),
            _ => None,
        })
    }

    /// The one report that `pick` takes.
    #[track_caller]
    pub fn one<T>(&self, pick: impl Fn(&Report) -> Option<T>) -> T {
        let mut found: Vec<T> = self.reports().filter_map(pick).collect();
        assert_eq!(found.len(), 1, "one report expected in {self:#?}");
        found.remove(0)
    }

    /// The id of the socket that connected.
    #[track_caller]
    pub fn socket(&self) -> String {
        self.one(|report| match &report.what {
            What::Connect { socket, .. } => Some(socket.clone()),
            _ => None,
        })
    }

    /// The emits: aim and text.
    pub fn emits(&self) -> Vec<(Aim, String)> {
        self.reports()
            .filter_map(|report| match &report.what {
                What::Emit { target, packet, .. } => Some((target.clone(), shown(packet))),
                _ => None,
            })
            .collect()
    }

    pub fn logs(&self) -> Vec<String> {
        self.reports()
            .filter_map(|report| match &report.what {
                What::Log { text, .. } => Some(text.clone()),
                _ => None,
            })
            .collect()
    }

    pub fn levels(&self) -> Vec<LogLevel> {
        self.reports()
            .filter_map(|report| match &report.what {
                What::Log { level, .. } => Some(*level),
                _ => None,
            })
            .collect()
    }

    pub fn errors(&self) -> Vec<&Failure> {
        self.reports()
            .filter_map(|report| match &report.what {
                What::Error(failure) => Some(failure),
                _ => None,
            })
            .collect()
    }

    /// The packets that were written past routing.
    pub fn writes(&self) -> Vec<String> {
        self.messages
            .iter()
            .filter_map(|message| match message {
                FromWorker::Write { packets, .. } => Some(shown(packets)),
                _ => None,
            })
            .collect()
    }

    /// The head of an answer that came whole, and its body.
    #[track_caller]
    pub fn answer(&self) -> (AnswerHead, String) {
        let head = self.messages.iter().find_map(|message| match message {
            FromWorker::Answer { part: AnswerPart::Head(head), .. } => Some(head.clone()),
            _ => None,
        });
        let parts = self.parts();
        assert_eq!(parts.last().map(String::as_str), Some("end"), "{self:?}");
        let body = parts.iter().filter_map(|part| part.strip_prefix("chunk ")).collect();
        (head.expect("a head"), body)
    }

    /// Status and body of an answer.
    #[track_caller]
    pub fn said(&self) -> (u16, String) {
        let (head, body) = self.answer();
        (head.status, body)
    }

    /// The parts of answers: `routed 3`, `head 200`, `chunk hi`, `end`, `broken`.
    pub fn parts(&self) -> Vec<String> {
        self.messages
            .iter()
            .filter_map(|message| match message {
                FromWorker::Answer { part, .. } => Some(match part {
                    AnswerPart::Routed(place) => format!("routed {}", place.line),
                    AnswerPart::Head(head) => format!("head {}", head.status),
                    AnswerPart::Chunk(bytes) => format!("chunk {}", String::from_utf8_lossy(bytes)),
                    AnswerPart::End => "end".to_owned(),
                    AnswerPart::Broken => "broken".to_owned(),
                }),
                _ => None,
            })
            .collect()
    }

    /// The names of the reports in order: `Connect`, `Join`, …
    pub fn kinds(&self) -> Vec<String> {
        self.reports()
            .map(|report| {
                let text = format!("{:?}", report.what);
                text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
            })
            .collect()
    }
}

/// Frames as one text, binary as hexadecimal in angle brackets.
pub fn shown(packet: &[Data]) -> String {
    packet
        .iter()
        .map(|data| match data {
            Data::Text(text) => text.clone(),
            Data::Binary(bytes) => format!("<{}>", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        })
        .collect()
}
