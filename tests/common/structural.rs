//! What changed in a locked document, in an editor's words, beside the text that insta compares.

use std::path::Path;

use teiscribe::diff::{Change, Options, compare};
use teiscribe::source::Source;

/// The changes between the locked text at `path` and `text`, a line each; empty where there is none, or where nothing that counts differs.
pub fn report(path: &Path, text: &str) -> String {
    let Ok(locked) = std::fs::read_to_string(path) else { return String::new() };
    // A snapshot begins with its metadata, between two lines of hyphens.
    let Some((_, old)) = locked.trim_start_matches("---\n").split_once("\n---\n") else { return String::new() };
    match compare(&Source::from_text("locked", old), &Source::from_text("new", text), &Options::default()) {
        Ok(comparison) => comparison.changes.iter().map(line).collect(),
        Err(fault) => format!("it cannot be compared as a document: {}\n", fault.message),
    }
}

fn line(change: &Change) -> String {
    format!("{} {} {}  {}\n", change.sigil.character(), change.kind.name(), change.block, change.detail)
}
