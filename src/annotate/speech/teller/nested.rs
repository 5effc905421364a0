//! Reports inside words: "he said that the mayor had told him that …", "Our consul writes that …".

use std::ops::Range;

use crate::language::speech::{Class, Link, Sort};
use crate::model::{Certainty, EntityId, Mode};

use super::found::{Words, trim_end};
use super::tops::{cue_of, main_subject};
use super::{Floor, Sentence, Teller};
use crate::annotate::speech::cast::Cue;
use crate::annotate::speech::deixis::Deixis;
use crate::annotate::speech::frame::{Frame, Place};
use crate::annotate::speech::phrase::{Phrase, Who, stranger};
use crate::annotate::speech::rules;
use crate::annotate::speech::subject::{Subject, Tense};

impl Teller<'_, '_> {
    /// Reports of others inside the words `range` of `outer`.
    pub(super) fn nested(&mut self, sentence: &Sentence<'_, '_>, range: Range<usize>, outer: &[EntityId]) {
        let first = sentence.frames.partition_point(|frame| frame.verb < range.start);
        let frames: Vec<&Frame> = sentence.frames[first..]
            .iter()
            .take_while(|frame| frame.verb < range.end)
            .filter(|frame| frame.words < range.end && frame.words >= range.start && self.has_report(sentence, frame, range.start))
            .collect();
        let mut free = range.start;
        for (index, frame) in frames.iter().enumerate() {
            let next = frames.get(index + 1).map(|next| next.start).filter(|&next| next > frame.words && sentence.cells[next - 1].is_pause());
            let stop = next.unwrap_or(range.end);
            if frame.verb >= free && self.nest(sentence, frame, frame.start.max(range.start)..stop, outer) {
                free = stop;
            }
        }
        self.remember_inside(sentence, range, outer);
    }

    /// Whether the attribution reports words inside words.
    fn has_report(&self, sentence: &Sentence<'_, '_>, frame: &Frame, from: usize) -> bool {
        let Some(phrase) = inner_subject(sentence, frame, from) else { return false };
        is_definite(sentence, frame, &phrase) && (has_clause(sentence, frame) || (self.is_turn() && is_bare(sentence, frame)))
    }

    /// Annotates the report that `frame` attributes, up to the end of `range`; whether there is somebody to attribute it to.
    fn nest(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, range: Range<usize>, outer: &[EntityId]) -> bool {
        let Some(phrase) = inner_subject(sentence, frame, 0) else { return false };
        let turn = if self.is_turn() { self.cast.third(&phrase, outer) } else { None };
        let inner = turn.or_else(|| self.cast.inner(&phrase, outer));
        let resolved = inner.unwrap_or_else(|| self.cast.resolve(sentence.cells, &phrase, outer, cue_of(frame)));
        // "I told him that …" in a turn reports the speaker's own earlier words.
        let own = self.is_turn() && frame.tense == Tense::Past && phrase.who == Who::I;
        if resolved.who.is_empty() || (resolved.who == outer && !own) {
            return false;
        }
        if self.is_turn() && !own {
            self.cast.acts(&resolved.who);
        }
        if let Some(hearer) = frame.hearer.as_ref().filter(|hearer| own && matches!(hearer.who, Who::Named(_) | Who::Role(_))) {
            let hearer = self.cast.resolve(sentence.cells, hearer, outer, Cue::None).who;
            self.cast.acts(&hearer);
        }
        let direct = matches!(frame.link, Some(Link::Colon | Link::Comma));
        let floor = Floor::new(resolved.who, if direct { Mode::Direct } else { Mode::Indirect });
        let clause = (frame.words..range.end).find(|&at| sentence.cells[at].is_mark(";")).unwrap_or(range.end);
        let end = trim_end(sentence.cells, frame.words, clause);
        let words = Words::new(sentence, frame.words..end, &floor, &rules::NESTED, Certainty::Medium);
        self.emit(Words { attribution: Some(range.start..frame.end), ..words });
        true
    }

    /// Remembers whom the words speak of: "They" of a report inside the next ones.
    fn remember_inside(&mut self, sentence: &Sentence<'_, '_>, range: Range<usize>, outer: &[EntityId]) {
        for phrase in sentence.phrases.within(range).filter(|phrase| !phrase.genitive) {
            if matches!(phrase.who, Who::Named(_) | Who::Role(_) | Who::Group(_)) {
                self.cast.speaks_of(sentence.cells, phrase, outer);
            }
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

/// Who reports inside words: the subject, or that of the clause which the attribution goes on.
///
/// The words begin at cell `from`: a subject before them is the outer speaker.
fn inner_subject(sentence: &Sentence<'_, '_>, frame: &Frame, from: usize) -> Option<Phrase> {
    let cells = sentence.cells;
    let had = || (from..frame.verb).take(8).find(|&at| cells[at].is_past() || cells[at].is(Class::Had));
    match &frame.subject {
        Subject::Phrase(phrase) => Some(phrase.clone()),
        Subject::Same => {
            let known = main_subject(sentence, frame).filter(|phrase| phrase.cells.start >= from).cloned();
            known.or_else(|| had().and_then(|verb| stranger(cells, verb)).filter(|phrase| phrase.cells.start == from))
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
        Some(Link::Comma) => frame.tense == Tense::Past && (frame.hearer.is_some() || frame.subject == Subject::Same) && deixis.own,
        Some(Link::That | Link::Question | Link::Colon | Link::Infinitive | Link::Phrase) | None => false,
    }
}

/// Whether the words are a clause that cannot be the outer speaker's.
fn has_clause(sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
    match frame.link {
        Some(Link::That | Link::Colon | Link::Question) => sentence.cells[frame.words..].iter().take(3).filter(|cell| cell.is_word()).count() > 1,
        Some(Link::Comma) => sentence.cells[frame.words].quote.is_some(),
        Some(Link::Bare | Link::Infinitive | Link::Phrase) | None => false,
    }
}
