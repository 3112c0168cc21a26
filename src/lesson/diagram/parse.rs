//! Lines of a sequence diagram to a [`Scenario`]: what kind of line each is, who speaks to whom, and which emit an ack
//! answers. What stands after a message's colon is [`message`](super::message)'s.

use super::{Act, Expectation, Line, MAX_SCENARIO_LINES, Predict, Scenario, Stimulus, message, note};
use crate::lesson::diagnostic::{Diagnostic, Level, Piece, Source, nearest};

/// Words with which Mermaid starts a line, and which change what runs or in which order: not in the subset.
const STRUCTURE: [&str; 20] = [
    "loop",
    "alt",
    "else",
    "opt",
    "par",
    "and",
    "critical",
    "option",
    "break",
    "rect",
    "end",
    "box",
    "activate",
    "deactivate",
    "create",
    "destroy",
    "link",
    "links",
    "properties",
    "details",
];
/// Those of them that an `end` closes.
const BLOCKS: [&str; 8] = ["loop", "alt", "opt", "par", "critical", "break", "rect", "box"];
/// Mermaid's arrows, longest first, so that the first that fits is the whole arrow.
const ARROWS: [&str; 11] = ["<<-->>", "<<->>", "-->>", "->>", "--x", "--)", "-->", "-x", "-)", "->", "-"];

/// What arrows are made of, as Mermaid, other notations and word processors write them.
const HEADS: [char; 7] = ['-', '<', '>', '=', '–', '—', '→'];

/// What a scenario is parsed with, and where mistakes go.
pub(super) struct Parser<'a> {
    pub source: &'a Source<'a>,
    pub clients: &'a [String],
    pub found: &'a mut Vec<Diagnostic>,
    /// Blocks that are open (`loop`, `alt`), each told as a mistake where it began.
    blocks: usize,
}

/// Which way a message goes, and the client at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    ToServer,
    ToClient,
}

