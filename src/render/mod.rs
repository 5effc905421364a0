//! Pieces that reports, comparisons and reading views share: formats by name, word diffs, HTML and Markdown parts.

pub mod page;
pub mod target;
pub mod words;

pub use target::{Family, NoTarget, Target};
pub use words::Piece;

/// A number with its word: `1 document`, `2 documents`.
pub fn plural(count: usize, what: &str) -> String {
    counted(count, what, &format!("{what}s"))
}

/// A number with one of two words: `1 query`, `2 queries`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
