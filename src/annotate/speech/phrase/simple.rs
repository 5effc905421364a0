//! One phrase: a pronoun, a name behind its titles, "one of our diplomats", or a description.

use crate::language::TokenKind;
use crate::language::speech::{Class, WordInfo};
use crate::model::EntityKind;

use super::described::described;
use super::{Phrase, Who, is_noun_like, phrase};
use crate::annotate::speech::view::Cell;

/// One phrase that begins at cell `at`.
pub(super) fn simple(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let cell = cells.get(at)?;
    if !cell.is_word() {
        return None;
    }
    if let Some(found) = both(cells, at) {
        return Some(found);
    }
    if cell.is(Class::Possessive)
        && cell.is(Class::ThirdPerson)
        && cells.get(at + 1).is_some_and(|next| next.is(Class::Honour) && next.is_capitalised())
    {
        let who = if cell.is(Class::Female) { Who::She } else { Who::He };
        return Some(phrase(cells, at..at + 2, who));
    }
    if let Some(who) = pronoun(cell) {
        return Some(phrase(cells, at..at + 1, who));
    }
    if cell.is(Class::Honorific)
        && let Some(found) = after_honorific(cells, at)
    {
        return Some(found);
    }
    let date = at > 0 && (cells[at - 1].kind == TokenKind::Number || cells[at - 1].is(Class::Preposition));
    let title = cell.is_capitalised() && cell.mention.is_none() && cell.info == WordInfo::default() && !date;
    if title && cells.get(at + 1).is_some_and(|next| next.mention.is_some_and(|mention| mention.kind == EntityKind::Person)) {
        return named(cells, at, at + 1); // "Sheikh Omar", by whatever title
    }
    if let Some(found) = named(cells, at, at) {
        return Some(found);
    }
    if cell.is(Class::One) && cells.get(at + 1).is_some_and(|next| next.is(Class::Of)) {
        let end = described(cells, at + 2).map_or_else(|| run_of_nouns(cells, at + 2), |inner| inner.cells.end);
        return (end > at + 3).then(|| phrase(cells, at..end, Who::Role(end - 1)));
    }
    described(cells, at)
}

fn pronoun(cell: &Cell<'_>) -> Option<Who> {
    const PRONOUNS: [(Class, Who); 10] = [
        (Class::First, Who::I),
        (Class::FirstPlural, Who::We),
        (Class::Second, Who::You),
        (Class::He, Who::He),
        (Class::She, Who::She),
        (Class::They, Who::They),
        (Class::Relative, Who::Relative),
        (Class::Someone, Who::Someone),
        (Class::Nobody, Who::Nobody),
        (Class::Everybody, Who::Everybody),
    ];
    PRONOUNS.iter().find(|(class, _)| cell.is(*class)).map(|(_, who)| *who)
}

/// "both", "both ministers", "the two leaders": the two last spoken of.
fn both(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let first = at + usize::from(cells[at].is(Class::Definite));
    cells.get(first).filter(|cell| cell.is(Class::Both) && (first > at || !cell.is(Class::Count)))?;
    let noun = cells.get(first + 1).is_some_and(|next| next.is(Class::Collective));
    let alone = cells.get(first + 1).is_some_and(|next| next.is_finite() || next.is_adverb());
    (noun || alone).then(|| phrase(cells, at..first + 1 + usize::from(noun), Who::Both))
}

/// "Com. Tito", "Mr. Secretary Dulles".
fn after_honorific(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let mut next = at + 1;
    while cells.get(next).is_some_and(|cell| cell.is_mark(".") || cell.is(Class::Honorific) || (cell.is(Class::Role) && cell.is_capitalised())) {
        next += 1;
    }
    named(cells, at, next)
}

/// The name at cell `name`, in a phrase that begins at `start`.
pub(super) fn named(cells: &[Cell<'_>], start: usize, name: usize) -> Option<Phrase> {
    // "Auf meine Frage": a noun of answering is no name, unless a title stands before it.
    let noun = name == start && cells.get(name)?.is(Class::Reply) && name > 0 && cells[name - 1].is(Class::Possessive);
    let mention =
        cells.get(name).filter(|_| !noun)?.mention.filter(|mention| mention.kind != EntityKind::Place && mention.kind != EntityKind::Work)?;
    if name > 0 && cells[name - 1].mention == Some(mention) {
        return None;
    }
    let end = (name..cells.len()).find(|&at| cells[at].mention != Some(mention)).unwrap_or(cells.len());
    Some(phrase(cells, start..end, Who::Named(mention.entity)))
}

/// Where the noun phrase ends that begins at `at`.
fn run_of_nouns(cells: &[Cell<'_>], at: usize) -> usize {
    (at..cells.len().min(at + 6)).find(|&index| !is_noun_like(&cells[index])).unwrap_or(cells.len().min(at + 6))
}
