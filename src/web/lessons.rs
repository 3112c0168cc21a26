//! `/`, `/lessons/{slug}` and `/lessons/{slug}/{step}`: the course and its lessons as pages.

use std::num::NonZeroUsize;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;
use warp::reply::Response;

use super::cheatsheet;
use super::problem::Problem;
use super::request::{Request, Segment, request};
use super::step_json::{bootstrap, tasks};
use super::templates::script_json;
use super::{State, with};
use crate::lesson::diagram::{Act, Expectation, Stimulus};
use crate::lesson::{Lesson, Library, Step};
use crate::sandbox::Spec;

/// What is encoded in a segment of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    let course = warp::path::end()
        .and(request())
        .and(with(Arc::clone(&state)))
        .map(|request, state| page(&request, &state, |state| Ok(course(&request, state))))
        .boxed();
    let first = warp::path!("lessons" / Segment)
        .and(request())
        .and(with(Arc::clone(&state)))
        .map(|Segment(slug), request, state| page(&request, &state, |state| lesson(&request, state, &slug, 1)))
        .boxed();
    let step = warp::path!("lessons" / Segment / NonZeroUsize)
        .and(request())
        .and(with(state))
        .map(|Segment(slug), number: NonZeroUsize, request, state| {
            page(&request, &state, |state| lesson(&request, state, &slug, number.get()))
        })
        .boxed();
    course.or(first).unify().or(step).unify().boxed()
}

/// What a sandbox of a step is made from.
pub fn spec(library: &Library, slug: &str, number: usize) -> Result<Spec, Problem> {
    let (_, step) = find(library, slug, number)?;
    Ok(Spec {
        server: step.server.text.clone(),
        options: step.options.clone(),
        pages: step.pages.clone(),
        ..Spec::default()
    })
}

/// A page for browsers; what fails is told as one.
pub fn page(request: &Request, state: &Arc<State>, make: impl Fn(&State) -> Result<Response, Problem>) -> Response {
    let made = match request.method {
        Method::GET => make(state),
        _ => Err(Problem::method(&request.method, "GET, HEAD")),
    };
    made.unwrap_or_else(|problem| state.tell(request, problem))
}

fn course(request: &Request, state: &State) -> Response {
    let units = state.library.units().into_iter().map(|unit| {
        let lessons: Vec<Value> = unit.lessons.iter().map(|lesson| listed(lesson)).collect();
        json!({"name": unit.name, "lessons": lessons})
    });
    let units: Vec<Value> = units.collect();
    let lessons = state.library.units().into_iter().flat_map(|unit| unit.lessons);
    let lessons: Vec<Arc<Lesson>> = lessons.collect();
    let outlines: Vec<Value> = lessons.iter().map(|lesson| outlined(lesson)).collect();
    let context = json!({
        "place": "course",
        "units": units,
        "first": lessons.first().map(|lesson| address(&lesson.slug, 1)),
        "taste": taste(&lessons),
        "bootstrap": script_json(&json!({"lessons": outlines})),
    });
    state.templates.page(request, "course.html", &context)
}

/// What the course's page holds the student's progress against.
fn outlined(lesson: &Lesson) -> Value {
    let cards = lesson.steps.iter().flat_map(|step| &step.cards).map(|card| &card.name);
    json!({
        "slug": lesson.slug,
        "title": lesson.title,
        "steps": outline(lesson),
        "cards": cards.collect::<Vec<_>>(),
    })
}

/// Each step with its address and what it asks for.
fn outline(lesson: &Lesson) -> Vec<Value> {
    lesson.steps.iter().map(|step| tasks(step, &address(&lesson.slug, step.number))).collect()
}

/// For who does not want to read first: whose emit, and where. The first scenario that begins a step and reaches some of at
/// least three clients and not all, since there is the most to see; else the first with an emit.
fn taste(lessons: &[Arc<Lesson>]) -> Option<Value> {
    let steps = || lessons.iter().flat_map(|lesson| lesson.steps.iter().map(move |step| (lesson, step)));
    let tells = |(lesson, step): &(&Arc<Lesson>, &Step)| {
        let lines = step.scenarios.first().map(|scenario| scenario.lines.as_slice()).unwrap_or_default();
        let hears = |client: &String| {
            lines.iter().any(
                |line| matches!(&line.act, Act::Expectation(Expectation::Event { client: it, .. }) if it == client),
            )
        };
        let hearers = lesson.clients.iter().filter(|client| hears(client)).count();
        lesson.clients.len() >= 3 && hearers > 0 && hearers < lesson.clients.len()
    };
    let emit = |(lesson, step): (&Arc<Lesson>, &Step)| {
        let scenario = step.scenarios.first()?;
        match &scenario.lines.get(scenario.predict?)?.act {
            Act::Stimulus(Stimulus::Emit { client, .. }) if step.solution.is_none() => {
                Some(json!({"client": client, "url": address(&lesson.slug, step.number)}))
            }
            _ => None,
        }
    };
    steps().filter(tells).find_map(emit).or_else(|| steps().find_map(emit))
}

fn listed(lesson: &Lesson) -> Value {
    json!({
        "slug": lesson.slug,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "url": address(&lesson.slug, 1),
        "steps": lesson.steps.len(),
    })
}

fn lesson(request: &Request, state: &State, slug: &str, number: usize) -> Result<Response, Problem> {
    let (lesson, step) = &find(&state.library, slug, number)?;
    let beside = |number: usize| lesson.step(number).map(|_| address(slug, number));
    let context = json!({
        "course": "/",
        "lesson": {
            "slug": lesson.slug,
            "title": lesson.title,
            "summary": lesson.summary,
            "unit": lesson.unit,
            "clients": lesson.clients,
            "minutes": lesson.minutes,
            "introduction": lesson.introduction,
        },
        "step": {"number": step.number, "title": step.title, "html": step.html},
        "steps": outline(lesson),
        "previous": beside(number - 1),
        "next": beside(number + 1),
        "bootstrap": script_json(&bootstrap(lesson, step, &outline(lesson), state.loopback)),
    });
    Ok(state.templates.page(request, "lesson.html", &context))
}

/// A lesson and one of its steps.
pub fn find(library: &Library, slug: &str, number: usize) -> Result<(Arc<Lesson>, Step), Problem> {
    if let Some(lesson) = cheatsheet::lesson().filter(|lesson| lesson.slug == slug) {
        let step = lesson.step(number).cloned();
        return match step {
            Some(step) => Ok((lesson, step)),
            None => Err(Problem::not_found(format!("the cheat sheet has no step {number}"))),
        };
    }
    let entry = library.entry(slug).ok_or_else(|| Problem::not_found(format!("there is no lesson `{slug}`")))?;
    let Some(lesson) = entry.lesson.clone() else {
        let mistake = entry.diagnostics.iter().map(|it| format!("{}:{}: {}", it.file, it.line, it.message)).next();
        let detail = format!("the lesson `{slug}` cannot be shown yet; {}", mistake.unwrap_or_default());
        return Err(Problem::not_found(detail));
    };
    match lesson.step(number).cloned() {
        Some(step) => Ok((lesson, step)),
        None => {
            let last = lesson.steps.len();
            Err(Problem::not_found(format!("the lesson `{slug}` has no step {number}; its steps are 1 to {last}")))
        }
    }
}

/// A slug is a file's name, so it may need encoding.
pub fn address(slug: &str, number: usize) -> String {
    format!("/lessons/{}/{number}", utf8_percent_encode(slug, SEGMENT))
}
