//! Front matter: the YAML block on top of a lesson. It is taken off by hand, since Markdown parsers accept such a block
//! anywhere and drop the opening line of one that is not closed.

use serde_json::{Map, Value};

use super::diagnostic::{Diagnostic, Source, nearest};

const KEYS: [&str; 7] = ["title", "summary", "unit", "clients", "minutes", "requires", "slug"];
const MAX_CLIENTS: usize = 6;
/// Characters of a title, summary or unit.
const MAX_TEXT: usize = 300;
/// Characters of a slug or of a client's name.
const MAX_NAME: usize = 64;
/// Words that Mermaid does not take as a participant's name, and the server's own.
const TAKEN: [&str; 36] = [
    "server",
    "note",
    "link",
    "links",
    "end",
    "and",
    "over",
    "loop",
    "alt",
    "else",
    "opt",
    "par",
    "par_over",
    "rect",
    "box",
    "break",
    "critical",
    "option",
    "activate",
    "deactivate",
    "participant",
    "actor",
    "create",
    "destroy",
    "title",
    "autonumber",
    "as",
    "left",
    "right",
    "of",
    "properties",
    "details",
    "off",
    "acctitle",
    "accdescr",
    "sequencediagram",
];

/// What the front matter says. `slug` and `unit` have their defaults already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    pub title: String,
    pub summary: String,
    pub unit: String,
    pub clients: Vec<String>,
    pub minutes: Option<u32>,
    pub requires: Vec<String>,
    pub slug: String,
    /// Where it stands, from 1; the first line where it is the file's name.
    pub slug_line: usize,
}

pub fn is_key(word: &str) -> bool {
    KEYS.contains(&word)
}

/// The name of a file's lesson when its front matter has none: the file's name without number and ending.
pub fn slug_of(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < name.len() { rest.trim_start_matches(['-', '_', ' ']) } else { rest };
    if rest.is_empty() { name.to_owned() } else { rest.to_owned() }
}

/// Where a name of a list stands: the first place below the key, else the first line. Without a message.
pub fn place_of(source: &Source<'_>, key: &str, name: &str) -> Diagnostic {
    let is_key = |line: &usize| source.text[source.line_range(*line)].trim_start_matches(['"', '\'']).starts_with(key);
    let last = source.line_of(source.text.len());
    let place = (2..=last).find(is_key).and_then(|first| {
        let start = source.line_range(first).start + key.len();
        let at = source.text[start..].find(name).filter(|_| !name.is_empty())?;
        Some(start + at..start + at + name.len())
    });
    source.error(place.unwrap_or_else(|| source.line_range(1)), "")
}

/// Parses the front matter; gives it with the byte offset at which the Markdown starts, none if the block has no end.
pub fn parse(source: &Source<'_>, found: &mut Vec<Diagnostic>) -> (Front, Option<usize>) {
    let mut reader = Reader { source, found, first: 2, last: 1, map: Map::new() };
    let body = reader.take_block();
    let defaults = ["alice", "bob", "carol"].map(str::to_owned).to_vec();
    let front = Front {
        title: reader.text("title"),
        summary: reader.text("summary"),
        unit: Some(reader.text("unit")).filter(|unit| !unit.is_empty()).unwrap_or_else(|| "Lessons".to_owned()),
        clients: reader.clients().unwrap_or(defaults),
        minutes: reader.minutes(),
        requires: reader.names("requires").unwrap_or_default(),
        slug: reader.slug(),
        slug_line: reader.line_of("slug").unwrap_or(1),
    };
    (front, body)
}

/// As [`place_of`], for the name at this place of its list, which may be there more than once.
fn place_of_nth(source: &Source<'_>, key: &str, names: &[String], index: usize) -> Diagnostic {
    let name = &names[index];
    let mut place = place_of(source, key, name);
    for _ in names.iter().take(index).filter(|other| *other == name) {
        let line = source.line_range(place.line);
        let start = line.start + place.source.chars().take(place.column).map(char::len_utf8).sum::<usize>();
        if let Some(at) = source.text[start..].find(name.as_str()) {
            place = source.error(start + at..start + at + name.len(), "");
        }
    }
    place
}

