//! The texts of the pages, as Project Fluent's messages: one file of `assets/texts` for each language, named by its tag.
//! English is complete; another language falls back to it, text by text. Which one a browser gets, its `Accept-Language`
//! says.

use anyhow::{Context, anyhow, ensure};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

static TEXTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/texts");

/// The language that has every text.
const COMPLETE: &str = "en";

/// How many languages of an `Accept-Language` are looked at.
const MAX_ACCEPTED: usize = 32;

/// All languages, English first.
pub struct Texts(Vec<Language>);

pub struct Language {
    /// As in `<html lang>`.
    pub tag: String,
    /// The file, for the page's own texts; empty for English, which the page has.
    pub messages: String,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The languages inside the binary. Fails on a message that cannot be read.
    pub fn load() -> anyhow::Result<Self> {
        let files = TEXTS.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)));
        Self::read(files)
    }

    /// Of files `en.ftl`, `de.ftl` with what is in them.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> anyhow::Result<Self> {
        let languages =
            files.into_iter().map(|(name, text)| language(name, text).with_context(|| format!("texts/{name}")));
        let mut languages = languages.collect::<anyhow::Result<Vec<Language>>>()?;
        languages.sort_by_key(|language| (language.tag != COMPLETE, language.tag.clone()));
        ensure!(languages.first().is_some_and(|first| first.tag == COMPLETE), "there is no texts/{COMPLETE}.ftl");
        Ok(Self(languages))
    }

    /// The first language that a browser's `Accept-Language` wants and that there is, or English. `de-AT` takes `de`.
    pub fn choose(&self, accept: Option<&str>) -> &Language {
        let wanted = accepted(accept.unwrap_or_default());
        let found = wanted.iter().find_map(|tag| self.find(tag));
        found.unwrap_or(&self.0[0])
    }

    /// True if English has it, and so every language.
    pub fn has(&self, id: &str) -> bool {
        self.0[0].bundle.has_message(id)
    }

    /// A text in the language of a tag; `None` if there is none by this id.
    pub fn say(&self, tag: &str, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let own = self.0.iter().filter(|language| language.tag == tag);
        own.chain(&self.0[..1]).find_map(|language| {
            let pattern = language.bundle.get_message(id)?.value()?;
            // What is wrong with a value is seen in the text, where it stands by its name.
            Some(language.bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
        })
    }

    fn find(&self, tag: &str) -> Option<&Language> {
        let same = |tag: &str| self.0.iter().find(|language| language.tag.eq_ignore_ascii_case(tag));
        std::iter::successors(Some(tag), |tag| Some(tag.rsplit_once('-')?.0)).find_map(same)
    }
}

fn language(name: &str, text: &str) -> anyhow::Result<Language> {
    let tag = name.strip_suffix(".ftl").ok_or_else(|| anyhow!("its name does not end in .ftl"))?;
    let identifier: LanguageIdentifier = tag.parse().context("its name is no language's tag")?;
    let resource = FluentResource::try_new(text.to_owned());
    let resource = resource.map_err(|(_, errors)| anyhow!("a message cannot be read: {}", first(errors)))?;
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // Marks around each value would be copied along with the text.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|errors| anyhow!("a message is there twice: {}", first(errors)))?;
    let messages = if tag == COMPLETE { String::new() } else { text.to_owned() };
    Ok(Language { tag: tag.to_owned(), messages, bundle })
}

fn first(errors: Vec<impl ToString>) -> String {
    errors.first().map(ToString::to_string).unwrap_or_default()
}

/// The languages of an `Accept-Language`, the most wanted first.
fn accepted(header: &str) -> Vec<&str> {
    let mut wanted: Vec<(f32, &str)> = header
        .split(',')
        .take(MAX_ACCEPTED)
        .map(|range| {
            let (tag, quality) = range.split_once(';').unwrap_or((range, ""));
            let quality = quality.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse().ok());
            (quality.unwrap_or(0.0), tag.trim())
        })
        .filter(|(quality, _)| 0.0 < *quality)
        .collect();
    wanted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    wanted.into_iter().map(|(_, tag)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 3] = [
        ("eo.ftl", "hello = Saluton, { $name }"),
        ("en.ftl", "hello = Hello, { $name }\nbye = Bye"),
        ("pt-BR.ftl", ""),
    ];

    #[test]
    fn a_browser_gets_the_language_it_wants_most_of_those_that_there_are() {
        let texts = Texts::read(FILES).expect("they can be read");
        let chosen = |accept| texts.choose(accept).tag.as_str();
        assert_eq!(chosen(None), "en");
        assert_eq!(chosen(Some("eo")), "eo");
        assert_eq!(chosen(Some("fr;q=0.9, EO-x;q=0.5, en;q=0.4")), "eo");
        assert_eq!(chosen(Some("eo;q=0.4, en-GB;q=0.8")), "en");
        assert_eq!(chosen(Some("eo;q=0, *")), "en");
        assert_eq!(chosen(Some("pt-br")), "pt-BR");
        assert_eq!(chosen(Some("pt, ;;, q=, eo;q=x")), "en");
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        let texts = Texts::read(FILES).expect("they can be read");
        let mut args = FluentArgs::new();
        args.set("name", "Ada");
        assert_eq!(texts.say("eo", "hello", &args).as_deref(), Some("Saluton, Ada"));
        assert_eq!(texts.say("pt-BR", "hello", &args).as_deref(), Some("Hello, Ada"));
        assert_eq!(texts.say("eo", "bye", &args).as_deref(), Some("Bye"));
        assert_eq!(texts.say("eo", "nothing", &args), None);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let failed = |files: &[(&'static str, &'static str)]| {
            Texts::read(files.iter().copied()).err().map(|error| format!("{error:#}")).unwrap_or_default()
        };
        assert!(failed(&[("en.ftl", "hello = {")]).starts_with("texts/en.ftl: a message cannot be read"));
        assert!(failed(&[("en.ftl", "a = A\na = B")]).starts_with("texts/en.ftl: a message is there twice"));
        assert!(failed(&[("what is this.ftl", "")]).contains("no language's tag"));
        assert_eq!(failed(&[("eo.ftl", "")]), "there is no texts/en.ftl");
    }
}
