//! Pictures of lessons: files in the folder `images` beside them, written `![…](images/name.png)`, so that a hosting site
//! shows them too. Here they are at `/lessons/images/name.png`. Only what a browser takes for a picture, and only from
//! inside that folder.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use percent_encoding::percent_decode_str;

/// The folder's name, beside the lessons.
pub(super) const FOLDER: &str = "images";
/// The largest picture that is served, in bytes.
pub const MAX_IMAGE_BYTES: usize = 8 << 20;

/// File names' ends and their media types.
const TYPES: [(&str, &str); 7] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("svg", "image/svg+xml"),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub bytes: Cow<'static, [u8]>,
    /// `image/png`
    pub media_type: &'static str,
}

#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    #[error("there is no such picture in the folder `{FOLDER}` beside the lessons")]
    Missing,
    #[error("the picture is too large: {0} bytes, the limit is {MAX_IMAGE_BYTES}")]
    TooLarge(u64),
    #[error("the picture cannot be read: {0}")]
    Unreadable(#[from] io::Error),
}

/// Where a lesson's picture is served, by the address that the lesson gives it; `None` if it is not in the folder.
pub(super) fn served(address: &str) -> Option<String> {
    let path = address.strip_prefix("./").unwrap_or(address).strip_prefix("images/")?;
    let name = path.split(['?', '#']).next().unwrap_or_default();
    (media_type(name).is_some() && is_inside(name)).then(|| format!("/lessons/{FOLDER}/{path}"))
}

/// The file of a picture that is served, by the address that the lesson gives it: `images/map.png`, decoded.
pub(super) fn file(address: &str) -> Option<String> {
    let path = served(address)?.strip_prefix("/lessons/")?.split(['?', '#']).next()?.to_owned();
    Some(percent_decode_str(&path).decode_utf8_lossy().into_owned())
}

/// The pictures of the lessons in `lessons`, each as `images/map.png`.
pub(super) fn list(lessons: &Path) -> Vec<String> {
    /// Files and folders that are looked at; more pictures than that are not told apart from missing ones.
    const MOST: usize = 10_000;
    let mut found = Vec::new();
    let mut open = vec![FOLDER.to_owned()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(lessons.join(&folder)) else { continue };
        for entry in entries.flatten() {
            seen += 1;
            let Some(path) = entry.file_name().to_str().map(|name| format!("{folder}/{name}")) else { continue };
            match looks_like(Path::new(&path)) {
                _ if seen > MOST => return found,
                Some(Looks::Picture) => found.push(path),
                // A link may lead back to where it stands.
                Some(Looks::Folder) if entry.file_type().is_ok_and(|kind| kind.is_dir()) => open.push(path),
                _ => {}
            }
        }
    }
    found
}

/// A name below the folder: no way out of it, nothing hidden.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|segment| {
        !segment.is_empty() && !segment.starts_with('.') && !segment.contains(['\\', ':']) && !segment.contains('\0')
    })
}

fn media_type(path: &str) -> Option<&'static str> {
    let (_, end) = path.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(end)).map(|(_, kind)| *kind)
}

/// What a path below the folder is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looks {
    Picture,
    /// Without an ending.
    Folder,
}

pub(super) fn looks_like(path: &Path) -> Option<Looks> {
    let path = path.to_str().filter(|path| is_inside(path))?;
    let is_folder = path.rsplit('/').next().is_some_and(|name| !name.contains('.'));
    let picture = media_type(path).map(|_| Looks::Picture);
    picture.or(is_folder.then_some(Looks::Folder))
}

/// What `path` below the folder may be: its media type, if it is a picture's name at all.
pub(super) fn named(path: &str) -> Result<&'static str, ImageError> {
    media_type(path).filter(|_| is_inside(path)).ok_or(ImageError::Missing)
}