/// A slug that is close to a text, if it has a letter that a slug can have.
fn address_of(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit()).filter(|word| !word.is_empty()).collect();
    Some(words.join("-")).filter(|slug| !slug.is_empty())
}

/// What to do about YAML that the parser does not take, by its reason.
fn yaml_help(reason: &str) -> &'static str {
    match reason {
        reason if reason.contains("tab") => "indent with spaces",
        reason if reason.contains("flow") => "a list is closed on its line: `clients: [alice, bob]`",
        reason if reason.contains("quoted scalar") => "the quote is not closed: write `title: \"Rooms\"`",
        _ => "a text with `: ` or `#` in it is quoted: `title: \"Rooms: who is in?\"`",
    }
}

struct Reader<'a, 'f> {
    source: &'a Source<'a>,
    found: &'f mut Vec<Diagnostic>,
    /// Lines of the block's content; none while `last < first`.
    first: usize,
    last: usize,
    map: Map<String, Value>,
}

impl Reader<'_, '_> {
    fn take_block(&mut self) -> Option<usize> {
        let fence = |line: usize| self.source.text[self.source.line_range(line)].trim_end() == "---";
        let lines = self.source.line_of(self.source.text.len());
        if !fence(1) {
            let line = &self.source.text[self.source.line_range(1)];
            let next = (2..=lines).find(|line| !self.source.text[self.source.line_range(*line)].trim().is_empty());
            let help = match line.trim() {
                "" if next.is_some_and(fence) => "take the empty lines above `---` out",
                "+++" | "{" | ";;;" => "it is YAML between two lines `---`",
                line if line.trim_start_matches('-').is_empty() && !line.is_empty() => {
                    "it begins with a line of three: `---`"
                }
                line if line.split_once(':').is_some_and(|(key, _)| is_key(key.trim())) => {
                    "write `---` above this line"
                }
                _ => "write `---`, `title: …`, `---` above the first line",
            };
            let diagnostic = self.source.error(self.source.line_range(1), "a lesson starts with its front matter");
            self.found.push(diagnostic.with_help(help));
            return Some(0);
        }
        let Some(end) = (2..=lines).find(|line| fence(*line)) else {
            // The line that was meant as its end, else the first that cannot belong to it.
            let text = |line: usize| self.source.text[self.source.line_range(line)].trim();
            let meant = |line: &usize| {
                let line = text(*line);
                !line.is_empty() && (line == "..." || line.chars().all(|c| matches!(c, '-' | '–' | '—')))
            };
            let no_key = |line: &usize| !text(*line).contains(':') || text(*line).starts_with(['#', '`']);
            let help = match ((2..=lines).find(meant), (2..=lines).find(no_key)) {
                (Some(line), _) => format!("end it with a line `---`: line {line} has `{}`", text(line)),
                (None, Some(line)) if line > 2 => format!("end it with a line `---` above line {line}"),
                _ => "end it with a line `---`".to_owned(),
            };
            let diagnostic = self.source.error(self.source.line_range(1), "the front matter is not closed");
            self.found.push(diagnostic.with_help(help));
            return None;
        };
        self.last = end - 1;
        let start = self.source.line_range(2).start;
        let stop = self.source.line_range(end).start;
        self.read_yaml(&self.source.text[start..stop]);
        Some((self.source.line_range(end).end + 1).min(self.source.text.len()))
    }

