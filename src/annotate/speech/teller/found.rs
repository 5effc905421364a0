//! From words of somebody in a sentence to an annotation, and what an editor should look at.

use std::ops::Range;

use crate::language::speech::{Class, Sort};
use crate::model::{Act, Annotation, Certainty, EntityId, EntityKind, Mark, Mode, Rule, Speech};
use crate::source::Span;

use super::{Floor, Sentence, Teller};
use crate::annotate::speech::cast::{Cue, Resolved};
use crate::annotate::speech::frame::Frame;
use crate::annotate::speech::phrase::{Phrase, Who};
use crate::annotate::speech::rules;
use crate::annotate::speech::subject::{Subject, Tense};
use crate::annotate::speech::view::Cell;

/// Words of somebody inside one sentence.
pub(super) struct Words<'w> {
    pub cells: Range<usize>,
    pub who: Vec<EntityId>,
    pub to: Vec<EntityId>,
    pub mode: Mode,
    pub rule: &'static Rule,
    pub certainty: Certainty,
    pub attribution: Option<Range<usize>>,
    pub act: Option<Act>,
    pub chain: Option<u32>,
    pub doubt: Option<Span>,
    pub sentence: &'w Sentence<'w, 'w>,
}

impl<'w> Words<'w> {
    /// The words `cells` of whoever has the floor.
    pub fn new(sentence: &'w Sentence<'w, 'w>, cells: Range<usize>, floor: &Floor, rule: &'static Rule, certainty: Certainty) -> Self {
        let (who, to) = (floor.who.clone(), floor.to.clone());
        Self { cells, who, to, mode: floor.mode, rule, certainty, attribution: None, act: floor.act, chain: None, doubt: None, sentence }
    }
}

impl Teller<'_, '_> {
    pub(super) fn emit(&mut self, words: Words<'_>) {
        let cells = words.sentence.cells;
        let start = (words.cells.start..words.cells.end).find(|&at| !cells[at].is_pause()).unwrap_or(words.cells.end);
        let cut = words.cells.end < cells.len() && words.chain.is_none();
        let end = if cut { trim_end(cells, start, words.cells.end) } else { words.cells.end };
        if start >= end || !cells[start..end].iter().any(Cell::is_word) {
            return;
        }
        let span = Span::new(cells[start].span.start, cells[end - 1].span.end);
        let attribution = words.attribution.iter().map(|range| Span::new(cells[range.start].span.start, cells[range.end - 1].span.end)).collect();
        let Words { who, to, mode, act, chain, doubt, .. } = words;
        let speech = Speech { who, to, mode, attribution, act, chain, doubt };
        self.found.push(Annotation::inferred(span, Mark::Speech(speech), words.rule, words.certainty));
    }

    /// "Which carpets? I asked.": an attribution that is a sentence of its own behind a question.
    pub(super) fn attributes_the_last(&mut self, sentence: &Sentence<'_, '_>) -> bool {
        let Some(question) = self.asked.take() else { return false };
        let [frame] = sentence.frames else { return false };
        let Subject::Phrase(phrase) = &frame.subject else { return false };
        let says = matches!(frame.sort, Sort::Say | Sort::Answer | Sort::Ask) && frame.tense == Tense::Past && frame.link.is_none() && !frame.denied;
        let whole = frame.start == 0 && sentence.cells.len() <= 5 && frame.end + 1 >= sentence.cells.len();
        if !says || !whole {
            return false;
        }
        let who = self.cast.resolve(sentence.cells, phrase, &[], Cue::None).who;
        if who.is_empty() {
            return false;
        }
        self.found.retain(|found| !question.contains(found.span));
        let speech =
            Speech { who: who.clone(), to: Vec::new(), mode: Mode::Direct, attribution: vec![sentence.span()], act: None, chain: None, doubt: None };
        self.found.push(Annotation::inferred(question, Mark::Speech(speech), &rules::AFTER, Certainty::Medium));
        self.cast.speaks(&who, Vec::new(), true);
        self.floor = Some(Floor::new(who, Mode::Direct));
        true
    }

    /// "Someone replied (it seems it was Kardelj) that": the author's guess, with his words; whether there is one.
    pub(super) fn note_doubt(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, words: &mut Words<'_>) -> bool {
        let Subject::Phrase(Phrase { who: Who::Someone, .. }) = frame.subject else { return false };
        let first = sentence.cells[frame.start].token;
        let last = sentence.cells[frame.words.min(sentence.cells.len() - 1)].token;
        let aside: Vec<&Cell<'_>> = (first..last).filter(|&token| sentence.block.aside[token]).map(|token| &sentence.block.cells[token]).collect();
        let guess = aside.iter().find_map(|cell| cell.mention);
        let (Some(guess), true) = (guess, aside.iter().any(|cell| cell.is(Class::Doubt))) else { return false };
        words.who = vec![guess.entity];
        words.certainty = Certainty::Low;
        words.doubt = Some(Span::new(aside[1].span.start, aside[aside.len() - 2].span.end));
        self.doubtful.push(aside[0].span);
        let addressed = self.cast.addressed().to_vec();
        self.cast.speaks(&[guess.entity], addressed, false);
        true
    }

    pub(super) fn report_speaker(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, resolved: &Resolved) {
        let place = sentence.cells[frame.verb].span;
        let phrase = if let Subject::Phrase(phrase) = &frame.subject { Some(phrase) } else { None };
        let pronoun = phrase.filter(|phrase| matches!(phrase.who, Who::He | Who::She) && resolved.certainty == Some(Certainty::Low));
        self.guessed.extend(pronoun.map(|phrase| sentence.cells[phrase.cells.start].span).zip(resolved.who.first().copied()));
        for &id in &resolved.who {
            if self.cast.register.is_unknown(id) {
                let cells = phrase.map_or(&[][..], |phrase| &sentence.cells[phrase.cells.clone()]);
                let name = cells.iter().find_map(|cell| cell.mention.filter(|mention| mention.entity == id));
                self.unresolved.push((place, name.map(|mention| mention.span)));
            } else if self.cast.has_list() && !self.cast.is_listed(id) && self.cast.register.get(id).kind == EntityKind::Person {
                self.absent.push((place, id));
            }
        }
    }
}

/// Leaves out commas and conjunctions that lead to the next clause.
pub(super) fn trim_end(cells: &[Cell<'_>], start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start && (cells[end - 1].is_pause() || cells[end - 1].is(Class::Conjunction)) {
        end -= 1;
    }
    end
}
