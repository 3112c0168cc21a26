//! `/api/sandboxes/{id}/export`: the sandbox as a zip that runs under plain Node: its code as it is, what a sandbox gives
//! for free in a file beside it, and its clients' pages.

use std::io::{Cursor, Write};
use std::sync::Arc;

use serde_json::{Map, Value, json};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use warp::http::{Method, StatusCode};
use warp::reply::Response;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::client_page::{DEFAULT_PAGE, with_head};
use super::problem::Problem;
use super::request::{Request, Segment, request};
use super::sandbox::find;
use super::{State, client_scripts, guard, with};
use crate::javascript::is_module;
use crate::sandbox::Sandbox;

/// Decides the version of `socket.io`: the one that sandboxes run.
const LOCK: &str = include_str!("../../assets/package-lock.json");
const SURROUNDINGS: &str = include_str!("../../assets/export/sandbox.cjs");
const CLIENT: &str = include_str!("../../assets/export/client.js");
/// The version of `express` that real code gets; a sandbox has only its beginnings.
const EXPRESS: &str = "^5";
/// The clients of a sandbox that no lesson made.
const CLIENTS: [&str; 3] = ["alice", "bob", "carol"];

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("api" / "sandboxes" / Segment / "export")
        .and(request())
        .and(with(state))
        .then(async |Segment(id), request: Request, state: Arc<State>| {
            let answer = match readable(&id, &request, &state) {
                Ok(sandbox) => export(&sandbox).await,
                Err(problem) => Err(problem),
            };
            answer.unwrap_or_else(Problem::into_response)
        })
        .boxed()
}

fn readable(id: &str, request: &Request, state: &State) -> Result<Arc<Sandbox>, Problem> {
    guard::host(request, state.loopback)?;
    match request.method {
        Method::GET => find(state, id),
        _ => Err(Problem::method(&request.method, "GET, HEAD")),
    }
}

async fn export(sandbox: &Sandbox) -> Result<Response, Problem> {
    let snapshot = sandbox.snapshot().await.ok_or_else(|| Problem::no_sandbox(sandbox.id()))?;
    let files = files(&snapshot.server, &snapshot.options, &sandbox.pages());
    let bytes = zipped(&files)
        .map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the zip was not made: {error}")))?;
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"emitscope.zip\""));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn zipped(files: &[(String, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(0o644);
    for (name, text) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// All files of an export, by name.
fn files(server: &str, options: &Map<String, Value>, pages: &[(String, String)]) -> Vec<(String, String)> {
    let module = is_module(server);
    let mut clients: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    if clients.is_empty() {
        clients.extend(CLIENTS);
    }
    let first = clients.first().copied().unwrap_or_default();
    let page = |html: &str| page(html, first);
    let main = pages.first().map_or(DEFAULT_PAGE, |(_, html)| html.as_str());
    let mut files = vec![
        ("package.json".to_owned(), pretty(&package(server, module))),
        ("server.js".to_owned(), code(server, module)),
        ("sandbox.cjs".to_owned(), SURROUNDINGS.to_owned()),
        ("sandbox.json".to_owned(), pretty(&json!({"options": options, "clients": clients}))),
        ("public/index.html".to_owned(), page(main)),
        ("public/client.js".to_owned(), CLIENT.to_owned()),
        ("README.md".to_owned(), readme(first)),
    ];
    // One page for all needs no file for each.
    let others = pages.iter().filter(|(_, html)| html != main);
    files.extend(others.map(|(name, html)| (format!("public/{name}.html"), page(html))));
    files
}

fn package(server: &str, module: bool) -> Value {
    let mut dependencies = Map::new();
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    if server.split(|c| !word(c)).any(|name| name == "express" || name == "app") {
        dependencies.insert("express".into(), EXPRESS.into());
    }
    dependencies.insert("socket.io".into(), socketio().into());
    json!({
        "name": "emitscope-export",
        "private": true,
        "version": "1.0.0",
        "type": if module { "module" } else { "commonjs" },
        "scripts": {"start": "node server.js"},
        "engines": {"node": ">=20"},
        "dependencies": dependencies,
    })
}

/// The version of `socket.io` that sandboxes run.
fn socketio() -> String {
    let lock: Value = serde_json::from_str(LOCK).unwrap_or_default();
    lock["packages"]["node_modules/socket.io"]["version"].as_str().unwrap_or("4").to_owned()
}

/// The code with what loads its surroundings before it, and what listens for it after it.
fn code(server: &str, module: bool) -> String {
    let why = "what the sandbox gave for free; see README.md";
    // A first line for the shell is none any more behind ours.
    let server = if server.starts_with("#!") { server.split_once('\n').map_or("", |(_, rest)| rest) } else { server };
    let server = server.trim_end();
    if module {
        return format!(
            "import \"./sandbox.cjs\"; // {why}\n\n{server}\n\n(await import(\"./sandbox.cjs\")).default.start();\n"
        );
    }
    let strict = server.trim_start().get(1..).is_some_and(|text| text.starts_with("use strict"));
    let strict = if strict { "\"use strict\";\n" } else { "" };
    format!("{strict}setImmediate(require(\"./sandbox.cjs\").start); // {why}\n\n{server}\n")
}

/// A client's page with the client's script, its own name, and Socket.IO's client from this server.
fn page(html: &str, first: &str) -> String {
    let head = format!(
        "<link rel=\"icon\" href=\"data:,\">\n<script src=\"/socket.io.js\"></script>\n\
         <script src=\"/client.js\" data-client=\"{first}\"></script>\n"
    );
    with_head(&client_scripts::serve_here(html, "/socket.io.esm.js"), &head)
}

fn readme(first: &str) -> String {
    format!(
        "# A sandbox of Emitscope\n\nIt runs under plain [Node.js](https://nodejs.org) 20 or newer:\n\n```sh\nnpm install\n\
         npm start\n```\n\nThen open <http://localhost:3000/?client={first}>, and another client in another tab. Another \
         port: `PORT=4000 npm start`, unless the code names one.\n\n- `server.js` is the server code, with one line before \
         it (and in a module one after it) for what the sandbox gave for free.\n- `sandbox.cjs` is that: `io` and `app` \
         without making them, the options in `sandbox.json`, and the clients' pages at `/`.\n- `public/` has the pages; \
         `client.js` gives them `me`, the name after `?client=`.\n"
    )
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