/// Parses the lines of a fence whose first statement is `sequenceDiagram`. `title` is the name it has without a `title`
/// line. What is wrong goes to `found`; then what is returned lacks those lines.
pub fn parse(
    source: &Source<'_>,
    lines: &[Piece<'_>],
    clients: &[String],
    title: String,
    predict: &Predict,
    found: &mut Vec<Diagnostic>,
) -> Scenario {
    let text = lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    let start = lines.iter().find(|line| line.text.trim() == "sequenceDiagram").or(lines.first());
    let line = start.map_or(1, |piece| source.line_of(piece.offset));
    let mut scenario = Scenario { title, line, predict: None, participants: Vec::new(), lines: Vec::new(), text };
    let before = found.len();
    let mut parser = Parser { source, clients, found, blocks: 0 };
    let mut begun = false;
    for piece in lines {
        let piece = piece.trim();
        if piece.is_empty() || piece.text.starts_with("%%") {
            continue;
        }
        if !begun && piece.text == "sequenceDiagram" {
            begun = true;
            continue;
        }
        if scenario.lines.len() == MAX_SCENARIO_LINES {
            let message = format!("a scenario has at most {MAX_SCENARIO_LINES} lines");
            parser.mistake(piece, message, "split it into several scenarios");
            break;
        }
        parser.statement(piece, &mut scenario);
    }
    if scenario.lines.is_empty() && parser.found.len() == before {
        let diagnostic = source.error(source.line_range(line), "nothing happens in this scenario").as_warning();
        parser.found.push(diagnostic.with_help("let a client say something: `alice->>server: hello \"Alice\"`"));
    }
    parser.pair_acks(&mut scenario, before);
    parser.tell_unconnected(&scenario);
    parser.choose_predicted(&mut scenario, predict, before);
    scenario
}

impl Parser<'_> {
    pub(super) fn mistake(&mut self, at: Piece<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(self.source.error(at.range(), message).with_help(help));
    }

    fn statement(&mut self, piece: Piece<'_>, scenario: &mut Scenario) {
        if !self.drawable(piece) {
            return;
        }
        let (word, rest) = piece.split(name_length(piece.text));
        let rest = rest.trim();
        match word.text {
            "title" => {
                let title = rest.text.strip_prefix(':').unwrap_or(rest.text).replace(char::is_control, " ");
                let title = title.trim();
                if title.is_empty() {
                    self.mistake(piece, "the title is empty", "write `title: Alice says hello`, or leave the line out");
                } else {
                    title.clone_into(&mut scenario.title);
                }
            }
            "participant" | "actor" => {
                let (name, alias) = rest.word();
                if self.known(name) {
                    mention(scenario, name.text);
                }
                if !alias.is_empty() && !alias.text.starts_with("as ") {
                    self.mistake(alias, "more than a name", format!("write `{} {} as Label`", word.text, name.text));
                }
            }
            "autonumber" => {}
            word if word.eq_ignore_ascii_case("note") => {
                if let Some(stimulus) = note::parse(self, piece, rest) {
                    self.push(piece, scenario, Act::Stimulus(stimulus));
                }
            }
            _ if rest.text.starts_with(HEADS) => self.message(piece, word, rest, scenario),
            "end" if self.blocks > 0 => self.blocks -= 1,
            "else" | "and" | "option" if self.blocks > 0 => {}
            word if STRUCTURE.contains(&word) => {
                self.blocks += usize::from(BLOCKS.contains(&word));
                self.mistake(
                    piece,
                    format!("`{word}` is no scenario line"),
                    "a scenario is a plain list of messages and notes: write out what happens, line by line",
                );
            }
            _ => {
                let near = nearest(word.text, ["participant", "actor", "title", "autonumber", "note"]);
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "a line is `alice->>server: event \"argument\"`, `server->>bob: …`, `Note over server: \
                             +1000ms`, `participant`, `title:` or a `%%` comment"
                        .to_owned(),
                };
                self.mistake(piece, "this is no scenario line", help);
            }
        }
    }

    /// False, with a diagnostic, for what Mermaid would spoil when it draws the line.
    fn drawable(&mut self, piece: Piece<'_>) -> bool {
        let found = [(";", "\\u003b"), ("#", "\\u0023"), ("%%", "\\u0025\\u0025")]
            .into_iter()
            .filter_map(|(raw, escape)| piece.text.find(raw).map(|at| (at, raw, escape)))
            .min_by_key(|(at, ..)| *at);
        let Some((at, raw, escape)) = found else { return true };
        let place = piece.split(at).1.split(raw.len()).0;
        let message = format!("Mermaid does not draw a line with a raw `{raw}`");
        let help = match piece.text.split(|c: char| !c.is_alphanumeric()).next() {
            _ if raw == "%%" && piece.text[..at].ends_with(' ') => "a comment stands on a line of its own".to_owned(),
            Some("title" | "Note" | "note" | "participant" | "actor") => "say it without".to_owned(),
            _ => format!("inside JSON write `{escape}`"),
        };
        self.mistake(place, message, help);
        false
    }

    /// `alice->>server: …`
    fn message(&mut self, line: Piece<'_>, from: Piece<'_>, rest: Piece<'_>, scenario: &mut Scenario) {
        let arrow = ARROWS.iter().find(|arrow| rest.text.starts_with(**arrow)).unwrap_or(&"-");
        // A dash alone is no arrow: show all of what was meant as one.
        let length =
            if *arrow == "-" { rest.text.len() - rest.text.trim_start_matches(HEADS).len() } else { arrow.len() };
        let (arrow, rest) = rest.split(length);
        let rest = rest.trim();
        let Some(colon) = rest.text.find(':') else {
            let help = "after the arrow come a name, a colon and what is said: `alice->>server: hello \"Alice\"`";
            return self.mistake(line, "a message without a colon", help);
        };
        let (to, rest) = rest.split(colon);
        let (to, text) = (to.trim(), rest.split(1).1.trim());
        if !matches!(arrow.text, "->>" | "-->>" | "-x") {
            return self.mistake(arrow, format!("`{}` is no arrow of a scenario", arrow.text), ARROW_HELP);
        }
        if to.text.starts_with(['+', '-']) {
            let sign = to.split(1).0;
            return self.mistake(
                sign,
                "activations are not part of a scenario",
                format!("leave out the `{}`", sign.text),
            );
        }
        let known = [self.known(from), self.known(to)];
        if known.contains(&false) {
            return;
        }
        let (way, client) = match (from.text, to.text) {
            (client, "server") if client != "server" => (Way::ToServer, client),
            ("server", client) if client != "server" => (Way::ToClient, client),
            (from, to) => {
                let help = "clients speak to the server only, and the server to clients: write `alice->>server: …`, then \
                            `server->>bob: …`";
                return self.mistake(line, format!("`{from}` does not speak to `{to}` directly"), help);
            }
        };
        mention(scenario, from.text);
        mention(scenario, to.text);
        if let Some(act) = message::parse(self, way, arrow, client, text) {
            self.push(line, scenario, act);
        }
    }

    fn push(&mut self, piece: Piece<'_>, scenario: &mut Scenario, act: Act) {
        let line = self.source.line_of(piece.offset);
        scenario.lines.push(Line { line, text: piece.text.to_owned(), act });
    }

    /// False, with a diagnostic, for a name that is neither `server` nor a client.
    pub(super) fn known(&mut self, name: Piece<'_>) -> bool {
        if name.text == "server" || self.clients.iter().any(|client| client == name.text) {
            return true;
        }
        if name.is_empty() {
            self.mistake(name, "a name is missing here", "name `server` or a client");
            return false;
        }
        let clients = self.clients.iter().map(String::as_str);
        let help = match nearest(name.text, clients.chain(["server"])) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "the clients of this lesson are {}; more go into `clients:` at its top",
                self.clients.join(", ")
            ),
        };
        self.mistake(name, format!("unknown client `{}`", name.text), help);
        false
    }

    /// An emit asks for an ack exactly when an ack line follows before the client's next emit.
    /// `mistakes`: how many there were above this scenario. Below a mistake in it nothing is told, since what an ack
    /// answers may be the line that is wrong.
    fn pair_acks(&mut self, scenario: &mut Scenario, mistakes: usize) {
        let errors = self.found[mistakes..].iter().filter(|diagnostic| diagnostic.level == Level::Error);
        let first = errors.map(|diagnostic| diagnostic.line).min().unwrap_or(usize::MAX);
        for index in 0..scenario.lines.len() {
            let (before, rest) = scenario.lines.split_at_mut(index);
            let Some(line) = rest.first() else { continue };
            let (client, answered) = match &line.act {
                Act::Expectation(Expectation::Ack { client, .. }) => {
                    let emit = before.iter_mut().rev().find_map(|line| match &mut line.act {
                        Act::Stimulus(Stimulus::Emit { client: emitter, ack, .. }) if emitter == client => Some(ack),
                        _ => None,
                    });
                    (client, emit.map(|ack| *ack = true).is_some())
                }
                Act::Stimulus(Stimulus::Answer { client, .. }) => {
                    let asked = before.iter().any(|line| match &line.act {
                        Act::Expectation(Expectation::Event { client: asked, .. }) => asked == client,
                        _ => false,
                    });
                    (client, asked)
                }
                Act::Expectation(Expectation::Response { client, .. }) => {
                    let asked = before.iter().any(|line| match &line.act {
                        Act::Stimulus(Stimulus::Request { client: asker, .. }) => asker == client,
                        _ => false,
                    });
                    if !asked && line.line < first {
                        let message = format!("`{client}` requested nothing before this response");
                        let help = format!("write the request's line first: `{client}->>server: GET /messages`");
                        self.found.push(self.source.error(self.range_of(line), message).with_help(help));
                    }
                    continue;
                }
                _ => continue,
            };
            if !answered && line.line < first {
                let verb = if matches!(line.act, Act::Stimulus(_)) { "received no event" } else { "emitted nothing" };
                let diagnostic = self
                    .source
                    .error(self.range_of(line), format!("`{client}` {verb} before this ack"))
                    .with_help("an ack answers the last event before it: write that event's line first");
                self.found.push(diagnostic);
            }
        }
    }

    /// What is emitted in a namespace that the client never connects to waits for ever.
    fn tell_unconnected(&mut self, scenario: &Scenario) {
        let connects = |wanted: &str, place: &str| {
            scenario.stimuli().any(|stimulus| match stimulus {
                Stimulus::Connect { client, namespace, .. } => client == wanted && namespace == place,
                _ => false,
            })
        };
        let mut told = Vec::new();
        for line in &scenario.lines {
            let Act::Stimulus(Stimulus::Emit { client, namespace, .. }) = &line.act else { continue };
            let key = (client.as_str(), namespace.as_str());
            if namespace == "/" || told.contains(&key) || connects(client, namespace) {
                continue;
            }
            told.push(key);
            let message = format!("`{client}` never connects to `{namespace}`, so this is not sent");
            let diagnostic = self.source.error(self.range_of(line), message).as_warning();
            self.found.push(diagnostic.with_help(format!("write `{client}->>server: {namespace} connect` above it")));
        }
    }

    /// Finds the emit that the reader predicts, or the request where nobody emits. As with acks, below a mistake nothing is
    /// told.
    fn choose_predicted(&mut self, scenario: &mut Scenario, predict: &Predict, mistakes: usize) {
        let emits = |line: &Line| match (&line.act, predict) {
            (Act::Stimulus(Stimulus::Emit { .. }), Predict::First) => true,
            (Act::Stimulus(Stimulus::Emit { event, .. }), Predict::Event { name, .. }) => event == name,
            _ => false,
        };
        let requests = |line: &Line| match (&line.act, predict) {
            (Act::Stimulus(Stimulus::Request { .. }), Predict::First) => true,
            (Act::Stimulus(Stimulus::Request { method, .. }), Predict::Event { name, .. }) => method == name,
            _ => false,
        };
        let lines = &scenario.lines;
        scenario.predict = lines.iter().position(emits).or_else(|| lines.iter().position(requests));
        if let (None, Predict::Event { name, place }) = (scenario.predict, predict)
            && self.found[mistakes..].iter().all(|diagnostic| diagnostic.level < Level::Error)
        {
            let events = scenario.stimuli().filter_map(|stimulus| match stimulus {
                Stimulus::Emit { event, .. } => Some(event.as_str()),
                Stimulus::Request { method, .. } => Some(method.as_str()),
                _ => None,
            });
            let help = match nearest(name, events) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name an event that a client emits in this scenario, or write `predict=no`".to_owned(),
            };
            let message = format!("no client emits `{name}` in this scenario");
            self.found.push(self.source.error(place.clone(), message).with_help(help));
        }
    }

    fn range_of(&self, line: &Line) -> std::ops::Range<usize> {
        let range = self.source.line_range(line.line);
        let start = self.source.text[range.clone()].find(&line.text).unwrap_or(0);
        range.start + start..range.end
    }
}

const ARROW_HELP: &str = "`->>` carries events, connects and requests; `-->>` acks and responses; `-x` refusals and \
                          disconnects";

/// Letters, digits and `_` at the start.
fn name_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
}

fn mention(scenario: &mut Scenario, name: &str) {
    if !scenario.participants.iter().any(|known| known == name) {
        scenario.participants.push(name.to_owned());
    }
}
