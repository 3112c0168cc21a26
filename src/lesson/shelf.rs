//! What a library holds, and what a new reading of its files changes: pure. Beside every broken lesson its last good version
//! stays.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use indexmap::IndexMap;

use super::diagnostic::{Diagnostic, nearest};
use super::front::slug_of;
use super::model::Lesson;
use super::parse::{Parsed, parse};

/// A lesson on show, or one that never parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub slug: String,
    pub title: String,
    /// The last version that parsed.
    pub lesson: Option<Arc<Lesson>>,
    /// That is the file as it is now.
    pub current: bool,
    /// The file's text as it is now, with `\n` for line ends.
    pub text: Arc<str>,
    /// What is wrong with the file as it is now.
    pub diagnostics: Vec<Diagnostic>,
}

/// What pages are told.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub slug: String,
    pub title: String,
    pub diagnostics: Vec<Diagnostic>,
    /// The newest version is on show; else the last good one, if there is any.
    pub current: bool,
    /// The file is gone.
    pub removed: bool,
}

/// A file as it was read: its name as diagnostics bear it, and its bytes or why there are none.
pub type Read = (String, Result<Vec<u8>, String>);

#[derive(Debug, Default)]
pub struct Shelf {
    /// By name, which is the order of the course.
    files: BTreeMap<String, Kept>,
    /// By slug, in the order of their files.
    entries: IndexMap<String, Arc<Entry>>,
    /// The pictures that there are, `lessons/images/map.png` beside a lesson `lessons/01-a.md`; none where nobody knows.
    pictures: Option<BTreeSet<String>>,
}

#[derive(Debug)]
struct Kept {
    hash: u64,
    parsed: Parsed,
    good: Option<Arc<Lesson>>,
    /// `good` is what was parsed.
    current: bool,
    /// What running it found wrong, the version before until this one was run.
    failures: Vec<Diagnostic>,
}

impl Shelf {
    pub fn entries(&self) -> &IndexMap<String, Arc<Entry>> {
        &self.entries
    }

    /// Takes what all files hold now; gives what that changes.
    pub fn update(&mut self, files: Vec<Read>) -> Vec<Change> {
        let mut before = std::mem::take(&mut self.files);
        for (name, bytes) in files {
            let hash = hash_of(&bytes);
            let kept = match before.remove(&name) {
                Some(kept) if kept.hash == hash => kept,
                old => {
                    let parsed = match bytes {
                        Ok(bytes) => parse(&name, &bytes),
                        Err(problem) => Parsed::unreadable(&name, &problem),
                    };
                    Kept::new(hash, parsed, old)
                }
            };
            self.files.insert(name, kept);
        }
        self.refresh()
    }

    /// Takes which pictures there are, for the next update.
    pub fn set_pictures(&mut self, pictures: BTreeSet<String>) {
        self.pictures = Some(pictures);
    }

    /// Takes what running a lesson found wrong with it, if that version is still the newest; gives what that changes.
    pub fn set_failures(&mut self, lesson: &Arc<Lesson>, failures: Vec<Diagnostic>) -> Vec<Change> {
        let is_it = |kept: &&mut Kept| kept.current && kept.good.as_ref().is_some_and(|good| Arc::ptr_eq(good, lesson));
        match self.files.values_mut().find(is_it) {
            Some(kept) => kept.failures = failures,
            None => return Vec::new(),
        }
        self.refresh()
    }

    fn refresh(&mut self) -> Vec<Change> {
        let shown = self.shown();
        let old = std::mem::replace(&mut self.entries, shown);
        let changed = self.entries.values().filter(|entry| old.get(&entry.slug).is_none_or(|old| !same(old, entry)));
        let removed = old.values().filter(|entry| !self.entries.contains_key(&entry.slug));
        changed.map(|entry| Change::of(entry)).chain(removed.map(|entry| Change::removed(entry))).collect()
    }

