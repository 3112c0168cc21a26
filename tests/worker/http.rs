//! The code's HTTP routes: who answers, what it is told, what it says, and what becomes of errors.

use emitscope::worker::message::{AnswerHead, FromWorker, Task, What};

use crate::harness::{Round, Worker};

const JSON: &str = "application/json";

fn header<'a>(head: &'a AnswerHead, name: &str) -> Option<&'a str> {
    head.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn text(round: &Round) -> String {
    round.answer().1
}

#[test]
fn paths_parameters_and_queries() {
    let mut worker = Worker::running(
        "app.get('/users/:id', (req, res) => res.json([req.params.id, req.query, req.path, req.url, req.get('Host'), req.hostname, req.ip]));
         app.get('/files/*path', (req, res) => res.json(req.params.path));
         app.all('/any', (req, res) => res.send(req.method));
         app.route('/both').get((req, res) => res.send('got')).put((req, res) => res.send('put'));
         const router = require('express').Router();
         router.use((req, res, next) => { res.set('X-Router', req.baseUrl); next(); });
         router.get('/x', (req, res) => res.send(req.url));
         app.use('/sub', router);
         app.get('/two', (req, res, next) => next(), [(req, res, next) => next('route'), (req, res) => res.send('no')]);
         app.get('/two', (req, res) => res.send('second'));",
    );
    let user = worker.get("/users/a%20b?x=1&x=2&y=%C3%A9+1");
    assert_eq!(
        text(&user),
        r#"["a b",{"x":["1","2"],"y":"é 1"},"/users/a%20b","/users/a%20b?x=1&x=2&y=%C3%A9+1","localhost:3000","localhost","127.0.0.1"]"#
    );
    assert_eq!(user.parts()[0], "routed 1");
    assert_eq!(text(&worker.get("/files/a/b")), r#"["a","b"]"#);
    assert_eq!(text(&worker.ask("PATCH", "/any", "", "").1), "PATCH");
    assert_eq!(text(&worker.ask("PUT", "/both", "", "").1), "put");
    let routed = worker.get("/sub/x?q");
    assert_eq!(routed.said(), (200, "/x?q".to_owned()));
    assert_eq!(header(&routed.answer().0, "x-router"), Some("/sub"));
    assert_eq!(text(&worker.get("/two")), "second");
}

#[test]
fn what_no_route_takes_is_404_in_express_s_words() {
    let mut worker = Worker::running("app.get('/a', (req, res) => res.end());");
    let round = worker.get("/<b>?x");
    let (head, body) = round.answer();
    assert_eq!(head.status, 404);
    assert!(body.contains("<pre>Cannot GET /&lt;b&gt;</pre>"), "{body}");
    assert_eq!(header(&head, "content-type"), Some("text/html; charset=utf-8"));
    assert!(text(&worker.ask("POST", "/a", "", "").1).contains("Cannot POST /a"));
    assert_eq!(worker.ask("OPTIONS", "/a", "", "").1.said(), (200, "GET, HEAD".to_owned()));
    let (status, body) = Worker::running("").get("/x").said();
    assert_eq!((status, body.as_str()), (404, "Cannot GET /x: the server code has no routes.\n"));
}

#[test]
fn the_ready_app_parses_bodies_by_their_type_and_one_of_its_own_only_as_told() {
    let mut worker = Worker::running("app.post('/', (req, res) => res.json([typeof req.body, req.body]));");
    let mut said = |kind: &str, body: &str| worker.ask("POST", "/", kind, body).1.said();
    assert_eq!(said(JSON, r#"{"a":[1]}"#), (200, r#"["object",{"a":[1]}]"#.to_owned()));
    assert_eq!(said("application/json; charset=utf-8", ""), (200, r#"["object",{}]"#.to_owned()));
    assert_eq!(said("text/plain", "hi"), (200, r#"["string","hi"]"#.to_owned()));
    assert_eq!(
        said("application/x-www-form-urlencoded", "a=1&b=x+y"),
        (200, r#"["object",{"a":"1","b":"x y"}]"#.to_owned())
    );
    assert_eq!(said("", ""), (200, r#"["undefined",null]"#.to_owned()));
    assert_eq!(said(JSON, "{").0, 400);
    assert_eq!(said(JSON, "\"text\"").0, 400);
    assert_eq!(said(JSON, &format!("[{}1]", "1,".repeat(60_000))).0, 413);

    let mut own = Worker::running(
        "const express = require('express'); const app = express();
         app.post('/none', (req, res) => res.send(typeof req.body));
         app.post('/json', express.json(), (req, res) => res.json(req.body.a));
         app.post('/form', express.urlencoded({ extended: true }), (req, res) => res.json(req.body));
         app.post('/raw', express.raw(), (req, res) => res.send(Buffer.isBuffer(req.body)));
         app.listen(3000);",
    );
    assert_eq!(text(&own.ask("POST", "/none", JSON, "{}").1), "undefined");
    assert_eq!(text(&own.ask("POST", "/json", JSON, "{\"a\":7}").1), "7");
    assert_eq!(
        text(&own.ask("POST", "/form", "application/x-www-form-urlencoded", "a[b]=1&c[]=2").1),
        r#"{"a":{"b":"1"},"c":["2"]}"#
    );
    assert_eq!(text(&own.ask("POST", "/raw", "application/octet-stream", "x").1), "true");
}

#[test]
fn answers_of_every_kind() {
    let mut worker = Worker::running(
        "app.get('/json', (req, res) => res.status(201).json({ a: 1 }));
         app.get('/send', (req, res) => res.set('X-A', 1).append('X-A', '2').send('<p>'));
         app.get('/text', (req, res) => res.text(5));
         app.get('/html', (req, res) => res.html('<b>'));
         app.get('/type', (req, res) => res.type('json').end('1'));
         app.get('/gone', (req, res) => res.sendStatus(410));
         app.get('/away', (req, res) => res.redirect('/json'));
         app.get('/empty', (req, res) => res.status(204).send('x'));
         app.get('/head', (req, res) => { res.writeHead(202, { 'X-B': ['1', '2'] }); res.end('done'); });",
    );
    let mut get = |path: &str| {
        let (head, body) = worker.get(path).answer();
        let kind = header(&head, "content-type").unwrap_or_default().to_owned();
        (head.status, kind, body)
    };
    let said = |status: u16, kind: &str, body: &str| (status, kind.to_owned(), body.to_owned());
    assert_eq!(get("/json"), said(201, "application/json; charset=utf-8", "{\"a\":1}"));
    assert_eq!(get("/send"), said(200, "text/html; charset=utf-8", "<p>"));
    assert_eq!(get("/text"), said(200, "text/plain; charset=utf-8", "5"));
    assert_eq!(get("/html"), said(200, "text/html; charset=utf-8", "<b>"));
    assert_eq!(get("/type"), said(200, "application/json; charset=utf-8", "1"));
    assert_eq!(get("/gone"), said(410, "text/plain; charset=utf-8", "Gone"));
    assert_eq!(get("/away"), said(302, "text/plain; charset=utf-8", "Found. Redirecting to /json"));
    assert_eq!(get("/empty"), said(204, "", ""));
    assert_eq!(get("/head"), said(202, "", "done"));
    let two = worker.get("/send").answer().0.headers;
    assert_eq!(
        two.iter().filter(|(name, _)| name == "X-A").map(|(_, value)| value.as_str()).collect::<Vec<_>>(),
        ["1", "2"]
    );
    let (head, body) = worker.ask("HEAD", "/json", "", "").1.answer();
    assert_eq!((head.length, body.as_str()), (Some(7), ""));
}

/// A loop over its characters would cost ten turns.
#[test]
fn a_long_text_fits_into_a_turn() {
    let mut worker = Worker::running("app.get('/', (req, res) => res.send('aé'.repeat(600000)));");
    let (status, body) = worker.get("/").said();
    assert_eq!((status, body.len()), (200, 1_800_000));
}

#[test]
fn what_is_written_leaves_at_once_and_a_client_that_leaves_is_told() {
    let mut worker = Worker::running(
        "app.get('/stream', (req, res) => {
           req.on('close', () => console.log('request closed'));
           res.on('close', () => console.log('closed', res.writableFinished, res.destroyed));
           res.on('finish', () => console.log('finished'));
           res.write('one');
           const timer = setInterval(() => res.write('more'), 100);
           res.on('close', () => clearInterval(timer));
           setTimeout(() => res.end(), 250);
         });",
    );
    assert_eq!(worker.get("/stream").parts(), ["routed 1", "head 200", "chunk one"]);
    assert_eq!(worker.advance(100.0).parts(), ["chunk more"]);
    let end = worker.advance(300.0);
    assert_eq!(end.parts(), ["chunk more", "end"]);
    assert_eq!(end.logs(), ["finished", "closed true true", "request closed"]);

    let (exchange, _) = worker.ask("GET", "/stream", "", "");
    let gone = worker.turn(Task::Abandon { exchange });
    assert_eq!(gone.logs(), ["closed false true", "request closed"]);
    assert!(worker.advance(1_000.0).parts().is_empty(), "what is written to nobody goes nowhere");
    assert!(worker.turn(Task::Abandon { exchange }).messages.is_empty());
}

#[test]
fn errors_answer_500_and_the_sandbox_goes_on() {
    let mut worker = Worker::running(
        "app.get('/throw', () => { throw new Error('<boom>'); });
app.get('/reject', async () => { await null; nothing(); });
app.get('/status', () => { throw Object.assign(new Error('no'), { status: 403 }); });
app.get('/twice', (req, res) => { res.send('1'); res.send('2'); });
app.get('/later', (req, res) => { setTimeout(() => { throw new Error('later'); }, 10); });
app.get('/broken', (req, res) => { res.write('a'); throw new Error('half'); });
app.get('/good', (req, res) => res.send('fine'));",
    );
    let thrown = worker.get("/throw");
    assert_eq!(thrown.said().0, 500);
    assert!(text(&thrown).contains("<pre>Error: &lt;boom&gt;<br> &nbsp; &nbsp;at server.js:1:"), "{}", text(&thrown));
    assert_eq!(thrown.kinds(), ["Request", "Error"]);
    let failure = thrown.errors()[0];
    assert_eq!((failure.title.as_str(), failure.place.map(|place| place.line)), ("Error: <boom>", Some(1)));
    let cause = thrown.one(|report| matches!(report.what, What::Error(_)).then_some(report.cause));
    assert_eq!(cause, Some(thrown.one(|report| matches!(report.what, What::Request { .. }).then_some(report.number))));

    let rejected = worker.get("/reject");
    assert_eq!(
        (rejected.said().0, rejected.errors()[0].title.as_str()),
        (500, "ReferenceError: nothing is not defined")
    );
    let refused = worker.get("/status");
    assert_eq!((refused.said().0, refused.errors().len(), refused.logs().len()), (403, 0, 1));
    let twice = worker.get("/twice");
    assert_eq!(twice.said(), (200, "1".to_owned()));
    assert_eq!(twice.errors()[0].title, "Error: Cannot set headers after they are sent to the client");
    assert!(worker.get("/later").parts().iter().all(|part| part != "end"));
    let later = worker.advance(20.0);
    assert_eq!((later.said().0, later.errors()[0].title.as_str()), (500, "Error: later"));
    assert_eq!(worker.get("/broken").parts(), ["routed 6", "head 200", "chunk a", "broken"]);
    assert_eq!(text(&worker.get("/good")), "fine");
}

#[test]
fn a_handler_that_never_rests_is_stopped_and_answered() {
    let mut worker = Worker::booted(64 << 20, 50);
    worker.start("app.get('/loop', () => { for (;;); });\napp.get('/good', (req, res) => res.end('fine'));", "{}");
    let round = worker.get("/loop");
    assert_eq!(round.said(), (500, "Internal Server Error".to_owned()));
    assert_eq!(round.errors()[0].limit.as_deref(), Some("max-turn-ms"));
    assert_eq!(text(&worker.get("/good")), "fine");
}

#[test]
fn error_handlers_of_the_code_come_first() {
    let mut worker = Worker::running(
        "app.get('/', () => { throw new Error('boom'); });
         app.use((error, req, res, next) => res.status(502).json(error.message));",
    );
    let round = worker.get("/");
    assert_eq!((round.said(), round.errors().len()), ((502, "\"boom\"".to_owned()), 0));
}

#[test]
fn plain_http_servers_answer_too() {
    let mut worker = Worker::running(
        "const http = require('http');
         const server = http.createServer((req, res) => {
           let body = '';
           req.on('data', (chunk) => (body += chunk));
           req.on('end', () => {
             if (req.url === '/bad') throw new Error('bad');
             res.setHeader('X-Length', req.headers['content-length'] ?? 'none');
             res.end(`${req.method} ${req.url} ${body}`);
           });
         });
         const io = new (require('socket.io').Server)(server);
         server.listen(3000);",
    );
    let round = worker.ask("POST", "/x?y", "text/plain", "hi").1;
    assert_eq!(round.said(), (200, "POST /x?y hi".to_owned()));
    assert_eq!(header(&round.answer().0, "x-length"), Some("2"));
    assert_eq!(round.parts()[0], "routed 2");
    let bad = worker.get("/bad");
    assert_eq!((bad.said().0, bad.errors()[0].title.as_str()), (500, "Error: bad"));

    let mut modern = Worker::running(
        "import express from 'express'; import { createServer } from 'node:http'; import { Server } from 'socket.io';
         const app = express(); const server = createServer(app); const io = new Server(server);
         app.get('/', async (req, res) => { let size = 0; for await (const chunk of req) size += chunk.length; res.json(size); });
         server.listen(3000, () => console.log('listening'));",
    );
    assert_eq!(text(&modern.ask("GET", "/", "text/plain", "four").1), "4");
}

#[test]
fn only_a_route_for_options_takes_preflights() {
    let takes = |source: &str| {
        let round = Worker::booted(64 << 20, 2_000).start(source, "{}");
        round.messages.iter().any(|message| matches!(message, FromWorker::TakesOptions))
    };
    assert!(!takes("app.get('/', (req, res) => res.end()); app.all('/a', (req, res) => res.end());"));
    assert!(takes("app.options('/', (req, res) => res.end());"));
    assert!(takes("const r = require('express').Router(); r.options('/', (req, res) => res.end()); app.use(r);"));
}

#[test]
fn an_emit_follows_from_the_request_that_made_it() {
    let mut worker = Worker::running(
        "app.post('/now', (req, res) => { io.emit('m', req.body.text); res.end(); });
         app.post('/later', (req, res) => { res.end(); setTimeout(() => io.emit('late'), 5); });",
    );
    let (_, round) = worker.ask("POST", "/now", JSON, r#"{"text":"hi"}"#);
    assert_eq!(round.kinds(), ["Request", "Emit"]);
    let reports: Vec<_> = round.reports().collect();
    assert_eq!(reports[1].cause, Some(reports[0].number));
    let request = worker.ask("POST", "/later", JSON, "{}").1.one(|report| Some(report.number));
    assert_eq!(worker.advance(10.0).one(|report| report.cause), request);
}
