//! Notes: the clock, a client's weather, or a remark without effect.

use super::parse::Parser;
use super::{MAX_CLOCK_MS, Stimulus, Weather};
use crate::lesson::diagnostic::{Piece, nearest};

/// `over server: +1000ms`, without the word `Note`. `None` is a remark, or a mistake that was told.
pub(super) fn parse(parser: &mut Parser<'_>, line: Piece<'_>, rest: Piece<'_>) -> Option<Stimulus> {
    let Some(colon) = rest.text.find(':') else {
        parser.mistake(line, "a note without a colon", "write `Note over server: +1000ms`");
        return None;
    };
    let (place, text) = rest.split(colon);
    let (place, text) = (place.trim(), text.split(1).1.trim());
    let side = ["over ", "right of ", "left of "]
        .into_iter()
        .find(|side| place.text.get(..side.len()).is_some_and(|start| start.eq_ignore_ascii_case(side)));
    let Some(side) = side else {
        let help = "write `Note over bob: …`, `Note right of bob: …` or `Note left of bob: …`";
        parser.mistake(place, "where does the note stand?", help);
        return None;
    };
    let mut names = Vec::new();
    let mut left = place.split(side.len()).1;
    loop {
        let (name, more) = left.split(left.text.find(',').unwrap_or(left.text.len()));
        let name = name.trim();
        if !parser.known(name) {
            return None;
        }
        names.push(name);
        if more.is_empty() {
            break;
        }
        left = more.split(1).1;
    }
    let [name] = names[..] else {
        let acts = text.text.starts_with('+') || ["offline", "online", "polling", "slow"].contains(&text.word().0.text);
        if acts {
            let message = format!("the note `{}` has no effect over several names", text.text);
            let diagnostic = parser.source.error(place.range(), message).as_warning();
            parser.found.push(diagnostic.with_help("write a note for each of them"));
        }
        return None;
    };
    if text.text.starts_with('+') && text.text[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return clock(parser, name, text);
    }
    if let Some(help) = nearly_acts(name.text, text) {
        let diagnostic = parser.source.error(text.range(), format!("the note `{}` has no effect", text.text));
        parser.found.push(diagnostic.with_help(help).as_warning());
        return None;
    }
    let (word, more) = text.word();
    let weather = match (word.text, more.text) {
        ("offline", "") => Weather::Offline,
        ("online", "") => Weather::Online,
        ("polling", "") => Weather::Polling,
        ("slow", delay) => {
            let Some(milliseconds) = milliseconds(delay) else {
                let message = "how slow?";
                parser.mistake(text, message, format!("write `slow 300ms`, at most {MAX_CLOCK_MS}ms"));
                return None;
            };
            Weather::Slow { milliseconds }
        }
        (word, "") => {
            // One word that is nearly a weather was meant as one; anything else is a remark.
            if let Some(near) = nearest(word, ["offline", "online", "polling"]).filter(|near| *near != word) {
                let diagnostic = parser.source.error(text.range(), format!("the note `{word}` has no effect"));
                parser.found.push(diagnostic.with_help(format!("did you mean `{near}`?")).as_warning());
            }
            return None;
        }
        _ => return None,
    };
    if name.text == "server" {
        parser.mistake(
            name,
            format!("`{}` is a client's weather", text.text),
            "name a client: `Note over bob: offline`",
        );
        return None;
    }
    Some(Stimulus::Weather { client: name.text.to_owned(), weather })
}

/// What to write for a note that is a time, or a weather with one, but not as the notation has it.
fn nearly_acts(name: &str, text: Piece<'_>) -> Option<String> {
    let (word, more) = text.word();
    if nearest(word.text, ["slow"]).is_some_and(|near| near != word.text) && milliseconds(more.text).is_some() {
        return Some(format!("did you mean `slow {}`?", more.text));
    }
    let time = text.text.trim_start_matches(['+', '-', '−', ' ']);
    let digits: String = time.chars().take_while(char::is_ascii_digit).collect();
    let unit = time[digits.len()..].trim().to_lowercase();
    let factor = match unit.as_str() {
        "ms" | "milliseconds" => 1,
        "s" | "sec" | "second" | "seconds" => 1_000,
        "m" | "min" | "minute" | "minutes" => 60_000,
        _ => return None,
    };
    let milliseconds = digits.parse::<u32>().ok()?.saturating_mul(factor).min(MAX_CLOCK_MS);
    Some(match name {
        "server" => format!("to move the clock write `+{milliseconds}ms`"),
        name => format!(
            "`Note over server: +{milliseconds}ms` moves the clock; `Note over {name}: slow {milliseconds}ms` is a slow network"
        ),
    })
}

fn clock(parser: &mut Parser<'_>, name: Piece<'_>, text: Piece<'_>) -> Option<Stimulus> {
    if name.text != "server" {
        parser.mistake(name, "the clock is the server's", "write `Note over server: +1000ms`");
        return None;
    }
    let milliseconds = milliseconds(&text.text[1..]);
    if milliseconds.is_none() {
        let help = nearly_acts("server", text)
            .filter(|_| !text.text.ends_with("ms"))
            .unwrap_or_else(|| format!("write `+1000ms`: whole milliseconds, at most {MAX_CLOCK_MS}"));
        parser.mistake(text, "this does not move the clock", help);
    }
    Some(Stimulus::Clock { milliseconds: milliseconds? })
}

/// `300ms`
fn milliseconds(text: &str) -> Option<u32> {
    let digits = text.strip_suffix("ms")?.trim_end();
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|&value| all_digits && value <= MAX_CLOCK_MS)
}
