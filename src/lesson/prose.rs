//! Markdown events to HTML. What a lesson's author writes reaches a page only through here: raw HTML becomes text, and
//! addresses are http, https or relative.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::diagnostic::{Diagnostic, Source};
use super::front::slug_of;

/// A Markdown event and the bytes of the source that it stands for.
pub type Placed<'a> = (Event<'a>, Range<usize>);

/// GitHub's flavour.
const FLAVOUR: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// The events of a Markdown text; ranges count from `offset` on.
pub fn events(markdown: &str, offset: usize) -> Vec<Placed<'_>> {
    let parser = Parser::new_ext(markdown, FLAVOUR).into_offset_iter();
    parser.map(|(event, range)| (event, range.start + offset..range.end + offset)).collect()
}

/// Renders events; what had to be left out is told.
pub fn render<'a>(
    source: &Source<'_>,
    events: impl IntoIterator<Item = Placed<'a>>,
    found: &mut Vec<Diagnostic>,
) -> String {
    // Whether each link or image that is open was let through.
    let mut open = Vec::new();
    let mut clean = Vec::new();
    for (event, range) in events {
        let event = match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let safe = is_safe(&dest_url);
                open.push(safe);
                if !safe {
                    found.push(unsafe_address(source, range, &dest_url));
                    continue;
                }
                Event::Start(Tag::Link { link_type, dest_url: in_course(dest_url), title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let safe = is_safe(&dest_url);
                open.push(safe);
                if !safe {
                    found.push(unsafe_address(source, range, &dest_url));
                    continue;
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id })
            }
            Event::End(TagEnd::Link | TagEnd::Image) if !open.pop().unwrap_or(true) => continue,
            event => event,
        };
        clean.push(event);
    }
    let mut out = String::new();
    html::push_html(&mut out, clean.into_iter());
    out.trim_end().to_owned()
}

/// The text of inline events, for titles.
pub fn plain<'e, 'a: 'e>(events: impl IntoIterator<Item = &'e Placed<'a>>) -> String {
    let mut out = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// http, https, or relative: no colon before the first slash, question mark or hash.
fn is_safe(address: &str) -> bool {
    // Browsers drop these from addresses, so that a scheme could hide behind them.
    if address.contains(|c: char| c.is_control()) || address.contains('\\') {
        return false;
    }
    let scheme = address.find([':', '/', '?', '#']).filter(|at| address[*at..].starts_with(':'));
    match scheme {
        None => true,
        Some(at) => {
            let scheme = address[..at].trim_start();
            scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
        }
    }
}

/// `10-rooms.md` is where a code-hosting site finds the lesson; here it is `/lessons/rooms`.
fn in_course(address: CowStr<'_>) -> CowStr<'_> {
    let (path, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    match path.strip_prefix("./").unwrap_or(path) {
        file if file.ends_with(".md") && !file.contains(['/', ':', '?']) => {
            format!("/lessons/{}{fragment}", slug_of(file)).into()
        }
        _ => address,
    }
}

fn unsafe_address(source: &Source<'_>, range: Range<usize>, address: &str) -> Diagnostic {
    source
        .error(range, format!("the address `{address}` is left out"))
        .with_help("addresses are http, https or relative")
        .as_warning()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        render(&Source::new("a.md", markdown), events(markdown, 0), &mut Vec::new())
    }

    #[test]
    fn raw_html_is_text() {
        let out = html("a <b onclick=x>c</b>\n\n<script>\nalert(1)\n</script>\n\n<!-- note -->");
        assert!(!out.contains("<b ") && !out.contains("<script") && !out.contains("<!--"), "{out}");
        assert!(out.contains("&lt;script&gt;"), "{out}");
    }

    #[test]
    fn only_web_and_relative_addresses() {
        for address in
            ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "&#x6a;avascript:x", "//"]
        {
            let out = html(&format!("[x]({address})"));
            assert_eq!(out.contains("href"), address == "//", "{address}: {out}");
        }
        assert!(!html("<javascript:alert(1)>").contains("href"));
        assert!(!html("![x](javascript:y)").contains("<img"));
        assert!(html("[x](https://socket.io/docs/)").contains("href=\"https://socket.io/docs/\""));
        assert!(html("[x](#here)").contains("href=\"#here\""));
        assert!(html("[x](images/a.png?b:c)").contains("images/a.png"));
    }

    #[test]
    fn lessons_link_to_each_other() {
        assert!(html("[x](10-rooms.md#why)").contains("href=\"/lessons/rooms#why\""));
    }

    #[test]
    fn github_flavour() {
        assert!(html("| a |\n|---|\n| b |").contains("<table>"));
        assert!(html("~~a~~").contains("<del>"));
        assert_eq!(html("```js\nlet a;\n```"), "<pre><code class=\"language-js\">let a;\n</code></pre>");
    }
}
