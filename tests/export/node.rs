//! An exported sandbox under plain Node does what the sandbox does: the real client is told the same by both.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::server::Server;
use crate::{packages, script};

const HANDLERS: &str = r#"
io.on("connection", (socket) => {
  socket.on("join", (room, done) => (socket.join(room), done()));
  socket.on("hello", (...args) => socket.broadcast.emit("hello", ...args));
  socket.on("red", (n, done) => (io.to("red").emit("red", n), done(n + 1)));
});
"#;

/// What makes `io`, in the ways of Socket.IO's documentation.
const BEGINNINGS: [(&str, &str); 8] = [
    ("io is there", ""),
    ("strict", "\"use strict\";"),
    (
        "a script",
        "const { createServer } = require('http');\nconst { Server } = require('socket.io');\nconst server = createServer();\nconst io = new Server(server);\nserver.listen(0);",
    ),
    (
        "called",
        "const server = require('http').createServer();\nconst io = require('socket.io')(server);\nserver.listen(0);",
    ),
    (
        "a module",
        "import { Server } from 'socket.io';\nimport { createServer } from 'node:http';\nconst server = createServer();\nconst io = new Server(server);\nawait null;\nserver.listen(0);",
    ),
    ("a port", "const { Server } = require('socket.io');\nconst io = new Server(0);"),
    (
        "attached",
        "const { Server } = require('socket.io');\nconst server = require('http').createServer();\nconst io = new Server();\nio.attach(server);\nserver.listen(0);",
    ),
    (
        "nobody listens",
        "import { Server } from 'socket.io';\nconst { EventEmitter } = require('events');\nconst io = new Server();\nexport default io;",
    ),
];

#[test]
fn an_export_does_under_node_what_the_sandbox_does() {
    let server = Server::start(&[]);
    for (name, beginning) in BEGINNINGS {
        let code = format!("{beginning}{HANDLERS}");
        let folder = tempfile::tempdir().expect("a folder");
        unzip(&server.url, &code, folder.path());
        let package: Value = read(folder.path(), "package.json").parse().expect("JSON");
        assert_eq!(package["scripts"]["start"], "node server.js");
        assert_eq!(package["dependencies"]["socket.io"], installed("socket.io"), "the version that sandboxes run");
        assert!(read(folder.path(), "server.js").contains(code.trim()), "the code is there as it was");
        // What `npm install` would bring, without the network.
        std::os::unix::fs::symlink(packages(), folder.path().join("node_modules")).expect("a link");
        let program = Program::start(folder.path());
        let output = script("export.mjs", &server.url)
            .env("EMITSCOPE_CODE", &code)
            .env("EMITSCOPE_NODE", &program.url)
            .output()
            .expect("node starts");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

const ROUTES: &str = r#"
const messages = [];
app.get("/messages", (req, res) => res.json([messages, req.query]));
app.post("/messages", (req, res) => {
  const message = { id: messages.length, ...req.body };
  messages.push(message);
  res.status(201).json(message);
});
app.get("/messages/:id", (req, res) => (messages[req.params.id] ? res.json(messages[req.params.id]) : res.sendStatus(404)));
app.delete("/messages/:id", (req, res) => {
  delete messages[req.params.id];
  res.status(204).end();
});
app.get("/text", (req, res) => res.text("text"));
app.get("/html", (req, res) => res.html("<p>html</p>"));
app.get("/stream", (req, res) => {
  res.write("one ");
  setTimeout(() => res.end("two"), 20);
});
app.get("/away", (req, res) => res.redirect("/text"));
"#;

/// What makes `app`, and whether it has a page of its own at `/`.
const APPS: [(&str, &str, &str); 4] = [
    ("app is there", "", ""),
    (
        "an app of its own",
        "const express = require('express');\nconst app = express();\napp.use(express.json());\napp.get('/', (req, res) => res.send('own'));\napp.listen(0);",
        "own",
    ),
    (
        "a module with Socket.IO",
        "import express from 'express';\nimport { createServer } from 'node:http';\nimport { Server } from 'socket.io';\nconst app = express();\napp.use(express.json());\nconst server = createServer(app);\nconst io = new Server(server);\napp.get('/', (req, res) => res.send('own'));\nserver.listen(0);",
        "own",
    ),
    ("nobody listens", "const express = require('express');\nconst app = express();\napp.use(express.json());", ""),
];

#[test]
fn routes_answer_under_node_as_in_the_sandbox() {
    let server = Server::start(&[]);
    for (name, beginning, root) in APPS {
        let code = format!("{beginning}{ROUTES}");
        let folder = tempfile::tempdir().expect("a folder");
        unzip(&server.url, &code, folder.path());
        let package: Value = read(folder.path(), "package.json").parse().expect("JSON");
        assert_eq!(package["dependencies"]["express"], "^5");
        std::os::unix::fs::symlink(packages(), folder.path().join("node_modules")).expect("a link");
        let program = Program::start(folder.path());
        let output = script("routes.mjs", &server.url)
            .env("EMITSCOPE_CODE", &code)
            .env("EMITSCOPE_NODE", &program.url)
            .env("EMITSCOPE_ROOT", root)
            .output()
            .expect("node starts");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Makes a sandbox of the code and unpacks its export.
fn unzip(url: &str, code: &str, folder: &Path) {
    let file = folder.join("export.zip");
    let output = script("export.mjs", url).env("EMITSCOPE_CODE", code).env("EMITSCOPE_ZIP", &file).output();
    let output = output.expect("node starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let zip = fs::File::open(&file).expect("the zip is there");
    zip::ZipArchive::new(zip).expect("a zip").extract(folder).expect("it unpacks");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn installed(package: &str) -> Value {
    let text = read(&packages(), &format!("{package}/package.json"));
    let package: Value = text.parse().expect("JSON");
    package["version"].clone()
}

/// A program that runs until dropped.
struct Program {
    child: Child,
    url: String,
}

impl Program {
    /// As `npm start` does it, on a free port.
    fn start(folder: &Path) -> Self {
        let mut command = Command::new("node");
        let command = command.arg("server.js").current_dir(folder).env("PORT", "0").stdout(Stdio::piped());
        let mut child = command.spawn().expect("node starts");
        let lines = BufReader::new(child.stdout.take().expect("its output is a pipe")).lines();
        let address = lines.map_while(Result::ok).find_map(|line| {
            line.split_once("http://localhost:").map(|(_, rest)| rest.split('/').next().unwrap_or_default().to_owned())
        });
        let url = format!("http://localhost:{}", address.expect("it says where it listens"));
        Self { child, url }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
