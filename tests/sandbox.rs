//! Sandboxes from inside the process: a real worker per sandbox, limits, death and restart, the clock, rest.

use std::path::PathBuf;
use std::sync::Arc;

use emitscope::sandbox::{Clock, CreateError, Host, Limits, ReplaceError, Sandbox, Spec};
use emitscope::trace::{Batch, Body, Entry, Operand};

async fn host(limits: Limits) -> Arc<Host> {
    Host::start(PathBuf::from(env!("CARGO_BIN_EXE_emitscope")), limits).await.expect("the host starts")
}

fn spec(server: &str) -> Spec {
    Spec { server: server.to_owned(), clock: Clock::Manual, ..Spec::default() }
}

async fn sandbox(host: &Host, server: &str) -> Arc<Sandbox> {
    host.create(spec(server)).await.expect("the code loads")
}

/// The first entry that fits, from the beginning of the trace; waits for it.
async fn entry(sandbox: &Sandbox, fits: impl Fn(&Entry) -> bool) -> Arc<Entry> {
    let mut reader = sandbox.journal().reader();
    loop {
        match reader.next(64).await {
            Batch::Entries(entries) => {
                if let Some(found) = entries.into_iter().find(|entry| fits(entry)) {
                    return found;
                }
            }
            Batch::Gap { .. } => {}
            Batch::End => panic!("the trace ended without that entry"),
        }
    }
}

fn logs(sandbox: &Sandbox) -> Vec<String> {
    let mut reader = sandbox.journal().reader();
    let Batch::Entries(entries) = reader.read(10_000) else { return Vec::new() };
    let texts = entries.iter().filter_map(|entry| match &entry.body {
        Body::Log { text, .. } => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

#[tokio::test]
async fn code_that_fails_at_load_makes_no_sandbox() {
    let host = host(Limits::default()).await;
    let Err(CreateError::Code(failure)) = host.create(spec("io.on('connection', () => {});\nlet x = ;")).await else {
        panic!("a syntax error is the code's fault");
    };
    assert_eq!(failure.location.map(|it| it.line), Some(2));
    assert!(failure.title.starts_with("SyntaxError"), "{}", failure.title);
    assert_eq!(host.count(), 0);
    host.shutdown().await;
}

#[tokio::test]
async fn one_sandbox_more_than_the_limit_is_refused_until_another_goes() {
    let host = host(Limits { max_sandboxes: 2, ..Limits::default() }).await;
    let first = sandbox(&host, "").await;
    sandbox(&host, "").await;
    assert!(matches!(host.create(spec("")).await, Err(CreateError::Full(2))));
    assert!(host.remove(first.id()).await);
    drop(first);
    sandbox(&host, "").await;
    host.shutdown().await;
}

#[tokio::test]
async fn code_too_large_is_refused_with_its_size() {
    let host = host(Limits::default()).await;
    let error = host.create(spec(&" ".repeat(300_000))).await.expect_err("it is too large");
    assert_eq!(error.to_string(), "the server code is too large: 300000 bytes, the limit is 262144");
    host.shutdown().await;
}

#[tokio::test]
async fn a_manual_clock_moves_only_when_told_and_timers_run_in_order() {
    let host = host(Limits::default()).await;
    let code = r#"
        const start = Date.now();
        setTimeout(() => console.log("b", Date.now() - start), 20_000);
        setTimeout(() => console.log("a", Date.now() - start), 10_000);
        setTimeout(() => console.log("at once"), 0);
        setImmediate(() => console.log("immediate"));"#;
    let sandbox = sandbox(&host, code).await;
    let settled = sandbox.settle(&[]).await.expect("it is there");
    assert_eq!(logs(&sandbox).len(), 2, "{:?}", logs(&sandbox));
    assert_eq!(settled.next_timer, Some(10_000.0));
    sandbox.advance(10_000.0).await.expect("it is there");
    assert_eq!(sandbox.settle(&[]).await.expect("it is there").next_timer, Some(20_000.0));
    sandbox.advance(20_000.0).await.expect("it is there");
    assert_eq!(sandbox.settle(&[]).await.expect("it is there").next_timer, None);
    assert_eq!(logs(&sandbox)[2..], ["a 10000", "b 20000"]);
    host.shutdown().await;
}

#[tokio::test]
async fn timers_without_a_pause_are_an_error_and_come_to_rest() {
    let host = host(Limits::default()).await;
    let sandbox = sandbox(&host, "const again = () => setImmediate(again); again();").await;
    sandbox.settle(&[]).await.expect("it comes to rest");
    let error = entry(&sandbox, |entry| matches!(entry.body, Body::Error(_))).await;
    let Body::Error(error) = &error.body else { unreachable!() };
    assert_eq!(error.title, "Timers without a pause");
    host.shutdown().await;
}

#[tokio::test]
async fn replacing_keeps_the_old_code_when_the_new_fails() {
    let host = host(Limits::default()).await;
    let sandbox = sandbox(&host, "console.log('one')").await;
    assert!(matches!(sandbox.replace("throw new Error('two')".into()).await, Err(ReplaceError::Code(_))));
    assert_eq!(sandbox.snapshot().await.expect("it is there").server, "console.log('one')");
    sandbox.replace("console.log('three')".into()).await.expect("it loads");
    assert_eq!(sandbox.snapshot().await.expect("it is there").server, "console.log('three')");
    assert_eq!(logs(&sandbox), ["one", "three"]);
    host.shutdown().await;
}

#[tokio::test]
async fn a_sandbox_that_nobody_uses_is_dropped() {
    let host = host(Limits { idle_minutes: 0, ..Limits::default() }).await;
    let sandbox = sandbox(&host, "").await;
    let mut reader = sandbox.journal().reader_after(0);
    // A reader would keep it, so this one only asks whether the trace has ended once the sandbox is gone.
    let id = sandbox.id().to_owned();
    drop(reader.read(1));
    drop(reader);
    sandbox.settle(&[]).await;
    while host.get(&id).is_some() {
        tokio::task::yield_now().await;
    }
    assert!(sandbox.snapshot().await.is_none());
    host.shutdown().await;
}

#[tokio::test]
async fn operations_at_load_are_decided_and_told() {
    let host = host(Limits::default()).await;
    let sandbox = sandbox(&host, "\n  io.to('room1').emit('early', 1);").await;
    let entry = entry(&sandbox, |entry| matches!(entry.body, Body::Decision(_))).await;
    let Body::Decision(decision) = &entry.body else { unreachable!() };
    assert!(matches!(decision.operation, Operand::Emit(_)));
    assert_eq!(entry.location.map(|it| it.line), Some(2));
    assert_eq!(decision.call.as_deref(), Some("io.to('room1').emit"));
    assert!(decision.decision.recipients.is_empty());
    host.shutdown().await;
}