    fn read_yaml(&mut self, yaml: &str) {
        if yaml.trim().is_empty() {
            return self.error_at(1, "title", "the lesson has no title", "write `title: …` between the two `---`");
        }
        if let Some((line, key)) = self.without_colon() {
            let text = self.source.text[self.source.line_range(line)].trim();
            let rest = text[key.len()..].trim_start_matches(':').trim();
            let help = match rest {
                "" => format!("write `{key}: …`"),
                rest => format!("write `{key}: {rest}`"),
            };
            let is_there = text[key.len()..].starts_with(':');
            let message = if is_there { "a colon without a space after it" } else { "a key without a colon" };
            let diagnostic = self.source.error(self.source.line_range(line), message);
            return self.found.push(diagnostic.with_help(help));
        }
        // `n` and `off` are names like any other.
        let options = serde_saphyr::Options { strict_booleans: true, ..Default::default() };
        match serde_saphyr::from_str_with_options::<Value>(yaml, options) {
            Ok(Value::Object(map)) => self.map = map,
            Ok(_) => return self.error_at(2, "", "the front matter is no list of keys", "write `title: Broadcasting`"),
            Err(error) => {
                let location = error.location();
                let number = |value: u64| usize::try_from(value).unwrap_or(1).max(1);
                let line = location.as_ref().map_or(1, |place| number(place.line())) + 1;
                let column = location.as_ref().map_or(1, |place| number(place.column()));
                let range = self.source.line_range(line.min(self.last));
                let start = self.source.text[range.clone()].char_indices().nth(column - 1).map_or(0, |(at, _)| at);
                let text = error.to_string();
                let reason = text.split(" at line").next().unwrap_or_default();
                let line = &self.source.text[range.clone()];
                let (message, help) = match reason.split_once("duplicate mapping key: ") {
                    Some((_, key)) => (format!("the key `{key}` is there twice"), "take one of the two out"),
                    None if line.contains('\t') => {
                        (format!("the front matter is no YAML: {reason}"), "write spaces, not tabs")
                    }
                    None => (format!("the front matter is no YAML: {reason}"), yaml_help(reason)),
                };
                let diagnostic = self.source.error(range.start + start..range.end, message).with_help(help);
                return self.found.push(diagnostic);
            }
        }
        let keys: Vec<String> = self.map.keys().cloned().collect();
        for key in keys.iter().filter(|key| !KEYS.contains(&key.as_str())) {
            let help = match nearest(key, KEYS) {
                Some(near) => format!("did you mean `{near}`?"),
                None if key == "description" => "did you mean `summary`?".to_owned(),
                None => format!("the keys are {}", KEYS.join(", ")),
            };
            self.error_at(2, key, &format!("unknown key `{key}`"), &help);
        }
        // A mistyped `title` was told just now.
        if !self.map.contains_key("title") && !keys.iter().any(|key| nearest(key, ["title"]).is_some()) {
            self.error_at(1, "", "the lesson has no title", "write `title: …` between the two `---`");
        }
    }

    /// The first line that starts with a key, and has no colon after it.
    fn without_colon(&self) -> Option<(usize, &'static str)> {
        (self.first..=self.last).find_map(|line| {
            let text = &self.source.text[self.source.line_range(line)];
            let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let key = KEYS.into_iter().find(|key| *key == word)?;
            let rest = text[word.len()..].trim_start();
            // `title:Rooms` is one word to YAML, and no key either.
            (!rest.starts_with(':') || rest[1..].starts_with(|c: char| !c.is_whitespace())).then_some((line, key))
        })
    }

    /// The line of a key.
    fn line_of(&self, key: &str) -> Option<usize> {
        let quotes = ['"', '\''];
        (self.first..=self.last).find(|line| {
            let text = self.source.text[self.source.line_range(*line)].trim_start_matches(quotes);
            let rest = text.strip_prefix(key).filter(|_| !key.is_empty());
            rest.is_some_and(|rest| rest.trim_start_matches(quotes).trim_start().starts_with(':'))
        })
    }

    /// What stands behind a key, on its line.
    fn written(&self, key: &str) -> String {
        let Some(line) = self.line_of(key) else { return String::new() };
        let text = &self.source.text[self.source.line_range(line)];
        let value = text.split_once(':').map_or("", |(_, value)| value);
        value.split(" #").next().unwrap_or_default().trim().to_owned()
    }

    /// At the key's line, or at `line` if the key stands nowhere.
    fn error_at(&mut self, line: usize, key: &str, message: &str, help: &str) {
        let range = match self.line_of(key) {
            Some(line) => {
                let start = self.source.line_range(line).start;
                start..start + key.len()
            }
            None => self.source.line_range(line),
        };
        self.found.push(self.source.error(range, message).with_help(help));
    }

