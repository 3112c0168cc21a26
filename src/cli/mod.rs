//! The commands: `serve`, which is also what no command means, `check` and `new` for who writes lessons, and the hidden
//! `worker` that a sandbox runs in.

mod serve;
mod proof;
mod saves;
mod check;
mod new;

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

/// Wrong usage, or what the system would not do: a port in use, a folder that is missing.
const FAILED: u8 = 2;

/// Shows who hears what, and why: lessons about Socket.IO with a real server in a sandbox
#[derive(Debug, Parser)]
#[command(
    name = "emitscope",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Without a command it serves the lessons, as `serve` does."
)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the lessons and their sandboxes
    Serve(serve::Serve),
    /// Check lessons: their form, their scenarios and their challenges
    Check(check::Check),
    /// Write a small lesson to start from
    New(new::New),
    /// Run one sandbox's JavaScript; started by the server
    #[command(hide = true)]
    Worker,
}

/// Parses the command line, runs it, and tells a failure in one line.
pub fn main() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => return usage(&error),
    };
    let done = match line.command {
        Some(Command::Worker) => return crate::worker::run(),
        Some(Command::Serve(serve)) => serve.run().map(|()| ExitCode::SUCCESS),
        Some(Command::Check(check)) => check.run(),
        Some(Command::New(new)) => new.run().map(|()| ExitCode::SUCCESS),
        None => line.serve.run().map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            complain(format_args!("emitscope: {error:#}"));
            ExitCode::from(FAILED)
        }
    }
}

/// Help and version go to standard output as they are; a mistake is one line.
fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A reader that went away (`emitscope --help | head`) is no failure.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut what = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    if what.ends_with(':') {
        // What is missing stands on lines of its own.
        let missing: Vec<&str> = lines.by_ref().take_while(|line| line.starts_with(['-', '<'])).collect();
        what = format!("{what} {}", missing.join(", "));
    }
    let tip = lines.find_map(|line| line.strip_prefix("tip: ")).map(|tip| format!(" ({tip})")).unwrap_or_default();
    complain(format_args!("emitscope: {what}{tip}; `emitscope --help` lists what there is"));
    ExitCode::from(FAILED)
}

/// A line on standard error; whether anybody reads it changes nothing.
fn complain(text: fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
