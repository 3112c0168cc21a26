//! What a worker's process is allowed: nothing but its channel.

use std::fs;

use crate::harness::Worker;

fn status(id: u32, file: &str) -> String {
    fs::read_to_string(format!("/proc/{id}/{file}")).expect("the worker runs")
}

/// The value after `name` in one of the kernel's tables.
fn field(text: &str, name: &str) -> String {
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name} in {text}"));
    line[name.len()..].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn it_has_no_descriptors_but_the_channel() {
    let worker = Worker::running("");
    let open = fs::read_dir(format!("/proc/{}/fd", worker.id())).expect("the worker runs");
    let mut open: Vec<String> = open.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    open.sort();
    assert_eq!(open, ["0", "1", "2"]);
}

#[test]
fn it_may_not_call_the_system_for_more() {
    let worker = Worker::running("");
    let text = status(worker.id(), "status");
    assert_eq!(field(&text, "Seccomp:"), "2", "filtered");
    assert_eq!(field(&text, "NoNewPrivs:"), "1");
    assert_eq!(field(&text, "Threads:"), "1");
    let limits = status(worker.id(), "limits");
    assert_eq!(field(&limits, "Max file size"), "0 0 bytes");
    assert_eq!(field(&limits, "Max processes"), "0 0 processes");
    assert_eq!(field(&limits, "Max open files"), "3 3 files");
    assert_eq!(field(&limits, "Max core file size"), "0 0 bytes");
}

#[test]
fn the_code_finds_no_way_out() {
    let mut worker = Worker::running(
        "io.on('connection', () => { for (const name of ['std', 'os', 'bjson', '__host', 'fetch', 'WebSocket', 'Deno', 'Bun']) console.log(name, typeof globalThis[name]); import('os').catch((e) => console.log(e.code)); import('/etc/passwd').catch((e) => console.log(e.code)); console.log(typeof new Function('return this')().process); });",
    );
    let connection = worker.open();
    let logs = worker.packet(connection, "0").logs();
    assert!(logs[..8].iter().all(|line| line.ends_with(" undefined")), "{logs:?}");
    assert_eq!(logs[8..], ["object", "MODULE_NOT_FOUND", "MODULE_NOT_FOUND"]);
}
