//! What a page follows, as Server-Sent Events: a sandbox's trace, its packets, the changes of lessons, or all on one stream.
//! A feed holds a place in each and nothing else, so a slow reader costs no memory: it finds a gap.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, StreamExt};
use serde_json::json;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use warp::reply::{Reply, Response};
use warp::sse::{self, Event};

use super::{changes, trace_json};
use crate::engine::Closing;
use crate::lesson::{Library, News};
use crate::sandbox::Sandbox;
use crate::trace::{Batch, Entry, Reader, WireEntry};

/// Entries that are taken from the journal at once.
const BATCH: usize = 16;
/// How long a stream is silent before a comment keeps it alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The sources of one stream.
pub struct Feed {
    trace: Option<Trace>,
    wire: Option<Reader<WireEntry>>,
    changes: Option<Changes>,
    closing: Closing,
}

struct Changes {
    stream: BroadcastStream<News>,
    library: Arc<Library>,
    /// What the stream begins with.
    first: Vec<News>,
}

struct Trace {
    reader: Reader,
    /// The stream ends after this entry; without it, when the sandbox does.
    until: Option<u64>,
    /// The sandbox is in use as long as it is read.
    _sandbox: Arc<Sandbox>,
}

/// One event to come. It becomes text only when it is sent.
enum Told {
    Entry(Arc<Entry>),
    /// These entries are gone.
    Gap {
        from: u64,
        to: u64,
    },
    Packet(Arc<WireEntry>),
    /// So many packets are gone.
    Lost(u64),
    News(News),
}

/// What woke the feed.
enum Step {
    Entries(Batch),
    Packets(Batch<WireEntry>),
    News(Vec<News>),
    Closing,
}

impl Feed {
    /// `closing` ends it when the server shuts down.
    pub fn new(closing: Closing) -> Self {
        Self { trace: None, wire: None, changes: None, closing }
    }

    /// Adds a trace. `until`: the last entry wanted.
    pub fn trace(mut self, sandbox: Arc<Sandbox>, reader: Reader, until: Option<u64>) -> Self {
        self.trace = Some(Trace { reader, until, _sandbox: sandbox });
        self
    }

    /// Adds the packets on the wire.
    pub fn wire(mut self, reader: Reader<WireEntry>) -> Self {
        self.wire = Some(reader);
        self
    }

    /// Adds the changes of lessons, beginning with those that are broken now.
    pub fn changes(mut self, library: &Arc<Library>) -> Self {
        let stream = BroadcastStream::new(library.changes());
        let first = changes::broken(library).into_iter().map(News::Lesson).collect();
        self.changes = Some(Changes { stream, library: Arc::clone(library), first });
        self
    }

    pub fn into_response(self) -> Response {
        let batches = stream::unfold(self, async |mut feed| {
            let events = feed.next().await?;
            Some((stream::iter(events.into_iter().map(|event| Ok::<_, Infallible>(event.into()))), feed))
        });
        sse::reply(sse::keep_alive().interval(KEEP_ALIVE).stream(batches.flatten())).into_response()
    }

    /// What comes next; nothing at the end.
    async fn next(&mut self) -> Option<Vec<Told>> {
        match self.step().await {
            Step::Closing | Step::Entries(Batch::End) | Step::Packets(Batch::End) => None,
            Step::Packets(Batch::Gap { from, to }) => Some(vec![Told::Lost(to - from + 1)]),
            Step::Packets(Batch::Entries(packets)) => Some(packets.into_iter().map(Told::Packet).collect()),
            Step::Entries(Batch::Gap { from, to }) => Some(vec![Told::Gap { from, to }]),
            Step::Entries(Batch::Entries(mut entries)) => {
                if let Some(until) = self.trace.as_ref().and_then(|trace| trace.until) {
                    entries.retain(|entry| entry.seq <= until);
                    if entries.is_empty() {
                        return None;
                    }
                }
                Some(entries.into_iter().map(Told::Entry).collect())
            }
            Step::News(news) => Some(news.into_iter().map(Told::News).collect()),
        }
    }

    async fn step(&mut self) -> Step {
        let changes = async {
            match &mut self.changes {
                Some(changes) => changes.next().await,
                None => std::future::pending().await,
            }
        };
        let entries = async {
            match &mut self.trace {
                Some(Trace { reader, until: Some(_), .. }) => reader.read(BATCH),
                Some(Trace { reader, until: None, .. }) => reader.next(BATCH).await,
                None => std::future::pending().await,
            }
        };
        let packets = async {
            match &mut self.wire {
                Some(reader) => reader.next(BATCH).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = self.closing.wait() => Step::Closing,
            news = changes => Step::News(news),
            // an entry before the packets that it sent
            batch = entries => Step::Entries(batch),
            batch = packets => Step::Packets(batch),
        }
    }
}

impl Changes {
    async fn next(&mut self) -> Vec<News> {
        if !self.first.is_empty() {
            return std::mem::take(&mut self.first);
        }
        match self.stream.next().await {
            Some(Ok(news)) => vec![news],
            // It missed some and cannot know which: it is told of all.
            Some(Err(BroadcastStreamRecvError::Lagged(_))) => {
                let lessons = changes::all(&self.library).into_iter().map(News::Lesson);
                lessons.chain([News::Images]).collect()
            }
            None => std::future::pending().await,
        }
    }
}

impl From<Told> for Event {
    fn from(told: Told) -> Self {
        match told {
            Told::Entry(entry) => {
                let data = trace_json::entry(&entry, trace_json::Extent::Cut).to_string();
                Self::default().id(entry.seq.to_string()).event(trace_json::kind(&entry.body)).data(data)
            }
            // A reader that comes back goes on after the last entry that is gone.
            Told::Gap { from, to } => {
                Self::default().id(to.to_string()).event("gap").data(json!({"from": from, "to": to}).to_string())
            }
            Told::Packet(packet) => Self::default().event("wire").data(trace_json::packet(&packet).to_string()),
            Told::Lost(packets) => Self::default().event("gap").data(json!({"wire": packets}).to_string()),
            Told::News(News::Lesson(change)) => changes::event(&change),
            Told::News(News::Images) => Self::default().event("images").data("{}"),
        }
    }
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed").field("trace", &self.trace.is_some()).finish_non_exhaustive()
    }
}
