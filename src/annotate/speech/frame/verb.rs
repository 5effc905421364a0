//! Attributions by a verb: "Tito said that …", "…, said Tito, …", "rose and said: …".

use std::ops::Range;

use crate::language::speech::{Class, Forms, Hearer, Link, Sort, Verb};

use super::{Frame, Place, Scene, ends_words};
use crate::annotate::speech::link::{Right, right_of};
use crate::annotate::speech::phrase::{Phrase, Who};
use crate::annotate::speech::subject::{Left, Subject, Tense, left_of};
use crate::annotate::speech::view::Cell;

impl Scene<'_, '_> {
    /// The attribution whose verb stands at cell `at`, as far as the cells from `free` on are not another's.
    pub(super) fn of_verb(&self, at: usize, verb: &Verb, free: usize) -> Option<Frame> {
        if self.table.inversion
            && verb.sort != Sort::Offer
            && !verb.sort.is_wordless()
            && let Some(frame) = self.inverted(verb, at, free)
        {
            return Some(frame);
        }
        let left = left_of(self.cells, self.phrases, at, verb.sort)?;
        if !may_begin(&left, at, free) {
            return None;
        }
        let known = left.known;
        if joined_participle(self.cells, at) {
            return None;
        }
        let right = right_of(self.cells, self.phrases, verb, at + 1, verb.hearer);
        let said = right.as_ref().is_some_and(|right| right.link.is_some() || right.report);
        if (right.is_none() && verb.sort == Sort::Offer) || (verb.light && !said) {
            return None;
        }
        if self.has(at, Class::Have) && !self.has_opinion(at) || self.has(at, Class::Have) && right.as_ref().is_none_or(|right| right.link.is_none())
        {
            return None; // "had no doubt that" reports, "had a cold" does not.
        }
        let right = right.unwrap_or(Right { link: None, end: at + 1, words: at + 1, hearer: None, report: false });
        let joined = left.subject == Subject::Same;
        let start = if joined { left.start.max(free) } else { self.with_openers(left.start, free) };
        let link = right.link.filter(|_| !left.denied || verb.denies);
        let mut right = right;
        let place = self.place_of(&mut right, link, start..at, free, verb);
        if place == Place::Act && (joined || !known) || (!known && link.is_none_or(|link| matches!(link, Link::Comma | Link::Bare | Link::Phrase))) {
            return None;
        }
        let hearsay = (left.start..at).any(|index| self.cells[index].is(Class::Hearsay));
        let Left { subject, tense, denied, .. } = left;
        let Right { end, words, hearer, .. } = right;
        let (sort, continues) = (verb.sort, verb.continues);
        let (unreal, source) = (false, false);
        Some(Frame { start, end, verb: at, sort, subject, link, words, hearer, tense, denied, place, hearsay, unreal, continues, source })
    }

    /// "had *no doubt*", "had *the impression*".
    fn has_opinion(&self, at: usize) -> bool {
        let next = self.over_adverbs(at + 1);
        self.cells[at + 1..self.cells.len().min(next + 3)].iter().any(|cell| cell.is(Class::Report) || cell.is(Class::Opinion))
            && self.cells.get(at + 1).is_some_and(|cell| cell.is(Class::Determiner) || cell.is(Class::Negation))
    }

    /// Whether the words stand behind the attribution, around it or before it.
    fn place_of(&self, right: &mut Right, link: Option<Link>, clause: Range<usize>, free: usize, verb: &Verb) -> Place {
        let (cells, start) = (self.cells, clause.start);
        let says = verb.takes(Link::Comma) || verb.takes(Link::Bare);
        let after_words = start > free && says && ends_words(&cells[start - 1]) && !self.is_opening(free, start - 1);
        let ends = cells.get(right.end).is_none_or(|cell| cell.is_sentence_end() || cell.is_mark(";")) || right.end >= cells.len();
        let pauses = cells.get(right.end).is_some_and(Cell::is_pause);
        let relative = cells[start].is(Class::Relative);
        match link {
            Some(Link::Comma | Link::Bare | Link::Phrase) | None if relative => Place::Act,
            Some(Link::Comma) if after_words => Place::Inside,
            Some(Link::Comma | Link::Bare | Link::Phrase) if self.is_subordinate(start) => Place::Act,
            Some(Link::That | Link::Question | Link::Colon | Link::Infinitive | Link::Comma | Link::Bare | Link::Phrase) => Place::Before,
            None if after_words && ends => Place::After,
            None if after_words && pauses => Place::Inside,
            None if after_words && self.trails(clause.end, right.end) => {
                right.end = cells.len() - usize::from(cells[cells.len() - 1].is_sentence_end());
                right.words = cells.len();
                Place::After
            }
            None => Place::Act,
        }
    }

    /// "…, the envoy put in *before anybody could answer*.": a clause of time closes the attribution and the sentence.
    fn trails(&self, verb: usize, end: usize) -> bool {
        let rest = &self.cells[end..];
        let near = self.cells[verb..=end.min(self.cells.len() - 1)].iter().any(|cell| cell.is(Class::While));
        near && rest.len() <= 12 && !rest.iter().any(Cell::is_pause)
    }

    /// Whether the clause that begins at `start` depends on the words before it: "the statements that he made here".
    fn is_subordinate(&self, start: usize) -> bool {
        let Some(before) = self.before(start) else { return false };
        (before.is(Class::That) || before.is(Class::Subordinator) || before.is(Class::As))
            && !(start > 1 && self.cells[start - 2].is(Class::Preposition))
    }

