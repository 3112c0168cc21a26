//! `/sandboxes/{id}/clients/{name}`: the page of an embedded client, for a frame. The lesson's HTML is served as it is,
//! with our script before all of it, under a policy that gives it an opaque origin and lets it reach its own sandbox only.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;
use warp::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_SECURITY_POLICY, HOST, HeaderValue};
use warp::http::uri::Authority;
use warp::reply::Response;

use super::problem::Problem;
use super::request::{Request, Segment, request};
use super::sandbox::find;
use super::templates::html;
use super::{State, client_scripts, with};

/// The page of a client for which no lesson made one: it can emit any event, and shows what comes.
pub(super) const DEFAULT_PAGE: &str = include_str!("../../assets/templates/client.html");

/// The longest name of a client, in bytes.
const MAX_NAME_BYTES: usize = 64;

/// What a name is, for people.
pub(super) const NAMES: &str = "a client's name is made of letters, digits, `_` and `-`, 64 at most";

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("sandboxes" / Segment / "clients" / Segment)
        .and(request())
        .and(with(state))
        .map(|Segment(id), Segment(name), request, state: Arc<State>| {
            page(&id, &name, &request, &state).unwrap_or_else(|problem| state.tell(&request, problem))
        })
        .boxed()
}

fn page(id: &str, name: &str, request: &Request, state: &State) -> Result<Response, Problem> {
    if request.method != Method::GET {
        return Err(Problem::method(&request.method, "GET, HEAD"));
    }
    let sandbox = find(state, id)?;
    if !is_name(name) {
        return Err(Problem::not_found(NAMES));
    }
    let id = sandbox.id();
    let pages = sandbox.pages();
    let own = page_of(name, &pages);
    let head = format!(
        "<link rel=\"stylesheet\" href=\"{}\"><script src=\"{}\" data-path=\"/sandboxes/{id}/socket.io/\" data-client=\"{name}\"></script>",
        state.templates.asset("frame_css"),
        state.templates.asset("frame_js"),
    );
    let own = client_scripts::serve_here(own, state.templates.asset("client_esm_js"));
    let mut response = html(with_head(&own, &head));
    let headers = response.headers_mut();
    let policy = policy(id, host(request.headers.get(HOST)).as_deref());
    let policy = HeaderValue::from_str(&policy).map_err(|_| Problem::bad_request("no such host"))?;
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Ok(response)
}

/// The HTML of a client. One that the lesson does not name has the page that all of its clients share, if they do.
fn page_of<'a>(name: &str, pages: &'a [(String, String)]) -> &'a str {
    let own = pages.iter().find(|(client, _)| client == name);
    let shared = || pages.first().filter(|(_, first)| pages.iter().all(|(_, html)| html == first));
    own.or_else(shared).map_or(DEFAULT_PAGE, |(_, html)| html)
}

/// Whether a client may have this name.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= MAX_NAME_BYTES
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

/// The name and port that a request was sent to, as far as a policy can name them.
pub(super) fn host(header: Option<&HeaderValue>) -> Option<String> {
    let authority: Authority = header?.to_str().ok()?.parse().ok()?;
    let plain = |host: &String| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte));
    Some(authority.to_string()).filter(plain)
}

/// The page's origin is opaque, so that `'self'` is not to be relied on: sources are named by host, in any scheme that
/// this server may be behind.
pub(super) fn policy(id: &str, host: Option<&str>) -> String {
    let sources = |schemes: &[&str], path: &str| match host {
        Some(host) => schemes.iter().map(|scheme| format!("{scheme}://{host}{path}")).collect::<Vec<_>>().join(" "),
        None => "'self'".to_owned(),
    };
    let own = format!("/sandboxes/{id}/");
    let assets = sources(&["http", "https"], "/assets/");
    [
        "sandbox allow-scripts allow-forms".to_owned(),
        "default-src 'none'".to_owned(),
        format!("script-src {assets} 'unsafe-inline'"),
        format!("style-src {assets} 'unsafe-inline'"),
        format!("connect-src {}", sources(&["http", "https", "ws", "wss"], &own)),
        format!("img-src data: {assets}"),
        format!("font-src {assets}"),
        "form-action 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
    ]
    .join("; ")
}

/// Puts `head` before everything of the page but its doctype: the parser then opens the document's head for it, and
/// takes the page's own `<html>` and `<head>` tags, if it has any, as they come.
pub(super) fn with_head(page: &str, head: &str) -> String {
    let start = page.trim_start_matches('\u{feff}').trim_start();
    let doctype = start.get(..9).filter(|begin| begin.eq_ignore_ascii_case("<!doctype"));
    match doctype.and_then(|_| start.split_once('>')) {
        Some((doctype, rest)) => format!("{doctype}>{head}{rest}"),
        None => format!("<!doctype html>{head}{start}"),
    }
}
