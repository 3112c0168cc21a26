//! Pages copied from Socket.IO's documentation load its client from a CDN or from `/socket.io/socket.io.js`. Here it is
//! served by this server: for a classic script it is there already, a module comes from our own address.

use std::ops::Range;

/// Where pages get Socket.IO's client from.
const SOURCES: [&str; 6] = [
    "//cdn.socket.io/",
    "//cdn.jsdelivr.net/npm/socket.io-client",
    "//unpkg.com/socket.io-client",
    "//cdnjs.cloudflare.com/ajax/libs/socket.io/",
    "//esm.sh/socket.io-client",
    "/socket.io/socket.io.",
];

const QUOTES: [char; 2] = ['"', '\''];

/// Rewrites the quoted addresses of Socket.IO's client. A script element's `src` becomes `data-src`, since `io` is
/// defined before the page's own scripts run; any other (an `import`, an import map) becomes `module`.
pub fn serve_here(page: &str, module: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(Range { start, end }) = address(rest) {
        let (before, quote) = rest[..start].split_at(start - 1);
        match source_attribute(before) {
            Some(attribute) => {
                out.push_str(&before[..attribute]);
                out.push_str("data-");
                out.push_str(&before[attribute..]);
                out.push_str(quote);
                out.push_str(&rest[start..end]);
            }
            None => {
                out.push_str(before);
                out.push_str(quote);
                out.push_str(module);
            }
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The first address between quotes.
fn address(text: &str) -> Option<Range<usize>> {
    SOURCES
        .iter()
        .filter_map(|source| text.match_indices(source).find_map(|(at, _)| quoted(text, at)))
        .min_by_key(|range| range.start)
}

/// The text around `at` up to a quote on either side, if they are alike and nothing between them parts words or tags.
fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    let open = text[..at].rfind(QUOTES)?;
    let start = open + 1;
    let end = at + text[at..].find(QUOTES)?;
    let parted = |c: char| c.is_whitespace() || matches!(c, '<' | '>');
    (text.as_bytes()[open] == text.as_bytes()[end] && !text[start..end].contains(parted)).then_some(start..end)
}

/// Where `src` starts, if `before` ends with `src=`.
fn source_attribute(before: &str) -> Option<usize> {
    let name = before.trim_end().strip_suffix('=')?.trim_end();
    let start = name.len().checked_sub(3)?;
    name.get(start..)?.eq_ignore_ascii_case("src").then_some(start)
}

#[cfg(test)]
mod tests {
    use super::serve_here;

    #[track_caller]
    fn becomes(page: &str, expected: &str) {
        assert_eq!(serve_here(page, "/assets/client.js"), expected);
    }

    #[test]
    fn a_classic_script_is_not_loaded_again() {
        becomes(
            r#"<script src="/socket.io/socket.io.js"></script><script src='https://cdn.socket.io/4.8.3/socket.io.min.js'></script>"#,
            r#"<script data-src="/socket.io/socket.io.js"></script><script data-src='https://cdn.socket.io/4.8.3/socket.io.min.js'></script>"#,
        );
    }

    #[test]
    fn a_module_comes_from_here() {
        becomes(
            r#"import { io } from "https://cdn.socket.io/4.8.3/socket.io.esm.min.js"; {"imports": {"socket.io-client": 'https://esm.sh/socket.io-client@4'}}"#,
            r#"import { io } from "/assets/client.js"; {"imports": {"socket.io-client": '/assets/client.js'}}"#,
        );
    }

    #[test]
    fn prose_and_other_scripts_stay() {
        for page in [
            "<p>See https://cdn.socket.io/ and don't</p>",
            r#"<script src="https://example.org/x.js"></script>"#,
            "ä\"",
            "",
        ] {
            becomes(page, page);
        }
    }
}
