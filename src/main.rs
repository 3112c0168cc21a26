//! The command: parses its line, runs it, maps the error to an exit code.

fn main() -> std::process::ExitCode {
    emitscope::cli::main()
}
