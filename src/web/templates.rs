//! The pages' templates, inside the binary. Values are escaped, except what a context declares safe: a lesson's own
//! Markdown as the renderer made it, and the JSON that a page starts from.

use include_dir::{Dir, include_dir};
use serde_json::{Value, json};
use tera::{Context, Tera};
use warp::http::StatusCode;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use warp::reply::Response;

use super::assets;
use super::problem::Problem;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/templates");

#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    assets: Value,
}

impl Templates {
    /// Fails on a template that does not parse.
    pub fn load() -> anyhow::Result<Self> {
        let mut tera = Tera::new();
        let texts = TEMPLATES.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)));
        tera.add_raw_templates(texts)?;
        Ok(Self { tera, assets: json!(assets::addresses()) })
    }

    /// A page of `context`, an object, to which `assets` is added.
    pub fn page(&self, name: &str, context: &Value) -> Response {
        match self.render(name, context) {
            Ok(text) => html(text),
            Err(error) => {
                let detail = format!("the template {name} failed: {error}");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail).into_response()
            }
        }
    }

    /// The page of a problem, for people.
    pub fn problem(&self, problem: &Problem) -> Response {
        let context = json!({
            "status": problem.status.as_u16(),
            "title": problem.title(),
            "detail": problem.detail,
        });
        problem.dress(self.page("problem.html", &context))
    }

    /// The address of a built asset by its logical name, `frame_js`; empty if there is none.
    pub fn asset(&self, name: &str) -> &str {
        self.assets[name].as_str().unwrap_or_default()
    }

    fn render(&self, name: &str, context: &Value) -> tera::TeraResult<String> {
        let mut context = Context::from_serialize(context)?;
        context.insert("assets", &self.assets);
        self.tera.render(name, &context)
    }
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
