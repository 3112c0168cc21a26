//! Places in a step's prose for what the page draws there: scenarios, challenges, quizzes and cards. Each is an element
//! `<div class="part" data-part="quiz" data-index="0">`; what it is made from travels as JSON beside the prose. Whoever has
//! no JavaScript reads it as plain text.

use super::highlight::{escape, highlight};
use super::section::Section;

/// What stands in a place; numbers count from 0 in their list of the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Scenario(usize),
    /// The step's one challenge, or its hints alone.
    Challenge,
    Quiz(usize),
    Card(usize),
}

/// The start of a place; nothing that an author writes looks like it, since raw HTML is text by then.
const OPENING: &str = "<div class=\"part\" data-part=\"";
const CLOSING: &str = "</noscript></div>\n";

/// What stands before each scenario of a step's HTML: as many as it has scenarios, in their order.
pub fn before_scenarios(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((before, place)) = rest.split_once(OPENING) {
        if place.starts_with("scenario") {
            found.push(before.trim());
        }
        rest = place.split_once(CLOSING).map_or("", |(_, rest)| rest);
    }
    found
}

impl Part {
    /// The place, as HTML.
    pub fn html(self, section: &Section) -> String {
        let (name, index) = match self {
            Self::Scenario(index) => ("scenario", index),
            Self::Challenge => ("challenge", 0),
            Self::Quiz(index) => ("quiz", index),
            Self::Card(index) => ("card", index),
        };
        let plain = self.plain(section).unwrap_or_default();
        format!("{OPENING}{name}\" data-index=\"{index}\"><noscript>{plain}{CLOSING}")
    }

    fn plain(self, section: &Section) -> Option<String> {
        let mut html = String::new();
        match self {
            Self::Scenario(index) => {
                let scenario = section.scenarios.get(index)?;
                html.push_str("<p>");
                escape(&scenario.title, &mut html);
                html.push_str("</p><pre><code class=\"language-mermaid\">");
                html.push_str(&highlight("mermaid", &scenario.text));
                html.push_str("</code></pre>");
            }
            Self::Challenge => {}
            Self::Quiz(index) => {
                let quiz = section.quizzes.get(index)?;
                html.push_str(&quiz.question);
                html.push_str("<ul>");
                for answer in &quiz.answers {
                    html.push_str("<li>");
                    html.push_str(&answer.html);
                    html.push_str("</li>");
                }
                html.push_str("</ul>");
            }
            Self::Card(index) => {
                let card = section.cards.get(index)?;
                html.push_str(&card.term);
                html.push_str(&card.back);
            }
        }
        Some(html)
    }
}
