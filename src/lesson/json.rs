//! What is wrong with JSON that an author wrote, in words that help more than a parser's own.

use serde_json::Error;

/// What serde_json says, and what an author reads instead.
const WORDS: [(&str, &str, &str); 8] = [
    ("expected ident", "expected value", ""),
    ("EOF while parsing a string", "a string is not closed", "end it with a `\"`"),
    ("EOF while parsing a list", "a list is not closed", "end it with a `]`"),
    ("EOF while parsing an object", "an object is not closed", "end it with a `}`"),
    ("EOF while parsing a value", "a value is missing", ""),
    ("trailing comma", "a comma without a value after it", "leave the last comma out"),
    ("key must be a string", "a key without quotes", "write keys in quotes: `{\"n\": 1}`"),
    ("expected `,` or `}`", "a comma or a closing `}` is missing", ""),
];

/// The reason, and what to do about it if that is known: `text` is what stands where the parser stopped.
pub fn reason(error: &Error, text: &str) -> (String, Option<String>) {
    let whole = error.to_string();
    let said = whole.split(" at line").next().unwrap_or_default();
    let (reason, known) =
        WORDS.iter().find(|(raw, ..)| *raw == said).map_or((said, ""), |(_, reason, help)| (reason, help));
    let help = match text.chars().next() {
        Some('\'' | '’' | '‘' | '“' | '”' | '„' | '«' | '`') => {
            "strings have straight double quotes: `\"red\"`".to_owned()
        }
        Some(c) if c.is_alphabetic() && said.starts_with("expected") => {
            let word: String = text.chars().take_while(|c| c.is_alphanumeric() || "_-".contains(*c)).collect();
            match word.as_str() {
                "undefined" | "None" | "nil" => "JSON has `null` for that".to_owned(),
                "True" | "False" => format!("write `{}`", word.to_lowercase()),
                word => format!("a text stands in quotes: `\"{word}\"`"),
            }
        }
        _ => known.to_owned(),
    };
    (reason.to_owned(), Some(help).filter(|help| !help.is_empty()))
}
