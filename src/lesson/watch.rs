//! Watching a folder of lessons: a pure classifier of what the system reports, and a thin thread that waits for quiet and
//! then has the folder read again. The folder's parent is watched too, since one that was moved and made again is silent.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{Event, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::shelf::is_lesson_name;

/// No report for this long means that a save is over: editors write in several goes.
const QUIET: Duration = Duration::from_millis(15);
/// The longest wait for quiet.
const PATIENCE: Duration = Duration::from_millis(250);

/// What a report asks for; of several the last in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wake {
    /// The folder's files may have changed.
    Read,
    /// The folder itself may be another one.
    Watch,
    Stop,
}

/// The one bell that rings for all reports, so that no queue grows.
#[derive(Debug, Default)]
struct Bell {
    rung: Mutex<Option<Wake>>,
    heard: Condvar,
}

/// A folder under watch, until this is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    bell: Arc<Bell>,
}

impl Watch {
    /// Watches `folder` and calls `changed`, on a thread of its own, whenever it should be read again.
    pub fn start(folder: &Path, changed: impl Fn() + Send + 'static) -> notify::Result<Self> {
        let folder = folder.canonicalize()?;
        let bell = Arc::new(Bell::default());
        let (ringer, watched) = (Arc::clone(&bell), folder.clone());
        let mut watcher = notify::recommended_watcher(move |report: notify::Result<Event>| {
            // An error may mean that reports were lost: look at everything.
            let wake = report.map_or(Some(Wake::Watch), |event| classify(&event, &watched));
            if let Some(wake) = wake {
                ringer.ring(wake);
            }
        })?;
        if let Some(parent) = folder.parent() {
            watcher.watch(parent, RecursiveMode::NonRecursive)?;
        }
        watcher.watch(&folder, RecursiveMode::NonRecursive)?;
        let listener = Arc::clone(&bell);
        thread::Builder::new()
            .name("lessons".to_owned())
            .spawn(move || listen(&listener, watcher, &folder, changed))?;
        Ok(Self { bell })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.bell.ring(Wake::Stop);
    }
}

impl Bell {
    fn ring(&self, wake: Wake) {
        let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        *rung = (*rung).max(Some(wake));
        self.heard.notify_one();
    }

    /// Waits for a ring, at most so long.
    fn wait(&self, most: Option<Duration>) -> Option<Wake> {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rung = match most {
            Some(most) => {
                let waited = self.heard.wait_timeout_while(rung, most, |rung| rung.is_none());
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.heard.wait_while(rung, |rung| rung.is_none()).unwrap_or_else(PoisonError::into_inner),
        };
        rung.take()
    }
}

fn listen(bell: &Bell, mut watcher: RecommendedWatcher, folder: &Path, changed: impl Fn()) {
    while let Some(mut wake) = bell.wait(None) {
        let first = Instant::now();
        while let Some(more) = bell.wait(Some(QUIET)).filter(|_| wake < Wake::Stop) {
            wake = wake.max(more);
            if first.elapsed() > PATIENCE {
                break;
            }
        }
        if wake == Wake::Stop {
            return;
        }
        if wake == Wake::Watch {
            // The old watch belongs to a folder that may be elsewhere by now. Where there is no folder there is nothing to
            // watch; the parent tells when it comes.
            let _ = watcher.unwatch(folder);
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        changed();
    }
}

/// What a report asks for, if anything. Reading a file is reported as an access, so following those would never end.
fn classify(event: &Event, folder: &Path) -> Option<Wake> {
    if event.need_rescan() {
        return Some(Wake::Watch);
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    let wakes = event.paths.iter().filter_map(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // The watch of the folder itself reports its attributes whenever a file comes or goes.
        let itself = path == folder && !matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Metadata(_)));
        if itself || folder.parent() == Some(path) {
            Some(Wake::Watch)
        } else if path.parent() == Some(folder) && is_lesson_name(name) {
            Some(Wake::Read)
        } else {
            None
        }
    });
    wakes.max()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use notify::event::{
        AccessKind, AccessMode, CreateKind, DataChange, Flag, MetadataKind, ModifyKind, RemoveKind, RenameMode,
    };

    use super::*;

    #[test]
    fn what_reports_ask_for() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let created = EventKind::Create(CreateKind::File);
        let renamed = |mode| EventKind::Modify(ModifyKind::Name(mode));
        let cases: [(EventKind, &[&str], Option<Wake>); 16] = [
            (written, &["/c/lessons/01-a.md"], Some(Wake::Read)),
            (created, &["/c/lessons/01-a.md"], Some(Wake::Read)),
            (EventKind::Remove(RemoveKind::File), &["/c/lessons/01-a.md"], Some(Wake::Read)),
            (renamed(RenameMode::Both), &["/c/lessons/.tmp", "/c/lessons/01-a.md"], Some(Wake::Read)),
            (renamed(RenameMode::From), &["/c/lessons/01-a.md"], Some(Wake::Read)),
            (EventKind::Any, &["/c/lessons/01-a.md"], Some(Wake::Read)),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), &["/c/lessons/01-a.md"], None),
            (EventKind::Access(AccessKind::Close(AccessMode::Write)), &["/c/lessons/01-a.md"], None),
            (written, &["/c/lessons/.01-a.md.swp"], None),
            (created, &["/c/lessons/4913"], None),
            (written, &["/c/lessons/images/01-a.md"], None),
            (created, &["/c/other"], None),
            (renamed(RenameMode::From), &["/c/lessons"], Some(Wake::Watch)),
            (EventKind::Create(CreateKind::Folder), &["/c/lessons"], Some(Wake::Watch)),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), &["/c/lessons"], None),
            (EventKind::Remove(RemoveKind::Folder), &["/c"], Some(Wake::Watch)),
        ];
        for (kind, paths, wanted) in cases {
            let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
            assert_eq!(classify(&event, Path::new("/c/lessons")), wanted, "{event:?}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(classify(&lost, Path::new("/c/lessons")), Some(Wake::Watch));
    }
}
