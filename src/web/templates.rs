//! The pages' templates, inside the binary. Values are escaped, except what a context declares safe: a lesson's own
//! Markdown as the renderer made it, and the JSON that a page starts from. Their texts come from `texts`: `t(id="…")` is
//! a plain one, `rich(id="…")` one with emphasis; both take the message's values by their names.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use include_dir::{Dir, include_dir};
use serde_json::{Value, json};
use tera::{Context, Function, Kwargs, State, Tera, TeraResult};
use warp::http::StatusCode;
use warp::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue, VARY};
use warp::reply::Response;

use super::assets;
use super::problem::Problem;
use super::request::Request;
use super::texts::{Language, Texts};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/templates");

pub struct Templates {
    tera: Tera,
    assets: Value,
    texts: Arc<Texts>,
}

impl Templates {
    /// Fails on a template that does not parse, and on a text that is not there.
    pub fn load() -> anyhow::Result<Self> {
        Self::with(Texts::load()?)
    }

    fn with(texts: Texts) -> anyhow::Result<Self> {
        let texts = Arc::new(texts);
        let mut tera = Tera::new();
        for markup in [false, true] {
            let name = if markup { "rich" } else { "t" };
            tera.register_function(name, Say { texts: Arc::clone(&texts), markup });
        }
        let files: Vec<(&str, &str)> =
            TEMPLATES.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?))).collect();
        for (name, text) in &files {
            let missing = asked(text).find(|id| !texts.has(id));
            anyhow::ensure!(
                missing.is_none(),
                "{name} asks for the text `{}`, which en.ftl lacks",
                missing.unwrap_or_default()
            );
        }
        tera.add_raw_templates(files)?;
        Ok(Self { tera, assets: json!(assets::addresses()), texts })
    }

    /// A page of `context`, an object, in the language that the request wants. `assets` and the language are added.
    pub fn page(&self, request: &Request, name: &str, context: &Value) -> Response {
        let language = self.texts.choose(request.header(ACCEPT_LANGUAGE));
        match self.render(language, name, context) {
            Ok(text) => {
                let mut response = html(text);
                let headers = response.headers_mut();
                headers.insert(VARY, HeaderValue::from_static("accept-language"));
                if let Ok(tag) = HeaderValue::from_str(&language.tag) {
                    headers.insert(CONTENT_LANGUAGE, tag);
                }
                response
            }
            Err(error) => {
                let detail = format!("the template {name} failed: {error}");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail).into_response()
            }
        }
    }

    /// The page of a problem, for people.
    pub fn problem(&self, request: &Request, problem: &Problem) -> Response {
        let context = json!({
            "status": problem.status.as_u16(),
            "title": problem.title(),
            "detail": problem.detail,
        });
        problem.dress(self.page(request, "problem.html", &context))
    }

    /// The address of a built asset by its logical name, `frame_js`; empty if there is none.
    pub fn asset(&self, name: &str) -> &str {
        self.assets[name].as_str().unwrap_or_default()
    }

    fn render(&self, language: &Language, name: &str, context: &Value) -> TeraResult<String> {
        let mut context = Context::from_serialize(context)?;
        context.insert("assets", &self.assets);
        context.insert("language", &language.tag);
        let own = (!language.messages.is_empty()).then(|| script_json(&json!(language.messages)));
        context.insert("texts", &own);
        self.tera.render(name, &context)
    }
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").field("tera", &self.tera).field("assets", &self.assets).finish_non_exhaustive()
    }
}

/// The texts that a template asks for.
fn asked(template: &str) -> impl Iterator<Item = &str> {
    template.split("(id=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

/// A text as a function of templates.
struct Say {
    texts: Arc<Texts>,
    /// The message's marks become HTML: `<b>`, `<code>`, `<a>` to the value `link`, `<unseen>` for what is only spoken.
    markup: bool,
}

impl Function<TeraResult<String>> for Say {
    fn call(&self, values: Kwargs, state: &State<'_>) -> TeraResult<String> {
        let id: String = values.must_get("id")?;
        let tag: String = state.get("language")?.unwrap_or_default();
        let mut args = FluentArgs::new();
        let mut link = String::new();
        for (name, value) in values.iter() {
            let name = name.to_string();
            let written = if self.markup { state.escape(&value.to_string())? } else { value.to_string() };
            match name.as_str() {
                "id" => {}
                "link" => link = written,
                _ => match value.as_f64() {
                    Some(number) => args.set(name, FluentValue::from(number)),
                    None => args.set(name, FluentValue::from(written)),
                },
            }
        }
        let said = self.texts.say(&tag, &id, &args);
        let said = said.ok_or_else(|| tera::Error::message(format!("there is no text `{id}`")))?;
        Ok(if self.markup { marked(&said, &link) } else { said })
    }

    fn is_safe(&self) -> bool {
        self.markup
    }
}

/// A message's marks as HTML. Its values are escaped already, so no mark is theirs.
fn marked(said: &str, link: &str) -> String {
    said.replace("<b>", "<strong>")
        .replace("</b>", "</strong>")
        .replace("<unseen>", "<span class=\"unseen\">")
        .replace("</unseen>", "</span>")
        .replace("<a>", &format!("<a href=\"{link}\">"))
}

/// HTML that a browser asks for again each time.
pub fn html(text: String) -> Response {
    let mut response = Response::new(text.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// JSON for a script element: no text in it can end the element.
pub fn script_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = include_str!("../../assets/texts/en.ftl");

    #[test]
    fn a_file_is_a_language() {
        let made_up = "nav-lessons = Lecionoj\npage-shown-in = <a>{ $step }</a>, paŝo { $number }\n";
        let texts = Texts::read([("eo.ftl", made_up), ("en.ftl", ENGLISH)]).expect("both can be read");
        let templates = Templates::with(texts).expect("English has every text");
        let entry = json!({"back": "", "lesson": "L", "step": "<b>S</b>", "number": 2, "url": "/a?\"b"});
        let term = json!({"anchor": "t", "term": "T", "name": "T", "entries": [entry]});
        let context = json!({"place": "glossary", "terms": [term], "bootstrap": "{}"});

        let page = templates.render(templates.texts.choose(Some("eo, en;q=0.5")), "glossary.html", &context);
        let page = page.expect("it renders");
        assert!(page.contains("<html lang=\"eo\">"), "{page}");
        assert!(page.contains(">Lecionoj</a>"), "its own text: {page}");
        let own = "<a href=\"/a?&quot;b\">&lt;b&gt;S&lt;/b&gt;</a>, paŝo 2";
        assert!(page.contains(own), "values are escaped, marks are not: {page}");
        assert!(page.contains(">Cheat sheet</a>"), "English where it lacks one: {page}");
        assert!(page.contains("id=\"texts\">\"nav-lessons = Lecionoj\\npage-shown-in = \\u003ca>"), "{page}");

        let page = templates.render(templates.texts.choose(Some("fr")), "glossary.html", &context).expect("it renders");
        assert!(page.contains("<html lang=\"en\">") && page.contains(">Lessons</a>"), "{page}");
        assert!(!page.contains("id=\"texts\""), "the page has English by itself");
    }

    #[test]
    fn a_text_that_is_not_there_is_found_at_the_start() {
        let short = ENGLISH.replace("nav-lessons =", "nav-other =");
        let texts = Texts::read([("en.ftl", short.as_str())]).expect("it can be read");
        let error = Templates::with(texts).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(error, "nav.html asks for the text `nav-lessons`, which en.ftl lacks");
    }
}
