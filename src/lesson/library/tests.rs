//! The library with real files, saved in the ways of real editors.

use std::time::Duration;

use super::*;

const GOOD: &str = "---\ntitle: One\n---\n## S\n";

async fn next(changes: &mut broadcast::Receiver<News>) -> News {
    let change = tokio::time::timeout(Duration::from_secs(20), changes.recv()).await;
    change.expect("a change is told").expect("the library is there")
}

/// Waits until a change fits; others may be told on the way.
async fn until(changes: &mut broadcast::Receiver<News>, fits: impl Fn(&Change) -> bool) -> Change {
    loop {
        match next(changes).await {
            News::Lesson(change) if fits(&change) => return change,
            News::Lesson(_) | News::Images => {}
        }
    }
}

#[test]
fn the_lessons_inside_are_good() {
    let library = Library::embedded();
    assert_eq!(library.diagnostics(), []);
    let units = library.units();
    assert!(units.iter().any(|unit| unit.lessons.iter().any(|lesson| lesson.slug == "broadcasting")));
    assert!(library.lesson("broadcasting").is_some() && library.lesson("nothing").is_none());
}

#[test]
fn a_missing_folder_is_told() {
    let Err(error) = Library::watched(Path::new("no/such/folder")) else { panic!("there is no such folder") };
    assert!(error.to_string().starts_with("cannot read the lessons in `no/such/folder`: "));
}

#[tokio::test]
async fn saves_of_every_kind_are_seen() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("lessons");
    fs::create_dir(&folder).expect("a folder");
    let file = folder.join("01-one.md");
    fs::write(&file, GOOD).expect("it writes");
    let library = Library::watched(&folder).expect("it watches");
    let mut changes = library.changes();
    assert_eq!(library.lesson("one").map(|lesson| lesson.title.clone()).as_deref(), Some("One"));

    fs::write(&file, GOOD.replace("One", "Plain")).expect("it writes");
    until(&mut changes, |change| change.title == "Plain" && change.diagnostics.is_empty()).await;

    let temporary = folder.join(".01-one.md.tmp");
    fs::write(&temporary, GOOD.replace("One", "Atomic")).expect("it writes");
    fs::rename(&temporary, &file).expect("it renames");
    until(&mut changes, |change| change.title == "Atomic").await;

    fs::write(&file, "---\ntitel: Broken\n---\n").expect("it writes");
    let change = until(&mut changes, |change| !change.diagnostics.is_empty()).await;
    assert_eq!((change.slug.as_str(), change.title.as_str()), ("one", "Atomic"));
    assert!(library.lesson("one").is_some(), "the last good version stays");

    fs::write(folder.join("02-two.md"), GOOD.replace("One", "Two")).expect("it writes");
    until(&mut changes, |change| change.slug == "two" && change.diagnostics.is_empty()).await;

    fs::remove_file(&file).expect("it removes");
    until(&mut changes, |change| change.slug == "one" && change.removed).await;
    assert!(library.lesson("one").is_none());
}

#[tokio::test]
async fn a_folder_that_went_and_came_back_is_watched_again() {
    let place = tempfile::tempdir().expect("a folder");
    let (folder, away) = (place.path().join("lessons"), place.path().join("away"));
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("01-one.md"), GOOD).expect("it writes");
    let library = Library::watched(&folder).expect("it watches");
    let mut changes = library.changes();

    fs::rename(&folder, &away).expect("it moves");
    until(&mut changes, |change| change.removed).await;
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("01-one.md"), GOOD.replace("One", "New")).expect("it writes");
    until(&mut changes, |change| change.title == "New").await;
    fs::write(folder.join("01-one.md"), GOOD.replace("One", "Newer")).expect("it writes");
    until(&mut changes, |change| change.title == "Newer").await;
}

/// A folder that is watched, with one lesson, `one`.
struct Workshop {
    place: tempfile::TempDir,
    library: Library,
    changes: broadcast::Receiver<News>,
}

