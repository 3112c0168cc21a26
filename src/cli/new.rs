//! `emitscope new`: a small lesson to start from. What it writes passes `check`.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::lesson::{is_lesson_name, parse};

/// With a title for `{title}`, as YAML.
const TEMPLATE: &str = include_str!("new.md");

#[derive(Debug, clap::Args)]
#[command(after_help = "The number of a file's name gives the lesson its place in the course, the rest its address:\n\
                        `emitscope new lessons/10-rooms.md --title Rooms`")]
pub struct New {
    /// The file to write, `NN-name.md`; one that is there is left alone
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The lesson's title
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    title: String,
}

impl New {
    pub fn run(self) -> anyhow::Result<()> {
        let file = self.path.display().to_string();
        let text = lesson(&file, &self.title)?;
        write(&self.path, &text).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists if self.path.is_file() => {
                anyhow::anyhow!("{file} is there already and was left alone; name another file")
            }
            _ => anyhow::anyhow!("cannot write {file}: {error}"),
        })?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let said = format!(
            "{file} is a lesson.\nTry it:   emitscope check {file}\nSee it:   emitscope serve --lessons {}\n",
            folder.display()
        );
        // Nobody may be reading; the lesson is there all the same.
        let _ = io::stdout().write_all(said.as_bytes());
        Ok(())
    }
}

/// The text of a lesson for this file. Fails where it would not be a good one.
fn lesson(file: &str, title: &str) -> anyhow::Result<String> {
    let name = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !is_lesson_name(name) {
        bail!("`{file}` is no lesson's name; name it like `10-rooms.md`");
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        bail!("the title is empty; write --title \"Rooms\"");
    }
    // A JSON string is a YAML string, whatever is in it.
    let quoted = serde_json::to_string(&title).context("the title is no text")?;
    let text = TEMPLATE.replacen("{title}", &quoted, 1);
    if let Some(mistake) = parse(file, text.as_bytes()).diagnostics.into_iter().next() {
        bail!("{}; {}", mistake.message, mistake.help.unwrap_or_default());
    }
    Ok(text)
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
