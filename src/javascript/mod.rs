//! JavaScript as text, without running it: cut into tokens ([`tokens`]), and what has to be known of a learner's code before
//! and beside running it ([`outline`]). Pure. Takes any text: what is not closed ends with the text, and what makes no sense
//! is punctuation.

mod token;
mod lexer;
mod outline;

pub use lexer::{tokens, tokens_and_comments};
pub use outline::{Call, Outline, Program, is_module, outline};
pub use token::{Kind, Token, is_keyword};
