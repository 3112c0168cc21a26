//! `/glossary`: every term of the lessons' cards in the order of the alphabet, each with the step that shows it, and the
//! deck of cards, which the browser's storage knows the state of.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

use super::lessons::{address, page};
use super::request::{Request, request};
use super::templates::script_json;
use super::{State, with};
use crate::lesson::{Card, Lesson, Step};

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("glossary")
        .and(request())
        .and(with(state))
        .map(|request: Request, state| page(&request, &state, |state| Ok(glossary(&request, state))))
        .boxed()
}

/// A card with where it stands.
type Shown<'a> = (&'a Lesson, &'a Step, &'a Card);

fn glossary(request: &Request, state: &State) -> Response {
    let lessons: Vec<Arc<Lesson>> = state.library.units().into_iter().flat_map(|unit| unit.lessons).collect();
    let cards: Vec<Shown<'_>> = lessons
        .iter()
        .flat_map(|lesson| lesson.steps.iter().map(move |step| (&**lesson, step)))
        .flat_map(|(lesson, step)| step.cards.iter().map(move |card| (lesson, step, card)))
        .collect();
    let deck: Vec<Value> = cards.iter().map(in_deck).collect();
    let context = json!({
        "place": "glossary",
        "terms": terms(&cards),
        "bootstrap": script_json(&json!({"cards": deck})),
    });
    state.templates.page(request, "glossary.html", &context)
}

/// Terms whatever their case, so that two lessons with one term stand together.
fn terms(cards: &[Shown<'_>]) -> Vec<Value> {
    let mut terms = BTreeMap::<String, Vec<&Shown<'_>>>::new();
    for shown in cards {
        terms.entry(shown.2.name.to_lowercase()).or_default().push(shown);
    }
    let mut taken = HashSet::new();
    let term = |(name, shown): (String, Vec<&Shown<'_>>)| {
        let first = shown.first().map(|(_, _, card)| *card);
        let entries: Vec<Value> = shown.iter().map(|shown| entry(shown)).collect();
        json!({
            "anchor": free(&anchor(&name), &mut taken),
            "term": first.map(|card| &card.term),
            "name": first.map(|card| &card.name),
            "entries": entries,
        })
    };
    terms.into_iter().map(term).collect()
}

fn entry((lesson, step, card): &Shown<'_>) -> Value {
    json!({
        "back": card.back,
        "lesson": lesson.title,
        "step": step.title,
        "number": step.number,
        "url": address(&lesson.slug, step.number),
    })
}

fn in_deck((lesson, step, card): &Shown<'_>) -> Value {
    json!({
        "slug": lesson.slug,
        "name": card.name,
        "term": card.term,
        "back": card.back,
        "lesson": lesson.title,
        "url": address(&lesson.slug, step.number),
    })
}

/// A term's name in addresses: its letters and digits, hyphens between. The page of a step links there too.
pub fn anchor(name: &str) -> String {
    let words: Vec<String> = name
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words.is_empty() { "term".to_owned() } else { words.join("-") }
}

/// The second of two equal names gets a number.
fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let mut found = name.to_owned();
    let mut number = 2;
    while !taken.insert(found.clone()) {
        found = format!("{name}-{number}");
        number += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_has_an_anchor_of_its_own() {
        let mut taken = HashSet::new();
        let mut next = |name: &str| free(&anchor(name), &mut taken);
        assert_eq!(next("socket.id"), "socket-id");
        assert_eq!(next("Socket id"), "socket-id-2");
        assert_eq!(next("`io.to()`"), "io-to");
        assert_eq!(next("Größe, 大きさ"), "größe-大きさ");
        assert_eq!(next("…"), "term");
    }
}