    /// Of two files with one slug the first stands; the other is a mistake beside it.
    fn shown(&self) -> IndexMap<String, Arc<Entry>> {
        let mut entries = IndexMap::<String, (&str, Entry)>::new();
        for (name, kept) in &self.files {
            let slug = kept.slug();
            match entries.get_mut(slug) {
                Some((first, entry)) => {
                    let mut diagnostic = kept.parsed.slug_place.clone();
                    diagnostic.message = format!("the slug `{slug}` belongs to `{first}` already");
                    let help = "rename the file, or give it a `slug:` of its own";
                    entry.diagnostics.push(diagnostic.with_help(help));
                    entry.diagnostics.extend(kept.parsed.diagnostics.iter().cloned());
                }
                None => {
                    let entry = Entry {
                        slug: slug.to_owned(),
                        title: kept.title().to_owned(),
                        lesson: kept.good.clone(),
                        current: kept.current,
                        text: Arc::clone(&kept.parsed.text),
                        diagnostics: kept.parsed.diagnostics.iter().chain(&kept.failures).cloned().collect(),
                    };
                    entries.insert(slug.to_owned(), (name, entry));
                }
            }
        }
        for (name, kept) in &self.files {
            let mut missing = kept.missing(|slug| entries.contains_key(slug), || entries.keys().map(String::as_str));
            missing.extend(self.lost(name, kept, &entries));
            if let Some((_, entry)) = entries.get_mut(kept.slug()) {
                entry.diagnostics.extend(missing);
            }
        }
        entries.into_iter().map(|(slug, (_, entry))| (slug, Arc::new(entry))).collect()
    }
}

impl Shelf {
    /// What the prose of a file refers to and is not there.
    fn lost<'a, V>(
        &'a self,
        file: &'a str,
        kept: &'a Kept,
        entries: &'a IndexMap<String, V>,
    ) -> impl Iterator<Item = Diagnostic> + 'a {
        let folder = file.rfind('/').map_or("", |at| &file[..=at]);
        let pictures = self.pictures.as_ref();
        kept.parsed.references.iter().filter_map(move |reference| {
            let has_picture =
                |path: &str| pictures.is_none_or(|pictures| pictures.contains(&format!("{folder}{path}")));
            let beside = pictures.into_iter().flatten().filter_map(|path| path.strip_prefix(folder));
            let slugs = entries.keys().map(String::as_str);
            reference.missing(has_picture, beside, |slug| entries.contains_key(slug), slugs)
        })
    }
}

impl Kept {
    fn new(hash: u64, mut parsed: Parsed, old: Option<Self>) -> Self {
        let (old, failures) = old.map_or((None, Vec::new()), |old| (old.good, old.failures));
        let current = parsed.lesson.is_some();
        let good = match (parsed.lesson.take(), old) {
            // Nothing that is seen has changed: who holds the old one need not be told.
            (Some(lesson), Some(old)) if lesson == *old => Some(old),
            (Some(lesson), _) => Some(Arc::new(lesson)),
            (None, old) => old,
        };
        let failures = if current { failures } else { Vec::new() };
        Self { hash, parsed, good, current, failures }
    }

    /// A broken file keeps the name under which it was on show.
    fn slug(&self) -> &str {
        self.good.as_ref().map_or(&self.parsed.slug, |good| &good.slug)
    }

    /// What is wrong with the slugs that it requires.
    fn missing<'a, I: Iterator<Item = &'a str>>(
        &self,
        is_known: impl Fn(&str) -> bool,
        known: impl Fn() -> I,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (slug, place) in &self.parsed.requires {
            let mut diagnostic = place.clone();
            let help = if slug == self.slug() {
                diagnostic.message = "a lesson does not require itself".to_owned();
                "leave it out".to_owned()
            } else if is_known(slug) {
                continue;
            } else {
                diagnostic.message = format!("there is no lesson `{slug}`");
                match nearest(slug, known().filter(|other| *other != self.slug())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`requires` lists slugs: a file's name without its number and ending".to_owned(),
                }
            };
            found.push(diagnostic.with_help(help));
        }
        found
    }

    fn title(&self) -> &str {
        self.good.as_ref().map_or(&self.parsed.title, |good| &good.title)
    }
}

impl Change {
    /// What is to tell of a lesson as it is now.
    pub fn of(entry: &Entry) -> Self {
        Self {
            slug: entry.slug.clone(),
            title: entry.title.clone(),
            diagnostics: entry.diagnostics.clone(),
            current: entry.current,
            removed: false,
        }
    }

    fn removed(entry: &Entry) -> Self {
        Self { diagnostics: Vec::new(), current: false, removed: true, ..Self::of(entry) }
    }
}

/// Whether a file is a lesson, by its name alone: Markdown, but no editor's temporary file and no README.
pub fn is_lesson_name(name: &str) -> bool {
    name.ends_with(".md") && !name.starts_with(['.', '_', '#', '~']) && !slug_of(name).eq_ignore_ascii_case("readme")
}

