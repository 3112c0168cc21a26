//! Who may ask. A page of another site must not use the sandboxes of the person who opened it: requests that change
//! something have to come from this server's own pages, or from no page at all; and a server on loopback answers the
//! API only under a loopback name, since any name can be made to resolve to 127.0.0.1 (DNS rebinding).

use std::net::IpAddr;

use warp::http::StatusCode;
use warp::http::header::{HOST, ORIGIN};
use warp::http::uri::Authority;

use super::problem::Problem;
use super::request::Request;

/// For every API request. `loopback`: the server listens on a loopback address. Any port is good, since tunnels change it.
pub fn host(request: &Request, loopback: bool) -> Result<(), Problem> {
    if !loopback || !request.headers.contains_key(HOST) {
        return Ok(());
    }
    match authority(request) {
        Some(name) if is_local(name.host()) => Ok(()),
        _ => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this server listens on a loopback address, so its API answers under localhost, 127.0.0.1 or [::1] only",
        )),
    }
}

/// For API requests that change something: an `Origin`, where there is one, has to be the server's own.
pub fn origin(request: &Request) -> Result<(), Problem> {
    if !request.headers.contains_key(ORIGIN) {
        return Ok(());
    }
    let origin = request.header(ORIGIN).unwrap_or_default();
    // A proxy may speak https for this server, so either scheme is its own.
    let given = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    let own = request.header(HOST).unwrap_or_default();
    match given {
        Some(given) if given.eq_ignore_ascii_case(own) => Ok(()),
        _ => Err(Problem::new(
            StatusCode::FORBIDDEN,
            format!("the origin `{origin}` is not this server's own; only its own pages may do this"),
        )),
    }
}

/// A body has to be JSON. `required`: it has to say so, too (a form of another site cannot).
pub fn json(request: &Request, required: bool) -> Result<(), Problem> {
    if request.is_json().unwrap_or(!required) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the body has to be JSON, with `content-type: application/json`",
    ))
}

/// The name and port that the request was sent to.
fn authority(request: &Request) -> Option<Authority> {
    request.header(HOST)?.parse().ok()
}

/// An address cannot be made to resolve elsewhere, and `localhost` is no public name.
fn is_local(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok() || host == "localhost" || host.ends_with(".localhost")
}
