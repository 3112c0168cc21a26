//! Loading the learner's code: scripts, modules, what can be required, options.

use emitscope::worker::message::FromWorker;

use crate::harness::Worker;

/// What the code logs while it is loaded.
#[track_caller]
fn logs(source: &str) -> Vec<String> {
    let mut worker = Worker::booted(64 << 20, 2_000);
    let round = worker.start(source, "{}");
    assert!(round.failure().is_none(), "{:?}", round.failure());
    round.logs()
}

#[test]
fn the_tutorial_runs_as_a_module() {
    let source = "import express from 'express';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { Server } from 'socket.io';

const app = express();
const server = createServer(app);
const io = new Server(server, { connectionStateRecovery: {} });

const __dirname = dirname(fileURLToPath(import.meta.url));

app.get('/', (req, res) => {
  res.sendFile(join(__dirname, 'index.html'));
});

io.on('connection', (socket) => {
  socket.on('chat message', (msg) => {
    io.emit('chat message', msg);
  });
});

server.listen(3000, () => {
  console.log('server running at http://localhost:3000');
});
";
    let mut worker = Worker::booted(64 << 20, 2_000);
    let round = worker.start(source, "{}");
    assert_eq!(round.logs(), ["server running at http://localhost:3000"]);
    let (connection, _) = worker.connect();
    assert_eq!(worker.packet(connection, "2[\"chat message\",\"hi\"]").emits().len(), 1);
}

#[test]
fn the_tutorial_runs_as_a_script() {
    let source = "const express = require('express');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { Server } = require('socket.io');
const app = express();
const server = createServer(app);
const io = new Server(server);
app.use(express.static('public'));
app.get('/', (req, res) => res.sendFile(join(__dirname, 'index.html')));
io.on('connection', (socket) => { console.log('a user connected'); });
server.listen(3000, () => console.log('listening on *:3000', server.address().port));
module.exports = { io };
";
    let mut worker = Worker::booted(64 << 20, 2_000);
    assert_eq!(worker.start(source, "{}").logs(), ["listening on *:3000 3000"]);
    let connection = worker.open();
    assert_eq!(worker.packet(connection, "0").logs(), ["a user connected"]);
}

#[test]
fn older_ways_to_make_a_server() {
    for make in [
        "const io = require('socket.io')(3000);",
        "const server = require('http').createServer(); const io = require('socket.io')(server, { cors: { origin: '*' } }); server.listen(3000);",
        "const { Server } = require('socket.io'); const io = new Server(3000, {});",
        "const { Server } = require('socket.io'); const io = new Server({}); io.listen(3000);",
        "const { Server } = require('socket.io'); const io = new Server(); // never attached",
        "const io = new (require('socket.io').Server)(); io.attach(3000);",
        "var io; io = require('socket.io')();",
        "",
    ] {
        let mut worker = Worker::running(&format!("{make}\nio.on('connection', () => console.log('ok'));"));
        let connection = worker.open();
        assert_eq!(worker.packet(connection, "0").logs(), ["ok"], "{make}");
    }
}

#[test]
fn top_level_await_and_require_in_a_module() {
    assert_eq!(
        logs("const http = require('http');\nconsole.log(await Promise.resolve(typeof http.createServer));"),
        ["function"]
    );
    assert_eq!(
        logs(
            "import { createRequire } from 'module'; const require = createRequire(import.meta.url); console.log(typeof require('events').EventEmitter, import.meta.url)"
        ),
        ["function file:///server.js"]
    );
    assert_eq!(
        logs(
            "import EventEmitter, { once } from 'node:events'; import * as util from 'util'; console.log(typeof EventEmitter, typeof once, util.format('%d', 5))"
        ),
        ["function function 5"]
    );
    assert_eq!(logs("export const answer = 42; console.log(typeof this)"), ["undefined"]);
    assert_eq!(logs("const { default: e } = await import('express'); console.log(typeof e)"), ["function"]);
}

#[test]
fn a_script_is_sloppy_and_may_take_any_name() {
    assert_eq!(
        logs(
            "undeclared = 1; const app = 2, process = require('process'), crypto = require('crypto'); const { setTimeout } = require('timers/promises'); console.log(undeclared, app, typeof crypto.randomUUID(), this === globalThis)"
        ),
        ["1 2 string true"]
    );
    let mut worker = Worker::running(
        "const { setTimeout, clearTimeout } = require('timers/promises');\nconst console2 = console; { const console = null; }\nio.on('connection', async () => { console.log('ok'); });",
    );
    let connection = worker.open();
    assert_eq!(worker.packet(connection, "0").logs(), ["ok"]);
}

#[test]
fn return_at_the_top_level() {
    let mut worker = Worker::booted(64 << 20, 2_000);
    let round = worker.start("console.log('a'); if (true) return;\nconsole.log('b');", "{}");
    assert_eq!(round.logs(), ["a"]);
    let place = round.reports().next().and_then(|report| report.place).map(|place| (place.line, place.column));
    assert_eq!(place, Some((1, 9)));
}

#[test]
fn what_a_sandbox_has_not_is_named() {
    for source in ["require('fs')", "import 'fs'", "import fs from 'node:fs/promises';", "require('./other.js')"] {
        let failure = Worker::failing(&format!("\n  {source}"));
        assert!(failure.title.contains("Cannot find module"), "{failure:?}");
        assert!(failure.title.contains("no file system"), "{failure:?}");
        assert_eq!(failure.place.map(|place| place.line), Some(2), "{failure:?}");
    }
    assert!(Worker::failing("process.exit(1)").title.contains("process.exit()"));
    assert!(Worker::failing("fetch('http://localhost')").title.contains("fetch"));
}

