//! Watching a folder of lessons: a pure classifier of what the system reports, and a thin thread that waits for quiet and
//! then has the folder read again. The folder's parent is watched too, since one that was moved and made again is silent,
//! and so are the pictures below it.

use std::ops::BitOr;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{Event, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::images::{self, FOLDER, Looks};
use super::shelf::is_lesson_name;

/// No report for this long means that a save is over: editors write in several goes.
const QUIET: Duration = Duration::from_millis(15);
/// The longest wait for quiet.
const PATIENCE: Duration = Duration::from_millis(250);

/// What reports ask for: any of the constants together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wake(u8);

impl Wake {
    const NOTHING: Self = Self(0);
    /// The folder's files may have changed.
    pub const READ: Self = Self(1);
    /// Pictures may have changed.
    pub const IMAGES: Self = Self(2);
    /// The folder itself, or that of the pictures, may be another one.
    const WATCH: Self = Self(4 | 2 | 1);
    const STOP: Self = Self(8);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Wake {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The one bell that rings for all reports, so that no queue grows.
#[derive(Debug, Default)]
struct Bell {
    rung: Mutex<Wake>,
    heard: Condvar,
}

/// A folder under watch, until this is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    bell: Arc<Bell>,
}

impl Watch {
    /// Watches `folder` and calls `changed`, on a thread of its own, whenever it should be read again.
    pub fn start(folder: &Path, changed: impl Fn(Wake) + Send + 'static) -> notify::Result<Self> {
        let folder = folder.canonicalize()?;
        let bell = Arc::new(Bell::default());
        let (ringer, watched) = (Arc::clone(&bell), folder.clone());
        let mut watcher = notify::recommended_watcher(move |report: notify::Result<Event>| {
            // An error may mean that reports were lost: look at everything.
            ringer.ring(report.map_or(Wake::WATCH, |event| classify(&event, &watched)));
        })?;
        if let Some(parent) = folder.parent() {
            watcher.watch(parent, RecursiveMode::NonRecursive)?;
        }
        watcher.watch(&folder, RecursiveMode::NonRecursive)?;
        watch_images(&mut watcher, &folder);
        let listener = Arc::clone(&bell);
        thread::Builder::new()
            .name("lessons".to_owned())
            .spawn(move || listen(&listener, watcher, &folder, changed))?;
        Ok(Self { bell })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.bell.ring(Wake::STOP);
    }
}

impl Bell {
    fn ring(&self, wake: Wake) {
        if wake == Wake::NOTHING {
            return;
        }
        let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        *rung = *rung | wake;
        self.heard.notify_one();
    }

    /// Waits for a ring, at most so long; nothing if there was none.
    fn wait(&self, most: Option<Duration>) -> Wake {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let silent = |rung: &mut Wake| *rung == Wake::NOTHING;
        let mut rung = match most {
            Some(most) => {
                let waited = self.heard.wait_timeout_while(rung, most, silent);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.heard.wait_while(rung, silent).unwrap_or_else(PoisonError::into_inner),
        };
        std::mem::take(&mut *rung)
    }
}

fn listen(bell: &Bell, mut watcher: RecommendedWatcher, folder: &Path, changed: impl Fn(Wake)) {
    loop {
        let mut wake = bell.wait(None);
        let first = Instant::now();
        while !wake.has(Wake::STOP) && first.elapsed() <= PATIENCE {
            match bell.wait(Some(QUIET)) {
                Wake::NOTHING => break,
                more => wake = wake | more,
            }
        }
        if wake.has(Wake::STOP) {
            return;
        }
        if wake.has(Wake::WATCH) {
            // The old watch belongs to a folder that may be elsewhere by now. Where there is no folder there is nothing to
            // watch; the parent tells when it comes.
            let _ = watcher.unwatch(folder);
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
            let _ = watcher.unwatch(&folder.join(FOLDER));
            watch_images(&mut watcher, folder);
        }
        changed(wake);
    }
}

/// Most lessons have no pictures; the folder tells when theirs comes.
fn watch_images(watcher: &mut RecommendedWatcher, folder: &Path) {
    let _ = watcher.watch(&folder.join(FOLDER), RecursiveMode::Recursive);
}

/// What a report asks for, if anything. Reading a file is reported as an access, so following those would never end.
fn classify(event: &Event, folder: &Path) -> Wake {
    if event.need_rescan() {
        return Wake::WATCH;
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return Wake::NOTHING;
    }
    let attributes = matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Metadata(_)));
    let wakes = event.paths.iter().map(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if folder.parent() == Some(path) {
            Wake::WATCH
        } else if path == folder || (path.parent() == Some(folder) && name == FOLDER) {
            // The watch of a folder itself reports its attributes whenever a file comes or goes.
            if attributes { Wake::NOTHING } else { Wake::WATCH }
        } else if path.parent() == Some(folder) && is_lesson_name(name) {
            Wake::READ
        } else {
            match path.strip_prefix(folder.join(FOLDER)).ok().and_then(images::looks_like) {
                Some(Looks::Picture) => Wake::IMAGES,
                // What is written into a new folder at once, nobody watched yet.
                Some(Looks::Folder) if !attributes => Wake::WATCH,
                _ => Wake::NOTHING,
            }
        }
    });
    wakes.fold(Wake::NOTHING, BitOr::bitor)
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
        let cases: [(EventKind, &[&str], Wake); 22] = [
            (written, &["/c/lessons/01-a.md"], Wake::READ),
            (created, &["/c/lessons/01-a.md"], Wake::READ),
            (EventKind::Remove(RemoveKind::File), &["/c/lessons/01-a.md"], Wake::READ),
            (renamed(RenameMode::Both), &["/c/lessons/.tmp", "/c/lessons/01-a.md"], Wake::READ),
            (renamed(RenameMode::From), &["/c/lessons/01-a.md"], Wake::READ),
            (EventKind::Any, &["/c/lessons/01-a.md"], Wake::READ),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), &["/c/lessons/01-a.md"], Wake::NOTHING),
            (EventKind::Access(AccessKind::Close(AccessMode::Write)), &["/c/lessons/01-a.md"], Wake::NOTHING),
            (written, &["/c/lessons/.01-a.md.swp"], Wake::NOTHING),
            (created, &["/c/lessons/4913"], Wake::NOTHING),
            (written, &["/c/lessons/images/01-a.md"], Wake::NOTHING),
            (written, &["/c/lessons/images/map.png"], Wake::IMAGES),
            (
                renamed(RenameMode::Both),
                &["/c/lessons/images/.map.swp", "/c/lessons/images/deep/map.svg"],
                Wake::IMAGES,
            ),
            (created, &["/c/lessons/images/.map.png"], Wake::NOTHING),
            (EventKind::Remove(RemoveKind::Folder), &["/c/lessons/images/deep"], Wake::WATCH),
            (created, &["/c/lessons/images"], Wake::WATCH),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), &["/c/lessons/images"], Wake::NOTHING),
            (created, &["/c/other"], Wake::NOTHING),
            (renamed(RenameMode::From), &["/c/lessons"], Wake::WATCH),
            (EventKind::Create(CreateKind::Folder), &["/c/lessons"], Wake::WATCH),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), &["/c/lessons"], Wake::NOTHING),
            (EventKind::Remove(RemoveKind::Folder), &["/c"], Wake::WATCH),
        ];
        for (kind, paths, wanted) in cases {
            let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
            assert_eq!(classify(&event, Path::new("/c/lessons")), wanted, "{event:?}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(classify(&lost, Path::new("/c/lessons")), Wake::WATCH);
    }
}
