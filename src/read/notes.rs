//! Notes at the foot of pages or at the end: numbered lines for whose numbers there are marks in the text.
//!
//! ```text
//! … during the Conversation1 he …        1. Source: Town Archives. Secret.
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::language::page::{FieldRole, PageWords};
use crate::source::Span;

use super::marks;
use super::page::shape::fold;
use super::units::Unit;

/// The notes of a text: for each index of a unit, the number.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Numbers by unit.
    pub by_unit: BTreeMap<usize, u32>,
    /// The place of each note by its number.
    pub by_number: BTreeMap<u32, Span>,
    /// Notes under a heading "Notes" for which there is no mark.
    pub unmarked: Vec<(u32, Span)>,
}

/// The notes among the units `from..to`: numbered, each number once, and with a mark in the text before or under a heading "Notes".
pub(super) fn find(text: &str, units: &[Unit], from: usize, to: usize, words: &PageWords) -> Notes {
    let mut candidates: BTreeMap<u32, (usize, Span)> = BTreeMap::new();
    let mut headed = usize::MAX;
    for (index, unit) in units.iter().enumerate().take(to).skip(from) {
        let line = &text[unit.span.range()];
        if let Some(number) = number(line) {
            candidates.entry(number).or_insert((index, unit.span));
        } else if line.len() < 30 && words.role(&fold(line)) == Some(FieldRole::Notes) {
            headed = index;
        }
    }
    let mut notes = Notes::default();
    if candidates.is_empty() {
        return notes;
    }
    let marked = marked(text, units, &candidates);
    for (number, (index, span)) in candidates {
        let has_mark = marked.contains(&number);
        if has_mark || index > headed {
            notes.by_unit.insert(index, number);
            notes.by_number.insert(number, span);
        }
        if !has_mark && index > headed {
            notes.unmarked.push((number, span));
        }
    }
    notes
}

/// The numbers for which there is a mark before the note.
fn marked(text: &str, units: &[Unit], candidates: &BTreeMap<u32, (usize, Span)>) -> BTreeSet<u32> {
    let places: BTreeMap<u32, Span> = candidates.iter().map(|(&number, &(_, span))| (number, span)).collect();
    let mut found = Vec::new();
    for unit in units {
        marks::note_marks(text, unit.span, &places, &mut found);
    }
    let numbers = found.iter().filter_map(|mark| {
        let number: u32 = text[mark.span.range()].trim_matches(['[', ']']).parse().ok()?;
        (mark.span.end <= places[&number].start).then_some(number)
    });
    numbers.collect()
}

/// The number with which a note begins: `1 `, `1. `, `[1] `, `1) `, `1Source`.
fn number(line: &str) -> Option<u32> {
    let rest = line.strip_prefix('[').unwrap_or(line);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let behind = rest[digits..].trim_start_matches([']', '.', ')']).trim_start();
    let begins = behind.starts_with(|first: char| first.is_uppercase() || matches!(first, '“' | '"' | '«' | '[' | '('));
    begins.then(|| rest[..digits].parse().ok()).flatten()
}
