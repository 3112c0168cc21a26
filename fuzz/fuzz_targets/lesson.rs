//! Any bytes as a lesson: no panic, and every diagnostic has a place inside the file.
//! `cargo +nightly fuzz run lesson -- -max_len=4096`, with the built-in lessons as a good corpus to begin with.

#![no_main]

use emitscope::lesson::{Level, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parsed = parse("lessons/01-fuzz.md", bytes);
    for diagnostic in &parsed.diagnostics {
        assert!(diagnostic.line >= 1 && diagnostic.column >= 1 && diagnostic.span >= 1, "{diagnostic:?}");
        let _ = diagnostic.to_string();
    }
    let wrong = parsed.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    assert_eq!(parsed.lesson.is_none(), wrong, "a lesson is there exactly when nothing is wrong with it");
});