    /// Whether the cells from `start` up to the comma `comma` only open the attribution: "In the process," "Turning to him,".
    fn is_opening(&self, start: usize, comma: usize) -> bool {
        let stretch = &self.cells[start..comma];
        let Some(first) = stretch.first() else { return true };
        first.is(Class::Opener) || self.opener_length(stretch) == stretch.len() || is_circumstance(stretch)
    }

    /// How many cells of `stretch` are phrases that open an attribution.
    fn opener_length(&self, stretch: &[Cell<'_>]) -> usize {
        let mut at = 0;
        let mut lower = String::new();
        while at < stretch.len() {
            lower.clear();
            lower.extend(stretch[at].text.chars().flat_map(char::to_lowercase));
            let Some(length) = self.table.openers.prefix(&lower, |offset| stretch.get(at + offset).map(|cell| cell.text)) else { break };
            at += length;
            at += usize::from(at < stretch.len() && stretch[at].is_mark(","));
        }
        at
    }

    /// Takes conjunctions, adverbs and opening phrases before `start` into the attribution.
    pub(super) fn with_openers(&self, start: usize, free: usize) -> usize {
        let cells = self.cells;
        let mut first = start;
        while first > free && (cells[first - 1].is_adverb() || cells[first - 1].is(Class::Conjunction)) {
            first -= 1;
        }
        let clause = (free..first).rev().find(|&at| cells[at].is_pause()).map_or(free, |pause| pause + 1);
        if clause < first && self.opener_length(&cells[clause..first]) == first - clause {
            return clause;
        }
        first
    }

    /// "…, said Tito, …": the subject behind the verb.
    fn inverted(&self, verb: &Verb, at: usize, free: usize) -> Option<Frame> {
        let cells = self.cells;
        let opens = at == free || self.table.verb_second || ends_words(&cells[at - 1]) || cells[at - 1].is_mark("-") || cells[at - 1].is_adverb();
        if !opens || !cells[at].is_verb(Forms::PAST) && !cells[at].is_verb(Forms::PRESENT) {
            return None;
        }
        let phrase = self.phrases.starting_at(at + 1).filter(|phrase| !phrase.genitive && phrase.who != Who::Relative)?;
        let right = right_of(cells, self.phrases, verb, phrase.cells.end, Hearer::To)?;
        let colon = right.link == Some(Link::Colon);
        let after = at > free && ends_words(&cells[at - 1]);
        let second = self.table.verb_second && !after && !colon;
        if !after && !colon && !second {
            return None;
        }
        if second {
            return self.verb_second(verb, at, free, phrase, right);
        }
        let ends = cells.get(right.end).is_none_or(Cell::is_sentence_end);
        let place = match right.link {
            Some(Link::Colon) => Place::Before,
            None if ends => Place::After,
            Some(Link::Comma) | None => Place::Inside,
            Some(Link::That | Link::Question | Link::Infinitive | Link::Bare | Link::Phrase) => return None,
        };
        let tense = if cells[at].is_verb(Forms::PAST) { Tense::Past } else { Tense::Present };
        let Right { link, end, words, hearer, .. } = right;
        let frame = Frame::before(at, at, phrase.clone(), link, words);
        Some(Frame { end, sort: verb.sort, hearer, tense, place, continues: verb.continues, ..frame })
    }

    /// "Darauf sagte der Minister, …": something opens the clause, the verb stands second, the subject behind it.
    fn verb_second(&self, verb: &Verb, at: usize, free: usize, phrase: &Phrase, right: Right) -> Option<Frame> {
        let start = (free..at).rev().find(|&index| !self.cells[index].is_word()).map_or(free, |mark| mark + 1);
        let subject = self.phrases.within(start..at).any(Phrase::is_subject);
        if subject || start == at || right.link.is_none() {
            return None;
        }
        let tense = if self.cells[at].is_verb(Forms::PAST) { Tense::Past } else { Tense::Present };
        let Right { link, end, words, hearer, .. } = right;
        let frame = Frame::before(start, at, phrase.clone(), link, words);
        Some(Frame { end, sort: verb.sort, hearer, tense, continues: verb.continues, ..frame })
    }
}

/// "M. Cordier, *continuing*, said that": the participle alone attributes nothing.
fn joined_participle(cells: &[Cell<'_>], at: usize) -> bool {
    cells[at].is_verb(Forms::ING) && at > 0 && cells[at - 1].is_mark(",") && cells.get(at + 1).is_some_and(|cell| cell.is_mark(","))
}

/// Whether an attribution with this subject may begin although the one before it ends at `free`.
fn may_begin(left: &Left, at: usize, free: usize) -> bool {
    let behind = |phrase: &Phrase| phrase.cells.end < free && at > free;
    left.start >= free || left.subject == Subject::Same || matches!(&left.subject, Subject::Phrase(phrase) if behind(phrase))
}

/// "After the soup had been served,", "On the way back,": a short adverbial without a person of the talk.
fn is_circumstance(stretch: &[Cell<'_>]) -> bool {
    let first = &stretch[0];
    let time = stretch.iter().any(|cell| cell.is(Class::Time) || cell.is(Class::Scene) || cell.is(Class::Talk));
    let words = stretch.iter().all(|cell| cell.is_word() || cell.kind == crate::language::TokenKind::Number);
    first.is(Class::Preposition) && !first.is(Class::Condition) && time && words && stretch.len() <= 8
}
