//! A scenario as it is written: a strict subset of Mermaid's sequence diagrams, as lines with their places. What the
//! lines do is `scenario`'s business.

mod message;
mod note;
mod parse;
mod print;

use serde_json::Value;

pub use parse::parse;

/// The most lines of one scenario; more is a diagnostic.
pub const MAX_SCENARIO_LINES: usize = 500;
/// The most that one note may move the clock: a day.
pub const MAX_CLOCK_MS: u32 = 86_400_000;

/// One sequence diagram of a lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its `title`, else its step and ordinal.
    pub title: String,
    /// The line of `sequenceDiagram` in the lesson's file, from 1.
    pub line: usize,
    /// Which of `lines` the reader predicts: an emit, or a request where nobody emits; none with `predict=no`.
    pub predict: Option<usize>,
    /// In the order of their declaration, `server` among them; those that only appear in messages follow.
    pub participants: Vec<String>,
    pub lines: Vec<Line>,
    /// The diagram's text as written.
    pub text: String,
}

/// Which emit the reader is asked to predict, as the fence says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predict {
    /// `predict=no`
    Nothing,
    First,
    /// `predict=hello`: the first emit of this event (`predict=POST`: the first such request); what stands before it is played as preparation. `place`: its bytes
    /// in the lesson.
    Event {
        name: String,
        place: std::ops::Range<usize>,
    },
}

/// A line that does something.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// In the lesson's file, from 1.
    pub line: usize,
    /// As written, trimmed.
    pub text: String,
    pub act: Act,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// What makes the world move.
    Stimulus(Stimulus),
    /// What a client receives.
    Expectation(Expectation),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Stimulus {
    /// `alice->>server: hello "Alice"`. `ack`: an ack line follows before her next emit.
    Emit { client: String, namespace: String, event: String, args: Vec<Value>, ack: bool },
    /// `bob-->>server: ack 42`: the answer to the last event that asked him for one.
    Answer { client: String, namespace: Option<String>, args: Vec<Value> },
    /// `alice->>server: /admin connect {"token": 1}`
    Connect { client: String, namespace: String, auth: Option<Value> },
    /// `bob-xserver: disconnect`
    Disconnect { client: String, namespace: String },
    /// `alice->>server: POST /m {"text": "hi"}`
    Request { client: String, method: String, path: String, body: Option<Value> },
    /// `Note over server: +1000ms`
    Clock { milliseconds: u32 },
    /// `Note over bob: offline`
    Weather { client: String, weather: Weather },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// His network is cut; what he emits meanwhile waits.
    Offline,
    /// He comes back, and what waited is sent.
    Online,
    /// Everything takes this long, both ways.
    Slow { milliseconds: u32 },
    /// HTTP long-polling only.
    Polling,
}

/// Arguments may hold `"*"` (anything) and `"$alice"` (alice's socket id) at any depth.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// `server->>bob: hello "Alice"`
    Event { client: String, namespace: String, event: String, args: Vec<Value> },
    /// `server-->>alice: ack "ok"`: the answer to her last emit.
    Ack { client: String, namespace: Option<String>, args: Vec<Value> },
    /// `server-xalice: connect_error "not allowed"`, and the error's `data` after a comma.
    Refusal { client: String, namespace: String, message: Option<Value>, data: Option<Value> },
    /// `server-xbob: disconnect "io server disconnect"`: the reason as the client sees it; none matches any.
    Dropped { client: String, namespace: String, reason: Option<Value> },
    /// `server-->>alice: 200 ["hi"]`
    Response { client: String, status: u16, body: Option<Value> },
}

impl Stimulus {
    /// Who acts; `None` is the clock.
    pub fn client(&self) -> Option<&str> {
        match self {
            Self::Emit { client, .. }
            | Self::Answer { client, .. }
            | Self::Connect { client, .. }
            | Self::Disconnect { client, .. }
            | Self::Request { client, .. }
            | Self::Weather { client, .. } => Some(client),
            Self::Clock { .. } => None,
        }
    }
}

impl Expectation {
    /// Who receives.
    pub fn client(&self) -> &str {
        match self {
            Self::Event { client, .. }
            | Self::Ack { client, .. }
            | Self::Refusal { client, .. }
            | Self::Dropped { client, .. }
            | Self::Response { client, .. } => client,
        }
    }
}

impl Scenario {
    pub fn stimuli(&self) -> impl Iterator<Item = &Stimulus> {
        self.lines.iter().filter_map(|line| match &line.act {
            Act::Stimulus(stimulus) => Some(stimulus),
            Act::Expectation(_) => None,
        })
    }

    pub fn expectations(&self) -> impl Iterator<Item = &Expectation> {
        self.lines.iter().filter_map(|line| match &line.act {
            Act::Expectation(expectation) => Some(expectation),
            Act::Stimulus(_) => None,
        })
    }
}