impl Workshop {
    fn open() -> Self {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("lessons");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("01-one.md"), GOOD).expect("it writes");
        let library = Library::watched(&folder).expect("it watches");
        let changes = library.changes();
        Self { place, library, changes }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join("lessons").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("it writes");
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("it renames");
    }

    async fn title(&mut self, title: &str) -> Change {
        until(&mut self.changes, |change| change.title == title && change.current && change.diagnostics.is_empty())
            .await
    }
}

#[tokio::test]
async fn a_file_caught_half_written_leaves_the_last_good_version() {
    let mut shop = Workshop::open();
    let whole = "---\ntitle: Whole\n---\n## S\n```js server\nio;\n```\n";
    shop.write("01-one.md", &whole[..whole.len() - 5]);
    let change = until(&mut shop.changes, |change| !change.diagnostics.is_empty()).await;
    assert!(!change.current && change.title == "One", "{change:?}");
    assert_eq!(shop.library.lesson("one").map(|lesson| lesson.title.clone()).as_deref(), Some("One"));
    let mut file = fs::OpenOptions::new().append(true).open(shop.path("01-one.md")).expect("it opens");
    std::io::Write::write_all(&mut file, &whole.as_bytes()[whole.len() - 5..]).expect("it writes");
    shop.title("Whole").await;
}

#[tokio::test]
async fn several_writes_for_one_save_end_in_what_was_saved() {
    let mut shop = Workshop::open();
    let text = format!("{}{}", GOOD.replace("One", "Pieces"), "Words and words.\n".repeat(200));
    let mut file = fs::File::create(shop.path("01-one.md")).expect("it opens");
    for piece in text.as_bytes().chunks(64) {
        std::io::Write::write_all(&mut file, piece).expect("it writes");
    }
    std::io::Write::flush(&mut file).expect("it writes");
    drop(file);
    until(&mut shop.changes, |change| change.title == "Pieces" && change.current).await;
    let held = |library: &Library| library.lesson("one").is_some_and(|lesson| lesson.steps[0].html.len() > 200 * 17);
    while !held(&shop.library) {
        next(&mut shop.changes).await;
    }
}

#[tokio::test]
async fn an_editor_that_keeps_a_backup_saves_all_the_same() {
    let mut shop = Workshop::open();
    // As vim does with `backup`: the old file moves aside, a probe comes and goes, the new one is written.
    shop.write("4913", "");
    fs::remove_file(shop.path("4913")).expect("it removes");
    shop.rename("01-one.md", "01-one.md~");
    shop.write("01-one.md", &GOOD.replace("One", "Kept"));
    fs::remove_file(shop.path("01-one.md~")).expect("it removes");
    shop.title("Kept").await;
    // As Emacs does: a lock that leads nowhere, and its own copy.
    #[cfg(unix)]
    std::os::unix::fs::symlink("nobody@nowhere", shop.path(".#01-one.md")).expect("a link");
    shop.write("#01-one.md#", "half");
    shop.write("01-one.md", &GOOD.replace("One", "Again"));
    shop.title("Again").await;
    assert_eq!(shop.library.entries().len(), 1, "no editor's own file is a lesson");
}

#[tokio::test]
async fn renames_are_seen() {
    let mut shop = Workshop::open();
    shop.write("02-two.md", &GOOD.replace("One", "Two"));
    shop.title("Two").await;
    shop.rename("01-one.md", "03-one.md");
    // The order of the course is that of the files; it is the same lesson.
    let order = |library: &Library| library.entries().iter().map(|entry| entry.slug.clone()).collect::<Vec<_>>();
    until(&mut shop.changes, |change| change.slug == "one" && !change.removed).await;
    assert_eq!(order(&shop.library), ["two", "one"]);
    shop.rename("03-one.md", "03-other.md");
    until(&mut shop.changes, |change| change.slug == "one" && change.removed).await;
    assert_eq!(order(&shop.library), ["two", "other"]);
}

