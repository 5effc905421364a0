//! The attributions of one sentence: who says, by which verb or noun, and where the words stand.
//!
//! Before the words ("Tito said that …"), inside them ("…, said Tito, …") or after them ("…, I asked.").

mod gap;
mod noun;
mod opinion;
mod passive;
mod verb;

#[cfg(test)]
mod tests;

use crate::language::speech::{Class, Link, Sort, SpeechTable};

use super::phrase::{Phrase, Phrases};
use super::subject::{Subject, Tense};
use super::view::{Cell, QuoteMark};

/// Where an attribution stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The words follow it.
    Before,
    /// It interrupts the words.
    Inside,
    /// The words stand before it.
    After,
    /// It attributes no words: an act.
    Act,
}

/// One attribution.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct Frame {
    /// First cell, introductory words included.
    pub start: usize,
    /// One past the last cell.
    pub end: usize,
    /// The cell of its verb or noun.
    pub verb: usize,
    pub sort: Sort,
    pub subject: Subject,
    pub link: Option<Link>,
    /// First cell of the words behind it.
    pub words: usize,
    pub hearer: Option<Phrase>,
    pub tense: Tense,
    pub denied: bool,
    pub place: Place,
    /// "reportedly said".
    pub hearsay: bool,
    /// "if he said": nothing was said.
    pub unreal: bool,
    /// Its verb says that whoever spoke goes on: "added".
    pub continues: bool,
    /// It frames its sentence without a clause of its own: "According to the envoy, …".
    pub source: bool,
}

impl Frame {
    /// An attribution before its words, in the past, by `subject`.
    fn before(start: usize, verb: usize, subject: Phrase, link: Option<Link>, words: usize) -> Self {
        Self {
            start,
            end: words,
            verb,
            sort: Sort::Say,
            subject: Subject::Phrase(subject),
            link,
            words,
            hearer: None,
            tense: Tense::Past,
            denied: false,
            place: Place::Before,
            hearsay: false,
            unreal: false,
            continues: false,
            source: false,
        }
    }
}

/// What the search for attributions looks at.
#[derive(Clone, Copy)]
struct Scene<'a, 't> {
    cells: &'a [Cell<'t>],
    phrases: &'a Phrases,
    table: &'a SpeechTable,
}

impl<'t> Scene<'_, 't> {
    /// The cell at `at`, if it is of `class`.
    fn has(&self, at: usize, class: Class) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.is(class))
    }

    /// The cell before `at`.
    fn before(&self, at: usize) -> Option<&Cell<'t>> {
        at.checked_sub(1).map(|before| &self.cells[before])
    }

    /// First cell at or behind `at` that is no adverb and no negation.
    fn over_adverbs(&self, at: usize) -> usize {
        let passes = |cell: &Cell<'_>| cell.is_adverb() || cell.is(Class::Negation);
        (at..self.cells.len()).find(|&index| !passes(&self.cells[index])).unwrap_or(self.cells.len())
    }
}

/// All attributions of a sentence, in text order.
pub(super) fn frames(cells: &[Cell<'_>], phrases: &Phrases, table: &SpeechTable) -> Vec<Frame> {
    let scene = Scene { cells, phrases, table };
    let mut frames: Vec<Frame> = scene.before_colon().into_iter().collect();
    let mut free = frames.first().map_or(0, |frame| frame.end);
    for at in 0..cells.len() {
        if at < free {
            continue;
        }
        let Some(mut frame) = scene.frame_at(at, free).or_else(|| scene.gapped(at, &frames)) else { continue };
        frame.unreal |= scene.is_supposed(&frame, free);
        if frame.place != Place::Act {
            free = frame.end.max(at + 1);
        }
        frames.push(frame);
    }
    frames
}

impl Scene<'_, '_> {
    fn frame_at(&self, at: usize, free: usize) -> Option<Frame> {
        let cell = &self.cells[at];
        let person = cell.mention.is_some_and(|mention| mention.kind == crate::model::EntityKind::Person);
        if person && cell.is_capitalised() && !cell.is(Class::Reply) {
            return None;
        }
        if let Some(found) = self.passive(at, free) {
            return Some(found);
        }
        if cell.info.verb.is_some() {
            let found = |verb: u16| self.of_verb(at, self.table.verb(verb), free);
            let all: Vec<Frame> = cell.info.verbs().filter_map(found).collect();
            let attributes = |frame: &Frame| frame.place != Place::Act;
            if let Some(frame) = all.iter().find(|frame| attributes(frame)).or(all.first()) {
                return Some(frame.clone());
            }
        }
        if cell.is(Class::Be) {
            return self.of_opinion(at);
        }
        if cell.is(Class::According) || cell.is(Class::Preposition) {
            return self.of_source(at, free);
        }
        if cell.is(Class::Report) || cell.is(Class::Reply) || cell.is(Class::Opinion) {
            return self.of_noun(at);
        }
        None
    }

    /// "if the envoy said that …": a supposition, no report. "asked whether …" is none.
    fn is_supposed(&self, frame: &Frame, free: usize) -> bool {
        let Subject::Phrase(phrase) = &frame.subject else { return false };
        let first = phrase.cells.start.min(frame.start);
        let clause = (free..first).rev().find(|&at| self.cells[at].is_pause() || self.cells[at].is_sentence_end()).map_or(free, |pause| pause + 1);
        let opens = (clause..first).find(|&at| !self.cells[at].is_adverb() && !self.cells[at].is(Class::Conjunction));
        frame.place == Place::Before && opens.is_some_and(|at| self.cells[at].is(Class::Condition))
    }
}

/// Whether words of a speaker may end with this cell, before an attribution.
fn ends_words(cell: &Cell<'_>) -> bool {
    cell.is_mark(",") || cell.is_mark("—") || cell.is_mark("–") || cell.is_sentence_end() || cell.quote == Some(QuoteMark::Close)
}
