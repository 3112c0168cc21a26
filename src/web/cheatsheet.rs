//! `/cheatsheet`: every way to emit, in a table whose rows are run on the spot. It is written as a lesson,
//! `assets/pages/cheatsheet.md`, each row a scenario of it, so that `emitscope check` proves each row; its steps are the
//! groups of the table and share one server.

use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;
use warp::reply::Response;

use super::problem::Problem;
use super::request::{Request, request};
use super::step_json::bootstrap;
use super::templates::script_json;
use super::{State, with};
use crate::lesson::diagram::{Expectation, Scenario};
use crate::lesson::{Lesson, Step, before_scenarios, highlight, parse};

/// By what the API knows it. No lesson can have this slug.
pub const SLUG: &str = "/cheatsheet";

const TEXT: &str = include_str!("../../assets/pages/cheatsheet.md");

/// The cheat sheet as a lesson; `None` if it does not parse, which a test rules out.
pub fn lesson() -> Option<Arc<Lesson>> {
    static LESSON: LazyLock<Option<Arc<Lesson>>> = LazyLock::new(|| {
        let lesson = parse("assets/pages/cheatsheet.md", TEXT.as_bytes()).lesson?;
        Some(Arc::new(Lesson { slug: SLUG.to_owned(), ..lesson }))
    });
    LESSON.clone()
}

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("cheatsheet")
        .and(request())
        .and(with(state))
        .map(|request: Request, state: Arc<State>| page(&request, &state).unwrap_or_else(|it| state.tell(&request, it)))
        .boxed()
}

fn page(request: &Request, state: &State) -> Result<Response, Problem> {
    if request.method != Method::GET {
        return Err(Problem::method(&request.method, "GET, HEAD"));
    }
    let lesson = lesson().ok_or_else(|| Problem::not_found("there is no cheat sheet"))?;
    let first = lesson.steps.first().ok_or_else(|| Problem::not_found("the cheat sheet is empty"))?;
    let scenarios = lesson.steps.iter().flat_map(|step| step.scenarios.clone()).collect();
    let step = Step { scenarios, ..first.clone() };
    let mut next = 0;
    let groups: Vec<Value> = lesson.steps.iter().map(|step| group(&lesson, step, &mut next)).collect();
    let context = json!({
        "course": "/",
        "lesson": {
            "slug": lesson.slug,
            "title": lesson.title,
            "summary": lesson.summary,
            "unit": lesson.unit,
            "introduction": lesson.introduction,
        },
        "step": {"number": 1, "title": lesson.title},
        "steps": [],
        "groups": groups,
        "bootstrap": script_json(&bootstrap(&lesson, &step, &[], state.loopback)),
    });
    Ok(state.templates.page(request, "cheatsheet.html", &context))
}

/// `next`: the index of its first row among all rows.
fn group(lesson: &Lesson, step: &Step, next: &mut usize) -> Value {
    let first = *next;
    *next += step.scenarios.len();
    let rows = step.scenarios.iter().zip(before_scenarios(&step.html)).enumerate();
    let rows: Vec<Value> = rows.map(|(at, (scenario, said))| row(lesson, scenario, said, first + at)).collect();
    json!({
        "id": step.title.to_lowercase().replace(' ', "-"),
        "title": step.title,
        "rows": rows,
        "html": step.html,
    })
}

fn row(lesson: &Lesson, scenario: &Scenario, said: &str, index: usize) -> Value {
    let clients = lesson.clients.iter().map(|client| json!({"name": client, "result": result(scenario, client)}));
    json!({
        "index": index,
        "form": highlight("js", &scenario.title),
        "said": said,
        "clients": clients.collect::<Vec<_>>(),
    })
}

/// What becomes of a client; the template has the words.
fn result(scenario: &Scenario, client: &str) -> &'static str {
    let mut result = "skipped";
    for expectation in scenario.expectations().filter(|it| it.client() == client) {
        result = match expectation {
            Expectation::Event { .. } => return "heard",
            Expectation::Dropped { .. } | Expectation::Refusal { .. } => "gone",
            Expectation::Ack { .. } | Expectation::Response { .. } => "answered",
        };
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_lesson_without_a_mistake() {
        let parsed = parse("assets/pages/cheatsheet.md", TEXT.as_bytes());
        assert_eq!(
            parsed.diagnostics,
            [],
            "{}",
            parsed.diagnostics.iter().map(ToString::to_string).collect::<String>()
        );
        let lesson = lesson().expect("it parses");
        for step in &lesson.steps {
            assert_eq!(step.server, lesson.steps[0].server, "one server for all rows");
            let said = before_scenarios(&step.html);
            assert_eq!(said.len(), step.scenarios.len());
            assert!(said.iter().all(|said| said.starts_with("<p>")), "each row is explained: {said:?}");
        }
    }
}
