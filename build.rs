//! Builds the front end and the sandbox's JavaScript: `npm ci` in `$OUT_DIR`, then esbuild through `assets/build.mjs`.
//! The installed packages are stamped with the lock file's bytes, so npm runs again only when the lock file changes, and
//! never in the source tree. Results: `$OUT_DIR/site/` and `$OUT_DIR/runtime.js`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What of `assets/` decides the bundles. `node_modules` there belongs to the tests and is not watched.
const WATCHED: [&str; 8] = [
    "assets/package.json",
    "assets/package-lock.json",
    "assets/.npmrc",
    "assets/build.mjs",
    "assets/src",
    "assets/styles",
    "assets/runtime",
    "assets/templates",
];

fn main() {
    for path in WATCHED {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let result = if env::var_os("DOCS_RS").is_some() {
        stub(&out)
    } else {
        install(&out).and_then(|modules| bundle(&out, &modules))
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
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(Path::new("assets").join(name), folder.join(name))
            .map_err(|e| format!("cannot copy assets/{name} to {}: {e}", folder.display()))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command
        .args(["ci", "--omit=dev", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder);
    run(
        command,
        "npm",
        "Installing the front-end packages needs the network the first time; check it and build again.",
    )?;
    fs::write(&stamp, lock).map_err(|e| format!("cannot write {}: {e}", stamp.display()))?;
    Ok(modules)
}

fn bundle(out: &Path, modules: &Path) -> Result<(), String> {
    let source = env::current_dir().map_err(|e| format!("no current folder: {e}"))?.join("assets");
    // Bare imports resolve from the script's own folder upwards, so the script runs beside the installed packages.
    let script = out.join("npm").join("build.mjs");
    fs::copy("assets/build.mjs", &script).map_err(|e| format!("cannot copy assets/build.mjs: {e}"))?;
    let mut command = Command::new("node");
    command.arg(&script).args([source.as_path(), modules, out]);
    run(command, "node", "The bundle of assets/ failed; the lines above name file and place.")
}

/// Runs a command; its failure becomes one message that says what to do.
fn run(mut command: Command, program: &str, advice: &str) -> Result<(), String> {
    let output = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!(
            "`{program}` was not found. Emitscope's pages are built with Node.js 20 or newer and npm: install Node.js, then build again."
        ),
        _ => format!("`{program}` did not start: {error}"),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let wanted = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("npm warn"));
    let mut message: Vec<&str> = wanted.take(20).collect();
    message.push(advice);
    Err(message.join("\n"))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
}
