//! Who is spoken of: names with their titles, pronouns, roles, groups, and several of them joined by "and".
//!
//! "Com. Tito" · "the Soviet ambassador" · "the latter" · "those present" · "one of our diplomats" · "Tito and several others".

use std::ops::Range;

use crate::language::TokenKind;
use crate::language::speech::{Class, Forms};
use crate::model::{EntityId, EntityKind};

use super::view::Cell;

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
    /// One person by office or description; the cell of the head noun.
    Role(usize),
    /// Several people by description; the cell of the head noun.
    Group(usize),
    Someone,
    Nobody,
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
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Phrase> {
        let first = self.list.partition_point(|phrase| phrase.cells.start < range.start);
        self.list[first..].iter().take_while(move |phrase| phrase.cells.end <= range.end)
    }

    /// The first phrase in `range` that may be a subject.
    pub fn first_subject(&self, range: Range<usize>) -> Option<&Phrase> {
        self.within(range).find(|phrase| !phrase.oblique && !phrase.genitive)
    }
}

/// A simple phrase, or several joined: "Coms. A, B, and C", "A and several others".
fn joint(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let first = simple(cells, at)?;
    if first.genitive || matches!(first.who, Who::Relative | Who::Nobody) {
        return Some(first);
    }
    let mut parts = vec![first];
    let mut complete = 1;
    loop {
        let end = parts[parts.len() - 1].cells.end;
        let comma = cells.get(end).is_some_and(|cell| cell.is_mark(","));
        let and_at = end + usize::from(comma);
        let and = cells.get(and_at).is_some_and(|cell| cell.is(Class::Conjunction) && !cell.text.eq_ignore_ascii_case("but"));
        if !and && !comma {
            break;
        }
        let Some(phrase) = simple(cells, and_at + usize::from(and)).filter(|phrase| !phrase.genitive && may_join(phrase)) else { break };
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

/// One phrase that begins at cell `at`.
fn simple(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let cell = cells.get(at)?;
    if !cell.is_word() {
        return None;
    }
    if let Some(who) = pronoun(cell) {
        return Some(phrase(cells, at..at + 1, who));
    }
    if cell.is(Class::Honorific)
        && let Some(found) = after_honorific(cells, at)
    {
        return Some(found);
    }
    if let Some(found) = named(cells, at, at) {
        return Some(found);
    }
    if cell.text.eq_ignore_ascii_case("one") && cells.get(at + 1).is_some_and(|next| next.text == "of") {
        let end = described(cells, at + 2).map_or_else(|| run_of_nouns(cells, at + 2), |inner| inner.cells.end);
        return (end > at + 3).then(|| phrase(cells, at..end, Who::Role(end - 1)));
    }
    described(cells, at)
}

fn pronoun(cell: &Cell<'_>) -> Option<Who> {
    const PRONOUNS: [(Class, Who); 9] = [
        (Class::First, Who::I),
        (Class::FirstPlural, Who::We),
        (Class::Second, Who::You),
        (Class::He, Who::He),
        (Class::She, Who::She),
        (Class::They, Who::They),
        (Class::Relative, Who::Relative),
        (Class::Someone, Who::Someone),
        (Class::Nobody, Who::Nobody),
    ];
    PRONOUNS.iter().find(|(class, _)| cell.is(*class)).map(|(_, who)| *who)
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
fn named(cells: &[Cell<'_>], start: usize, name: usize) -> Option<Phrase> {
    let mention = cells.get(name)?.mention.filter(|mention| mention.kind != EntityKind::Place && mention.kind != EntityKind::Work)?;
    if name > 0 && cells[name - 1].mention == Some(mention) {
        return None;
    }
    let end = (name..cells.len()).find(|&at| cells[at].mention != Some(mention)).unwrap_or(cells.len());
    Some(phrase(cells, start..end, Who::Named(mention.entity)))
}

/// "the Soviet ambassador", "Foreign Minister Gromyko", "Bulgarian comrades", "those present".
fn described(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let opening = cells.get(at)?;
    let determined = opening.is(Class::Determiner) || opening.is(Class::Possessive);
    let first = at + usize::from(determined);
    let mut head = None;
    let mut end = first;
    while end < cells.len() && end < first + 8 && is_nominal(&cells[end]) {
        let cell = &cells[end];
        let person = cell.mention.is_some_and(|mention| mention.kind == EntityKind::Person);
        if head.is_some_and(|head| head + 1 == end) && person {
            return named(cells, at, end);
        }
        if person && head.is_none() {
            return None;
        }
        if (end > first || determined || cell.is_capitalised() || cell.is(Class::Collective)) && is_head(cell) {
            head = Some(end);
        }
        end += 1;
        if cell.is_genitive() && !cell.text.ends_with("s'") {
            break;
        }
    }
    let head = head.or_else(|| plural_people(cells, first, end, determined))?;
    let tail = of_tail(cells, head + 1);
    Some(phrase(cells, at..tail, kind_of(cells, at, head)))
}

/// Where the noun phrase ends that begins at `at`.
fn run_of_nouns(cells: &[Cell<'_>], at: usize) -> usize {
    (at..cells.len().min(at + 6)).find(|&index| !is_noun_like(&cells[index])).unwrap_or(cells.len().min(at + 6))
}

fn is_head(cell: &Cell<'_>) -> bool {
    [Class::Role, Class::Collective, Class::Latter, Class::Former].iter().any(|&class| cell.is(class))
}

fn kind_of(cells: &[Cell<'_>], start: usize, head: usize) -> Who {
    let cell = &cells[head];
    if cell.is(Class::Latter) {
        Who::Latter
    } else if cell.is(Class::Former) {
        if head == start + 1 { Who::Former } else { Who::Role(head) }
    } else if cell.is(Class::Role) {
        Who::Role(head)
    } else {
        Who::Group(head)
    }
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
    let verb = cell.is_verb(Forms::PAST) || cell.is(Class::Follow);
    let noun = cell.mention.is_some() || is_head(cell) || cell.is_capitalised();
    cell.is_word() && !GRAMMAR.iter().any(|&class| cell.is(class)) && (noun || !verb) && (noun || !cell.is_adverb())
}

/// "the Yugoslavs", "the British": a people named by one capitalised plural.
fn plural_people(cells: &[Cell<'_>], first: usize, end: usize, determined: bool) -> Option<usize> {
    const ENDINGS: [&str; 6] = ["s", "ese", "ish", "nch", "tch", "iss"];
    let cell = cells.get(first)?;
    let alone = end == first + 1 && determined && cell.is_capitalised() && !cell.is_genitive();
    let place = cell.mention.is_some_and(|mention| mention.kind == EntityKind::Place);
    (alone && !place && ENDINGS.iter().any(|ending| cell.text.ends_with(ending))).then_some(first)
}

/// Where "of the Committee", "of this ship", "from fraternal parties", "in Sofia" ends, if it begins at `at`.
fn of_tail(cells: &[Cell<'_>], at: usize) -> usize {
    let mut end = at;
    while cells.get(end).is_some_and(|cell| matches!(cell.text, "of" | "for" | "from" | "in")) {
        let loose = cells[end].text == "of" || cells[end].text == "from";
        let mut next = end + 1;
        if !cells.get(next).is_some_and(|cell| loose || cell.is_capitalised() || (cells[end].text == "for" && cell.text == "the")) {
            break;
        }
        while next < cells.len() && next < end + 6 && is_noun_like(&cells[next]) {
            next += 1;
        }
        if next == end + 1 {
            break;
        }
        end = next;
    }
    end
}

/// Whether the cell can continue a noun phrase.
pub(super) fn is_noun_like(cell: &Cell<'_>) -> bool {
    cell.kind == TokenKind::Number || is_nominal(cell) || cell.is(Class::Determiner) || cell.is(Class::Possessive)
}
