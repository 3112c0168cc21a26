//! Plays a scenario: one stimulus, then rest, then what each client received is held against the lines that follow. The
//! sandbox's clock stands still but for the notes that move it.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexMap;
use serde_json::Value;

use super::client::{Arrived, Client, Problem};
use super::compare::{Ids, Pair, Wanted, align, describe_arrived, describe_wanted};
use super::http::Requests;
use super::link::Target;
use super::report::{LineReport, Report, Thrown};
use super::why::Chronicle;
use crate::lesson::diagram::{Act, Expectation, Scenario, Stimulus, Weather};
use crate::lesson::{Code, Lesson, Step};
use crate::sandbox::{Clock, CreateError, Host, Sandbox, Settled, Spec};

/// How long a sandbox may take to come to rest, in real time. It is over when it rests, not when this is.
const REST: Duration = Duration::from_secs(20);
/// How long a scenario may take as a whole, in real time.
const WHOLE: Duration = Duration::from_secs(60);
/// Timers that one clock note may run.
const MAX_TIMERS: usize = 10_000;
/// Surprises that are spelled out for one client; more are only counted.
const MAX_EXTRA: usize = 5;

/// Runs a scenario against its step's server code. `address` is where `host`'s sandboxes are served.
pub async fn run(scenario: &Scenario, lesson: &Lesson, step: &Step, host: &Host, address: SocketAddr) -> Report {
    run_code(scenario, lesson, step, &step.server, host, address).await
}

/// Runs a scenario against other server code: a solution, or what a student wrote.
pub async fn run_code(
    scenario: &Scenario,
    lesson: &Lesson,
    step: &Step,
    server: &Code,
    host: &Host,
    address: SocketAddr,
) -> Report {
    play(scenario, lesson, step, server, host, address).await.unwrap_or_else(|error| {
        let mut lines = vec![not_started(server, &error)];
        lines.extend(not_played(scenario));
        Report { file: lesson.file.clone(), title: scenario.title.clone(), lines, thrown: Vec::new() }
    })
}

/// As [`run_code`]; that there is no sandbox for it is an error here.
pub(super) async fn play(
    scenario: &Scenario,
    lesson: &Lesson,
    step: &Step,
    server: &Code,
    host: &Host,
    address: SocketAddr,
) -> Result<Report, CreateError> {
    let spec =
        Spec { server: server.text.clone(), options: step.options.clone(), pages: Vec::new(), clock: Clock::Manual };
    let sandbox = host.create(spec).await?;
    let chronicle = Chronicle::new(sandbox.journal().reader(), server.line);
    let target = |client: &String| Target {
        address,
        path: format!("/sandboxes/{}/socket.io/", sandbox.id()),
        client: client.clone(),
    };
    let requests = lesson.clients.iter().map(|name| Requests::new(name)).collect();
    let clients = lesson.clients.iter().map(|name| (name.clone(), Client::new(target(name)))).collect();
    let play = Play {
        scenario,
        sandbox: Arc::clone(&sandbox),
        clients,
        requests,
        chronicle,
        acks: HashMap::new(),
        answered: HashSet::new(),
        seen: Seen::default(),
        reports: Vec::new(),
    };
    let (lines, thrown) = tokio::time::timeout(WHOLE, play.through()).await.unwrap_or_else(|_| {
        let mut start = LineReport::right(scenario.line, "sequenceDiagram");
        start.fail("", &format!("the scenario took longer than {} s", WHOLE.as_secs()), "");
        (std::iter::once(start).chain(not_played(scenario)).collect(), Vec::new())
    });
    host.remove(sandbox.id()).await;
    Ok(Report { file: lesson.file.clone(), title: scenario.title.clone(), lines, thrown })
}

fn not_played(scenario: &Scenario) -> impl Iterator<Item = LineReport> {
    scenario.lines.iter().map(|line| LineReport::not_played(line.line, &line.text))
}

/// Why the server code did not start, at its line of the lesson.
fn not_started(server: &Code, error: &CreateError) -> LineReport {
    let place = match error {
        CreateError::Code(failure) => failure.location,
        _ => None,
    };
    let index = place.map_or(0, |place| place.line.saturating_sub(1) as usize);
    let text = server.text.lines().nth(index).unwrap_or_default().trim();
    let mut line = LineReport::right(server.line + index, text);
    line.fail("the server code runs", &error.to_string(), "");
    line
}

