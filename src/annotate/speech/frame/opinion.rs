//! Attributions without a verb of saying: "was convinced that", "was of the opinion that", "According to the envoy, …", "In her view …".

use crate::language::speech::{Class, Link, Sort};

use super::{Frame, Place, Scene};
use crate::annotate::speech::phrase::{Phrase, Who, is_noun_like};

impl Scene<'_, '_> {
    /// "was convinced that", "was of the opinion that".
    pub(super) fn of_opinion(&self, at: usize) -> Option<Frame> {
        if !self.has(at, Class::Was) {
            return None;
        }
        let next = self.over_adverbs(at + 1);
        let cell = self.cells.get(next)?;
        let noun = cell.is(Class::Preposition) && self.cells.get(next + 2).is_some_and(|noun| noun.is(Class::Opinion));
        let that = next + if noun { 3 } else { 1 };
        if !(noun || cell.is(Class::Convinced)) || !self.has(that, Class::That) {
            return None;
        }
        let phrase = self.phrases.ending_at(at).filter(|phrase| !phrase.genitive && phrase.who != Who::Nobody && phrase.who != Who::Relative)?;
        let frame = Frame::before(phrase.cells.start, at, phrase.clone(), Some(Link::That), that + 1);
        let denied = (at..next).any(|index| self.has(index, Class::Negation));
        let sort = if noun { Sort::Say } else { Sort::Hold };
        Some(Frame { sort, denied, link: frame.link.filter(|_| !denied), place: if denied { Place::Act } else { Place::Before }, ..frame })
    }

    /// "According to the envoy, …", "In the Secretary's opinion …", "In the view of the envoy, …": the whole sentence is his.
    pub(super) fn of_source(&self, at: usize, free: usize) -> Option<Frame> {
        let opens = at == free || self.before(at).is_some_and(|before| before.is_pause() || before.is_adverb() || before.is(Class::Conjunction));
        if !opens {
            return None;
        }
        let (phrase, end) = if self.has(at, Class::According) { self.behind_according(at)? } else { self.whose_view(at)? };
        if matches!(phrase.who, Who::I | Who::We | Who::You | Who::Relative | Who::Nobody) {
            return None;
        }
        let first = (free..at).all(|index| self.cells[index].is_adverb() || self.cells[index].is_pause() || self.has(index, Class::Conjunction));
        let ends = self.cells.get(end).is_none_or(|cell| cell.is_sentence_end() || cell.is_mark(";"));
        let pause = self.cells.get(end).is_some_and(|cell| cell.is_mark(","));
        let place = match () {
            () if first && !ends => Place::Before,
            () if self.before(at).is_some_and(|before| before.is_mark(",")) && ends => Place::After,
            () if self.before(at).is_some_and(|before| before.is_mark(",")) && pause => Place::Inside,
            () => return None,
        };
        let words = end + usize::from(pause);
        Some(Frame { end, place, words, source: true, ..Frame::before(if first { free } else { at }, at, phrase, None, words) })
    }

    /// "according to the envoy".
    fn behind_according(&self, at: usize) -> Option<(Phrase, usize)> {
        let start = at + 1 + usize::from(self.has(at + 1, Class::To));
        if let Some(phrase) = self.phrases.starting_at(start).filter(|phrase| !phrase.genitive) {
            return Some((phrase.clone(), phrase.cells.end));
        }
        let cell = self.cells.get(start)?;
        let who = match () {
            () if !cell.is(Class::Object) => return None,
            () if cell.is(Class::Female) || cell.is(Class::She) => Who::She,
            () if cell.is(Class::They) => Who::They,
            () if cell.is(Class::OwnPerson) => Who::I,
            () => Who::He,
        };
        Some((Phrase::new(start..start + 1, who), start + 1))
    }

    /// "in his opinion", "in the opinion of the envoy".
    fn whose_view(&self, at: usize) -> Option<(Phrase, usize)> {
        let end = self.cells.len().min(at + 6);
        let titled = |index: usize| self.cells[index].is_mark(".") && self.has(index - 1, Class::Honorific);
        let noun = (at + 1..end)
            .take_while(|&index| is_noun_like(&self.cells[index]) || titled(index))
            .find(|&index| self.cells[index].is(Class::Opinion))?;
        if let Some(owner) = self.owner_of(noun).filter(|owner| owner.cells.start > at) {
            return Some((owner, noun + 1));
        }
        let of = self.has(noun + 1, Class::Of).then(|| self.phrases.starting_at(noun + 2)).flatten()?;
        Some((of.clone(), of.cells.end))
    }
}
