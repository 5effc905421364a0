//! Attributions in the passive: "it was stated by the envoy that", "I was told by a guard that", "Asked by the host whether …, he said".

use crate::language::speech::{Class, Forms, Link};

use super::{Frame, Scene};
use crate::annotate::speech::phrase::Phrase;
use crate::annotate::speech::subject::Tense;
use crate::annotate::speech::view::Cell;

impl Scene<'_, '_> {
    /// The passive attribution whose participle stands at cell `at`. Without an agent nobody is named, and nothing is attributed.
    pub(super) fn passive(&self, at: usize, free: usize) -> Option<Frame> {
        let used = self.cells[at].info.verb.filter(|verb| verb.forms.any(Forms::PARTICIPLE))?;
        let start = self.passive_start(at, free)?;
        let (agent, after) = self.agent(at + 1)?;
        let sort = self.table.verb(used.verb).sort;
        let (link, words) = self.clause_at(after)?;
        let perfect = (start..at).any(|index| self.has(index, Class::Have));
        let tense = if perfect { Tense::Perfect } else { Tense::Past };
        let end = if matches!(link, Link::Question | Link::Infinitive) { words } else { after + 1 };
        (!sort.is_wordless()).then(|| Frame { end, sort, tense, ..Frame::before(start, at, agent, Some(link), words) })
    }

    /// The clause that begins at cell `at`: "that …", "whether …", "to come", or words behind a colon.
    pub(super) fn clause_at(&self, at: usize) -> Option<(Link, usize)> {
        let start = at;
        let at = self.over_ground(self.over_insertion(at));
        let cell = self.cells.get(at)?;
        let infinitive = |next: &Cell<'_>| next.is_word() && !next.is_capitalised() && !next.is(Class::Determiner) && !next.is(Class::Possessive);
        match () {
            () if cell.is_mark(":") => Some((Link::Colon, at + 1)),
            () if cell.is(Class::That) => Some((Link::That, at + 1)),
            () if cell.is(Class::Question) && at == start => Some((Link::Question, at)),
            () if cell.is(Class::To) && self.cells.get(at + 1).is_some_and(infinitive) => Some((Link::Infinitive, at)),
            () => None,
        }
    }

    /// Behind ", however," and the like.
    fn over_insertion(&self, at: usize) -> usize {
        if !self.cells.get(at).is_some_and(|cell| cell.is_mark(",")) {
            return at;
        }
        let close = (at + 1..self.cells.len().min(at + 6)).find(|&index| !self.cells[index].is_word());
        close.filter(|&close| self.cells[close].is_mark(",")).map_or(at + 1, |close| close + 1)
    }

    /// Behind "on the ground" and the like, which "that" follows.
    fn over_ground(&self, at: usize) -> usize {
        let noun = (at..self.cells.len().min(at + 4)).find(|&index| self.has(index, Class::Ground)).filter(|_| self.has(at, Class::Preposition));
        noun.map_or(at, |noun| noun + 1)
    }

    /// Where a passive clause begins: at its subject, or at the participle that opens the sentence.
    fn passive_start(&self, at: usize, free: usize) -> Option<usize> {
        let opens = at == free || (free..at).all(|index| self.cells[index].is(Class::Subordinator) || self.cells[index].is_adverb());
        if opens {
            return Some(free);
        }
        let be = (at.saturating_sub(4)..at).rev().take_while(|&index| self.is_auxiliary(index)).find(|&index| self.has(index, Class::Be))?;
        let first = (be.saturating_sub(3)..be).rev().take_while(|&index| self.is_auxiliary(index)).last().unwrap_or(be);
        if self.before(first)?.is(Class::It) {
            return Some(first - 1);
        }
        let subject = self.phrases.ending_at(first).filter(|phrase| phrase.is_subject()).map(|phrase| phrase.cells.start);
        subject.or_else(|| (free..first).rev().take_while(|&index| self.cells[index].is_word()).last())
    }

    fn is_auxiliary(&self, at: usize) -> bool {
        self.cells[at].is(Class::Be) || self.cells[at].is(Class::Have) || self.cells[at].is_adverb()
    }

    /// "by the envoy", perhaps behind an object: "was put *to me* by the envoy".
    fn agent(&self, from: usize) -> Option<(Phrase, usize)> {
        let passes = |cell: &Cell<'_>| cell.is_word() && !cell.is(Class::That) && !cell.is(Class::Conjunction) && !cell.is(Class::Question);
        let end = self.cells.len().min(from + 6);
        let by = (from..end).take_while(|&at| passes(&self.cells[at])).find(|&at| self.cells[at].is(Class::By))?;
        let phrase = self.phrases.starting_at(by + 1).filter(|phrase| !phrase.genitive)?;
        Some((phrase.clone(), phrase.cells.end))
    }
}
