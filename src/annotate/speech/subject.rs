//! Whose verb it is: from a verb of attribution to its subject on the left, over adverbs, auxiliaries and insertions.
//!
//! "Rankovic, who had kept silent, then said" · "he told me and asked" · "turning to me, he said" · "the man who said".

use std::ops::Range;

use crate::language::speech::{Class, Forms, Sort};

use super::phrase::{Phrase, Phrases, Who, is_noun_like, stranger};
use super::view::Cell;

/// The subject of a verb of attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A phrase.
    Phrase(Phrase),
    /// The subject of the clause before: "rose and said", "…, saying that".
    Same,
}

/// When the verb says it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// "has told", "had said".
    Perfect,
    Present,
}

/// A subject with the cells on the left that belong to the attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    pub subject: Subject,
    pub tense: Tense,
    /// First cell of the attribution, subject and adverbs included.
    pub start: usize,
    /// Whether the verb is denied: "did not say".
    pub denied: bool,
    /// Whether the subject is surely somebody, by name, pronoun, office or a noun for people.
    pub known: bool,
}

/// The last cell before `verb` that is neither adverb nor auxiliary, with the tense they make.
struct Reach {
    end: usize,
    tense: Tense,
    denied: bool,
}

/// What stands left of the verb at cell `verb`; `None` where it is no finite verb or has no subject that can speak.
pub(super) fn left_of(cells: &[Cell<'_>], phrases: &Phrases, verb: usize, sort: Sort) -> Option<Left> {
    let Reach { end, tense, denied } = reach(cells, verb)?;
    let ing = cells[verb].is_verb(Forms::ING) && tense == Tense::Past && end == verb;
    let before = end.checked_sub(1).map(|index| &cells[index])?;
    if let Some(phrase) = phrases.ending_at(end).filter(|phrase| ing && matches!(phrase.who, Who::Former | Who::Latter | Who::Named(_))) {
        // "…, the former adding that …".
        let start = phrase.cells.start;
        let subject = Subject::Phrase(phrase.clone());
        return (start > 0 && cells[start - 1].is_pause()).then_some(Left { subject, tense: Tense::Past, start, denied, known: true });
    }
    if ing || before.is(Class::Lead) || before.is(Class::To) {
        let tense = if is_perfect_lead(cells, end) { Tense::Perfect } else { Tense::Past };
        return Some(Left { subject: Subject::Same, tense, start: end - 1, denied, known: true });
    }
    if let Some(phrase) = phrases.ending_at(end) {
        return of_phrase(cells, phrases, phrase, tense, denied);
    }
    if before.is_pause() {
        return over_insertion(cells, phrases, end - 1, tense, denied);
    }
    if before.is(Class::Conjunction) {
        let start = end - 1 - usize::from(end >= 2 && cells[end - 2].is_pause());
        return Some(Left { subject: Subject::Same, tense, start, denied, known: true });
    }
    let says = matches!(sort, Sort::Say | Sort::Answer | Sort::Ask);
    let known = noun_before(cells, end);
    let noun = known.clone().or_else(|| stranger(cells, end).or_else(|| related_stranger(cells, end)).filter(|_| says))?;
    Some(Left { start: noun.cells.start, subject: Subject::Phrase(noun), tense, denied, known: known.is_some() })
}

/// "*Both* replied": the pronoun, not the adverb of "A and B both replied".
fn stands_alone(cells: &[Cell<'_>], at: usize) -> bool {
    let opens = at.checked_sub(1).is_none_or(|before| !cells[before].is_word() || cells[before].is(Class::Conjunction));
    cells[at].is(Class::Both) && opens
}

/// "*had been pleased* to say": the lead before the infinitive that ends at `end` stands in the perfect.
fn is_perfect_lead(cells: &[Cell<'_>], end: usize) -> bool {
    let auxiliary = |cell: &&Cell<'_>| cell.is(Class::Be) || cell.is(Class::Have) || cell.is_adverb();
    end >= 3 && cells[end - 1].is(Class::To) && cells[..end - 2].iter().rev().take(3).take_while(auxiliary).any(|cell| cell.is(Class::Have))
}

fn of_phrase(cells: &[Cell<'_>], phrases: &Phrases, phrase: &Phrase, tense: Tense, denied: bool) -> Option<Left> {
    if phrase.genitive || phrase.who == Who::Nobody {
        return None;
    }
    if phrase.who == Who::Relative {
        return antecedent(cells, phrases, phrase.cells.start).map(|found| Left {
            start: phrase.cells.start,
            subject: Subject::Phrase(found),
            tense,
            denied,
            known: true,
        });
    }
    // "I spoke with A and B said": the last of them is the subject where a preposition governs the first.
    let phrase = if phrase.oblique { phrase.parts.last().unwrap_or(phrase) } else { phrase };
    if phrase.oblique && !matches!(phrase.who, Who::I | Who::We | Who::He | Who::She | Who::They) && !follows_pronoun(cells, phrase) {
        return None;
    }
    let start = phrase.cells.start;
    if start > 0 && cells[start - 1].is(Class::As) && !(start > 1 && cells[start - 2].is(Class::Preposition)) {
        return None;
    }
    Some(Left { start, subject: Subject::Phrase(phrase.clone()), tense, denied, known: true })
}

/// "To this Tito replied": the preposition governs the pronoun before the phrase, not the phrase.
fn follows_pronoun(cells: &[Cell<'_>], phrase: &Phrase) -> bool {
    phrase.cells.start.checked_sub(1).is_some_and(|before| cells[before].is(Class::Determiner))
}

/// Goes left from the verb over adverbs and auxiliaries.
fn reach(cells: &[Cell<'_>], verb: usize) -> Option<Reach> {
    let mut end = verb;
    let (mut perfect, mut did, mut denied, mut ing_be) = (false, false, false, false);
    while let Some(cell) = end.checked_sub(1).map(|index| &cells[index]) {
        if cell.is(Class::Negation) {
            denied = true;
            did |= cell.is(Class::Do);
            perfect |= cell.is(Class::Have);
        } else if cell.is(Class::Have) {
            perfect = true;
        } else if cell.is(Class::Do) {
            did = true;
        } else if cell.is(Class::Be) {
            if !cells[verb].is_verb(Forms::ING) {
                return None;
            }
            ing_be = true;
        } else if cell.is(Class::Modal) {
            return None;
        } else if !cell.is_adverb() || cell.is(Class::Lead) || stands_alone(cells, end - 1) {
            break;
        }
        end -= 1;
    }
    let forms = if perfect {
        Forms::PARTICIPLE
    } else if did {
        Forms::BASE
    } else {
        Forms::PAST
    };
    let is = |forms| cells[verb].is_verb(forms);
    let lead = end > 0 && (cells[end - 1].is(Class::Lead) || cells[end - 1].is(Class::To));
    let coordinated = || {
        end > 2 && cells[end - 1].is(Class::Conjunction) && cells[..end - 1].windows(2).any(|pair| pair[0].is(Class::Lead) && pair[1].is(Class::To))
    };
    let tense = if ing_be || is(Forms::ING) || (lead && is(Forms::BASE)) {
        infinitive_is_led(cells, end, verb).then_some(Tense::Past)?
    } else if is(forms) {
        if perfect { Tense::Perfect } else { Tense::Past }
    } else if !perfect && !did && is(Forms::BASE) && coordinated() {
        Tense::Past // "began to talk and make comments"
    } else if !perfect && !did && (is(Forms::PRESENT) || is(Forms::BASE)) {
        Tense::Present
    } else {
        return None;
    };
    Some(Reach { end, tense, denied })
}

/// "went on to say", "began by saying", "…, saying": the infinitive or participle continues the clause before.
fn infinitive_is_led(cells: &[Cell<'_>], end: usize, verb: usize) -> bool {
    if cells[verb].is_verb(Forms::ING) {
        let contrasts = |cell: &Cell<'_>| cell.is(Class::Latter) || cell.is(Class::Former);
        return end.checked_sub(1).is_some_and(|before| {
            contrasts(&cells[before]) || cells[before].is_pause() || cells[before].is(Class::Lead) || cells[before].is(Class::Conjunction)
        }) || end < verb;
    }
    let to = end.checked_sub(1).is_some_and(|before| cells[before].is(Class::To));
    to && end >= 2 && cells[end - 2].is(Class::Lead)
}

/// "Tito, turning to him, said": the verb's subject stands before an insertion that ends at the comma `comma`.
fn over_insertion(cells: &[Cell<'_>], phrases: &Phrases, comma: usize, tense: Tense, denied: bool) -> Option<Left> {
    let first = comma.saturating_sub(30);
    let open =
        (first..comma).rev().find(|&at| cells[at].is_mark(",") && phrases.ending_at(at).is_some_and(|phrase| opens_insertion(cells, phrase, at + 1)));
    let Some(open) = open else {
        // "…, and, turning to him, said": the insertion stands behind a conjunction.
        let open = (first..comma).rev().find(|&at| cells[at].is_mark(","))?;
        let conjunction = open.checked_sub(1).filter(|&before| cells[before].is(Class::Conjunction))?;
        let inserted = is_participial(cells, open + 1) || cells[open + 1].is(Class::Subordinator) || cells[open + 1].is(Class::Preposition);
        return inserted.then_some(Left { subject: Subject::Same, tense, start: conjunction, denied, known: true });
    };
    let phrase = phrases.ending_at(open)?;
    of_phrase(cells, phrases, phrase, tense, denied)
}

fn opens_insertion(cells: &[Cell<'_>], phrase: &Phrase, at: usize) -> bool {
    let Some(cell) = cells.get(at) else { return false };
    let apposition =
        matches!(phrase.who, Who::Named(_) | Who::Role(_)) && (cell.is(Class::Determiner) || cell.is(Class::Role) || cell.is(Class::Possessive));
    let attribution = cells.get(at..).is_some_and(|rest| rest.iter().take(4).any(|cell| cell.is_verb(Forms::PAST)))
        && (cell.is(Class::First) || cell.is(Class::He) || cell.is(Class::She));
    !phrase.genitive
        && (attribution || is_participial(cells, at) || cell.is(Class::Relative) || cell.is(Class::Preposition) || cell.is_adverb() || apposition)
}

fn is_participial(cells: &[Cell<'_>], at: usize) -> bool {
    cells.get(at).is_some_and(|cell| cell.is(Class::Opener) || cell.is_verb(Forms::ING) || cell.is(Class::EndsParticiple))
}

/// Whom "who" at cell `who` means.
fn antecedent(cells: &[Cell<'_>], phrases: &Phrases, who: usize) -> Option<Phrase> {
    let end = who - usize::from(who > 0 && cells[who - 1].is_pause());
    if let Some(phrase) = phrases.ending_at(end) {
        return (!matches!(phrase.who, Who::You | Who::Relative)).then(|| phrase.parts.last().unwrap_or(phrase).clone());
    }
    // "sent the chief of protocol to me, who": the nearest description or name before it.
    let list = || phrases.list.iter().rev().filter(|phrase| phrase.cells.end <= end);
    list().find(|phrase| matches!(phrase.who, Who::Named(_) | Who::Role(_) | Who::Group(_))).cloned()
}

/// "a caller who gave no name informed the clerk": somebody by any noun, with a relative clause before the verb.
fn related_stranger(cells: &[Cell<'_>], end: usize) -> Option<Phrase> {
    let who = (end.saturating_sub(10)..end).rev().find(|&at| cells[at].is(Class::Relative))?;
    let clause = &cells[who + 1..end];
    let verbs = clause.iter().filter(|cell| cell.is_finite()).count();
    if verbs != 1 || !clause.iter().all(Cell::is_word) {
        return None;
    }
    let first = (who.saturating_sub(4)..who).rev().take_while(|&at| is_noun_like(&cells[at])).find(|&at| cells[at].is(Class::Indefinite));
    first.filter(|&first| first + 1 < who).map(|first| Phrase::new(first..who, Who::Role(who - 1)))
}

/// A noun phrase without a known head that ends before `end`: the subject of a verb that only people do.
fn noun_before(cells: &[Cell<'_>], end: usize) -> Option<Phrase> {
    let start = (end.saturating_sub(12)..end).rev().take_while(|&at| is_noun_like(&cells[at]) || cells[at].is(Class::Preposition)).last()?;
    let heads = |at: &usize| cells[*at].is(Class::Role) || cells[*at].is(Class::Collective);
    let head = (start..end).find(heads)?;
    let range: Range<usize> = start..end;
    let who = if cells[head].is(Class::Role) { Who::Role(head) } else { Who::Group(head) };
    Some(Phrase { cells: range, who, parts: Vec::new(), oblique: false, genitive: false })
}
