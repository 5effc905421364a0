//! Attributions without a verb: "…; Miss Ocampo, that it was …", "Then, gravely: …", "The Secretary: …".

use crate::language::speech::{Class, Link};
use crate::model::EntityKind;

use super::{Frame, Place, Scene};
use crate::annotate::speech::phrase::{Phrase, Who};
use crate::annotate::speech::subject::Subject;
use crate::annotate::speech::view::{Cell, QuoteMark};

/// How many words may stand before the colon of an attribution without a verb.
const LONGEST: usize = 8;

impl Scene<'_, '_> {
    /// "X said it was very Latin; *Miss Ocampo, that* it was very Pannonian": the verb is that of the attribution before, in `frames`.
    pub(super) fn gapped(&self, that: usize, frames: &[Frame]) -> Option<Frame> {
        let says = frames.iter().any(|frame| frame.place == Place::Before && frame.words < that);
        if !says || !self.has(that, Class::That) {
            return None;
        }
        let comma = self.before(that).is_some_and(|before| before.is_mark(","));
        let phrase = self.phrases.ending_at(that - usize::from(comma)).filter(|phrase| phrase.is_subject())?;
        let before = self.before(phrase.cells.start)?;
        let joins = before.is_mark(";") || (before.is(Class::Conjunction) && comma);
        let contrasts = before.is_mark(",") && matches!(phrase.who, Who::Latter | Who::Former);
        (joins || contrasts).then(|| Frame::before(phrase.cells.start, that, phrase.clone(), Some(Link::That), that + 1))
    }

    /// A colon near the head of the sentence: "The Secretary: …" is his, "And, at the door: …" whoever's who spoke.
    pub(super) fn before_colon(&self) -> Option<Frame> {
        let colon = (1..self.cells.len().min(LONGEST)).find(|&at| self.cells[at].is_mark(":"))?;
        let words = |next: &Cell<'_>| next.is_capitalised() || matches!(next.quote, Some(QuoteMark::Open(_)));
        self.cells.get(colon + 1).filter(|next| words(next))?;
        if let Some(phrase) = self.phrases.starting_at(0).filter(|phrase| phrase.cells.end == colon && is_somebody(self.cells, phrase)) {
            return Some(Frame::before(0, colon - 1, phrase.clone(), Some(Link::Colon), colon + 1));
        }
        let circumstance = |cell: &Cell<'_>| !cell.is_finite() && cell.info.verb.is_none() && cell.is_word() || cell.is_mark(",");
        let subject = self.phrases.within(0..colon).any(Phrase::is_subject);
        let opens = self.cells[0].is(Class::Conjunction) || (self.cells[0].is_adverb() && self.cells[1].is_mark(","));
        let goes_on = opens && !subject && self.cells[..colon].iter().all(circumstance);
        let nobody = Phrase::new(0..1, Who::He);
        let frame = Frame::before(0, colon - 1, nobody, Some(Link::Colon), colon + 1);
        goes_on.then_some(Frame { subject: Subject::Same, continues: true, ..frame })
    }
}

/// Whether the phrase before a colon is a person, by name or by office.
fn is_somebody(cells: &[Cell<'_>], phrase: &Phrase) -> bool {
    let person = cells[phrase.cells.end - 1].mention.is_some_and(|mention| mention.kind == EntityKind::Person);
    match phrase.who {
        Who::Named(_) => person,
        Who::Role(_) => cells[phrase.cells.start].is(Class::Definite),
        Who::Latter | Who::Former => true,
        _ => false,
    }
}