fn same(a: &Entry, b: &Entry) -> bool {
    let lessons = match (&a.lesson, &b.lesson) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    };
    lessons && a.current == b.current && a.title == b.title && a.diagnostics == b.diagnostics
}

fn hash_of(bytes: &Result<Vec<u8>, String>) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, title: &str) -> Read {
        (name.to_owned(), Ok(format!("---\ntitle: {title}\n---\n## S\n").into_bytes()))
    }

    /// `slug title errors` of each change, with `gone`.
    fn told(changes: &[Change]) -> Vec<String> {
        let line = |c: &Change| {
            format!("{} {} {}{}", c.slug, c.title, c.diagnostics.len(), if c.removed { " gone" } else { "" })
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn the_last_good_version_stays_beside_the_mistake() {
        let mut shelf = Shelf::default();
        assert_eq!(told(&shelf.update(vec![file("1-a.md", "A"), file("2-b.md", "B")])), ["a A 0", "b B 0"]);
        assert!(shelf.update(vec![file("1-a.md", "A"), file("2-b.md", "B")]).is_empty());
        let broken = ("1-a.md".to_owned(), Ok(b"---\ntitel: A2\n".to_vec()));
        let changes = shelf.update(vec![broken, file("2-b.md", "B")]);
        assert_eq!(changes.len(), 1);
        assert!(!changes[0].diagnostics.is_empty());
        assert_eq!(shelf.entries()["a"].lesson.as_ref().map(|lesson| lesson.title.as_str()), Some("A"));
        assert_eq!(told(&shelf.update(vec![file("1-a.md", "A3"), file("2-b.md", "B")])), ["a A3 0"]);
        assert_eq!(told(&shelf.update(vec![file("2-b.md", "B")])), ["a A3 0 gone"]);
    }

    #[test]
    fn a_rename_of_the_number_is_no_removal() {
        let mut shelf = Shelf::default();
        shelf.update(vec![file("1-a.md", "A"), file("2-b.md", "B")]);
        assert_eq!(told(&shelf.update(vec![file("2-b.md", "B"), file("3-a.md", "A")])), ["a A 0"]);
        assert_eq!(shelf.entries().keys().collect::<Vec<_>>(), ["b", "a"]);
    }

    #[test]
    fn of_two_with_one_slug_the_first_stands() {
        let mut shelf = Shelf::default();
        shelf.update(vec![file("1-a.md", "First"), file("2-a.md", "Second")]);
        let entry = &shelf.entries()["a"];
        assert_eq!(entry.title, "First");
        assert_eq!(entry.diagnostics[0].file, "2-a.md");
        assert_eq!(entry.diagnostics[0].message, "the slug `a` belongs to `1-a.md` already");
        assert_eq!(told(&shelf.update(vec![file("2-a.md", "Second")])), ["a Second 0"]);
    }

    #[test]
    fn a_lesson_that_is_required_has_to_be_there() {
        let mut shelf = Shelf::default();
        let rooms = || ("2-rooms.md".to_owned(), Ok(b"---\ntitle: R\nrequires: [emit, rooms]\n---\n## S\n".to_vec()));
        shelf.update(vec![file("1-emti.md", "E"), rooms()]);
        let entry = &shelf.entries()["rooms"];
        let told: Vec<_> = entry.diagnostics.iter().map(|d| (d.line, d.column, d.message.as_str())).collect();
        assert_eq!(told, [(3, 12, "there is no lesson `emit`"), (3, 18, "a lesson does not require itself")]);
        assert_eq!(entry.diagnostics[0].help.as_deref(), Some("did you mean `emti`?"));
        assert!(entry.lesson.is_some(), "it is shown all the same");
        let changes = shelf.update(vec![file("1-emit.md", "E"), rooms()]);
        assert_eq!(shelf.entries()["rooms"].diagnostics.len(), 1);
        assert!(changes.iter().any(|change| change.slug == "rooms"), "pages are told");
    }

    #[test]
    fn names_of_lessons() {
        for name in ["01-a.md", "a.md"] {
            assert!(is_lesson_name(name), "{name}");
        }
        for name in ["README.md", "readme.md", ".#a.md", "#a.md#", "a.md~", ".a.md.swp", "4913", "_a.md", "a.txt"] {
            assert!(!is_lesson_name(name), "{name}");
        }
    }
}
