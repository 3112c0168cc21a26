//! Any text as the lines of a scenario: no panic, and what is read is printed as text that is read as the same.
//! `cargo +nightly fuzz run scenario -- -max_len=4096`

#![no_main]

use emitscope::lesson::diagram::{Act, Scenario};
use emitscope::lesson::parse;
use libfuzzer_sys::fuzz_target;

fn read(diagram: &str) -> Option<Scenario> {
    let text = format!("---\ntitle: T\n---\n## S\n`````mermaid\n{diagram}\n`````\n");
    let lesson = parse("lessons/01-fuzz.md", text.as_bytes()).lesson?;
    lesson.steps.first()?.scenarios.first().cloned()
}

fn acts(scenario: &Scenario) -> Vec<&Act> {
    scenario.lines.iter().map(|line| &line.act).collect()
}

fuzz_target!(|lines: &str| {
    let Some(scenario) = read(&format!("sequenceDiagram\n{lines}")) else { return };
    let again = read(&scenario.to_string()).expect("what is printed can be read");
    assert_eq!(acts(&again), acts(&scenario));
    assert_eq!(again.participants, scenario.participants);
    // A title loses what Mermaid does not draw, once.
    assert_eq!(again.to_string(), scenario.to_string());
});
