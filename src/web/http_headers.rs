//! Headers between a client and a learner's code: what the code may see, and what of its answers may leave. They share
//! this server's origin with everything else on it, so nothing passes that reaches beyond the one answer.

use warp::http::header::{
    ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, LOCATION, SET_COOKIE,
    TRANSFER_ENCODING,
};

/// Of the connection, not of the answer; of the origin as a whole; or decided by this server.
const KEPT_BACK: [&str; 24] = [
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "alt-svc",
    "clear-site-data",
    "connection",
    "content-length",
    "content-security-policy",
    "content-security-policy-report-only",
    "keep-alive",
    "nel",
    "proxy-authenticate",
    "proxy-connection",
    "refresh",
    "report-to",
    "reporting-endpoints",
    "service-worker-allowed",
    "strict-transport-security",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// As the code sees them. A body that came in chunks is here whole: its length is told.
pub fn incoming(headers: &HeaderMap, length: usize) -> Vec<(String, String)> {
    let chunked = headers.contains_key(TRANSFER_ENCODING) && !headers.contains_key(CONTENT_LENGTH);
    let pairs = headers.iter().filter(|(name, _)| **name != TRANSFER_ENCODING);
    let text = |value: &HeaderValue| value.as_bytes().iter().map(|byte| char::from(*byte)).collect();
    let mut pairs: Vec<(String, String)> = pairs.map(|(name, value)| (name.to_string(), text(value))).collect();
    if chunked {
        pairs.push((CONTENT_LENGTH.to_string(), length.to_string()));
    }
    pairs
}

/// What the code set, as far as it may leave; pages of other origins may read all of it.
pub fn outgoing(given: &[(String, String)], id: &str, headers: &mut HeaderMap) {
    // The empty answer under it said something of its body's type.
    headers.clear();
    let home = format!("/sandboxes/{id}/http");
    for (name, value) in given {
        let Ok(name) = name.parse::<HeaderName>() else { continue };
        if KEPT_BACK.contains(&name.as_str()) {
            continue;
        }
        let value = match name {
            LOCATION if value.starts_with('/') && !value.starts_with("//") => format!("{home}{value}"),
            SET_COOKIE => cookie(value, &home),
            _ => value.clone(),
        };
        let Some(value) = header_value(&value) else { continue };
        headers.append(name, value);
    }
    let mut names: Vec<&str> = headers.keys().filter(|name| **name != SET_COOKIE).map(HeaderName::as_str).collect();
    names.push(CONTENT_LENGTH.as_str());
    if let Ok(names) = names.join(", ").parse() {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, names);
    }
}

/// In Latin-1, as Node writes them.
fn header_value(text: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

/// A cookie for this sandbox alone.
fn cookie(text: &str, home: &str) -> String {
    let own = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default().trim();
        !name.eq_ignore_ascii_case("path") && !name.eq_ignore_ascii_case("domain")
    };
    let mut parts: Vec<&str> =
        text.split(';').enumerate().filter(|(at, part)| *at == 0 || own(part)).map(|(_, part)| part).collect();
    let path = format!(" Path={home}");
    parts.push(&path);
    parts.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(name: &str, value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        outgoing(&[(name.to_owned(), value.to_owned())], "x", &mut headers);
        headers.get(name).map(|value| value.to_str().expect("ASCII").to_owned())
    }

    #[test]
    fn what_reaches_beyond_the_answer_stays_here() {
        assert_eq!(passed("X-Total", "3").as_deref(), Some("3"));
        assert_eq!(passed("Clear-Site-Data", "*"), None);
        assert_eq!(passed("Transfer-Encoding", "chunked"), None);
        assert_eq!(passed("Location", "/login?x=1").as_deref(), Some("/sandboxes/x/http/login?x=1"));
        assert_eq!(passed("Location", "//other.example/").as_deref(), Some("//other.example/"));
        let cookie = passed("Set-Cookie", "a=1; Path=/; HttpOnly; Domain=example.com");
        assert_eq!(cookie.as_deref(), Some("a=1; HttpOnly; Path=/sandboxes/x/http"));
        assert_eq!(passed("X-Line", "a\nb"), None);
    }

    #[test]
    fn all_that_passes_may_be_read() {
        let mut headers = HeaderMap::new();
        outgoing(&[("X-Total".into(), "3".into()), ("ETag".into(), "é".into())], "x", &mut headers);
        assert_eq!(headers["access-control-expose-headers"], "x-total, etag, content-length");
        assert_eq!(headers["etag"].as_bytes(), [0xe9]);
    }
}
