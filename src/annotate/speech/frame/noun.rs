//! Attributions by a noun: "my statement that", "his reply followed: …", "the envoy's answer was that", "responses followed from those present that".

use crate::language::speech::{Class, Link, Sort};

use super::{Frame, Place, Scene, ends_words};
use crate::annotate::speech::phrase::{Phrase, Who};
use crate::annotate::speech::view::Cell;

impl Scene<'_, '_> {
    /// The attribution whose noun stands at cell `at`.
    pub(super) fn of_noun(&self, at: usize) -> Option<Frame> {
        if let Some(found) = self.was_the_answer(at) {
            return Some(found);
        }
        let owner = self.owner_of(at);
        let owner_is_nobody = owner.is_none();
        let mut next = at + 1;
        while self.cells.get(next).is_some_and(Cell::is_adverb) {
            next += 1;
        }
        let carries = self.has(at, Class::Reply) || (self.has(at, Class::Opinion) && self.has(next, Class::Was));
        let follows = self.has(next, Class::Follow) && carries;
        let (start, phrase, from) = match owner {
            Some(owner) if self.is_cleft(owner.cells.start) => {
                let (link, words) = self.clause_at(at + 1)?;
                return Some(Frame::before(owner.cells.start - 2, at, owner, Some(link), words));
            }
            Some(owner) => (owner.cells.start, owner, next + usize::from(follows)),
            None if follows && at > 0 && self.has(at - 1, Class::Definite) && self.has(next, Class::Was) => {
                (at - 1, Phrase::new(at - 1..at, Who::He), next + 1)
            }
            None if follows => {
                let (phrase, end) = self.after_from(next + 1)?;
                (at, phrase, end)
            }
            None => return None,
        };
        let (link, place) = self.noun_link(start, from, follows)?;
        let words = if matches!(link, Link::Question | Link::Infinitive) { place } else { place + 1 };
        let sort = if self.has(at, Class::Reply) && owner_is_nobody { Sort::Answer } else { Sort::Say };
        Some(Frame { sort, ..Frame::before(start, at, phrase, Some(link), words) })
    }

    /// The colon or "that" behind a noun of reporting; a noun without a verb takes "that" only.
    fn noun_link(&self, start: usize, from: usize, follows: bool) -> Option<(Link, usize)> {
        let cells = self.cells;
        if !follows {
            let to = self.before(start).is_some_and(|before| before.is(Class::To));
            let question = |cell: &Cell<'_>| cell.is(Class::Asking) || (cell.is(Class::Question) && cell.is(Class::Condition));
            let link = |cell: &Cell<'_>| if cell.is(Class::That) { Some(Link::That) } else { question(cell).then_some(Link::Question) };
            return cells.get(from).filter(|_| to).and_then(link).map(|link| (link, from));
        }
        let end = cells.len().min(from + 8);
        let asks = |at: usize| cells[at].is(Class::Question) && !cells[at].is(Class::Relative);
        if from < end && asks(from) {
            return Some((Link::Question, from));
        }
        if from + 1 < end && cells[from].is(Class::To) && !cells[from + 1].is(Class::Determiner) {
            return Some((Link::Infinitive, from));
        }
        let stop = (from..end).find(|&at| !cells[at].is_word() || cells[at].is(Class::That))?;
        let at = stop + usize::from(cells[stop].is_mark(","));
        let cell = cells.get(at)?;
        if cell.is_mark(":") { Some((Link::Colon, at)) } else { cell.is(Class::That).then_some((Link::That, at)) }
    }

    /// "…, was the answer.", "…, was his reply.": the words stand before it.
    fn was_the_answer(&self, at: usize) -> Option<Frame> {
        let was = at.checked_sub(2)?;
        let ends = self.cells.get(at + 1).is_none_or(Cell::is_sentence_end);
        let fits = self.has(at, Class::Reply) && self.has(was, Class::Was) && was > 0 && ends_words(&self.cells[was - 1]) && ends;
        let owner = self.owner_of(at).unwrap_or_else(|| Phrase::new(at..at + 1, Who::He));
        let frame = Frame::before(was, at, owner, None, at + 1);
        fits.then_some(Frame { sort: Sort::Answer, place: Place::After, ..frame })
    }

    /// "*It was* his belief, however, that …".
    fn is_cleft(&self, owner: usize) -> bool {
        owner >= 2 && self.has(owner - 1, Class::Was) && self.has(owner - 2, Class::It)
    }

    /// Whose noun it is: "*Tito's* short reply", "*my* statement", "*his* view".
    pub(super) fn owner_of(&self, at: usize) -> Option<Phrase> {
        let cells = self.cells;
        let first = (at.saturating_sub(3)..at)
            .rev()
            .take_while(|&index| cells[index].is_word())
            .find(|&index| cells[index].is_genitive() || cells[index].is(Class::Possessive))?;
        if let Some(phrase) = self.phrases.ending_at(first + 1).filter(|phrase| phrase.genitive) {
            return Some(phrase.clone());
        }
        let who = match () {
            () if cells[first].is(Class::FirstObject) => Who::I,
            () if cells[first].is(Class::OwnPerson) => Who::We,
            () if cells[first].is(Class::SecondPerson) => Who::You,
            () if !cells[first].is(Class::Possessive) => return None,
            () if cells[first].is(Class::Female) => Who::She,
            () => Who::He,
        };
        Some(Phrase { genitive: true, ..Phrase::new(first..first + 1, who) })
    }

    /// "from those present and, especially, from Koca Popovic": all of them, and where the list ends.
    fn after_from(&self, from: usize) -> Option<(Phrase, usize)> {
        let cells = self.cells;
        let limit = cells.len().min(from + 20);
        let end = (from..limit).find(|&at| cells[at].is(Class::That) || cells[at].is_mark(":"))?;
        let mut parts: Vec<Phrase> = self.phrases.within(from..end).filter(|phrase| phrase.oblique && !phrase.genitive).cloned().collect();
        let stop = end - usize::from(cells[end - 1].is_mark(","));
        match parts.len() {
            0 => None,
            1 => parts.pop().map(|phrase| (phrase, stop)),
            _ => Some((Phrase { cells: parts[0].cells.start..stop, who: Who::Joint, parts, oblique: false, genitive: false }, stop)),
        }
    }
}