#[test]
fn errors_at_load_have_their_place() {
    let syntax = Worker::failing("const a = 1;\nconst b = ;\n");
    assert!(syntax.title.starts_with("SyntaxError: "), "{syntax:?}");
    assert_eq!(syntax.place.map(|place| (place.line, place.column)), Some((2, 11)));
    let thrown = Worker::failing("\n\n  throw new TypeError('bad');");
    assert_eq!(thrown.title, "TypeError: bad");
    assert_eq!(thrown.place.map(|place| place.line), Some(3));
    let module = Worker::failing("import 'http';\nawait null;\nundefinedThing();");
    assert_eq!(module.title, "ReferenceError: undefinedThing is not defined");
    assert_eq!(module.place.map(|place| (place.line, place.column)), Some((3, 1)));
    let export = Worker::failing("import { nothing } from 'http';");
    assert!(export.title.contains("nothing"), "{export:?}");
    let module_syntax = Worker::failing("import 'http';\nlet = 5 +;");
    assert_eq!(module_syntax.place.map(|place| place.line), Some(2));
    assert_eq!(Worker::failing("throw 'just text'").title, "Uncaught 'just text'");
}

#[test]
fn an_endless_load_is_a_failure_with_its_limit() {
    let failure = Worker::failing("const f = () => {\n  f.count = Math.max(1, 2);\n  while (true) {}\n};\nf();");
    assert_eq!(failure.limit.as_deref(), Some("max-turn-ms"));
    assert_eq!(failure.place.map(|place| place.line), Some(2));
}

#[test]
fn the_code_wins_over_the_given_options() {
    let mut worker = Worker::booted(64 << 20, 2_000);
    let round = worker.start(
        "const { Server } = require('socket.io'); const io = new Server(3000, { pingInterval: 5000 });",
        "{\"pingInterval\":1000,\"pingTimeout\":2000,\"connectTimeout\":100}",
    );
    let options = round.messages.iter().find_map(|message| match message {
        FromWorker::Started { options } => Some(options.clone()),
        _ => None,
    });
    let options: serde_json::Value = serde_json::from_str(&options.expect("started")).expect("JSON");
    assert_eq!(options["pingInterval"], 5000);
    assert_eq!(options["pingTimeout"], 2000);
    assert_eq!(options["connectTimeout"], 100);
    assert_eq!(options["maxHttpBufferSize"], 1_000_000);
    worker.open();
    let silent = worker.advance(100.0);
    assert!(silent.messages.iter().any(|message| matches!(message, FromWorker::Close { .. })), "connectTimeout");
}

#[test]
fn utf8_is_nodes_whatever_the_text_and_the_bytes() {
    assert_eq!(
        logs(
            "console.log(Buffer.from('é😀').toString('hex'), Buffer.from('a\\ud800b', 'UTF-8').toString('hex'), Buffer.byteLength('é😀\\udc00'));
             console.log(JSON.stringify(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0xe2, 0x82, 0x62]).toString()));
             console.log(Buffer.from('abcdef').subarray(2, 5).toString('utf8'), Buffer.from('aéb').toString('utf8', 1, 3), Buffer.from('') + '|');
             console.log(Buffer.from('ab', 'latin1').length, Buffer.from('6162', 'hex').toString(), Buffer.byteLength('YQ==', 'base64'), Buffer.from(null ?? []).length);
             console.log(new TextDecoder().decode(new Uint8Array([0xf0, 0x9f, 0x98])) === '\\ufffd', `${Buffer.from('x')}`);"
        ),
        [
            "c3a9f09f9880 61efbfbd62 9",
            "\"\u{feff}a\u{fffd}\u{fffd}b\"",
            "cde é |",
            "2 ab 1 0",
            "true x",
        ]
    );
}

#[test]
fn the_globals_of_node_are_there() {
    assert_eq!(
        logs(
            "console.log(new URL('../b?x=1#h', 'http://User@Host:80/a/c/d').href, new URLSearchParams('a=1&b=%20').get('b') === ' ');
             console.log(structuredClone({ a: [1, new Date(0), new Map([[1, new Set([2])]])] }));
             console.log(new TextDecoder().decode(new TextEncoder().encode('hé😀')), Buffer.from('aé').toString('base64'));
             console.log(crypto.randomUUID().length, crypto.getRandomValues(new Uint8Array(4)).length);
             const c = new AbortController(); c.signal.addEventListener('abort', () => console.log('aborted', c.signal.reason.name)); c.abort();
             console.log(process.env, process.platform, typeof process.version, process.hrtime.bigint());
             console.log(global === globalThis, typeof app.get, typeof module, __filename);
             queueMicrotask(() => console.log('micro'));"
        ),
        [
            "http://User@host/a/b?x=1#h true",
            "{ a: [ 1, 1970-01-01T00:00:00.000Z, Map(1) { 1 => [Set] } ] }",
            "hé😀 YcOp",
            "36 4",
            "aborted AbortError",
            "{} linux string 0n",
            "true function object /server.js",
            "micro",
        ]
    );
}

/// The same lines run in Node beside it: what is printed is the same.
#[test]
fn console_prints_as_node_does() {
    let source = include_str!("console.js");
    let node =
        std::process::Command::new("node").args(["-e", source]).output().expect("node is there, it built the pages");
    let expected = String::from_utf8(node.stdout).expect("text");
    let mut printed = logs(source).join("\n");
    printed.push('\n');
    assert_eq!(printed, expected);
}
