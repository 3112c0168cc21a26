//! What a code fence is for, by its info string and, for Mermaid, its first statement.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::diagnostic::{Diagnostic, Piece, Source, nearest};
use super::diagram::Predict;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Server,
    /// The page of all clients, or of the one named.
    Client(Option<String>),
    Solution,
    Hint,
    Options,
    Scenario {
        predict: Predict,
    },
    /// Shown as it is, in this language.
    Shown(String),
}

/// The roles by language, as an author writes them.
const ROLES: [(&str, &str); 5] =
    [("js", "server"), ("html", "client"), ("js", "solution"), ("md", "hint"), ("json", "options")];

/// Reads an info string. `content`: the fence's lines, for a diagram's first statement. A mistake is told, and the fence
/// then has no role.
pub fn role(
    source: &Source<'_>,
    info: Piece<'_>,
    content: &[Piece<'_>],
    clients: &[String],
    found: &mut Vec<Diagnostic>,
) -> Option<Role> {
    let statement = |line: &Piece<'_>| !line.is_empty() && !line.text.starts_with("%%");
    let first =
        content.iter().map(|line| line.trim()).find(statement).unwrap_or(Piece { text: "", offset: info.offset });
    let (language, rest) = info.word();
    let (word, more) = rest.word();
    let lower = language.text.to_lowercase();
    let language_name = match lower.as_str() {
        "javascript" => "js",
        "markdown" => "md",
        other => other,
    };
    if language.text == "mermaid" {
        return mermaid(source, info, content, first, rest, found);
    }
    if let Some((wanted, name)) = run_together(&lower, rest.text) {
        let diagnostic = source.error(info.range(), format!("`{}` is no fence", info.text));
        found.push(diagnostic.with_help(format!("write ```` ```{wanted} {name} ````")));
        return None;
    }
    if first.text == "sequenceDiagram" && nearest(language.text, ["mermaid"]).is_some() {
        let message = format!("a sequence diagram in a fence for `{}`", language.text);
        found.push(source.error(language.range(), message).with_help("did you mean `mermaid`?"));
        return None;
    }
    let shown = || Some(Role::Shown(language.text.to_owned()));
    let (name, client) = match word.text.split_once('=') {
        Some((name, client)) => (name, Some(client)),
        None => (word.text, None),
    };
    let Some((wanted, _)) = ROLES.iter().find(|(_, role)| *role == name) else {
        let roles = ROLES.iter().filter(|(wanted, _)| *wanted == language_name).map(|(_, role)| *role);
        if let Some(near) = nearest(name, roles).filter(|_| !name.is_empty()) {
            let message = format!("unknown word `{}` after `{}`", word.text, language.text);
            found.push(source.error(word.range(), message).with_help(format!("did you mean `{near}`?")));
            return None;
        }
        if language_name == "html" && clients.iter().any(|client| client == name) {
            let diagnostic = source.error(word.range(), format!("unknown word `{name}` after `html`"));
            found.push(diagnostic.with_help(format!("write ```` ```html client={name} ````")));
            return None;
        }
        return shown();
    };
    if *wanted != language_name {
        let help = format!("write ```` ```{wanted} {name} ````");
        let message = format!("a fence for `{name}` is written in `{wanted}`");
        found.push(source.error(info.range(), message).with_help(help));
        return None;
    }
    if !more.is_empty() || (client.is_some() && name != "client") {
        let place = if more.is_empty() { word } else { more };
        let message = format!("`{}` means nothing here", place.text);
        let help = match place.text.strip_prefix('=') {
            Some(value) if name == "client" => format!("write ```` ```{wanted} client={} ````", value.trim()),
            None if name == "client" && clients.iter().any(|client| client == place.text) => {
                format!("write ```` ```{wanted} client={} ````", place.text)
            }
            _ => format!("write ```` ```{wanted} {name} ````"),
        };
        found.push(source.error(place.range(), message).with_help(help));
        return None;
    }
    if let Some(client) = client
        && !clients.iter().any(|known| known == client)
    {
        let place = word.split("client=".len()).1;
        let help = match nearest(client, clients.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the clients of this lesson are {}", clients.join(", ")),
        };
        let message = match client {
            "" => "a client without a name".to_owned(),
            client => format!("unknown client `{client}`"),
        };
        found.push(source.error(place.range(), message).with_help(help));
        return None;
    }
    Some(match name {
        "server" => Role::Server,
        "client" => Role::Client(client.map(str::to_owned)),
        "solution" => Role::Solution,
        "hint" => Role::Hint,
        _ => Role::Options,
    })
}

/// The fence that is meant where the two words are one, or only the second is there: `jsonoptions`, `js-server`, `server`.
fn run_together(language: &str, rest: &str) -> Option<(&'static str, &'static str)> {
    /// Shorter words are too near to other languages.
    const SHORTEST: usize = 6;
    if ROLES.iter().any(|(known, role)| language == *role && (rest.is_empty() || rest == *known)) {
        return ROLES.into_iter().find(|(_, role)| language == *role);
    }
    let known: Vec<String> = ROLES.iter().map(|(language, role)| format!("{language}{role}")).collect();
    let word: String = language.chars().filter(|c| c.is_alphanumeric()).collect();
    let meant = nearest(&word, known.iter().map(String::as_str)).filter(|_| word.len() >= SHORTEST)?;
    ROLES.into_iter().zip(&known).find(|(_, name)| *name == meant).map(|(role, _)| role)
}

/// True for the info string of a fence that a lesson is made of, as it would not stand inside another by chance.
pub fn is_usual(info: &str) -> bool {
    let language = info.split_whitespace().next().unwrap_or_default();
    language == "mermaid" || ROLES.iter().any(|(known, _)| *known == language)
}

fn mermaid(
    source: &Source<'_>,
    info: Piece<'_>,
    content: &[Piece<'_>],
    first: Piece<'_>,
    flags: Piece<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Role> {
    if first.text != "sequenceDiagram" {
        if let Some(near) = nearest(first.text, ["sequenceDiagram"]) {
            let diagnostic = source.error(first.range(), format!("`{}` starts no diagram", first.text));
            found.push(diagnostic.with_help(format!("did you mean `{near}`?")));
            return None;
        }
        if first.text == "---" && content.iter().any(|line| line.text.trim() == "sequenceDiagram") {
            let diagnostic = source.error(info.range(), "a scenario's first line is `sequenceDiagram`");
            found.push(
                diagnostic.with_help("leave out what is between the two `---`; a title is a line `title: …` below it"),
            );
            return None;
        }
        return Some(Role::Shown("mermaid".to_owned()));
    }
    let predict = match flags.text.strip_prefix("predict=") {
        None if flags.is_empty() => Some(Predict::First),
        Some("no") => Some(Predict::Nothing),
        Some(event) => event_name(event).map(|name| Predict::Event { name, place: flags.range() }),
        None => None,
    };
    if predict.is_none() {
        let diagnostic = source.error(flags.range(), format!("`{}` means nothing here", flags.text));
        let help = "after `mermaid` may stand `predict=no`, or the event to predict: `predict=hello`, `predict=\"chat message\"`";
        found.push(diagnostic.with_help(help));
    }
    predict.map(|predict| Role::Scenario { predict })
}

/// One word, or several in quotes.
fn event_name(text: &str) -> Option<String> {
    if text.starts_with('"') {
        return serde_json::from_str(text).ok();
    }
    (!text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '"')).then(|| text.to_owned())
}

/// The lines of a fence's content with their places, also inside lists and quotes.
pub fn lines<'c>(content: &'c [(CowStr<'_>, Range<usize>)]) -> Vec<Piece<'c>> {
    let mut lines = Vec::new();
    for (text, range) in content {
        let mut offset = range.start;
        for line in text.split_inclusive('\n') {
            lines.push(Piece { text: line.strip_suffix('\n').unwrap_or(line), offset });
            offset += line.len();
        }
    }
    lines
}

/// The marks that open a fence.
pub fn marks(text: &str) -> &str {
    let text = text.trim_start();
    let mark = text.chars().next().unwrap_or('`');
    &text[..text.len() - text.trim_start_matches(mark).len()]
}

/// The line of a fence's content that opens another, which only a fence that was not closed in time has.
pub fn inner_fence<'c>(outer: &str, content: &'c [(CowStr<'_>, Range<usize>)]) -> Option<Piece<'c>> {
    lines(content).into_iter().map(Piece::trim).find(|line| {
        let own = marks(line.text);
        own.starts_with(outer) && is_usual(&line.text[own.len()..])
    })
}

/// True if the last line of a fence's text does not close it.
pub fn is_unclosed(text: &str) -> bool {
    let mut lines = text.lines();
    let marks = marks(lines.next().unwrap_or_default());
    let mark = marks.chars().next().unwrap_or('`');
    let Some(last) = lines.next_back() else { return true };
    // Inside a quote the closing line has the quote's mark before it.
    let last = last.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end();
    last.len() < marks.len() || last.chars().any(|c| c != mark)
}
