//! What the outline makes of texts.

use super::{Program, outline};

fn program(source: &str) -> Program {
    outline(source).program
}

#[track_caller]
fn module(source: &str) {
    assert_eq!(program(source), Program::Module, "{source}");
}

#[track_caller]
fn script(source: &str) {
    assert_eq!(program(source), Program::Script, "{source}");
}

#[test]
fn import_and_export_make_a_module() {
    module("import { Server } from 'socket.io';");
    module("import 'x'");
    module("const a = 1;\nexport const b = a;");
    module("export default {}");
    module("console.log(import.meta.url)");
    module("#!/usr/bin/env node\nimport x from 'y'");
}

#[test]
fn await_outside_of_functions_makes_a_module() {
    module("await io.fetchSockets();");
    module("const x = await f(1);");
    module("if (a) { for (const b of c) { await b } }");
    module("for await (const x of y) {}");
    module("const f = async (x) => g(x)\nawait f(1)");
    module("const f = async x => { await x };\nawait f(1)");
    module("f(...await g())");
    module("const t = `a ${await b} c`");
    module("list.map((x) => x.id); await f()");
    module("const o = { f() { return 1 } }; await o.f()");
}

#[test]
fn await_inside_of_functions_does_not() {
    script("io.on('connection', async (socket) => { await socket.join('a'); });");
    script("async function f() { if (a) { await b } }");
    script("const f = async x => await x");
    script("const f = async (x) => g(await x, (y) => y)");
    script("class A { async m() { await 1 } get [x]() { return 1 } }");
    script("const o = { async m() { await 1 }, n: async () => await 2 }");
    script("const f = async () => ({ a: await b })");
    script("setTimeout(async () => { for (const a of b) { await a } }, 1)");
    script("const f = async () => `${await x}`");
    script("const f = async () => `${a}${await x}`");
    module("const f = (x) => x++\nawait f(1)");
}

#[test]
fn words_in_strings_comments_and_expressions_do_not_count() {
    script("// import x from 'y'\n/* export {} await */ const a = 'await b';");
    script("const a = \"it's // import\"; const b = `export ${1} await`;");
    script("const r = /import '[/]await/g.test(x); const q = a / b / c; // await");
    script("import('x').then(() => {})");
    script("const o = { import: 1, export: 2, await: 3 }; o.await; o.import");
    script("a.export = b");
    script("const s = 'unclosed");
    script("if (a) /await/.test(b)");
    script("`nested ${`inner ${ { a: '}' }.a } await`} await`");
}
