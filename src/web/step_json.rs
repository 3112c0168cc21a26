//! What the page of a step starts from, as JSON: the code, and what it draws into the places of the prose (scenarios, the
//! challenge, quizzes, cards). HTML in it is the lesson's own Markdown, as the renderer made it.

use serde_json::{Value, json};

use super::client_page::DEFAULT_PAGE;
use super::glossary::anchor;
use crate::lesson::diagram::{Act, Expectation, Line, Scenario, Stimulus, Weather};
use crate::lesson::{Card, Lesson, Quiz, Step};

/// What a step asks for, so that a browser can tell what is done: predictions as indices of scenarios, whether it is a
/// challenge, how many quizzes.
pub fn tasks(step: &Step, url: &str) -> Value {
    let predicts = step.scenarios.iter().enumerate().filter(|(_, scenario)| scenario.predict.is_some());
    json!({
        "number": step.number,
        "title": step.title,
        "url": url,
        "predicts": predicts.map(|(index, _)| index).collect::<Vec<_>>(),
        "challenge": step.solution.is_some(),
        "quizzes": step.quizzes.len(),
    })
}

/// `{"lesson": {…}, "step": {…}, "loopback": bool}`. `outline`: the `tasks` of each step; `loopback`: only programs on this
/// computer reach the server.
pub fn bootstrap(lesson: &Lesson, step: &Step, outline: &[Value], loopback: bool) -> Value {
    let challenge = json!({
        "solution": step.solution.as_ref().map(|code| &code.text),
        "hints": step.hints,
    });
    let is_challenge = step.solution.is_some() || !step.hints.is_empty();
    json!({
        "loopback": loopback,
        "lesson": {
            "slug": lesson.slug,
            "title": lesson.title,
            "unit": lesson.unit,
            "clients": lesson.clients,
            "steps": outline,
        },
        "step": {
            "number": step.number,
            "title": step.title,
            "server": step.server.text,
            "options": step.options,
            "pages": pages(lesson, step),
            "scenarios": step.scenarios.iter().map(scenario).collect::<Vec<_>>(),
            "challenge": is_challenge.then_some(challenge),
            "quizzes": step.quizzes.iter().map(quiz).collect::<Vec<_>>(),
            "cards": step.cards.iter().map(card).collect::<Vec<_>>(),
        },
    })
}

/// Each page that differs from the others, once, with the clients that show it.
fn pages(lesson: &Lesson, step: &Step) -> Value {
    let mut pages: Vec<(&str, Vec<&str>)> = Vec::new();
    for client in &lesson.clients {
        let html = step.page(client).unwrap_or(DEFAULT_PAGE);
        match pages.iter_mut().find(|(known, _)| *known == html) {
            Some((_, clients)) => clients.push(client),
            None => pages.push((html, vec![client])),
        }
    }
    pages.into_iter().map(|(html, clients)| json!({"clients": clients, "html": html})).collect()
}

fn quiz(quiz: &Quiz) -> Value {
    let answers = quiz.answers.iter().map(|answer| json!({"html": answer.html, "right": answer.right}));
    json!({
        "question": quiz.question,
        "answers": answers.collect::<Vec<_>>(),
        "explanation": quiz.explanation,
    })
}

fn card(card: &Card) -> Value {
    json!({"name": card.name, "anchor": anchor(&card.name), "term": card.term, "back": card.back})
}

/// `predict` is the index of a line, or null.
fn scenario(scenario: &Scenario) -> Value {
    json!({
        "title": scenario.title,
        "text": scenario.text,
        "predict": scenario.predict,
        "lines": scenario.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// `act.kind` is one of emit, answer, connect, disconnect, request, clock, offline, online, slow, polling (stimuli), and
/// event, ack, refusal, dropped, response (what a client receives).
fn line(line: &Line) -> Value {
    let act = match &line.act {
        Act::Stimulus(stimulus) => self::stimulus(stimulus),
        Act::Expectation(expectation) => self::expectation(expectation),
    };
    json!({"line": line.line, "text": line.text, "stimulus": matches!(line.act, Act::Stimulus(_)), "act": act})
}

fn stimulus(stimulus: &Stimulus) -> Value {
    match stimulus {
        Stimulus::Emit { client, namespace, event, args, ack } => {
            json!({"kind": "emit", "client": client, "namespace": namespace, "event": event, "args": args, "ack": ack})
        }
        Stimulus::Answer { client, namespace, args } => {
            json!({"kind": "answer", "client": client, "namespace": namespace, "args": args})
        }
        Stimulus::Connect { client, namespace, auth } => {
            json!({"kind": "connect", "client": client, "namespace": namespace, "auth": auth})
        }
        Stimulus::Disconnect { client, namespace } => {
            json!({"kind": "disconnect", "client": client, "namespace": namespace})
        }
        Stimulus::Request { client, method, path, body } => {
            json!({"kind": "request", "client": client, "method": method, "path": path, "body": body})
        }
        Stimulus::Clock { milliseconds } => json!({"kind": "clock", "milliseconds": milliseconds}),
        Stimulus::Weather { client, weather } => match weather {
            Weather::Offline => json!({"kind": "offline", "client": client}),
            Weather::Online => json!({"kind": "online", "client": client}),
            Weather::Slow { milliseconds } => json!({"kind": "slow", "client": client, "milliseconds": milliseconds}),
            Weather::Polling => json!({"kind": "polling", "client": client}),
        },
    }
}

fn expectation(expectation: &Expectation) -> Value {
    match expectation {
        Expectation::Event { client, namespace, event, args } => {
            json!({"kind": "event", "client": client, "namespace": namespace, "event": event, "args": args})
        }
        Expectation::Ack { client, namespace, args } => {
            json!({"kind": "ack", "client": client, "namespace": namespace, "args": args})
        }
        Expectation::Refusal { client, namespace, message, data } => {
            json!({"kind": "refusal", "client": client, "namespace": namespace, "message": message, "data": data})
        }
        Expectation::Dropped { client, namespace, reason } => {
            json!({"kind": "dropped", "client": client, "namespace": namespace, "reason": reason})
        }
        Expectation::Response { client, status, body } => {
            json!({"kind": "response", "client": client, "status": status, "body": body})
        }
    }
}
