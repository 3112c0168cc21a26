//! Builds the front end and the sandbox's JavaScript: `npm ci` in `$OUT_DIR`, then esbuild through `assets/build.mjs`.
//! The installed packages are stamped with the lock file's bytes, so npm runs again only when the lock file changes, and
//! never in the source tree. Results: `$OUT_DIR/site/` and `$OUT_DIR/runtime.js`.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What decides the bundles, and what else goes into the binary (templates and lessons). `assets/node_modules` belongs
/// to the tests and is not watched.
const WATCHED: [&str; 13] = [
    "build.rs",
    "assets/package.json",
    "assets/package-lock.json",
    "assets/.npmrc",
    "assets/build.mjs",
    "assets/messages.mjs",
    "assets/src",
    "assets/styles",
    "assets/runtime",
    "assets/templates",
    "assets/texts",
    "assets/pages",
    "lessons",
];

/// The oldest Node.js that the bundler and its script run on.
const MIN_NODE: u32 = 20;

/// npm's words for a network that does not answer.
const NETWORK: [&str; 9] = [
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "ECONNREFUSED",
    "ECONNRESET",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "ERR_SOCKET_TIMEOUT",
    "ENOTCACHED",
];

fn main() {
    for path in WATCHED.iter().filter(|path| Path::new(path).exists()) {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-env-changed=DOCS_RS");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let result = if env::var_os("DOCS_RS").is_some() {
        stub(&out)
    } else {
        find_node().and_then(|()| install(&out)).and_then(|modules| bundle(&out, &modules))
    };
    if let Err(message) = result {
        for line in message.lines() {
            println!("cargo::error={line}");
        }
    }
}

/// Documentation is built without network: empty bundles do.
fn stub(out: &Path) -> Result<(), String> {
    let site = out.join("site");
    fs::create_dir_all(&site).map_err(|e| format!("cannot create {}: {e}", site.display()))?;
    write(&site.join("manifest.json"), "{}")?;
    write(&out.join("runtime.js"), "")
}

fn find_node() -> Result<(), String> {
    let output = start(Command::new("node").arg("--version"), "node")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(major) if MIN_NODE <= major => Ok(()),
        _ => Err(format!(
            "Node.js {version} is too old: Emitscope's pages are built with Node.js {MIN_NODE} or newer. Install it from https://nodejs.org, then build again."
        )),
    }
}

/// Installs the packages of the lock file into `$OUT_DIR/npm`, unless that very lock file was installed before.
fn install(out: &Path) -> Result<PathBuf, String> {
    let folder = out.join("npm");
    let modules = folder.join("node_modules");
    let stamp = folder.join("installed-lock.json");
    let lock =
        fs::read("assets/package-lock.json").map_err(|e| format!("cannot read assets/package-lock.json: {e}"))?;
    if modules.is_dir() && fs::read(&stamp).is_ok_and(|seen| seen == lock) {
        return Ok(modules);
    }
    fs::create_dir_all(&folder).map_err(|e| format!("cannot create {}: {e}", folder.display()))?;
    // What is broken off half-way must not pass for installed.
    match fs::remove_file(&stamp) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(format!("cannot remove {}: {error}", stamp.display()));
        }
        _ => {}
    }
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(Path::new("assets").join(name), folder.join(name))
            .map_err(|e| format!("cannot copy assets/{name} to {}: {e}", folder.display()))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = start(
        Command::new(npm)
            .args(["ci", "--omit=dev", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"])
            .args(["--loglevel=error", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"])
            .current_dir(&folder),
        "npm",
    )?;
    if !output.status.success() {
        return Err(npm_failed(&String::from_utf8_lossy(&output.stderr)));
    }
    fs::write(&stamp, lock).map_err(|e| format!("cannot write {}: {e}", stamp.display()))?;
    Ok(modules)
}

fn npm_failed(text: &str) -> String {
    match NETWORK.iter().find(|code| text.contains(*code)) {
        Some(code) => format!(
            "the front-end packages could not be downloaded ({code}). The first build needs the network, later ones do not: check the connection, then build again."
        ),
        None => format!("`npm ci` failed to install the front-end packages:\n{}", first_lines(text)),
    }
}

fn bundle(out: &Path, modules: &Path) -> Result<(), String> {
    let source = env::current_dir().map_err(|e| format!("no current folder: {e}"))?.join("assets");
    // Bare imports resolve from the script's own folder upwards, so the script runs beside the installed packages.
    let script = out.join("npm").join("build.mjs");
    fs::copy("assets/build.mjs", &script).map_err(|e| format!("cannot copy assets/build.mjs: {e}"))?;
    let output = start(Command::new("node").arg(&script).args([source.as_path(), modules, out]), "node")?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(format!("the bundle of assets/ failed:\n{}", first_lines(&text)))
}

/// Runs a program to its end; that it is missing is told with what to do.
fn start(command: &mut Command, program: &str) -> Result<Output, String> {
    command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!(
            "`{program}` was not found: Emitscope's pages are built with Node.js {MIN_NODE} or newer and its npm. Install Node.js from https://nodejs.org, then build again."
        ),
        _ => format!("`{program}` did not start: {error}"),
    })
}

fn first_lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).take(20).collect::<Vec<_>>().join("\n")
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
}
