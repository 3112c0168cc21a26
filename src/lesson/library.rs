//! All lessons of a server: those inside the binary, or those of a folder that is watched. Readers get whole lessons,
//! cheap to clone; a change is told to whoever listens.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use include_dir::{Dir, include_dir};
use tokio::sync::broadcast;

use super::diagnostic::Diagnostic;
use super::images::{self, Image, ImageError};
use super::model::Lesson;
use super::parse::MAX_LESSON_BYTES;
use super::shelf::{Change, Entry, Read, Shelf, is_lesson_name};
use super::watch::{Wake, Watch};

static LESSONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lessons");

/// Lessons of one folder, in files; the rest is left out.
pub const MAX_LESSONS: usize = 1_000;
/// Changes that a listener may be behind; then it misses the oldest and is told so.
const CHANGES_WAITING: usize = 256;

#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    #[error("cannot read the lessons in `{folder}`: {problem}")]
    Unreadable { folder: String, problem: String },
    #[error("cannot read `{path}`: {problem}")]
    UnreadablePath { path: String, problem: String },
    #[error("cannot watch the lessons in `{folder}`: {problem}")]
    Unwatchable { folder: String, problem: String },
}

/// The lessons of a server.
#[derive(Debug)]
pub struct Library {
    shared: Arc<Shared>,
    /// Ends the watching when it goes.
    _watch: Option<Watch>,
}

/// Lessons of one unit, in order.
#[derive(Debug, Clone)]
pub struct Unit {
    pub name: String,
    pub lessons: Vec<Arc<Lesson>>,
}

/// What listeners are told.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// A lesson changed, or is gone.
    Lesson(Change),
    /// Pictures of lessons changed.
    Images,
}

/// What the watching thread and the readers share.
#[derive(Debug)]
pub(super) struct Shared {
    shelf: RwLock<Shelf>,
    changes: broadcast::Sender<News>,
    /// As the command line named it, for diagnostics.
    folder: PathBuf,
    /// The lessons are those inside the binary.
    embedded: bool,
}

impl Library {
    /// The lessons inside the binary.
    pub fn embedded() -> Self {
        let named = |file: &include_dir::File<'_>| {
            let name = file.path().file_name()?.to_str().filter(|name| is_lesson_name(name))?;
            Some((format!("lessons/{name}"), Ok(file.contents().to_vec())))
        };
        let shared = Shared::new(PathBuf::from("lessons"), true);
        let pictures = images::embedded_list(&LESSONS).map(|path| format!("lessons/{path}"));
        shared.take(LESSONS.files().filter_map(named).collect(), pictures.collect());
        Self { shared: Arc::new(shared), _watch: None }
    }

    /// The lessons of a folder, read once.
    pub fn read(folder: &Path) -> Result<Self, LibraryError> {
        let shared = Shared::new(folder.to_owned(), false);
        let (files, _) = read_folder(folder).map_err(|problem| unreadable(folder, &problem))?;
        shared.take_read(files);
        Ok(Self { shared: Arc::new(shared), _watch: None })
    }

    /// The lessons in these files and folders, read once, with the names of those that were meant: beside a file stand the
    /// other lessons of its folder, since it may require one of them, or take its slug. A file that is named is taken for a
    /// lesson whatever its name is.
    pub fn of(paths: &[PathBuf]) -> Result<(Self, BTreeSet<String>), LibraryError> {
        let mut files = BTreeMap::<PathBuf, Read>::new();
        let mut meant = BTreeSet::new();
        let mut beside = Vec::new();
        for path in paths {
            let unreadable = |problem| LibraryError::UnreadablePath { path: path.display().to_string(), problem };
            let fail = |problem: std::io::Error| unreadable(problem.to_string());
            if fs::metadata(path).map_err(fail)?.is_dir() {
                let (lessons, left_out) = read_folder(path).map_err(fail)?;
                if left_out > 0 {
                    return Err(unreadable(format!("it has more than {MAX_LESSONS} lessons; name some of them")));
                }
                for file in lessons {
                    meant.insert(file.0.clone());
                    files.entry(fs::canonicalize(&file.0).unwrap_or_else(|_| file.0.clone().into())).or_insert(file);
                }
                continue;
            }
            let name = path.display().to_string();
            let file = (name.clone(), Ok(read_file(path).map_err(fail)?));
            let whole = fs::canonicalize(path).map_err(fail)?;
            beside.extend(whole.parent().map(Path::to_owned));
            meant.insert(name);
            files.entry(whole).or_insert(file);
        }
        beside.sort();
        beside.dedup();
        // Of a neighbour that cannot be read nothing is wanted.
        for file in beside.iter().filter_map(|folder| read_folder(folder).ok()).flat_map(|(files, _)| files) {
            files.entry(PathBuf::from(&file.0)).or_insert(file);
        }
        let shared = Shared::new(PathBuf::new(), false);
        shared.take_read(files.into_values().collect());
        Ok((Self { shared: Arc::new(shared), _watch: None }, meant))
    }

    /// The lessons of a folder, read again whenever one changes.
    pub fn watched(folder: &Path) -> Result<Self, LibraryError> {
        let library = Self::read(folder)?;
        let shared = Arc::clone(&library.shared);
        let watch = Watch::start(folder, move |wake| shared.changed(wake)).map_err(|problem| {
            LibraryError::Unwatchable { folder: folder.display().to_string(), problem: problem.to_string() }
        })?;
        // What changed between reading and watching.
        library.shared.reload();
        Ok(Self { shared: library.shared, _watch: Some(watch) })
    }

    /// A lesson with its diagnostics, by slug.
    pub fn entry(&self, slug: &str) -> Option<Arc<Entry>> {
        self.shared.with(|shelf| shelf.entries().get(slug).cloned())
    }

    /// A lesson on show.
    pub fn lesson(&self, slug: &str) -> Option<Arc<Lesson>> {
        self.entry(slug)?.lesson.clone()
    }

    /// All entries in the order of the course, those without a good version too.
    pub fn entries(&self) -> Vec<Arc<Entry>> {
        self.shared.with(|shelf| shelf.entries().values().cloned().collect())
    }

    /// The lessons on show, in the order of the course.
    pub fn lessons(&self) -> Vec<Arc<Lesson>> {
        self.entries().iter().filter_map(|entry| entry.lesson.clone()).collect()
    }

    /// The lessons on show by units; a unit stands where its first lesson stands.
    pub fn units(&self) -> Vec<Unit> {
        let mut units = Vec::<Unit>::new();
        for lesson in self.lessons() {
            match units.iter_mut().find(|unit| unit.name == lesson.unit) {
                Some(unit) => unit.lessons.push(lesson),
                None => units.push(Unit { name: lesson.unit.clone(), lessons: vec![lesson] }),
            }
        }
        units
    }

    /// What is wrong in any lesson, in the order of the course.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.entries().iter().flat_map(|entry| entry.diagnostics.clone()).collect()
    }

    /// Shows what running a lesson found wrong with it beside its other mistakes, as long as that version is the newest.
    pub fn set_failures(&self, lesson: &Arc<Lesson>, failures: Vec<Diagnostic>) {
        let mut shelf = self.shared.shelf.write().unwrap_or_else(PoisonError::into_inner);
        let changes = shelf.set_failures(lesson, failures);
        drop(shelf);
        self.shared.tell(changes);
    }

    /// A picture by its path below the folder `images`; reads the file, so it may block.
    pub fn image(&self, path: &str) -> Result<Image, ImageError> {
        if self.shared.embedded { images::embedded(&LESSONS, path) } else { images::read(&self.shared.folder, path) }
    }

    /// Changes from now on. A listener that is too slow is told that it missed some (`Lagged`).
    pub fn changes(&self) -> broadcast::Receiver<News> {
        self.shared.changes.subscribe()
    }
}

