//! People by description: "the Soviet ambassador", "Bulgarian comrades", "those present", "a young adjutant".

use std::ops::Range;

use crate::language::speech::Class;
use crate::model::EntityKind;

use super::simple::named;
use super::{Phrase, Who, is_nominal, is_noun_like, phrase};
use crate::annotate::speech::view::Cell;

/// How many words a description may have before its head.
const LONGEST: usize = 8;

/// "the Soviet ambassador", "Foreign Minister Gromyko", "Bulgarian comrades", "those present".
pub(super) fn described(cells: &[Cell<'_>], at: usize) -> Option<Phrase> {
    let opening = cells.get(at).filter(|cell| !cell.is(Class::Question) || cell.is(Class::Determiner))?;
    let determined = (opening.is(Class::Determiner) && !opening.is(Class::That)) || opening.is(Class::Possessive);
    let first = at + usize::from(determined || opening.is(Class::That));
    let mut head = None;
    let mut end = first;
    while end < cells.len() && end < first + LONGEST && is_nominal(&cells[end]) {
        let cell = &cells[end];
        if end > at && cell.is(Class::Possessive) && !cell.is_genitive() {
            break;
        }
        let person = cell.mention.is_some_and(|mention| mention.kind == EntityKind::Person);
        if head.is_some_and(|head| head + 1 == end) && person {
            let other = cells[first..end].iter().any(|cell| !cell.is_capitalised() && !is_head(cell) && !cell.is(Class::OfficePart));
            return if other && determined { None } else { named(cells, at, end) };
        }
        if person && head.is_none() {
            return None;
        }
        if (end > first || determined || cell.is_capitalised() || cell.is(Class::Collective)) && is_head(cell) {
            head = Some(end);
        }
        end += 1;
        if cell.is_genitive() && !cell.text.ends_with(['\'', '’']) && !leads_to_office(cells, end) {
            break;
        }
    }
    if let Some(name) = head.filter(|_| !determined).and_then(|head| bearer_behind(cells, head)) {
        return named(cells, at, name);
    }
    let head = head.or_else(|| plural_people(cells, first, end, determined))?;
    if opening.is(Class::That) && cells[head].is(Class::EndsPeople) && cells[head].is(Class::Collective) {
        return None; // "said *that members* would …"
    }
    let tail = of_tail(cells, head + 1);
    Some(phrase(cells, at..tail, kind_of(cells, at, head)))
}

/// "the Minister's *private secretary*": the genitive belongs to another's description.
fn leads_to_office(cells: &[Cell<'_>], from: usize) -> bool {
    let nouns = cells[from..].iter().take(3).take_while(|cell| is_nominal(cell) && cell.mention.is_none());
    nouns.last().is_some_and(|last| last.is(Class::Role))
}

/// "Minister of Mines Sorrel": the name that closes an office with "of".
fn bearer_behind(cells: &[Cell<'_>], head: usize) -> Option<usize> {
    let capitals = cells[head].is_capitalised() && cells.get(head + 1)?.is(Class::Of);
    let person = |at: &usize| cells[*at].mention.is_some_and(|mention| mention.kind == EntityKind::Person);
    (head + 2..cells.len().min(head + 6)).take_while(|&at| cells[at].is_capitalised()).find(person).filter(|_| capitals)
}

pub(super) fn is_head(cell: &Cell<'_>) -> bool {
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

/// "the Yugoslavs", "the British": a people named by one capitalised plural.
fn plural_people(cells: &[Cell<'_>], first: usize, end: usize, determined: bool) -> Option<usize> {
    let cell = cells.get(first)?;
    let alone = end == first + 1 && determined && cell.is_capitalised() && !cell.is_genitive() && !cell.is(Class::Honorific);
    let place = cell.mention.is_some_and(|mention| mention.kind == EntityKind::Place);
    (alone && !place && cell.is(Class::EndsPeople)).then_some(first)
}

/// Where "of the Committee", "of this ship", "from fraternal parties", "in Sofia" ends, if it begins at `at`.
fn of_tail(cells: &[Cell<'_>], at: usize) -> usize {
    let mut end = at;
    while cells.get(end).is_some_and(|cell| cell.is(Class::Of) || cell.is(Class::Within) || cell.is(Class::For)) {
        let mut next = end + 1;
        let goes_on = |cell: &Cell<'_>| cells[end].is(Class::Of) || cell.is_capitalised() || (cells[end].is(Class::For) && cell.is(Class::Definite));
        if !cells.get(next).is_some_and(goes_on) {
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

/// "a young adjutant", "the depot master", "our consul at Marsa": somebody by any noun, right before cell `end`.
///
/// Only for the subject of a verb that people do. A paper that says something is nobody.
pub(in crate::annotate::speech) fn stranger(cells: &[Cell<'_>], end: usize) -> Option<Phrase> {
    let start = opening_of(cells, end)?;
    let head = head_of(cells, start, end)?;
    let governed = start.checked_sub(1).is_some_and(|before| cells[before].is(Class::Preposition) && !cells[before].is(Class::Subordinator));
    let nobody = [Class::Document, Class::Time, Class::Scene, Class::Talk, Class::Report, Class::Reply, Class::Possessive, Class::Dummy];
    let person = !governed && !nobody.iter().any(|&class| cells[head].is(class));
    let several = cells[head].is(Class::Collective) || (cells[head].is(Class::EndsPeople) && !cells[head].is(Class::Role));
    person.then(|| Phrase::new(start..end, if several { Who::Group(head) } else { Who::Role(head) }))
}

/// The article, possessive or genitive with which the noun phrase before `end` opens.
fn opening_of(cells: &[Cell<'_>], end: usize) -> Option<usize> {
    let back = |at: &usize| is_noun_like(&cells[*at]) || cells[*at].is(Class::Preposition);
    let run = (end.saturating_sub(LONGEST)..end).rev().take_while(back).last()?;
    let opens =
        |at: &usize| cells[*at].is(Class::Definite) || cells[*at].is(Class::Indefinite) || (cells[*at].is(Class::Possessive) && cells[*at].is_word());
    (run..end).find(opens).filter(|start| start + 1 < end)
}

/// The last noun before the first preposition.
fn head_of(cells: &[Cell<'_>], start: usize, end: usize) -> Option<usize> {
    let stop = (start..end).find(|&at| cells[at].is(Class::Preposition)).unwrap_or(end);
    let range: Range<usize> = start + 1..stop;
    range.rev().find(|&at| is_nominal(&cells[at]) && !cells[at].is_genitive())
}
