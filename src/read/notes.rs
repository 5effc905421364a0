//! Notes at the foot of pages or at the end: numbered lines for whose numbers there are marks in the text.
//!
//! ```text
//! … during the Conversation1 he …        1. Source: Town Archives. Secret.
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;
use crate::language::page::FieldRole;
use crate::source::Span;

use super::note_marks::{self, NoteMark};
use super::page::shape::fold;
use super::units::Unit;

/// The notes of a text: for each index of a unit, the number.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Numbers by unit.
    pub by_unit: BTreeMap<usize, u32>,
    /// The place of each note by its number.
    pub by_number: BTreeMap<u32, Span>,
    /// Notes for which there is no mark.
    pub unmarked: Vec<(u32, Span)>,
}

impl Notes {
    /// Whether a mark for which there is no note is one all the same: raised figures are, and the numbers of the notes that there are
    /// and the next one.
    pub fn lacks(&self, mark: &NoteMark) -> bool {
        let next = self.by_number.last_key_value().map_or(0, |(last, _)| last + 1);
        !self.by_number.contains_key(&mark.number) && (mark.raised || mark.number > 0 && mark.number <= next && !self.by_number.is_empty())
    }
}

/// A numbered line.
struct Numbered {
    unit: usize,
    span: Span,
    number: u32,
}

/// The notes among the units `from..to`: numbered, each number once, and with a mark in the text before, or beside such a note with the
/// next number, or under a heading "Notes".
pub(super) fn find(text: &str, units: &[Unit], from: usize, to: usize, language: &Language) -> Notes {
    let (candidates, headed) = candidates(text, &units[..to], from, language);
    let mut notes = Notes::default();
    if candidates.is_empty() {
        return notes;
    }
    let marked = marked(text, units, &candidates, language);
    let has_mark: Vec<bool> = candidates.iter().map(|note| marked.contains(&note.number)).collect();
    let beside = beside(&candidates, &has_mark);
    for (at, note) in candidates.iter().enumerate().filter(|(at, note)| beside[*at] || note.unit > headed) {
        notes.by_unit.insert(note.unit, note.number);
        notes.by_number.insert(note.number, note.span);
        if !has_mark[at] {
            notes.unmarked.push((note.number, note.span));
        }
    }
    notes
}

/// The numbered lines, the first of each number, and the unit of the last heading "Notes".
fn candidates(text: &str, units: &[Unit], from: usize, language: &Language) -> (Vec<Numbered>, usize) {
    let (mut found, mut seen, mut headed) = (Vec::new(), BTreeSet::new(), usize::MAX);
    for (unit, Unit { span, .. }) in units.iter().enumerate().skip(from) {
        let line = &text[span.range()];
        if let Some(number) = number(line) {
            if seen.insert(number) {
                found.push(Numbered { unit, span: *span, number });
            }
        } else if line.len() < 30 && language.page.role(&fold(line)) == Some(FieldRole::Notes) {
            headed = unit;
        }
    }
    (found, headed)
}

/// The numbers for which there is a mark before the note.
fn marked(text: &str, units: &[Unit], candidates: &[Numbered], language: &Language) -> BTreeSet<u32> {
    let places: BTreeMap<u32, usize> = candidates.iter().map(|note| (note.number, note.span.start)).collect();
    let marks = units.iter().flat_map(|unit| note_marks::marks(text, unit.span, &language.abbreviations));
    marks.filter(|mark| places.get(&mark.number).is_some_and(|&start| mark.span.end <= start)).map(|mark| mark.number).collect()
}

/// Which numbered lines have a mark, or follow each other in a row in which one has.
fn beside(candidates: &[Numbered], has_mark: &[bool]) -> Vec<bool> {
    let mut beside = has_mark.to_vec();
    let in_row = |at: usize| candidates[at].unit + 1 == candidates[at + 1].unit && candidates[at].number < candidates[at + 1].number;
    for at in 0..candidates.len().saturating_sub(1) {
        beside[at + 1] |= beside[at] && in_row(at);
    }
    for at in (0..candidates.len().saturating_sub(1)).rev() {
        beside[at] |= beside[at + 1] && in_row(at);
    }
    beside
}

/// The number with which a note begins: `1 `, `1. `, `[1] `, `1) `, `1Source`, `¹ `.
fn number(line: &str) -> Option<u32> {
    let rest = line.strip_prefix('[').unwrap_or(line);
    let (raised, number) = note_marks::raised_number(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (length, number) = if raised > 0 { (raised, Some(number)) } else { (digits, rest[..digits].parse().ok()) };
    if length == 0 || digits > 3 {
        return None;
    }
    let behind = rest[length..].trim_start_matches([']', '.', ')']).trim_start();
    let begins = behind.starts_with(|first: char| first.is_uppercase() || matches!(first, '“' | '"' | '«' | '[' | '('));
    number.filter(|_| begins)
}
