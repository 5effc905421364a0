//! Pieces that reports, comparisons and reading views share: word diffs, HTML and Markdown parts.

pub mod words;

pub use words::Piece;
