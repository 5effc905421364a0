//! Reports inside words: "he said that the mayor had told him that …", "Our consul writes that …".

use std::ops::Range;

use crate::language::speech::{Class, Link, Sort};
use crate::model::{Certainty, EntityId, Mode};

use super::found::{Words, trim_end};
use super::tops::cue_of;
use super::{Floor, Sentence, Teller};
use crate::annotate::speech::frame::{Frame, Place};
use crate::annotate::speech::phrase::{Phrase, Who};
use crate::annotate::speech::rules;
use crate::annotate::speech::subject::{Subject, Tense};

impl Teller<'_, '_> {
    /// Reports of others inside the words `range` of `outer`.
    pub(super) fn nested(&mut self, sentence: &Sentence<'_, '_>, range: Range<usize>, outer: &[EntityId]) {
        let cells = sentence.cells;
        let first = sentence.frames.partition_point(|frame| frame.verb < range.start);
        for frame in sentence.frames[first..].iter().take_while(|frame| frame.verb < range.end) {
            let Subject::Phrase(phrase) = &frame.subject else { continue };
            let inside = frame.words < range.end && frame.words >= range.start;
            if !(inside && is_definite(sentence, frame, phrase) && has_clause(sentence, frame)) {
                continue;
            }
            let resolved = self.cast.resolve(cells, phrase, outer, cue_of(frame));
            if resolved.who.is_empty() || resolved.who == outer {
                continue;
            }
            if self.is_turn() {
                self.cast.acts(&resolved.who);
            }
            let end = trim_end(cells, frame.words, range.end);
            let mode = if frame.link == Some(Link::Colon) { Mode::Direct } else { Mode::Indirect };
            let floor = Floor::new(resolved.who, mode);
            let mut words = Words::new(sentence, frame.words..end, &floor, &rules::NESTED, Certainty::Medium);
            words.attribution = Some(frame.start.max(range.start)..frame.end);
            self.emit(words);
            return;
        }
    }

    /// Remembers the person named last in a turn: "he" of the next sentence.
    pub(super) fn mentions_in_turn(&mut self, sentence: &Sentence<'_, '_>) {
        let person = |phrase: &&Phrase| matches!(phrase.who, Who::Named(_) | Who::Role(_));
        let known = sentence.phrases.list.iter().rev().filter(person).find_map(|phrase| self.cast.known(sentence.cells, phrase));
        if let Some(who) = known {
            self.cast.acts(&who);
        }
    }
}

/// Whether a definite party's definite utterance is reported: not what people say, not what somebody would say.
fn is_definite(sentence: &Sentence<'_, '_>, frame: &Frame, phrase: &Phrase) -> bool {
    let real = frame.sort != Sort::Hold && !frame.denied && !frame.unreal && frame.place == Place::Before && !frame.source;
    let single = matches!(phrase.who, Who::Named(_) | Who::He | Who::She | Who::Latter);
    let often = || sentence.cells[frame.start..frame.end].iter().any(|cell| cell.is(Class::Often));
    let once = frame.tense != Tense::Present || (single && !often());
    real && once && !matches!(phrase.who, Who::Someone | Who::Nobody | Who::Relative)
}

/// Whether the words are a clause that cannot be the outer speaker's.
fn has_clause(sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
    match frame.link {
        Some(Link::That | Link::Colon | Link::Question) => sentence.cells[frame.words..].iter().take(3).filter(|cell| cell.is_word()).count() > 1,
        Some(Link::Comma) => sentence.cells[frame.words].quote.is_some(),
        Some(Link::Bare | Link::Infinitive) | None => false,
    }
}
