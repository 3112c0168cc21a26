//! What a lesson's prose refers to beside the lesson: pictures and other lessons. Whether these are there shows only to
//! whoever knows the folder.

use pulldown_cmark::{Event, Tag};

use super::diagnostic::{Diagnostic, Source, nearest};
use super::front::slug_of;
use super::{images, prose};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    kind: Kind,
    /// Where it stands. Without a message.
    place: Diagnostic,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// By its path below the folder of the lessons: `images/map.png`.
    Picture(String),
    /// By its slug, and as it is written.
    Lesson(String, String),
}

/// All references of a Markdown text that starts at this byte of the source.
pub fn references(source: &Source<'_>, body: usize) -> Vec<Reference> {
    let text = &source.text[body..];
    let found = prose::events(text, body).into_iter().filter_map(|(event, range)| {
        let kind = match event {
            Event::Start(Tag::Image { dest_url, .. }) => Kind::Picture(images::file(&dest_url)?),
            Event::Start(Tag::Link { dest_url, .. }) => Kind::Lesson(lesson(&dest_url)?, dest_url.into_string()),
            _ => return None,
        };
        Some(Reference { kind, place: source.error(range, "").as_warning() })
    });
    found.collect()
}

/// The slug of the lesson at this address, if it is one's.
fn lesson(address: &str) -> Option<String> {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    if let Some(rest) = path.strip_prefix("/lessons/") {
        let slug = rest.split('/').next().filter(|slug| !slug.is_empty() && *slug != images::FOLDER)?;
        return Some(slug.to_owned());
    }
    let file = path.strip_prefix("./").unwrap_or(path);
    (file.ends_with(".md") && !file.contains(['/', ':'])).then(|| slug_of(file))
}

impl Reference {
    /// What is wrong with it, given the pictures and the slugs that there are.
    pub fn missing<'s>(
        &self,
        has_picture: impl Fn(&str) -> bool,
        pictures: impl Iterator<Item = &'s str>,
        has_lesson: impl Fn(&str) -> bool,
        slugs: impl Iterator<Item = &'s str>,
    ) -> Option<Diagnostic> {
        let (message, help) = match &self.kind {
            Kind::Picture(path) if has_picture(path) => return None,
            Kind::Lesson(slug, _) if has_lesson(slug) => return None,
            Kind::Picture(path) => {
                let help = match nearest(path, pictures) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "pictures stand in the folder `images` beside the lessons".to_owned(),
                };
                (format!("there is no picture `{path}`"), help)
            }
            Kind::Lesson(slug, written) => {
                let help = match nearest(slug, slugs) {
                    Some(near) => format!("did you mean the lesson `{near}`?"),
                    None => "name the lesson's file: `[Rooms](10-rooms.md)`".to_owned(),
                };
                (format!("there is no lesson at `{written}`"), help)
            }
        };
        Some(self.place.clone().saying(message).with_help(help))
    }
}
