//! Reports inside words: "he said that the mayor had told him that …", "Our consul writes that …".

use std::ops::Range;

use crate::language::speech::{Class, Link, Sort};
use crate::model::{Certainty, EntityId, Mode};

use super::found::{Words, trim_end};
use super::tops::cue_of;
use super::{Floor, Sentence, Teller};
use crate::annotate::speech::deixis::Deixis;
use crate::annotate::speech::frame::{Frame, Place};
use crate::annotate::speech::phrase::{Phrase, Who};
use crate::annotate::speech::rules;
use crate::annotate::speech::subject::{Subject, Tense};

impl Teller<'_, '_> {
    /// Reports of others inside the words `range` of `outer`.
    pub(super) fn nested(&mut self, sentence: &Sentence<'_, '_>, range: Range<usize>, outer: &[EntityId]) {
        let first = sentence.frames.partition_point(|frame| frame.verb < range.start);
        let frames: Vec<&Frame> = sentence.frames[first..]
            .iter()
            .take_while(|frame| frame.verb < range.end)
            .filter(|frame| frame.words < range.end && frame.words >= range.start && self.has_report(sentence, frame))
            .collect();
        let mut free = range.start;
        for (index, frame) in frames.iter().enumerate() {
            let next = frames.get(index + 1).map(|next| next.start).filter(|&next| next > frame.words && sentence.cells[next - 1].is_pause());
            let stop = next.unwrap_or(range.end);
            if frame.verb >= free && self.nest(sentence, frame, frame.start.max(range.start)..stop, outer) {
                free = stop;
            }
        }
    }

    /// Whether the attribution reports words inside words.
    fn has_report(&self, sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
        let Subject::Phrase(phrase) = &frame.subject else { return false };
        is_definite(sentence, frame, phrase) && (has_clause(sentence, frame) || (self.is_turn() && is_bare(sentence, frame)))
    }

    /// Annotates the report that `frame` attributes, up to the end of `range`; whether there is somebody to attribute it to.
    fn nest(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, range: Range<usize>, outer: &[EntityId]) -> bool {
        let Subject::Phrase(phrase) = &frame.subject else { return false };
        let resolved = self.cast.resolve(sentence.cells, phrase, outer, cue_of(frame));
        // "I told him that …" in a turn reports the speaker's own earlier words.
        let own = self.is_turn() && frame.tense == Tense::Past && phrase.who == Who::I;
        if resolved.who.is_empty() || (resolved.who == outer && !own) {
            return false;
        }
        if self.is_turn() && !own {
            self.cast.acts(&resolved.who);
        }
        let direct = matches!(frame.link, Some(Link::Colon | Link::Comma));
        let floor = Floor::new(resolved.who, if direct { Mode::Direct } else { Mode::Indirect });
        let end = trim_end(sentence.cells, frame.words, range.end);
        let words = Words::new(sentence, frame.words..end, &floor, &rules::NESTED, Certainty::Medium);
        self.emit(Words { attribution: Some(range.start..frame.end), ..words });
        true
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

/// "They said they would look into it.", "He said to me, Sir, I should wait.": in a turn, a report in the past without "that".
fn is_bare(sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
    let deixis = Deixis::of(&sentence.cells[frame.words..]);
    match frame.link {
        Some(Link::Bare) => frame.tense == Tense::Past && deixis.back,
        Some(Link::Comma) => frame.tense == Tense::Past && frame.hearer.is_some() && deixis.own,
        Some(Link::That | Link::Question | Link::Colon | Link::Infinitive) | None => false,
    }
}

/// Whether the words are a clause that cannot be the outer speaker's.
fn has_clause(sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
    match frame.link {
        Some(Link::That | Link::Colon | Link::Question) => sentence.cells[frame.words..].iter().take(3).filter(|cell| cell.is_word()).count() > 1,
        Some(Link::Comma) => sentence.cells[frame.words].quote.is_some(),
        Some(Link::Bare | Link::Infinitive) | None => false,
    }
}
