//! `/api/sandboxes/{id}/check`: a student's code against the scenarios of a step, each in a sandbox of its own.

use std::num::NonZeroUsize;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{OnceCell, Semaphore};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{Method, StatusCode};
use warp::reply::Response;

use super::problem::Problem;
use super::request::{Request, Segment, request};
use super::sandbox::find;
use super::sandboxes::reply;
use super::{State, guard, lessons, with};
use crate::lesson::{Code, Lesson, Step};
use crate::scenario::{LineReport, Report, Stage};

/// Checks that are run at a time.
const RUNNING: usize = 4;
/// Checks that are run or wait for their turn; one more is answered with 429.
const MAX_CHECKS: usize = 64;

/// What all checks share.
#[derive(Debug)]
pub struct Checks {
    stage: OnceCell<Stage>,
    waiting: Semaphore,
    running: Semaphore,
}

impl Default for Checks {
    fn default() -> Self {
        Self { stage: OnceCell::new(), waiting: Semaphore::new(MAX_CHECKS), running: Semaphore::new(RUNNING) }
    }
}

/// The body of a `POST`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Work {
    lesson: String,
    step: NonZeroUsize,
    server: String,
}

pub fn route(state: Arc<State>) -> BoxedFilter<(Response,)> {
    warp::path!("api" / "sandboxes" / Segment / "check")
        .and(request())
        .and(with(state))
        .then(async |Segment(id), request, state: Arc<State>| {
            check(&id, request, state).await.unwrap_or_else(Problem::into_response)
        })
        .boxed()
}

async fn check(id: &str, request: Request, state: Arc<State>) -> Result<Response, Problem> {
    guard::host(&request, state.loopback)?;
    if request.method != Method::POST {
        return Err(Problem::method(&request.method, "POST"));
    }
    guard::origin(&request)?;
    guard::json(&request, true)?;
    find(&state, id)?;
    let Work { lesson, step, server } = request.json().await?;
    let (lesson, step) = lessons::find(&state.library, &lesson, step.get())?;
    // A task of its own: it ends its sandboxes even if nobody waits for the answer any more.
    let checked = tokio::spawn(async move { state.checks.run(&state, &lesson, &step, server).await }).await;
    let reports = checked.map_err(|_| Problem::unavailable("the check ended early; try again"))??;
    let scenarios: Vec<Value> = reports.iter().map(scenario).collect();
    let passed = reports.iter().all(Report::passed);
    Ok(reply(StatusCode::OK, &json!({"passed": passed, "scenarios": scenarios})))
}

impl Checks {
    async fn run(&self, state: &State, lesson: &Lesson, step: &Step, server: String) -> Result<Vec<Report>, Problem> {
        let _place = self.waiting.try_acquire().map_err(|_| {
            let detail = format!("{MAX_CHECKS} checks are under way, the most at a time; try again in a moment");
            Problem::new(StatusCode::TOO_MANY_REQUESTS, detail)
        })?;
        let stopping = |_| Problem::unavailable("the server is stopping");
        let _turn = self.running.acquire().await.map_err(stopping)?;
        let open = || Stage::open(Arc::clone(&state.host));
        let stage = self.stage.get_or_try_init(open).await;
        let stage = stage.map_err(|error| Problem::unavailable(format!("scenarios cannot be played: {error}")))?;
        // Lines of the code are told as the student sees them.
        let server = Code { text: server, line: 1 };
        let mut reports = Vec::with_capacity(step.scenarios.len());
        for scenario in &step.scenarios {
            reports.push(stage.play(scenario, lesson, step, &server).await?);
        }
        Ok(reports)
    }
}

fn scenario(report: &Report) -> Value {
    let lines: Vec<Value> = report.lines.iter().map(line).collect();
    json!({"title": report.title, "passed": report.passed(), "lines": lines})
}

fn line(line: &LineReport) -> Value {
    json!({
        "line": line.line,
        "text": line.text,
        "ok": line.ok,
        "expected": line.expected,
        "got": line.got,
        "why": line.why,
    })
}