#[tokio::test]
async fn a_folder_moved_away_and_back_is_watched_as_before() {
    let mut shop = Workshop::open();
    let (folder, away) = (shop.path(""), shop.place.path().join("away"));
    fs::rename(&folder, &away).expect("it moves");
    until(&mut shop.changes, |change| change.removed).await;
    fs::write(away.join("01-one.md"), GOOD.replace("One", "Meanwhile")).expect("it writes");
    fs::rename(&away, &folder).expect("it moves");
    shop.title("Meanwhile").await;
    shop.write("01-one.md", &GOOD.replace("One", "After"));
    shop.title("After").await;
}

#[tokio::test]
async fn pictures_are_watched_also_in_a_folder_that_comes_later() {
    let mut shop = Workshop::open();
    async fn told(shop: &mut Workshop) {
        while next(&mut shop.changes).await != News::Images {}
    }
    fs::create_dir_all(shop.path("images")).expect("a folder");
    told(&mut shop).await;
    shop.write("images/map.svg", "<svg/>");
    told(&mut shop).await;
    fs::create_dir_all(shop.path("images/deep")).expect("a folder");
    told(&mut shop).await;
    shop.write("images/deep/map.svg", "<svg/>");
    told(&mut shop).await;
    fs::remove_dir_all(shop.path("images")).expect("it removes");
    told(&mut shop).await;
}

#[cfg(unix)]
#[tokio::test]
async fn links_are_watched_where_they_lead() {
    let mut shop = Workshop::open();
    let far = shop.place.path().join("far.txt");
    fs::write(&far, GOOD.replace("One", "Far")).expect("it writes");
    std::os::unix::fs::symlink(&far, shop.path("02-far.md")).expect("a link");
    shop.title("Far").await;
    fs::write(&far, GOOD.replace("One", "Farther")).expect("it writes");
    shop.title("Farther").await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_behind_a_link_is_followed_to_another() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().expect("a folder");
    let at = |path: &str| place.path().join(path);
    for (folder, title) in [("old", "Old"), ("new", "New")] {
        fs::create_dir_all(at(folder)).expect("a folder");
        fs::write(at(folder).join("01-one.md"), GOOD.replace("One", title)).expect("it writes");
    }
    symlink(at("old"), at("link")).expect("a link");
    let library = Library::watched(&at("link")).expect("it is there");
    let mut changes = library.changes();
    symlink(at("new"), at("next")).expect("a link");
    fs::rename(at("next"), at("link")).expect("it moves");
    until(&mut changes, |change| change.title == "New").await;
    fs::write(at("new").join("01-one.md"), GOOD.replace("One", "Newer")).expect("it writes");
    until(&mut changes, |change| change.title == "Newer").await;
}

#[tokio::test]
async fn a_picture_that_is_missing_is_told_until_it_comes() {
    let mut shop = Workshop::open();
    let told = |change: &Change| change.diagnostics.iter().map(|it| it.message.clone()).collect::<Vec<_>>();
    shop.write("01-one.md", &format!("{GOOD}\n![A map](images/a%20map.png) and [more](02-two.md)\n"));
    until(&mut shop.changes, |change| {
        told(change) == ["there is no picture `images/a map.png`", "there is no lesson at `02-two.md`"]
    })
    .await;
    fs::create_dir_all(shop.path("images")).expect("a folder");
    shop.write("images/a map.png", "x");
    until(&mut shop.changes, |change| told(change) == ["there is no lesson at `02-two.md`"]).await;
    shop.write("02-two.md", &GOOD.replace("One", "Two"));
    until(&mut shop.changes, |change| change.slug == "one" && told(change).is_empty()).await;
    fs::remove_dir_all(shop.path("images")).expect("it removes");
    until(&mut shop.changes, |change| told(change) == ["there is no picture `images/a map.png`"]).await;
}