/// Why a scenario cannot go on.
#[derive(Debug, thiserror::Error)]
enum Halt {
    #[error("the sandbox has ended")]
    Ended,
    #[error("the sandbox did not come to rest within {} s", REST.as_secs())]
    Restless,
    #[error("more than {MAX_TIMERS} timers ran")]
    Timers,
    #[error(transparent)]
    Client(#[from] Problem),
    #[error("`${0}` has no socket id: {0} is not connected")]
    NoId(String),
}

struct Play<'a> {
    scenario: &'a Scenario,
    sandbox: Arc<Sandbox>,
    /// In the order of the front matter.
    clients: IndexMap<String, Client>,
    /// Of each client, in the same order.
    requests: Vec<Requests>,
    chronicle: Chronicle,
    /// The ack that each client's last emit asked for.
    acks: HashMap<String, Option<u64>>,
    /// The clients whose last emit was answered.
    answered: HashSet<String>,
    seen: Seen,
    reports: Vec<LineReport>,
}

/// Whose every socket id was: client and namespace.
#[derive(Debug, Default)]
struct Seen(HashMap<String, (String, String)>);

impl Ids for Seen {
    fn is_id(&self, client: &str, namespace: &str, value: &str) -> bool {
        self.0.get(value).is_some_and(|(owner, place)| owner == client && place == namespace)
    }

    fn owner(&self, value: &str) -> Option<&str> {
        self.0.get(value).map(|(owner, _)| owner.as_str())
    }
}