/// Reads a picture of the lessons in `lessons`. Links that lead out of the folder lead nowhere.
pub(super) fn read(lessons: &Path, path: &str) -> Result<Image, ImageError> {
    let media_type = named(path)?;
    let real = |path: &Path| path.canonicalize().map_err(|_| ImageError::Missing);
    let folder = real(&lessons.join(FOLDER))?;
    let file = real(&folder.join(path))?;
    if !file.starts_with(&folder) || !file.is_file() {
        return Err(ImageError::Missing);
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_IMAGE_BYTES).unwrap_or(u64::MAX);
    let opened = fs::File::open(&file)?;
    let length = opened.metadata()?.len();
    opened.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_IMAGE_BYTES {
        return Err(ImageError::TooLarge(length.max(limit + 1)));
    }
    Ok(Image { bytes: bytes.into(), media_type })
}

/// A picture of the lessons inside the binary.
pub(super) fn embedded(lessons: &include_dir::Dir<'static>, path: &str) -> Result<Image, ImageError> {
    let media_type = named(path)?;
    let file = lessons.get_file(format!("{FOLDER}/{path}")).ok_or(ImageError::Missing)?;
    Ok(Image { bytes: file.contents().into(), media_type })
}

/// The pictures of the lessons inside the binary, as [`list`] gives them.
pub(super) fn embedded_list(lessons: &'static include_dir::Dir<'static>) -> impl Iterator<Item = String> {
    let mut open: Vec<_> = lessons.get_dir(FOLDER).into_iter().collect();
    std::iter::from_fn(move || {
        let folder = open.pop()?;
        open.extend(folder.dirs());
        Some(folder.files().filter_map(|file| Some(file.path().to_str()?.to_owned())).collect::<Vec<_>>())
    })
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_below_the_folder_have_an_address() {
        assert_eq!(served("images/a.png").as_deref(), Some("/lessons/images/a.png"));
        assert_eq!(served("./images/b/c%20d.SVG?x#y").as_deref(), Some("/lessons/images/b/c%20d.SVG?x#y"));
        for address in [
            "a.png",
            "/images/a.png",
            "images/../a.png",
            "images/a.html",
            "https://a.b/images/c.png",
            "images/.a.png",
            "images//a.png",
        ] {
            assert_eq!(served(address), None, "{address}");
        }
    }

    #[test]
    fn pictures_are_listed_by_their_paths() {
        let place = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(place.path().join("images/deep")).expect("folders");
        for name in ["images/a b.png", "images/deep/c.svg", "images/notes.txt", "images/.d.png"] {
            fs::write(place.path().join(name), "x").expect("it writes");
        }
        let mut all = list(place.path());
        all.sort();
        assert_eq!(all, ["images/a b.png", "images/deep/c.svg"]);
        assert_eq!(file("./images/a%20b.png?x#y").as_deref(), Some("images/a b.png"));
        assert_eq!(list(&place.path().join("nowhere")), Vec::<String>::new());
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let place = tempfile::tempdir().expect("a folder");
        let lessons = place.path().join("lessons");
        fs::create_dir_all(lessons.join("images/deep")).expect("folders");
        fs::write(place.path().join("secret.png"), "no").expect("it writes");
        fs::write(lessons.join("other.png"), "no").expect("it writes");
        fs::write(lessons.join("images/notes.txt"), "no").expect("it writes");
        fs::write(lessons.join("images/deep/a.png"), "yes").expect("it writes");
        #[cfg(unix)]
        std::os::unix::fs::symlink(place.path().join("secret.png"), lessons.join("images/link.png")).expect("a link");
        assert_eq!(&*read(&lessons, "deep/a.png").expect("it is there").bytes, b"yes");
        for path in
            ["link.png", "../other.png", "deep/../../other.png", "notes.txt", "", "/etc/a.png", "deep", "..\\other.png"]
        {
            assert!(matches!(read(&lessons, path), Err(ImageError::Missing)), "{path}");
        }
    }
}
