//! The page in a real Chromium: one test per case of `tests/browser/`, each with a server and a browser of its own. The
//! cases leave their pictures in `target/screenshots/`. What is missing (Node, packages, Chromium) fails, and says so.

#[path = "support/chromium.rs"]
mod chromium;

use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};

/// Browsers at a time; each takes a core while it starts.
const AT_ONCE: usize = 2;
fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_ONCE);
    let trials = match cases() {
        Ok(names) => names.into_iter().map(|name| Trial::test(name.clone(), move || run(&name))).collect(),
        Err(problem) => vec![Trial::test("the page in Chromium", move || Err(problem.into()))],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The names of the cases, as the script tells them.
fn cases() -> Result<Vec<String>, String> {
    if !root().join("assets/node_modules/playwright-core").is_dir() {
        return Err("assets/node_modules is missing: run `tests/run`, which installs what the tests need".to_owned());
    }
    let output = node().arg("--list").output().map_err(|error| format!("node does not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

fn run(name: &str) -> Result<(), Failed> {
    let browser = chromium::find().ok_or(
        "no Chromium was found: run `tests/run`, which installs it, or name one in EMITSCOPE_CHROMIUM=/path/to/chromium",
    )?;
    let output = node().args(["--case", name]).env("EMITSCOPE_CHROMIUM", browser).output()?;
    if output.status.success() {
        return Ok(());
    }
    let told = [output.stdout, output.stderr].concat();
    Err(String::from_utf8_lossy(&told).into_owned().into())
}

fn node() -> Command {
    let mut command = Command::new("node");
    command
        .arg(root().join("tests/browser/main.mjs"))
        .env("EMITSCOPE_BINARY", env!("CARGO_BIN_EXE_emitscope"))
        .env("EMITSCOPE_SCREENSHOTS", root().join("target/screenshots"));
    command
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
