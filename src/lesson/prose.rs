//! Markdown events to HTML. What a lesson's author writes reaches a page only through here: raw HTML becomes text, and
//! addresses are http, https or relative.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::diagnostic::{Diagnostic, Source};
use super::front::slug_of;
use super::highlight::{escape, highlight};
use super::{autolink, images};

/// A Markdown event and the bytes of the source that it stands for.
pub type Placed<'a> = (Event<'a>, Range<usize>);

/// What prose is made of.
#[derive(Debug, Clone)]
pub enum Shown<'a> {
    Markdown(Placed<'a>),
    /// HTML of our own, as it is.
    Part(String),
}

impl<'a> From<Placed<'a>> for Shown<'a> {
    fn from(placed: Placed<'a>) -> Self {
        Self::Markdown(placed)
    }
}

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
    shown: impl IntoIterator<Item = impl Into<Shown<'a>>>,
    found: &mut Vec<Diagnostic>,
) -> String {
    let mut renderer = Renderer { source, found, clean: Vec::new(), open: Vec::new(), code: None };
    for shown in shown {
        match shown.into() {
            Shown::Markdown((event, range)) => renderer.take(event, range),
            Shown::Part(html) => renderer.clean.push(Event::Html(html.into())),
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, autolink::linked(renderer.clean).into_iter());
    scrolling(&aligned_by_class(out.trim_end()))
}

/// A table may be wider than a phone, and then scrolls by itself.
fn scrolling(html: &str) -> String {
    html.replace("<table>", "<div class=\"wide\"><table>").replace("</table>", "</table></div>")
}

/// Events on their way to what may be shown.
struct Renderer<'a, 's, 'f> {
    source: &'f Source<'s>,
    found: &'f mut Vec<Diagnostic>,
    clean: Vec<Event<'a>>,
    /// Whether each link or image that is open was let through.
    open: Vec<bool>,
    /// The language and the text of the code block that is open.
    code: Option<(String, String)>,
}

impl<'a> Renderer<'a, '_, '_> {
    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            match event {
                Event::Text(text) => code.push_str(&text),
                Event::End(TagEnd::CodeBlock) => self.close_code(),
                _ => {}
            }
            return;
        }
        let event = match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language.to_owned(), String::new()));
                return;
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                if !self.lets_through(is_safe(&dest_url), || unsafe_address(self.source, range, &dest_url)) {
                    return;
                }
                Event::Start(Tag::Link { link_type, dest_url: in_course(dest_url), title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let served = images::served(&dest_url);
                if !self.lets_through(served.is_some(), || far_image(self.source, range, &dest_url)) {
                    return;
                }
                Event::Start(Tag::Image { link_type, dest_url: served.unwrap_or_default().into(), title, id })
            }
            Event::End(TagEnd::Link | TagEnd::Image) if !self.open.pop().unwrap_or(true) => return,
            // Their names become ids of the page, which has others.
            Event::FootnoteReference(name) => Event::FootnoteReference(footnote(&name)),
            Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(footnote(&name))),
            event => event,
        };
        self.clean.push(event);
    }

    /// Notes whether a link or image goes through, and tells if it does not.
    fn lets_through(&mut self, good: bool, mistake: impl FnOnce() -> Diagnostic) -> bool {
        self.open.push(good);
        if !good {
            let mistake = mistake();
            self.found.push(mistake);
        }
        good
    }

    fn close_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let mut html = String::from("<pre><code");
        if !language.is_empty() {
            html.push_str(" class=\"language-");
            escape(&language, &mut html);
            html.push('"');
        }
        html.push('>');
        html.push_str(&highlight(&language, &code));
        html.push_str("</code></pre>\n");
        self.clean.push(Event::Html(html.into()));
    }
}

/// The renderer aligns a table's cells by `style`, which the page's policy does not let through. Raw HTML is text by now,
/// so that such a tag is always the renderer's own.
fn aligned_by_class(html: &str) -> String {
    let mut html = html.to_owned();
    for cell in ["th", "td"] {
        for side in ["left", "center", "right"] {
            let style = format!("<{cell} style=\"text-align: {side}\">");
            if html.contains(&style) {
                html = html.replace(&style, &format!("<{cell} class=\"{side}\">"));
            }
        }
    }
    html
}

fn footnote(name: &str) -> CowStr<'static> {
    format!("note-{name}").into()
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

fn far_image(source: &Source<'_>, range: Range<usize>, address: &str) -> Diagnostic {
    source
        .error(range, format!("the image `{address}` is left out"))
        .with_help("put it into the folder `images` beside the lessons and write `![what it shows](images/name.png)`")
        .as_warning()
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
        assert!(html("| a | b |\n|---|--:|\n| c | d |").contains("<td class=\"right\">d</td>"));
        assert!(!html("| a |\n|:-:|\n").contains("style="));
        assert!(html("~~a~~").contains("<del>"));
        let tasks = html("- [x] a\n- [ ] b");
        assert_eq!(tasks.matches("type=\"checkbox\"").count(), 2, "{tasks}");
        assert!(html("> [!NOTE]\n> a").contains("markdown-alert-note"));
        assert!(html("see https://a.b/c_d_e.").contains("<a href=\"https://a.b/c_d_e\">https://a.b/c_d_e</a>."));
        assert_eq!(html("[https://a.b](https://c.d)").matches("<a ").count(), 1);
        let note = html("a[^read]\n\n[^read]: b");
        assert!(note.contains("href=\"#note-read\"") && note.contains("id=\"note-read\""), "{note}");
    }

    #[test]
    fn code_is_coloured_and_escaped() {
        assert_eq!(
            html("```js\nlet a = \"<b>\";\n```"),
            "<pre><code class=\"language-js\"><span class=\"tok-keyword\">let</span> a = \
             <span class=\"tok-string\">&quot;&lt;b&gt;&quot;</span>;\n</code></pre>"
        );
        assert_eq!(html("```\"><i\na\n```"), "<pre><code class=\"language-&quot;&gt;&lt;i\">a\n</code></pre>");
        assert_eq!(html("    <i>"), "<pre><code>&lt;i&gt;</code></pre>");
    }

    #[test]
    fn pictures_come_from_beside_the_lessons() {
        assert!(html("![A map](images/map.png \"t\")").contains("<img src=\"/lessons/images/map.png\" alt=\"A map\""));
        assert!(!html("![A map](https://a.b/map.png)").contains("<img"));
        assert!(!html("![A map](images/../../map.png)").contains("<img"));
    }
}
