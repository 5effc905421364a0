//! JSON and JSON-LD: nodes paired by `@id`, values as sets unless a list, numbers by value.
//!
//! A changed speaker is one line: `~ speaker    #u2  "#khrushchev" -> "#kardelj"`. Positions of selectors that moved because words came or went before
//! them are counted, not listed.

mod compare;
mod value;

use self::compare::Comparer;
use self::value::{Reading, Shape, Value};
use super::change::Change;
use crate::diagnostic::Diagnostic;
use crate::json::{self, emit};
use crate::source::Source;

/// The changes between two documents.
///
/// # Errors
/// One is no JSON.
pub(super) fn compare(old: &Source, new: &Source) -> Result<Vec<Change>, Box<Diagnostic>> {
    let (one, other) = (json::parse(old)?, json::parse(new)?);
    let (left, right) = (Reading::of(one.root()), Reading::of(other.root()));
    let (one, other) = (left.value(one.root(), ""), right.value(other.root(), ""));
    Ok(Comparer::new((old, &left), (new, &right)).run(&one, &other))
}

/// The canonical form of a document.
///
/// # Errors
/// It is no JSON.
pub(super) fn canonical(source: &Source) -> Result<String, Box<Diagnostic>> {
    let document = json::parse(source)?;
    let value = Reading::of(document.root()).value(document.root(), "");
    Ok(emit::to_string(&value, LINES).unwrap_or_default())
}

/// Every string of a document with its property, the document's own address left out.
///
/// # Errors
/// It is no JSON.
pub(super) fn strings(source: &Source) -> Result<Vec<(String, String)>, Box<Diagnostic>> {
    let document = json::parse(source)?;
    let reading = Reading::of(document.root());
    let mut found = Vec::new();
    gather(&reading.value(document.root(), ""), "", &reading, &mut found);
    Ok(found)
}

fn gather(value: &Value, key: &str, reading: &Reading, found: &mut Vec<(String, String)>) {
    match &value.shape {
        Shape::Text(text) => found.push((key.to_owned(), reading.relative(text).to_owned())),
        Shape::Plain(_) => {}
        Shape::Set(items) | Shape::List(items) => items.iter().for_each(|item| gather(item, key, reading, found)),
        Shape::Object { members, .. } => {
            members.iter().filter(|(key, _)| *key != "@context").for_each(|(key, value)| gather(value, key, reading, found));
        }
    }
}

/// How deep values stand on lines of their own.
const LINES: usize = 4;