    fn text(&mut self, key: &str) -> String {
        let text = match self.map.get(key) {
            None => return String::new(),
            Some(Value::String(text)) => text.trim().to_owned(),
            // `No` and `1.10` are texts here, as they are written.
            Some(Value::Number(_) | Value::Bool(_) | Value::Null) if !self.written(key).is_empty() => self.written(key),
            Some(_) => {
                self.error_at(2, key, &format!("`{key}` is a text"), &format!("write `{key}: Some words`"));
                return String::new();
            }
        };
        if text.chars().count() > MAX_TEXT {
            self.error_at(
                2,
                key,
                &format!("`{key}` is longer than {MAX_TEXT} characters"),
                "put the rest into the prose",
            );
        } else if text.is_empty() && key == "title" {
            self.error_at(2, key, "the title is empty", "write `title: …`");
        }
        text
    }

    fn names(&mut self, key: &str) -> Option<Vec<String>> {
        let names = match self.map.get(key)? {
            Value::Array(items) => {
                let name = |item: &Value| match item {
                    Value::String(name) => Some(name.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                };
                items.iter().map(name).collect()
            }
            _ => None,
        };
        if names.is_none() {
            let example = if key == "clients" { "alice, bob" } else { "one, two" };
            // What is nearly a list is shown as one.
            let meant = match self.map.get(key) {
                Some(Value::String(text)) => {
                    text.split([',', ' ', ';']).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
                }
                _ => String::new(),
            };
            let meant = if meant.is_empty() { example } else { &meant };
            self.error_at(2, key, &format!("`{key}` is a list of names"), &format!("write `{key}: [{meant}]`"));
        }
        names
    }

    /// The names as they stand, good or not, so that one bad name is not told again for each of its lines.
    fn clients(&mut self) -> Option<Vec<String>> {
        let clients = self.names("clients")?;
        if clients.is_empty() {
            let message = format!("a lesson has 1 to {MAX_CLIENTS} clients");
            self.error_at(2, "clients", &message, "write `clients: [alice, bob, carol]`");
        } else if clients.len() > MAX_CLIENTS {
            let message = format!("a lesson has 1 to {MAX_CLIENTS} clients, not {}", clients.len());
            let place = place_of_nth(self.source, "clients", &clients, MAX_CLIENTS);
            self.found.push(place.saying(message).with_help("take out this name and those after it"));
        }
        for (index, name) in clients.iter().enumerate() {
            let first = name.starts_with(|c: char| c.is_ascii_lowercase());
            let rest = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            let (message, help) = if !first || !rest || name.len() > MAX_NAME {
                (
                    format!("`{name}` is no client's name"),
                    "a name is a small letter, then small letters, digits and `_`",
                )
            } else if TAKEN.contains(&name.as_str()) {
                (format!("`{name}` means something else in a diagram"), "choose another name")
            } else if clients.iter().take(index).any(|other| other == name) {
                (format!("`{name}` is there twice"), "each client has a name of its own")
            } else {
                continue;
            };
            self.found.push(place_of_nth(self.source, "clients", &clients, index).saying(message).with_help(help));
        }
        Some(clients).filter(|clients| !clients.is_empty())
    }

    fn minutes(&mut self) -> Option<u32> {
        const MOST: u64 = 600;
        let value = self.map.get("minutes")?.as_u64().filter(|minutes| (1..=MOST).contains(minutes));
        if value.is_none() {
            self.error_at(2, "minutes", "`minutes` is a whole number", &format!("write `minutes: 10`, at most {MOST}"));
        }
        value.and_then(|minutes| u32::try_from(minutes).ok())
    }

    fn slug(&mut self) -> String {
        let fallback = slug_of(self.source.file);
        let slug = match self.map.get("slug") {
            None => fallback.clone(),
            Some(Value::String(slug)) => slug.clone(),
            Some(value) => value.to_string(),
        };
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let good = slug.starts_with(letters) && slug.chars().all(|c| letters(c) || c == '-') && slug.len() <= MAX_NAME;
        if !good {
            let near = address_of(&slug).unwrap_or_else(|| "broadcasting".to_owned());
            let help = format!("a slug is small letters, digits and hyphens: write `slug: {near}`");
            self.error_at(1, "slug", &format!("`{slug}` cannot be part of an address"), &help);
            return fallback;
        }
        slug
    }
}
