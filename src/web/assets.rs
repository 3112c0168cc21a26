//! What `build.rs` made of `assets/`, inside the binary: scripts, styles and fonts. Every name carries a hash of its
//! content, so browsers keep them for ever. Client frames have an opaque origin, hence any origin may read them.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use warp::filters::BoxedFilter;
use warp::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use warp::http::{Method, StatusCode};
use warp::reply::Response;
use warp::{Filter, Reply};

use super::problem::Problem;
use super::request::{Request, Segment, request};

static SITE: Dir<'_> = include_dir!("$OUT_DIR/site");

/// Logical names (`page.js`) and the names that they are served under (`page-9F2C1A7B.js`); not served itself.
const MANIFEST: &str = "manifest.json";

pub fn route() -> BoxedFilter<(Response,)> {
    warp::path!("assets" / Segment).and(request()).map(answer).boxed()
}

/// Addresses by logical name, with dots and dashes as underscores: `page_js` is `/assets/page-9F2C1A7B.js`.
pub fn addresses() -> BTreeMap<String, String> {
    let manifest = SITE.get_file(MANIFEST).map_or(&b"{}"[..], |file| file.contents());
    let names: BTreeMap<String, String> = serde_json::from_slice(manifest).unwrap_or_default();
    let address = |(name, file): (String, String)| (name.replace(['.', '-'], "_"), format!("/assets/{file}"));
    names.into_iter().map(address).collect()
}

fn answer(Segment(name): Segment, request: Request) -> Response {
    let mut response = find(&name, &request).unwrap_or_else(Problem::into_response);
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

fn find(name: &str, request: &Request) -> Result<Response, Problem> {
    if request.method != Method::GET {
        return Err(Problem::method(&request.method, "GET, HEAD"));
    }
    let file = SITE.get_file(name).filter(|_| name != MANIFEST && !name.ends_with(".gz"));
    let file = file.ok_or_else(|| {
        Problem::not_found(format!("there is no asset `{name}`; a page that asks for it is of another version"))
    })?;
    let tag = format!("\"{name}\"");
    if request.header(IF_NONE_MATCH).is_some_and(|known| known.contains(&tag) || known.trim() == "*") {
        return Ok(kept(StatusCode::NOT_MODIFIED.into_response(), &tag));
    }
    let packed = SITE.get_file(format!("{name}.gz")).filter(|_| takes_gzip(request));
    let mut response = Response::new(packed.unwrap_or(file).contents().into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    if packed.is_some() {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(kept(response, &tag))
}

fn kept(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
    response
}

fn takes_gzip(request: &Request) -> bool {
    let accepted = request.header(ACCEPT_ENCODING).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip")) && parts.next() != Some("q=0")
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "html" => "text/html; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
