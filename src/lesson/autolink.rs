//! Addresses that stand bare in a text become links, as GitHub's Markdown does it: `https://…`, `http://…` and `www.…`,
//! without the punctuation that ends a sentence.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Events with the addresses in their texts as links, but for texts that are inside a link or picture already.
pub(super) fn linked(all: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(all.len());
    let mut inside = 0_usize;
    // A text comes in pieces, and an address is found only whole.
    let mut text = String::new();
    for event in all {
        match &event {
            Event::Text(more) if inside == 0 => {
                text.push_str(more);
                continue;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => inside = inside.saturating_sub(1),
            _ => {}
        }
        if !text.is_empty() {
            out.extend(events(&std::mem::take(&mut text)));
        }
        out.push(event);
    }
    if !text.is_empty() {
        out.extend(events(&text));
    }
    out
}

/// The text as events, its addresses as links.
fn events<'a>(text: &str) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let mut written = 0;
    let mut from = 0;
    while let Some((start, end)) = next(text, from) {
        from = end;
        let Some(length) = length(&text[start..end]) else { continue };
        let end = start + length;
        let address = &text[start..end];
        let target = if address.starts_with("www.") { format!("http://{address}") } else { address.to_owned() };
        let link = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: target.into(),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        events.push(Event::Text(text[written..start].to_owned().into()));
        events.push(Event::Start(link));
        events.push(Event::Text(address.to_owned().into()));
        events.push(Event::End(TagEnd::Link));
        written = end;
    }
    events.push(Event::Text(text[written..].to_owned().into()));
    events
}

/// The next place from `from` on where an address may start, and where its run of characters ends.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = STARTS
        .iter()
        .filter_map(|start| {
            let mut found = text[from..].match_indices(start).map(|(at, _)| from + at);
            found.find(|at| may_precede(text[..*at].chars().next_back()))
        })
        .min()?;
    let rest = &text[start..];
    Some((start, start + rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len())))
}

fn may_precede(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('))
}

/// How much of a run is the address; `None` if it has no host.
fn length(run: &str) -> Option<usize> {
    let mut end = run.len();
    loop {
        let address = &run[..end];
        let last = address.chars().next_back()?;
        let unpaired = last == ')' && address.matches(')').count() > address.matches('(').count();
        if !unpaired && !matches!(last, '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"') {
            break;
        }
        end -= last.len_utf8();
    }
    let address = &run[..end];
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    // A name with a dot, or this machine: `http://localhost:3000` is what lessons speak of.
    let named = host.contains('.') && !host.starts_with('.') || host.split(':').next() == Some("localhost");
    (named && host.starts_with(char::is_alphanumeric)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let link = |event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        };
        events(text).into_iter().filter_map(link).collect()
    }

    #[test]
    fn as_on_github() {
        for (text, wanted) in [
            ("see https://socket.io/docs/v4/.", "https://socket.io/docs/v4/"),
            ("(www.example.org/a_(b))", "http://www.example.org/a_(b)"),
            ("http://localhost:3000, then", "http://localhost:3000"),
            ("*https://a.b/c?d=e&f*", "https://a.b/c?d=e&f"),
        ] {
            assert_eq!(links(text), [wanted], "{text}");
        }
        for text in ["xhttps://a.b", "https://", "www.", "http://.", "https://ab", "wwww.a.b"] {
            assert!(links(text).is_empty(), "{text}");
        }
        assert_eq!(links("https://a.b https://c.d").len(), 2);
    }
}
