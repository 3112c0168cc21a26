//! A small HTTP client: one request a connection, bytes as they are, and event streams that are read event by event.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long an answer may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server's address, `http://127.0.0.1:PORT`.
#[derive(Debug, Clone)]
pub struct Site(String);

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// An answer that goes on: Server-Sent Events.
pub struct Events {
    reader: BufReader<TcpStream>,
    /// Decoded bytes that no event was made of yet.
    text: String,
}

/// A request whose answer nobody has read yet.
pub struct Waiting(BufReader<TcpStream>);

/// An answer whose body is read chunk by chunk, as it comes. Dropping it closes the connection.
pub struct Pieces {
    pub status: u16,
    reader: BufReader<TcpStream>,
}

/// One Server-Sent Event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    pub id: Option<u64>,
    pub kind: String,
    pub data: Value,
}

impl Site {
    pub fn new(url: &str) -> Self {
        Self(url.trim_end_matches('/').to_owned())
    }

    pub fn url(&self) -> &str {
        &self.0
    }

    /// `127.0.0.1:PORT`
    pub fn authority(&self) -> &str {
        self.0.trim_start_matches("http://")
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub fn json(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send(method, path, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
        if !headers.iter().any(|(name, _)| *name == "host") {
            head += &format!("host: {}\r\n", self.authority());
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        self.raw(&[head.as_bytes(), b"\r\n", body].concat())
    }

    /// Sends bytes as they are and reads the answer to its end.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        Waiting(self.connect(bytes)).answer()
    }

    /// Asks, and does not wait for the answer.
    pub fn begin(&self, path: &str) -> Waiting {
        Waiting(self.connect(format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.authority()).as_bytes()))
    }

    /// Opens an event stream, after `Last-Event-ID` where given.
    pub fn events(&self, path: &str, last: Option<u64>) -> Events {
        let last = last.map(|id| format!("last-event-id: {id}\r\n")).unwrap_or_default();
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{last}\r\n", self.authority());
        let mut reader = self.connect(request.as_bytes());
        let (status, headers) = head(&mut reader);
        assert_eq!(status, 200, "GET {path}");
        let kind = headers.iter().find(|(name, _)| name == "content-type").map(|(_, value)| value.as_str());
        assert_eq!(kind, Some("text/event-stream"));
        Events { reader, text: String::new() }
    }

    /// Asks for an answer that comes in pieces; it is there once its head is.
    #[track_caller]
    pub fn pieces(&self, path: &str) -> Pieces {
        let mut reader = self.connect(format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.authority()).as_bytes());
        let (status, headers) = head(&mut reader);
        assert!(headers.contains(&("transfer-encoding".to_owned(), "chunked".to_owned())), "{headers:?}");
        Pieces { status, reader }
    }

    fn connect(&self, bytes: &[u8]) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(self.authority()).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        // A server that refuses a request early closes while it is still being sent.
        let _ = stream.write_all(bytes);
        BufReader::new(stream)
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// Checks the status and, beyond 399, the form of errors.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        if status >= 400 {
            assert_eq!(self.header("content-type"), Some("application/problem+json"));
            let problem = self.value();
            assert_eq!(problem["status"], status);
            for field in ["type", "title", "detail"] {
                assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field} is missing: {problem}");
            }
        }
        self
    }
}

impl Waiting {
    /// The answer, once it is there whole.
    pub fn answer(self) -> Answer {
        let mut reader = self.0;
        let (status, headers) = head(&mut reader);
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding").is_some() {
            while let Some(chunk) = chunk(&mut reader) {
                answer.body.extend(chunk);
            }
        } else if let Some(length) = answer.header("content-length").and_then(|length| length.parse().ok()) {
            // A server that refuses a body may close before it took all of it, and its answer's body may be lost.
            let _ = reader.take(length).read_to_end(&mut answer.body);
        }
        answer
    }
}

impl Pieces {
    /// The next piece; none at the end, or where the answer was broken off.
    pub fn next(&mut self) -> Option<String> {
        chunk(&mut self.reader).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// What comes next is the end of a whole answer, not of one that was broken off.
    pub fn ends(&mut self) -> bool {
        let mut size = String::new();
        self.reader.read_line(&mut size).is_ok() && size == "0\r\n"
    }
}

impl Events {
    /// The next event; none at the stream's end. Comments are passed over, and do not count as patience rewarded.
    #[track_caller]
    pub fn next(&mut self) -> Option<Event> {
        let begun = Instant::now();
        loop {
            assert!(begun.elapsed() < PATIENCE, "no event came");
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let event = parse(block);
                self.text = rest.to_owned();
                if let Some(event) = event {
                    return Some(event);
                }
            }
            self.text += &String::from_utf8_lossy(&chunk(&mut self.reader)?);
        }
    }

    /// The next event of a kind for which `wanted` holds; those before it are passed over.
    #[track_caller]
    pub fn until(&mut self, kind: &str, wanted: impl Fn(&Value) -> bool) -> Event {
        loop {
            let event = self.next().unwrap_or_else(|| panic!("the stream ended before a {kind}"));
            if event.kind == kind && wanted(&event.data) {
                return event;
            }
        }
    }

    pub fn rest(mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.next()).collect()
    }
}

fn parse(block: &str) -> Option<Event> {
    let mut event = Event::default();
    let mut data = String::new();
    for line in block.lines() {
        match line.split_once(':').unwrap_or((line, "")) {
            ("id", id) => event.id = id.trim().parse().ok(),
            ("event", kind) => event.kind = kind.trim().to_owned(),
            ("data", text) => data += text,
            _ => {}
        }
    }
    event.data = serde_json::from_str(&data).ok()?;
    Some(event)
}

fn head(reader: &mut impl BufRead) -> (u16, Vec<(String, String)>) {
    let mut lines = std::iter::from_fn(|| {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        Some(line.trim_end().to_owned()).filter(|line| !line.is_empty())
    });
    let status = lines.next().expect("an answer");
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    let pair = |line: String| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    (status, lines.filter_map(pair).collect())
}

/// One chunk of a body; none at its end.
fn chunk(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut size = String::new();
    reader.read_line(&mut size).ok()?;
    let size = usize::from_str_radix(size.trim(), 16).ok().filter(|size| *size > 0)?;
    let mut bytes = vec![0; size + 2];
    reader.read_exact(&mut bytes).ok()?;
    bytes.truncate(size);
    Some(bytes)
}