impl Shared {
    fn new(folder: PathBuf, embedded: bool) -> Self {
        Self { shelf: RwLock::default(), changes: broadcast::Sender::new(CHANGES_WAITING), folder, embedded }
    }

    fn with<T>(&self, look: impl FnOnce(&Shelf) -> T) -> T {
        look(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn take(&self, files: Vec<Read>, pictures: BTreeSet<String>) {
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        shelf.set_pictures(pictures);
        let changes = shelf.update(files);
        drop(shelf);
        self.tell(changes);
    }

    /// Takes lessons with the pictures beside them.
    fn take_read(&self, files: Vec<Read>) {
        let folders: BTreeSet<&str> =
            files.iter().map(|(name, _)| name.rfind('/').map_or("", |at| &name[..=at])).collect();
        let beside = |folder: &&str| {
            let folder = folder.to_owned().to_owned();
            images::list(Path::new(if folder.is_empty() { "." } else { &folder }))
                .into_iter()
                .map(move |path| format!("{folder}{path}"))
        };
        let pictures = folders.iter().flat_map(beside).collect();
        self.take(files, pictures);
    }

    fn tell(&self, changes: Vec<Change>) {
        for change in changes {
            // Nobody listens: then nobody has to be told.
            let _ = self.changes.send(News::Lesson(change));
        }
    }

    fn changed(&self, wake: Wake) {
        // A picture that came, or went, is one mistake less or more.
        if wake.has(Wake::READ) || wake.has(Wake::IMAGES) {
            self.reload();
        }
        if wake.has(Wake::IMAGES) {
            let _ = self.changes.send(News::Images);
        }
    }

    /// Reads the folder again. A folder that is gone has no lessons.
    fn reload(&self) {
        let (files, _) = read_folder(&self.folder).unwrap_or_default();
        self.take_read(files);
    }
}

fn unreadable(folder: &Path, problem: &std::io::Error) -> LibraryError {
    LibraryError::Unreadable { folder: folder.display().to_string(), problem: problem.to_string() }
}

/// The lesson files of a folder, in the order of their names, and how many were left out.
fn read_folder(folder: &Path) -> std::io::Result<(Vec<Read>, usize)> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        // One that went while we looked is not there.
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if is_lesson_name(name) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let left_out = paths.len().saturating_sub(MAX_LESSONS);
    paths.truncate(MAX_LESSONS);
    let mut files = Vec::new();
    for path in paths {
        match read_file(&path) {
            Ok(bytes) => files.push((path.display().to_string(), Ok(bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => files.push((path.display().to_string(), Err(error.to_string()))),
        }
    }
    Ok((files, left_out))
}

/// At most one byte more than a lesson may have, so that one too large is seen to be.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_LESSON_BYTES + 1).unwrap_or(u64::MAX);
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
