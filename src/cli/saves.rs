//! While a folder of lessons is served: a lesson that was saved is proved as `check` does it, in the background, one proof at
//! a time, and what does not hold is told to its pages. Lessons that nobody saves are left alone.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexSet;
use tokio::sync::broadcast::error::RecvError;

use super::proof;
use crate::lesson::{Diagnostic, Lesson, Library, MAX_DIAGNOSTICS, News};
use crate::sandbox::Host;
use crate::scenario::Stage;

/// No save for this long: then the author is likely to look.
const QUIET: Duration = Duration::from_millis(100);

/// Proves what is saved, as long as the library is there.
pub async fn prove(library: Arc<Library>, host: Arc<Host>) {
    let mut changes = library.changes();
    let mut prover = Prover { library, host, stage: None, saved: IndexSet::new(), proved: HashMap::new() };
    loop {
        let news = match prover.saved.is_empty() {
            true => changes.recv().await,
            false => match tokio::time::timeout(QUIET, changes.recv()).await {
                Ok(news) => news,
                Err(_) => {
                    prover.next().await;
                    continue;
                }
            },
        };
        match news {
            Ok(News::Lesson(change)) if change.removed => prover.forget(&change.slug),
            Ok(News::Lesson(change)) if change.current => {
                prover.saved.insert(change.slug);
            }
            // What is missed is proved at its next save.
            Ok(News::Lesson(_) | News::Images) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

struct Prover {
    library: Arc<Library>,
    host: Arc<Host>,
    stage: Option<Arc<Stage>>,
    /// Slugs of lessons, at most all there are, in the order of their saves.
    saved: IndexSet<String>,
    /// The version of each that was proved last.
    proved: HashMap<String, Arc<Lesson>>,
}

impl Prover {
    async fn next(&mut self) {
        let Some(slug) = self.saved.shift_remove_index(0) else { return };
        let Some(lesson) = self.library.lesson(&slug) else { return };
        if self.proved.get(&slug).is_some_and(|proved| Arc::ptr_eq(proved, &lesson)) {
            return;
        }
        if let Some(failures) = self.run(&slug, &lesson).await {
            self.proved.insert(slug, Arc::clone(&lesson));
            self.library.set_failures(&lesson, failures);
        }
    }

    /// What does not hold; none where another version was saved meanwhile.
    async fn run(&mut self, slug: &str, lesson: &Arc<Lesson>) -> Option<Vec<Diagnostic>> {
        let entry = self.library.entry(slug)?;
        let stage = self.stage().await?;
        let mut failures = Vec::new();
        for proof in proof::proofs(lesson, &entry.text) {
            let newest = self.library.lesson(slug)?;
            if !Arc::ptr_eq(&newest, lesson) {
                return None;
            }
            let stage = Arc::clone(&stage);
            // A task of its own ends its sandbox, whatever becomes of this one.
            let done = tokio::spawn(async move { proof.run(&stage).await }).await;
            // A server that is full of sandboxes says nothing about the lesson.
            failures.extend(done.ok().and_then(Result::ok).unwrap_or_default());
            failures.truncate(MAX_DIAGNOSTICS);
        }
        Some(failures)
    }

    async fn stage(&mut self) -> Option<Arc<Stage>> {
        if self.stage.is_none() {
            // Without a free port nothing is proved; the next save tries again.
            self.stage = Stage::open(Arc::clone(&self.host)).await.ok().map(Arc::new);
        }
        self.stage.clone()
    }

    fn forget(&mut self, slug: &str) {
        self.saved.shift_remove(slug);
        self.proved.remove(slug);
    }
}
