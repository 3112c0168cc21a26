//! Watching a folder of lessons: a pure classifier of what the system reports, and a thin thread that waits for quiet and
//! then has the folder read again. The folder's parent is watched too, since one that was moved and made again is silent,
//! and so are the pictures below it, and what links lead to: that of the folder, and those of lessons.

use std::collections::BTreeSet;
use std::fs;
use std::ops::BitOr;
use std::path::{Path, PathBuf};
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

/// What is watched, with links followed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Places {
    /// The folder as it was named, which may be a link.
    named: PathBuf,
    folder: PathBuf,
    /// The files elsewhere that lessons of the folder are links to.
    targets: BTreeSet<PathBuf>,
}

/// A folder under watch, until this is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    bell: Arc<Bell>,
}

impl Watch {
    /// Watches `folder` and calls `changed`, on a thread of its own, whenever it should be read again.
    pub fn start(folder: &Path, changed: impl Fn(Wake) + Send + 'static) -> notify::Result<Self> {
        let named = std::path::absolute(folder)?;
        let folder = named.canonicalize()?;
        let bell = Arc::new(Bell::default());
        let places = Arc::new(Mutex::new(Places { named, folder, targets: BTreeSet::new() }));
        let (ringer, watched) = (Arc::clone(&bell), Arc::clone(&places));
        let mut watcher = notify::recommended_watcher(move |report: notify::Result<Event>| {
            // An error may mean that reports were lost: look at everything.
            let places = watched.lock().unwrap_or_else(PoisonError::into_inner);
            ringer.ring(report.map_or(Wake::WATCH, |event| classify(&event, &places)));
        })?;
        let mut watched = BTreeSet::new();
        let now = look(&places);
        for place in now.folders() {
            watcher.watch(&place, RecursiveMode::NonRecursive)?;
            watched.insert(place);
        }
        watch_images(&mut watcher, &now.folder);
        let listener = Arc::clone(&bell);
        thread::Builder::new()
            .name("lessons".to_owned())
            .spawn(move || listen(&listener, watcher, &places, watched, changed))?;
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

impl Places {
    /// The folders of which each change is to be reported.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let parents = [&self.named, &self.folder].into_iter().chain(&self.targets).filter_map(|path| path.parent());
        parents.map(Path::to_owned).chain([self.folder.clone()]).collect()
    }
}

/// Follows the links again, and keeps what they lead to now.
fn look(places: &Mutex<Places>) -> Places {
    let mut now = places.lock().unwrap_or_else(PoisonError::into_inner).clone();
    now.folder = now.named.canonicalize().unwrap_or(now.folder);
    let entries = fs::read_dir(&now.folder).into_iter().flatten().flatten();
    let is_link = |entry: &fs::DirEntry| {
        entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.file_name().to_str().is_some_and(is_lesson_name)
    };
    now.targets = entries.filter(is_link).filter_map(|entry| entry.path().canonicalize().ok()).collect();
    now.targets.retain(|target| target.parent() != Some(&now.folder));
    places.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&now);
    now
}

fn listen(
    bell: &Bell,
    mut watcher: RecommendedWatcher,
    places: &Mutex<Places>,
    mut watched: BTreeSet<PathBuf>,
    changed: impl Fn(Wake),
) {
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
        let before = places.lock().unwrap_or_else(PoisonError::into_inner).folder.clone();
        let now = look(places);
        let wanted = now.folders();
        if wake.has(Wake::WATCH) {
            // The old watch belongs to a folder that may be elsewhere by now. Where there is no folder there is nothing to
            // watch; the parent tells when it comes.
            let _ = watcher.unwatch(&before.join(FOLDER));
            let _ = watcher.unwatch(&before);
            watched.remove(&before);
        }
        for gone in watched.difference(&wanted) {
            let _ = watcher.unwatch(gone);
        }
        for new in wanted.difference(&watched) {
            let _ = watcher.watch(new, RecursiveMode::NonRecursive);
        }
        watched = wanted;
        if wake.has(Wake::WATCH) {
            watch_images(&mut watcher, &now.folder);
        }
        changed(wake);
    }
}

/// Most lessons have no pictures; the folder tells when theirs comes.
fn watch_images(watcher: &mut RecommendedWatcher, folder: &Path) {
    let _ = watcher.watch(&folder.join(FOLDER), RecursiveMode::Recursive);
}

/// What a report asks for, if anything. Reading a file is reported as an access, so following those would never end.
fn classify(event: &Event, places: &Places) -> Wake {
    let folder = places.folder.as_path();
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
        } else if places.targets.contains(path) {
            Wake::READ
        } else if *path == places.named && path != folder {
            // A link that leads elsewhere now.
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
    use notify::event::{
        AccessKind, AccessMode, CreateKind, DataChange, Flag, MetadataKind, ModifyKind, RemoveKind, RenameMode,
    };

    use super::*;

    #[test]
    fn what_reports_ask_for() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let created = EventKind::Create(CreateKind::File);
        let renamed = |mode| EventKind::Modify(ModifyKind::Name(mode));
        let cases: [(EventKind, &[&str], Wake); 25] = [
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
            (written, &["/e/far.md"], Wake::READ),
            (written, &["/e/other.md"], Wake::NOTHING),
            (created, &["/d/link"], Wake::WATCH),
            (renamed(RenameMode::From), &["/c/lessons"], Wake::WATCH),
            (EventKind::Create(CreateKind::Folder), &["/c/lessons"], Wake::WATCH),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), &["/c/lessons"], Wake::NOTHING),
            (EventKind::Remove(RemoveKind::Folder), &["/c"], Wake::WATCH),
        ];
        let places = Places {
            named: "/d/link".into(),
            folder: "/c/lessons".into(),
            targets: BTreeSet::from(["/e/far.md".into()]),
        };
        for (kind, paths, wanted) in cases {
            let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
            assert_eq!(classify(&event, &places), wanted, "{event:?}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(classify(&lost, &places), Wake::WATCH);
    }
}
