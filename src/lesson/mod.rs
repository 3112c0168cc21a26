//! Markdown to lesson, with diagnostics, and the library that holds and reloads them. Knows nothing of the web.
