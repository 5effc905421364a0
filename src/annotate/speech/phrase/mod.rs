//! Who is spoken of: names with their titles, pronouns, roles, groups, and several of them joined by "and".
//!
//! "Com. Tito" · "the Soviet ambassador" · "the latter" · "those present" · "one of our diplomats" · "Tito and several others".

mod described;
mod simple;

use std::ops::Range;

use crate::language::TokenKind;
use crate::language::speech::{Class, Forms};
use crate::model::EntityId;

use super::view::Cell;

pub(super) use described::stranger;

/// What kind of phrase refers to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Named(EntityId),
    I,
    We,
    You,
    He,
    She,
    They,
    /// "who": its antecedent stands before it.
    Relative,
    Latter,
    Former,
    /// "both", "the two ministers": the two last spoken of.
    Both,
    /// One person by office or description; the cell of the head noun.
    Role(usize),
    /// Several people by description; the cell of the head noun.
    Group(usize),
    Someone,
    Nobody,
    Everybody,
    /// Several phrases: `Phrase::parts`.
    Joint,
}

/// A phrase that refers to somebody, as a range of cells of its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub cells: Range<usize>,
    pub who: Who,
    /// The members, where several are joined.
    pub parts: Vec<Phrase>,
    /// Whether a preposition or a participle governs it: it is no subject.
    pub oblique: bool,
    /// Whether it stands in the genitive: "Tito's".
    pub genitive: bool,
}

impl Phrase {
    /// A phrase of one kind without parts that nothing governs.
    pub fn new(cells: Range<usize>, who: Who) -> Self {
        Self { cells, who, parts: Vec::new(), oblique: false, genitive: false }
    }

    /// Whether it may be the subject of a clause.
    pub fn is_subject(&self) -> bool {
        !self.oblique && !self.genitive
    }
}

/// All phrases of a sentence, in text order, disjoint.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    pub list: Vec<Phrase>,
}

impl Phrases {
    /// Finds the phrases of a sentence.
    pub fn find(cells: &[Cell<'_>]) -> Self {
        let mut list: Vec<Phrase> = Vec::new();
        let mut at = 0;
        while at < cells.len() {
            let Some(phrase) = joint(cells, at) else {
                at += 1;
                continue;
            };
            at = phrase.cells.end;
            list.push(phrase);
        }
        Self { list }
    }

    /// The phrase that ends right before cell `end`.
    pub fn ending_at(&self, end: usize) -> Option<&Phrase> {
        let index = self.list.partition_point(|phrase| phrase.cells.end < end);
        self.list.get(index).filter(|phrase| phrase.cells.end == end)
    }

    /// The phrase that begins at cell `start`.
    pub fn starting_at(&self, start: usize) -> Option<&Phrase> {
        let index = self.list.partition_point(|phrase| phrase.cells.start < start);
        self.list.get(index).filter(|phrase| phrase.cells.start == start)
    }

    /// The phrases inside `range`, in text order.
    pub fn within(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = &Phrase> {
        let first = self.list.partition_point(|phrase| phrase.cells.start < range.start);
        let last = first + self.list[first..].partition_point(|phrase| phrase.cells.end <= range.end);
        self.list[first..last].iter()
    }

    /// The first phrase in `range` that may be a subject.
    pub fn first_subject(&self, range: Range<usize>) -> Option<&Phrase> {
        self.within(range).find(|phrase| phrase.is_subject())
    }
}

/// A simple phrase, or several joined: "Coms. A, B, and C", "A and several others".
fn joint(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let first = simple::simple(cells, at)?;
    if first.genitive || matches!(first.who, Who::Relative | Who::Nobody) {
        return Some(first);
    }
    let mut parts = vec![first];
    let mut complete = 1;
    loop {
        let end = parts[parts.len() - 1].cells.end;
        let comma = cells.get(end).is_some_and(|cell| cell.is_mark(","));
        let and_at = end + usize::from(comma);
        let and = cells.get(and_at).is_some_and(|cell| cell.is(Class::Conjunction) && !cell.is(Class::Adversative));
        if !and && !comma {
            break;
        }
        let Some(phrase) = simple::simple(cells, and_at + usize::from(and)).filter(|phrase| !phrase.genitive && may_join(phrase)) else { break };
        parts.push(phrase);
        if and {
            // "told A, and B replied": a comma before "and" joins only from three on.
            complete = if comma && parts.len() == 2 { complete } else { parts.len() };
            break;
        }
    }
    parts.truncate(complete);
    if parts.len() == 1 {
        return parts.pop();
    }
    let cells = parts[0].cells.start..parts[parts.len() - 1].cells.end;
    let oblique = parts[0].oblique;
    Some(Phrase { cells, who: Who::Joint, parts, oblique, genitive: false })
}

fn may_join(phrase: &Phrase) -> bool {
    matches!(phrase.who, Who::Named(_) | Who::Role(_) | Who::Group(_) | Who::I | Who::Someone)
}

fn phrase(cells: &[Cell<'_>], range: Range<usize>, who: Who) -> Phrase {
    let genitive = cells[range.end - 1].is_genitive();
    let oblique = is_governed(cells, range.start);
    Phrase { cells: range, who, parts: Vec::new(), oblique, genitive }
}

/// Whether a preposition or a participle stands before cell `start`.
fn is_governed(cells: &[Cell<'_>], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).map(|index| &cells[index]) else { return false };
    (before.is(Class::Preposition) && !before.is(Class::Subordinator)) || before.is(Class::Opener) || before.is_verb(Forms::ING)
}

/// A word that may stand inside a description of somebody.
fn is_nominal(cell: &Cell<'_>) -> bool {
    const GRAMMAR: [Class; 10] = [
        Class::Preposition,
        Class::Conjunction,
        Class::Be,
        Class::Have,
        Class::Do,
        Class::Modal,
        Class::OwnPerson,
        Class::Relative,
        Class::That,
        Class::Article,
    ];
    let verb = cell.is_verb(Forms::PAST) || cell.is(Class::Follow) || cell.is(Class::Past);
    let noun = cell.mention.is_some() || described::is_head(cell) || cell.is_capitalised();
    cell.is_word() && !GRAMMAR.iter().any(|&class| cell.is(class)) && (noun || !verb) && (noun || !cell.is_adverb())
}

/// Whether the cell can continue a noun phrase.
pub(super) fn is_noun_like(cell: &Cell<'_>) -> bool {
    cell.kind == TokenKind::Number || is_nominal(cell) || cell.is(Class::Determiner) || cell.is(Class::Possessive)
}
