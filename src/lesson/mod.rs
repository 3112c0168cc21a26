//! Markdown to lesson, with diagnostics, and the library that holds and reloads them. Knows nothing of the web, nor of
//! how a scenario is run.
//!
//! # Layout
//! [`parse`] cuts a file into front matter (`front`) and steps (`section`); fences get their roles in `fence`, prose its
//! HTML in `prose` (code coloured by `highlight`, pictures by `images`), with places (`part`) for what the page draws, and sequence diagrams their lines in [`diagram`]. [`Library`] holds the lessons: `shelf` knows what a new
//! reading changes, `watch` when to read.

mod diagnostic;
pub mod diagram;
mod front;
mod fence;
mod headings;
mod json;
mod options;
mod highlight;
mod autolink;
mod images;
mod prose;
mod references;
mod part;
mod section;
mod model;
mod parse;
mod shelf;
mod watch;
mod library;

pub use diagnostic::{Diagnostic, Level, MAX_DIAGNOSTICS, Source};
pub use highlight::highlight;
pub use images::{Image, ImageError, MAX_IMAGE_BYTES};
pub use library::{Library, LibraryError, MAX_LESSONS, News, Unit};
pub use model::{Answer, Card, Code, Lesson, Quiz, Step};
pub use parse::{MAX_LESSON_BYTES, Parsed, parse};
pub use part::before_scenarios;
pub use shelf::{Change, Entry, is_lesson_name};

#[cfg(test)]
mod tests;
