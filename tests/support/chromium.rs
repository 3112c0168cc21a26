//! The Chromium on this machine that pages are opened in.

use std::path::PathBuf;

/// Where Chromium usually is; `EMITSCOPE_CHROMIUM` names another.
const BROWSERS: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os("EMITSCOPE_CHROMIUM").map(PathBuf::from);
    let usual = BROWSERS.iter().flat_map(|name| {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders).map(|folder| folder.join(name)).collect::<Vec<_>>()
    });
    named.into_iter().chain(usual).find(|path| path.is_file())
}