impl Play<'_> {
    async fn through(mut self) -> (Vec<LineReport>, Vec<Thrown>) {
        let scenario = self.scenario;
        self.reports = scenario.lines.iter().map(|line| LineReport::right(line.line, &line.text)).collect();
        // The weather that stands above everything else is there from the beginning.
        let is_polling = |act: &Act| matches!(act, Act::Stimulus(Stimulus::Weather { weather: Weather::Polling, .. }));
        let mut next = scenario.lines.iter().take_while(|line| is_polling(&line.act)).count();
        let mut start = LineReport::right(scenario.line, "sequenceDiagram");
        let outcome = self.start(&scenario.lines[..next]).await;
        let mut halted = self.hold(outcome, next, &mut start);
        next = self.next_stimulus(next);
        while !halted && next < scenario.lines.len() {
            let Act::Stimulus(stimulus) = &scenario.lines[next].act else { break };
            let mut line = std::mem::replace(&mut self.reports[next], LineReport::right(0, ""));
            let outcome = self.stimulate(stimulus).await;
            halted = self.hold(outcome, next + 1, &mut line);
            self.reports[next] = line;
            next = self.next_stimulus(next + 1);
        }
        if halted {
            for (report, line) in self.reports.iter_mut().zip(&scenario.lines).skip(next) {
                *report = LineReport::not_played(line.line, &line.text);
            }
        }
        if !start.ok {
            self.reports.insert(0, start);
        }
        (self.reports, self.chronicle.thrown())
    }

    /// The index of the next line that is a stimulus, from `from` on.
    fn next_stimulus(&self, from: usize) -> usize {
        let rest = &self.scenario.lines[from..];
        from + rest.iter().position(|line| matches!(line.act, Act::Stimulus(_))).unwrap_or(rest.len())
    }

    /// Connects all clients, in order.
    async fn start(&mut self, weather: &[crate::lesson::diagram::Line]) -> Result<(), Halt> {
        for line in weather {
            if let Act::Stimulus(stimulus) = &line.act
                && let Some(client) = stimulus.client().and_then(|name| self.clients.get_mut(name))
            {
                client.use_polling();
            }
        }
        self.rest().await?;
        for index in 0..self.clients.len() {
            let Some((name, client)) = self.clients.get_index_mut(index) else { break };
            if connects_by_itself(self.scenario, name) {
                continue;
            }
            client.connect("/", None).await?;
            self.rest().await?;
        }
        Ok(())
    }

    async fn stimulate(&mut self, stimulus: &Stimulus) -> Result<(), Halt> {
        if let Stimulus::Clock { milliseconds } = stimulus {
            return self.move_clock(f64::from(*milliseconds)).await;
        }
        let name = stimulus.client().unwrap_or_default();
        let args = match stimulus {
            Stimulus::Emit { args, namespace, .. } => self.resolve_all(args, namespace)?,
            Stimulus::Answer { args, namespace, .. } => self.resolve_all(args, namespace.as_deref().unwrap_or("/"))?,
            Stimulus::Request { body: Some(body), .. } => vec![self.resolve(body, "/")?],
            _ => Vec::new(),
        };
        let auth = match stimulus {
            Stimulus::Connect { auth: Some(auth), namespace, .. } => Some(self.resolve(auth, namespace)?),
            _ => None,
        };
        let Some((index, _, client)) = self.clients.get_full_mut(name) else { return Ok(()) };
        let requests = &mut self.requests[index];
        match stimulus {
            Stimulus::Emit { namespace, event, ack, .. } => {
                let id = client.emit(namespace, event, args, *ack)?;
                self.acks.insert(name.to_owned(), id);
                self.answered.remove(name);
            }
            Stimulus::Answer { namespace, .. } => client.answer(namespace.as_deref(), args)?,
            Stimulus::Connect { namespace, .. } => client.connect(namespace, auth).await?,
            Stimulus::Disconnect { namespace, .. } => client.disconnect(namespace)?,
            Stimulus::Weather { weather: Weather::Offline, .. } => {
                requests.go_offline();
                client.go_offline();
            }
            Stimulus::Weather { weather: Weather::Online, .. } => {
                requests.go_online();
                client.go_online().await?;
            }
            Stimulus::Weather { weather: Weather::Polling, .. } => {
                client.go_offline();
                client.use_polling();
                self.rest().await?;
                if let Some(client) = self.clients.get_mut(name) {
                    client.go_online().await?;
                }
            }
            Stimulus::Weather { weather: Weather::Slow { milliseconds }, .. } => {
                client.slow_down(*milliseconds).await?
            }
            Stimulus::Request { method, path, .. } => requests.send(&self.sandbox, method, path, args.first()).await,
            Stimulus::Clock { .. } => {}
        }
        self.rest().await.map(|_| ())
    }

    /// Timer by timer and arrival by arrival, with rest after each.
    async fn move_clock(&mut self, milliseconds: f64) -> Result<(), Halt> {
        let mut settled = self.rest().await?;
        let end = settled.now + milliseconds;
        for _ in 0..MAX_TIMERS {
            let arrival = self.clients.values().filter_map(Client::next_due).map(|due| due.at);
            let next = arrival.chain(settled.next_timer).min_by(f64::total_cmp).filter(|next| *next <= end);
            let now = next.unwrap_or(end).max(settled.now);
            self.sandbox.advance(now).await.ok_or(Halt::Ended)?;
            settled = self.rest().await?;
            if next.is_none() {
                return Ok(());
            }
        }
        Err(Halt::Timers)
    }

    /// Waits until nothing is under way: the worker rests, and every message was read at its other end, both ways.
    async fn rest(&mut self) -> Result<Settled, Halt> {
        let settled = tokio::time::timeout(REST, self.settle()).await.map_err(|_| Halt::Restless)??;
        for (name, client) in &self.clients {
            for (namespace, id) in client.ids() {
                self.seen.0.entry(id.to_owned()).or_insert_with(|| (name.clone(), namespace.to_owned()));
            }
        }
        Ok(settled)
    }

    async fn settle(&mut self) -> Result<Settled, Halt> {
        loop {
            let marks: Vec<_> = self.clients.values().flat_map(Client::marks).collect();
            let settled = self.sandbox.settle(&marks).await.ok_or(Halt::Ended)?;
            let mut moved = false;
            for client in self.clients.values_mut() {
                moved |= client.catch_up(&settled).await?;
            }
            if moved {
                continue;
            }
            // One at a time, so that what two clients sent reaches the server in the order in which it was sent.
            let due = |client: &&mut Client| client.next_due().filter(|due| due.at <= settled.now);
            let arriving = self.clients.values_mut().filter_map(|client| Some((due(&client)?, client)));
            match arriving.min_by(|(a, _), (b, _)| a.order(b)) {
                Some((_, client)) => client.let_arrive().await?,
                None => {
                    self.requests.iter_mut().for_each(Requests::catch_up);
                    return Ok(settled);
                }
            }
        }
    }

    /// Holds what came against the expectations from `first` on, up to the next stimulus. `cause` is the report of what
    /// made it come. True if the scenario cannot go on.
    fn hold(&mut self, outcome: Result<(), Halt>, first: usize, cause: &mut LineReport) -> bool {
        self.chronicle.turn();
        let end = self.next_stimulus(first);
        for index in 0..self.clients.len() {
            self.hold_client(index, first..end, cause);
        }
        let Err(halt) = outcome else { return false };
        cause.fail("", &halt.to_string(), &self.chronicle.why(None));
        true
    }

    fn hold_client(&mut self, index: usize, range: std::ops::Range<usize>, cause: &mut LineReport) {
        let Some((name, client)) = self.clients.get_index_mut(index) else { return };
        let (name, arrived) = (name.clone(), client.take_arrived());
        let scenario = self.scenario;
        let lines = range.filter_map(|index| match &scenario.lines[index].act {
            Act::Expectation(expectation) if expectation.client() == name => Some((index, expectation)),
            _ => None,
        });
        // They come over connections of their own: there is no order between them and all the rest.
        let is_response = |line: &(usize, &Expectation)| matches!(line.1, Expectation::Response { .. });
        let (responses, others): (Vec<_>, Vec<_>) = lines.partition(is_response);
        self.hold_lines(&name, &others, &arrived, cause);
        let answers = self.requests[index].take_arrived(responses.len());
        self.hold_lines(&name, &responses, &answers, cause);
    }

    fn hold_lines(&mut self, name: &str, lines: &[(usize, &Expectation)], arrived: &[Arrived], cause: &mut LineReport) {
        let ack = self.acks.get(name).copied().flatten();
        let wanted: Vec<_> = lines.iter().map(|(_, expectation)| Wanted { expectation, ack }).collect();
        let mut extra = Vec::new();
        for pair in align(&wanted, arrived, &self.seen) {
            match pair {
                Pair::Met(line, _) if matches!(lines[line].1, Expectation::Ack { .. }) => {
                    self.answered.insert(name.to_owned());
                }
                Pair::Met(..) => {}
                Pair::Missing(line, came) => {
                    let (index, expectation) = lines[line];
                    let got =
                        came.map_or_else(|| "nothing".to_owned(), |came| describe_arrived(&arrived[came], &self.seen));
                    let why = match expectation {
                        Expectation::Event { event, .. } => self.chronicle.why(Some(event)),
                        Expectation::Response { .. } => self.chronicle.why_answer(),
                        Expectation::Ack { .. } if came.is_none() => {
                            let answered = match self.answered.contains(name) {
                                true => format!("what {name} emitted last was answered above, and that happens once"),
                                false => format!("no line of the server answered what {name} emitted"),
                            };
                            [answered, self.chronicle.why(None)].join("\n").trim_end().to_owned()
                        }
                        _ => self.chronicle.why(None),
                    };
                    let on_the_way = self.clients.values().filter_map(Client::on_the_way);
                    let why: Vec<_> = std::iter::once(why).filter(|why| !why.is_empty()).chain(on_the_way).collect();
                    self.reports[index].fail(&describe_wanted(expectation), &got, &why.join("\n"));
                }
                Pair::Extra(came) => extra.push(&arrived[came]),
            }
        }
        if extra.is_empty() {
            return;
        }
        let mut told: Vec<String> =
            extra.iter().take(MAX_EXTRA).map(|came| describe_arrived(came, &self.seen)).collect();
        if extra.len() > MAX_EXTRA {
            told.push(format!("and {} more", extra.len() - MAX_EXTRA));
        }
        let why = match extra[..] {
            [Arrived::Event { event, .. }] => self.chronicle.why(Some(event)),
            [Arrived::Response { .. }, ..] => self.chronicle.why_answer(),
            _ => self.chronicle.why(None),
        };
        let got = format!("{name} also receives {}", told.join(", "));
        cause.fail("nobody receives more than the lines below say", &got, &why);
    }

    fn resolve_all(&self, values: &[Value], namespace: &str) -> Result<Vec<Value>, Halt> {
        values.iter().map(|value| self.resolve(value, namespace)).collect()
    }

    /// Puts socket ids where `"$alice"` stands.
    fn resolve(&self, value: &Value, namespace: &str) -> Result<Value, Halt> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$').and_then(|name| self.clients.get(name)) {
                Some(client) => {
                    let id = client.id(namespace).or_else(|| client.id("/"));
                    Value::from(id.ok_or_else(|| Halt::NoId(client.name().to_owned()))?)
                }
                None => value.clone(),
            },
            Value::Array(items) => Value::Array(self.resolve_all(items, namespace)?),
            Value::Object(map) => {
                let each = map.iter().map(|(key, item)| Ok((key.clone(), self.resolve(item, namespace)?)));
                Value::Object(each.collect::<Result<_, Halt>>()?)
            }
            other => other.clone(),
        })
    }
}

/// Whether the scenario connects this client, so that it is not connected before: it has a connect line in `/` and nothing
/// above that line shows it connected; or it has connect lines elsewhere, and no line of it is about `/`.
fn connects_by_itself(scenario: &Scenario, name: &str) -> bool {
    let mut elsewhere = false;
    let mut uses_main = false;
    for line in &scenario.lines {
        match &line.act {
            Act::Stimulus(Stimulus::Connect { client, namespace, .. }) if client == name => {
                if namespace == "/" {
                    return true;
                }
                elsewhere = true;
            }
            // What is emitted before a connect waits for it.
            Act::Stimulus(Stimulus::Emit { client, namespace, .. }) if client == name => uses_main |= namespace == "/",
            Act::Stimulus(Stimulus::Disconnect { client, namespace })
            | Act::Expectation(
                Expectation::Event { client, namespace, .. }
                | Expectation::Refusal { client, namespace, .. }
                | Expectation::Dropped { client, namespace, .. },
            ) if client == name && namespace == "/" => return false,
            _ => {}
        }
    }
    elsewhere && !uses_main
}
