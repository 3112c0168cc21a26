//! A worker killed from outside. Alone in its test binary, because it kills every worker of the process.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use emitscope::sandbox::{Clock, Host, Limits, Spec};
use emitscope::trace::{Batch, Body, Reader};

/// The children of this process: the sandbox's worker and those that wait in the pool.
fn workers() -> Vec<String> {
    let tasks = fs::read_dir("/proc/self/task").expect("proc is there").flatten();
    let children = tasks.map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default());
    children.flat_map(|all| all.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Reads on until an entry fits.
async fn until(reader: &mut Reader, fits: impl Fn(&Body) -> bool) -> Body {
    loop {
        match reader.next(1).await {
            Batch::Entries(entries) => {
                if let Some(entry) = entries.into_iter().find(|entry| fits(&entry.body)) {
                    return entry.body.clone();
                }
            }
            Batch::Gap { .. } => {}
            Batch::End => panic!("the trace ended"),
        }
    }
}

#[tokio::test]
async fn a_killed_worker_restarts_and_stays_stopped_the_third_time() {
    let host = Host::start(PathBuf::from(env!("CARGO_BIN_EXE_emitscope")), Limits::default()).await.expect("it starts");
    let spec = Spec { server: "console.log('loaded')".into(), clock: Clock::Manual, ..Spec::default() };
    let sandbox = host.create(spec).await.expect("the code loads");
    let mut trace = sandbox.journal().reader();
    for _ in 1..=2 {
        until(&mut trace, |body| matches!(body, Body::Log { text, .. } if text == "loaded")).await;
        Command::new("kill").arg("-9").args(workers()).status().expect("kill runs");
        until(&mut trace, |body| matches!(body, Body::Restart { .. })).await;
    }
    until(&mut trace, |body| matches!(body, Body::Log { text, .. } if text == "loaded")).await;
    Command::new("kill").arg("-9").args(workers()).status().expect("kill runs");
    let Body::Error(error) = until(&mut trace, |body| matches!(body, Body::Error(_))).await else { unreachable!() };
    assert_eq!(error.title, "The server stays stopped");
    assert!(error.detail.contains("3 times within a minute"), "{}", error.detail);
    sandbox.replace("console.log('loaded anew')".into()).await.expect("new code starts it");
    until(&mut trace, |body| matches!(body, Body::Log { text, .. } if text == "loaded anew")).await;
    host.shutdown().await;
    // No worker is left behind: those that were ended while they started are gone as soon as the system has seen to it.
    while !workers().is_empty() {
        tokio::task::yield_now().await;
    }
}
