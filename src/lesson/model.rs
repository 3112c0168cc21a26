//! A lesson as everyone else sees it: parsed, inherited between steps, its prose as HTML.

use serde_json::{Map, Value};

use super::diagram::Scenario;

#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Its name in addresses: `broadcasting`.
    pub slug: String,
    /// As the library names the file: `lessons/09-broadcasting.md`.
    pub file: String,
    pub title: String,
    pub summary: String,
    pub unit: String,
    /// In the order in which they connect.
    pub clients: Vec<String>,
    pub minutes: Option<u32>,
    /// Slugs of lessons that come before.
    pub requires: Vec<String>,
    /// HTML of the prose before the first step.
    pub introduction: String,
    /// At least one.
    pub steps: Vec<Step>,
}

/// A step with all that it inherits.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// From 1.
    pub number: usize,
    pub title: String,
    /// HTML of the prose, without what is listed below.
    pub html: String,
    /// What the server runs at first; empty while no step had any.
    pub server: Code,
    /// A challenge: with this the scenarios pass. Later steps start from it.
    pub solution: Option<Code>,
    /// Socket.IO server options of this step.
    pub options: Map<String, Value>,
    /// The lesson's line of their fence's first line; 0 where there is none.
    pub options_line: usize,
    /// The page of each client that has one, by its name.
    pub pages: Vec<(String, String)>,
    pub scenarios: Vec<Scenario>,
    /// HTML, in their order: a ladder.
    pub hints: Vec<String>,
    pub quizzes: Vec<Quiz>,
    pub cards: Vec<Card>,
}

/// Code from a fence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Code {
    pub text: String,
    /// The lesson's line of its first line, from 1.
    pub line: usize,
}

/// A multiple-choice question. The parts are HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    pub question: String,
    pub answers: Vec<Answer>,
    pub explanation: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub html: String,
    pub right: bool,
}

/// A flashcard. Both sides are HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The term as plain text: what the glossary is sorted by, and what a browser remembers the card by.
    pub name: String,
    pub term: String,
    pub back: String,
}

impl Lesson {
    /// A step by its number, from 1.
    pub fn step(&self, number: usize) -> Option<&Step> {
        self.steps.get(number.checked_sub(1)?)
    }
}

impl Step {
    /// The page of an embedded client, if this lesson gives it one.
    pub fn page(&self, client: &str) -> Option<&str> {
        self.pages.iter().find(|(name, _)| name == client).map(|(_, html)| html.as_str())
    }
}
