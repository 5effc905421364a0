//! From attributions to speeches: which words are whose, how far they reach, what carries on, what is nested.
//!
//! Goes through the document sentence by sentence and remembers who speaks: "Tito said that … . We cannot … . (Laughter.)
//! During the dinner …" – the second sentence is still his, the last is the narrator's.

use std::ops::Range;

use crate::language::speech::{Class, Forms, Link, Sort, SpeechTable};
use crate::model::{Act, Annotation, Certainty, EntityId, Mark, Mode, Rule, Speech};
use crate::source::Span;

use super::cast::{Cast, Resolved};
use super::deixis::Deixis;
use super::frame::{Frame, Place};
use super::narration::Candidate;
use super::narrator::Style;
use super::phrase::{Phrase, Phrases, Who};
use super::rules;
use super::subject::{Subject, Tense};
use super::view::{BlockView, Cell, QuoteMark};

/// Whoever has the word.
#[derive(Clone, Debug)]
struct Floor {
    who: Vec<EntityId>,
    to: Vec<EntityId>,
    mode: Mode,
    act: Option<Act>,
    /// The token of the block that closes the quotation in which the words stand.
    quoted: Option<usize>,
    /// Nothing carries on without further evidence: after a quotation, an act without words, at a paragraph's end.
    closed: bool,
}

/// Words of somebody inside one sentence.
struct Words<'w> {
    cells: Range<usize>,
    who: Vec<EntityId>,
    to: Vec<EntityId>,
    mode: Mode,
    rule: &'static Rule,
    certainty: Certainty,
    attribution: Option<Range<usize>>,
    act: Option<Act>,
    chain: Option<u32>,
    doubt: Option<Span>,
    sentence: &'w Sentence<'w, 'w>,
}

/// A sentence and what was found in it.
pub(super) struct Sentence<'a, 't> {
    pub cells: &'a [Cell<'t>],
    pub phrases: &'a Phrases,
    pub frames: &'a [Frame],
    /// The whole block, parentheses included.
    pub block: &'a BlockView<'t>,
}

/// The state of the analysis between sentences.
pub(super) struct Teller<'r, 'l> {
    pub cast: Cast<'r>,
    pub style: Style,
    pub table: &'l SpeechTable,
    floor: Option<Floor>,
    /// The speaker of the turn in which the sentence stands.
    turn: Option<Vec<EntityId>>,
    /// A colon ended the paragraph before: the words follow in this one.
    announced: bool,
    /// No sentence of the paragraph was looked at yet.
    fresh: bool,
    chains: u32,
    pub found: Vec<Annotation>,
    /// Attributions whose speaker an editor should look at.
    pub doubtful: Vec<Span>,
    pub unresolved: Vec<(Span, EntityId)>,
    pub absent: Vec<(Span, EntityId)>,
}

impl<'r, 'l> Teller<'r, 'l> {
    pub fn new(cast: Cast<'r>, style: Style, table: &'l SpeechTable) -> Self {
        Self {
            cast,
            style,
            table,
            floor: None,
            turn: None,
            announced: false,
            fresh: false,
            chains: 0,
            found: Vec::new(),
            doubtful: Vec::new(),
            unresolved: Vec::new(),
            absent: Vec::new(),
        }
    }

    /// A paragraph of narration begins.
    pub fn begin_paragraph(&mut self) {
        self.fresh = true;
        self.turn = None;
        let announced = std::mem::take(&mut self.announced);
        if let Some(floor) = &mut self.floor {
            floor.quoted = None;
            floor.closed = !announced && (floor.closed || self.style == Style::FirstPerson);
        }
    }

    /// A paragraph of a labelled turn begins; the turn's words are `who`'s.
    pub fn begin_turn_paragraph(&mut self, who: &[EntityId]) {
        if self.turn.as_deref().is_some_and(|last| last != who) {
            // "you" in a turn is, as a rule, whoever spoke before.
            self.cast.addressed = self.turn.take().unwrap_or_default();
        }
        self.turn = Some(who.to_vec());
        self.floor = None;
    }

    /// Something other than a paragraph stands here: nobody's words carry on over it.
    pub fn interrupt(&mut self) {
        self.floor = None;
        self.announced = false;
    }

    /// Finds the words in one sentence.
    pub fn sentence(&mut self, sentence: &Sentence<'_, '_>) {
        if sentence.cells.is_empty() {
            return;
        }
        if let Some(speaker) = self.turn.clone() {
            self.nested(sentence, 0..sentence.cells.len(), &speaker, sentence.frames);
            return self.mentions_in_turn(sentence);
        }
        if self.carry_quotation(sentence) {
            return;
        }
        let tops = self.top_frames(sentence);
        self.fresh = false;
        if tops.is_empty() {
            self.without_attribution(sentence);
        } else {
            self.with_attributions(sentence, &tops);
        }
    }

    /// Remembers the person named last in a turn: "he" of the next sentence.
    fn mentions_in_turn(&mut self, sentence: &Sentence<'_, '_>) {
        let person = |phrase: &&Phrase| matches!(phrase.who, Who::Named(_) | Who::Role(_));
        let known = sentence.phrases.list.iter().rev().filter(person).find_map(|phrase| self.cast.known(sentence.cells, phrase));
        if let Some(who) = known {
            self.cast.acts(&who);
        }
    }

    /// The rest of a quotation that was opened in an earlier sentence.
    fn carry_quotation(&mut self, sentence: &Sentence<'_, '_>) -> bool {
        let cells = sentence.cells;
        let Some(floor) = self.floor.clone() else { return false };
        let Some(close) = floor.quoted.filter(|&close| cells[0].token <= close) else { return false };
        let end = cells.iter().position(|cell| cell.token > close).unwrap_or(cells.len());
        let words = Self::words(sentence, 0..end, &floor, &rules::QUOTATION, Certainty::High);
        self.emit(words);
        let tokens = 0..end;
        self.nested(sentence, tokens, &floor.who, sentence.frames);
        if end < cells.len() || cells[end - 1].token == close {
            self.close();
        }
        true
    }

    fn close(&mut self) {
        if let Some(floor) = &mut self.floor {
            floor.quoted = None;
            floor.closed = true;
        }
    }

    fn words<'w>(sentence: &'w Sentence<'w, 'w>, cells: Range<usize>, floor: &Floor, rule: &'static Rule, certainty: Certainty) -> Words<'w> {
        Words {
            cells,
            who: floor.who.clone(),
            to: floor.to.clone(),
            mode: floor.mode,
            rule,
            certainty,
            attribution: None,
            act: floor.act,
            chain: None,
            doubt: None,
            sentence,
        }
    }

    // --- Which attributions are the narrator's ---------------------------------------------------------------------------

    /// The attributions of the sentence that are the narrator's, with their speakers; those inside words are left out.
    fn top_frames(&mut self, sentence: &Sentence<'_, '_>) -> Vec<(Frame, Resolved)> {
        let mut tops: Vec<(Frame, Resolved)> = Vec::new();
        for frame in sentence.frames {
            if Self::is_inside_quotation(sentence, frame) {
                continue;
            }
            if frame.place == Place::Act {
                continue;
            }
            if !self.is_top(sentence, frame, &tops) {
                continue;
            }
            let resolved = match &frame.subject {
                Subject::Phrase(phrase) => {
                    let answers = frame.sort == Sort::Answer;
                    self.cast.resolve(sentence.cells, phrase, &[], answers)
                }
                Subject::Same => self.same_subject(sentence, frame, &tops),
            };
            if resolved.who.is_empty() {
                continue;
            }
            self.cast.addressed = self.hearers(sentence, frame, &resolved.who);
            self.cast.speaks(&resolved.who);
            if self.cast.narrator.is_some_and(|narrator| resolved.who == [narrator]) {
                // "I told the host that …. He replied": the addressee is who is spoken of.
                let addressed = self.cast.addressed.clone();
                self.cast.acts(&addressed);
            }
            tops.push((frame.clone(), resolved));
        }
        tops
    }

    fn is_inside_quotation(sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
        let verb = sentence.cells[frame.verb].token;
        let opens = |cell: &Cell<'_>| matches!(cell.quote, Some(QuoteMark::Open(close)) if cell.token < verb && verb < close);
        sentence.block.cells[..verb].iter().rev().take(400).any(opens)
    }

    fn is_top(&self, sentence: &Sentence<'_, '_>, frame: &Frame, tops: &[(Frame, Resolved)]) -> bool {
        if frame.sort == Sort::Hold && (self.style == Style::FirstPerson || frame.tense == Tense::Present) {
            return false;
        }
        let named = matches!(&frame.subject, Subject::Phrase(phrase) if matches!(phrase.who, Who::Named(_) | Who::Role(_)));
        if frame.tense == Tense::Present && !(named && (frame.link == Some(Link::Colon) || self.style == Style::ThirdPerson) && tops.is_empty()) {
            return false;
        }
        let Subject::Phrase(phrase) = &frame.subject else {
            return frame.tense == Tense::Past && (!tops.is_empty() || frame.link != Some(Link::Infinitive) || frame.start < 12);
        };
        if matches!(phrase.who, Who::You | Who::Relative | Who::Nobody) {
            return false;
        }
        if matches!(frame.place, Place::Inside | Place::After) {
            return frame.tense == Tense::Past;
        }
        let open = !tops.is_empty();
        if open {
            return self.is_joined_clause(sentence, frame, phrase);
        }
        let Some(floor) = self.floor.as_ref().filter(|floor| !floor.closed) else { return true };
        if frame.tense == Tense::Perfect || frame.hearsay {
            return false;
        }
        let opens = frame.start <= 2 && (self.fresh || (self.style == Style::ThirdPerson && !self.cast.has_list()));
        if !opens && !self.cast.may_take_part(sentence.cells, phrase) {
            return false;
        }
        let before = &sentence.cells[..frame.start];
        let own = Deixis::of(before);
        let subordinate = before.iter().any(|cell| cell.is(Class::Subordinator) || cell.is(Class::Be));
        !(floor.mode == Mode::Direct && subordinate && (own.own || own.second))
    }

    /// "…, but I told the hosts that …": another main clause, not a clause inside the words.
    fn is_joined_clause(&self, sentence: &Sentence<'_, '_>, frame: &Frame, phrase: &Phrase) -> bool {
        let cells = sentence.cells;
        let joins =
            cells[frame.start].is(Class::Conjunction) || cells[frame.start].is_mark(";") || (frame.start > 0 && cells[frame.start - 1].is_mark(";"));
        let pause = frame.start > 0 && cells[frame.start - 1].is_pause();
        let fronted = pause && sentence.cells[..frame.start].iter().rev().skip(1).all(|cell| !cell.is_mark(";")) && Self::opens_with_noun(sentence);
        let narrator = matches!(phrase.who, Who::I);
        frame.tense == Tense::Past && ((joins && (pause || narrator)) || fronted) && self.cast.may_take_part(cells, phrase)
    }

    /// Whether the sentence opens with "In reply to my statement that …".
    fn opens_with_noun(sentence: &Sentence<'_, '_>) -> bool {
        let first = &sentence.frames[0];
        sentence.cells[first.verb].is(Class::Report) && sentence.cells[first.verb].info.verb.is_none() && sentence.cells[0].is(Class::Preposition)
    }

    fn same_subject(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, tops: &[(Frame, Resolved)]) -> Resolved {
        if let Some((_, resolved)) = tops.last() {
            return resolved.clone();
        }
        match main_subject(sentence, frame) {
            Some(phrase) if !matches!(phrase.who, Who::You | Who::Relative | Who::Nobody) => self.cast.resolve(sentence.cells, phrase, &[], false),
            _ => Resolved::default(),
        }
    }

    fn hearers(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, who: &[EntityId]) -> Vec<EntityId> {
        let Some(hearer) = &frame.hearer else { return Vec::new() };
        let cell = &sentence.cells[hearer.cells.start];
        let found = if cell.is(Class::Object) && hearer.cells.len() == 1 {
            match () {
                () if cell.is(Class::FirstObject) => self.cast.narrator.into_iter().collect(),
                () if cell.is(Class::ThirdPerson) => self.cast.other_than(who),
                () => Vec::new(),
            }
        } else {
            self.cast.resolve(sentence.cells, hearer, &[], false).who
        };
        found.into_iter().filter(|id| !who.contains(id)).collect()
    }

    // --- Sentences with attributions --------------------------------------------------------------------------------------

    fn with_attributions(&mut self, sentence: &Sentence<'_, '_>, tops: &[(Frame, Resolved)]) {
        let cells = sentence.cells;
        for (index, (frame, resolved)) in tops.iter().enumerate() {
            let next = tops.get(index + 1);
            let stop = next.map_or(cells.len(), |(next, _)| next.start);
            let before = index.checked_sub(1).map(|index| &tops[index].0);
            let floor = self.floor_of(sentence, frame, resolved, before);
            let chain = self.chain(frame, before, next);
            if index == 0 && matches!(frame.place, Place::Inside | Place::After) {
                let mut words = Self::words(sentence, 0..frame.start, &floor, rule_of(frame), resolved.certainty.unwrap_or(Certainty::Low));
                words.attribution = Some(frame.start..frame.end);
                words.chain = chain;
                self.emit(words);
                self.nested(sentence, 0..frame.start, &floor.who, sentence.frames);
            }
            let mut doubted = false;
            let end = Self::end_of_words(sentence, frame, &floor, stop);
            if frame.words < end {
                let mut words = Self::words(sentence, frame.words..end, &floor, rule_of(frame), Self::certainty_of(frame, resolved));
                words.attribution = Some(frame.start..frame.end);
                words.chain = chain;
                doubted = self.note_doubt(sentence, frame, &mut words);
                self.emit(words);
                self.nested(sentence, frame.words..end, &floor.who, sentence.frames);
            }
            if !doubted {
                self.report_speaker(sentence, frame, resolved);
            }
            self.floor = Some(floor);
            self.after_words(sentence, frame, end);
        }
    }

    /// Who has the word by this attribution.
    fn floor_of(&self, sentence: &Sentence<'_, '_>, frame: &Frame, resolved: &Resolved, before: Option<&Frame>) -> Floor {
        let inherited = before.and(self.floor.as_ref()).map(|floor| floor.mode);
        let mode = match frame.place {
            Place::Inside | Place::After if inherited.is_some() => inherited.unwrap_or(Mode::Direct),
            Place::Inside | Place::After if self.speaks_directly(&resolved.who) => Mode::Direct,
            _ => self.mode_of(sentence, frame),
        };
        let toasts = sentence.cells.iter().any(|cell| cell.is(Class::Toast));
        Floor { who: resolved.who.clone(), to: self.cast.addressed.clone(), mode, act: toasts.then_some(Act::Toast), quoted: None, closed: false }
    }

    /// Whether the words of `who` just before stood in his own person.
    fn speaks_directly(&self, who: &[EntityId]) -> bool {
        self.floor.as_ref().is_some_and(|floor| !floor.closed && floor.mode == Mode::Direct && floor.who == who)
    }

    fn mode_of(&self, sentence: &Sentence<'_, '_>, frame: &Frame) -> Mode {
        let cells = sentence.cells;
        let words = &cells[frame.words.min(cells.len())..];
        let around = if frame.place == Place::Before { words } else { cells };
        let quoted = words.first().is_some_and(|cell| matches!(cell.quote, Some(QuoteMark::Open(_))))
            || (frame.place != Place::Before && cells[0].quote.is_some_and(|quote| quote != QuoteMark::Close));
        let deixis = Deixis::of(around);
        let own = deixis.own || deixis.second;
        match frame.link {
            Some(Link::That | Link::Infinitive) => Mode::Indirect,
            Some(Link::Question) if !(deixis.second && deixis.question) => Mode::Indirect,
            _ if quoted => Mode::Direct,
            _ if self.style == Style::ThirdPerson => {
                let spoken = deixis.second || (frame.link == Some(Link::Colon) && (deixis.own || (deixis.present && deixis.question)));
                if spoken { Mode::Direct } else { Mode::Indirect }
            }
            _ if frame.place != Place::Before && deixis.is_reported() => Mode::Indirect,
            Some(Link::Bare) if deixis.is_reported() || (!own && !deixis.present) => Mode::Indirect,
            Some(Link::Comma) if asks(frame, words) && !deixis.second && (deixis.back || deixis.third) => Mode::Indirect,
            _ => Mode::Direct,
        }
    }

    fn certainty_of(frame: &Frame, resolved: &Resolved) -> Certainty {
        let speaker = resolved.certainty.unwrap_or(Certainty::Low);
        let link = if frame.link == Some(Link::Bare) { Certainty::Low } else { Certainty::High };
        speaker.min(link)
    }

    /// A number for the pieces of words that this attribution interrupts, or that the next one does.
    fn chain(&mut self, frame: &Frame, before: Option<&Frame>, next: Option<&(Frame, Resolved)>) -> Option<u32> {
        let interrupted = next.is_some_and(|(next, _)| matches!(next.place, Place::Inside | Place::After));
        match frame.place {
            Place::Inside | Place::After if before.is_some() => Some(self.chains),
            Place::Inside => {
                self.chains += 1;
                Some(self.chains)
            }
            _ if interrupted => {
                self.chains += 1;
                Some(self.chains)
            }
            _ => None,
        }
    }

    /// Where the words behind the attribution end inside the sentence.
    fn end_of_words(sentence: &Sentence<'_, '_>, frame: &Frame, floor: &Floor, stop: usize) -> usize {
        let cells = sentence.cells;
        let Some(first) = cells.get(frame.words) else { return stop };
        if let Some(QuoteMark::Open(close)) = first.quote {
            return cells.iter().position(|cell| cell.token > close).unwrap_or(stop).min(stop);
        }
        if floor.mode == Mode::Indirect && frame.place == Place::Before {
            return narrator_tail(cells, frame.words, stop);
        }
        stop
    }

    /// What the end of the words means for the sentences that follow.
    fn after_words(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, end: usize) {
        let cells = sentence.cells;
        self.announced = frame.link == Some(Link::Colon) && frame.words >= cells.len();
        let quote = cells.get(frame.words).and_then(|cell| cell.quote);
        let leading = cells[0].quote.filter(|_| frame.place != Place::Before);
        let Some(QuoteMark::Open(close)) = quote.or(leading) else { return };
        let last = cells[end.max(1) - 1].token.max(cells[cells.len() - 1].token);
        if close > last {
            if let Some(floor) = &mut self.floor {
                floor.quoted = Some(close);
            }
        } else if frame.place == Place::After || quote.is_some() {
            self.close();
        }
    }

    // --- Sentences without attribution --------------------------------------------------------------------------------------

    fn without_attribution(&mut self, sentence: &Sentence<'_, '_>) {
        let cells = sentence.cells;
        let Some(floor) = self.floor.clone() else { return self.narrates(sentence) };
        if let Some(QuoteMark::Open(close)) = cells[0].quote
            && !floor.closed
        {
            self.carry(sentence, &floor, &rules::CARRY);
            if close > cells[cells.len() - 1].token
                && let Some(floor) = &mut self.floor
            {
                floor.quoted = Some(close);
            }
            return;
        }
        let candidate =
            Candidate { cells, phrases: sentence.phrases, speaker: &floor.who, style: self.style, reported: floor.mode == Mode::Indirect };
        if Self::tells_an_act(sentence) || candidate.is_narration(&self.cast, self.table) {
            self.narrates(sentence);
            self.act(sentence);
            return;
        }
        let deixis = Deixis::of(cells);
        if floor.closed && !(deixis.second || (deixis.own && deixis.present)) {
            return self.narrates(sentence);
        }
        let rule = if floor.closed { &rules::CARRY_PARAGRAPH } else { &rules::CARRY };
        self.carry(sentence, &floor, rule);
    }

    fn carry(&mut self, sentence: &Sentence<'_, '_>, floor: &Floor, rule: &'static Rule) {
        let cells = sentence.cells;
        let deixis = Deixis::of(cells);
        let mode = match self.style {
            Style::ThirdPerson if floor.mode == Mode::Indirect => Mode::Indirect,
            Style::ThirdPerson | Style::FirstPerson if deixis.is_reported() && floor.mode == Mode::Indirect => Mode::Indirect,
            Style::ThirdPerson | Style::FirstPerson => Mode::Direct,
        };
        let floor = Floor { mode, closed: false, ..floor.clone() };
        let words = Self::words(sentence, 0..cells.len(), &floor, rule, Certainty::Medium);
        self.emit(words);
        self.nested(sentence, 0..cells.len(), &floor.who, sentence.frames);
        self.floor = Some(floor);
    }

    /// A sentence of the narrator: remembers of whom it speaks.
    fn narrates(&mut self, sentence: &Sentence<'_, '_>) {
        if let Some(floor) = &mut self.floor {
            floor.closed = true;
            floor.quoted = None;
        }
        let subject = sentence.phrases.first_subject(0..sentence.cells.len());
        if let Some(phrase) = subject.filter(|phrase| phrase.cells.start <= 8) {
            let narrator = matches!(phrase.who, Who::I | Who::We);
            let object = || {
                sentence.phrases.list.iter().find(|other| *other != phrase && !other.genitive && matches!(other.who, Who::Named(_) | Who::Role(_)))
            };
            let spoken_of = if narrator { object() } else { Some(phrase) };
            if let Some(who) = spoken_of.and_then(|phrase| self.cast.known(sentence.cells, phrase)) {
                self.cast.acts(&who);
            }
        }
        let named = sentence.phrases.list.iter().filter(|phrase| subject != Some(*phrase));
        let mut last = named.rev().filter_map(|phrase| match phrase.who {
            Who::Named(id) => Some(id),
            _ => None,
        });
        if let Some(id) = last.next() {
            self.cast.names(id);
        }
    }

    /// "He agreed.": somebody does something and says nothing that is reported.
    fn tells_an_act(sentence: &Sentence<'_, '_>) -> bool {
        let Some(frame) = sentence.frames.first().filter(|frame| frame.place == Place::Act && frame.tense == Tense::Past && frame.sort != Sort::Hold)
        else {
            return false;
        };
        let Subject::Phrase(phrase) = &frame.subject else { return false };
        let deixis = Deixis::of(sentence.cells);
        phrase.cells.start <= 4 && matches!(phrase.who, Who::He | Who::She) && !deixis.own && !deixis.second && !deixis.present
    }

    /// An act of speech without words hands the floor to whoever acts; what follows may be his.
    fn act(&mut self, sentence: &Sentence<'_, '_>) {
        let acts = |frame: &&Frame| frame.place == Place::Act && frame.sort != Sort::Act && frame.tense == Tense::Past && frame.start <= 4;
        let Some(frame) = sentence.frames.iter().find(acts) else { return };
        let Subject::Phrase(phrase) = &frame.subject else { return };
        if matches!(phrase.who, Who::Named(_) | Who::Role(_)) && self.cast.may_take_part(sentence.cells, phrase) {
            let who = self.cast.resolve(sentence.cells, phrase, &[], false).who;
            let closed = self.style == Style::FirstPerson;
            let mode = if closed { Mode::Direct } else { Mode::Indirect };
            self.floor = Some(Floor { who, to: Vec::new(), mode, act: None, quoted: None, closed });
        }
    }

    // --- Reports inside words -----------------------------------------------------------------------------------------------

    /// Reports of others inside the words `range` of `outer`: "he said that the mayor had told him that …".
    fn nested(&mut self, sentence: &Sentence<'_, '_>, range: Range<usize>, outer: &[EntityId], frames: &[Frame]) {
        let cells = sentence.cells;
        for frame in frames {
            let inside = range.contains(&frame.verb) && frame.words < range.end && frame.words >= range.start;
            let definite = frame.tense != Tense::Present && frame.sort != Sort::Hold && !frame.denied && frame.place == Place::Before;
            let clause = matches!(frame.link, Some(Link::That | Link::Colon | Link::Question | Link::Comma));
            let Subject::Phrase(phrase) = &frame.subject else { continue };
            let speaks =
                !matches!(phrase.who, Who::Someone | Who::Nobody | Who::Relative) && (frame.start >= range.start || frame.verb >= range.start);
            if !(inside && definite && clause && speaks) || (frame.link == Some(Link::Comma) && cells[frame.words].quote.is_none()) {
                continue;
            }
            let resolved = self.cast.resolve(cells, phrase, outer, false);
            if resolved.who.is_empty() || resolved.who == outer {
                continue;
            }
            let end = trim_end(cells, frame.words, range.end);
            let mode = if frame.link == Some(Link::Colon) { Mode::Direct } else { Mode::Indirect };
            let floor = Floor { who: resolved.who, to: Vec::new(), mode, act: None, quoted: None, closed: false };
            let mut words = Self::words(sentence, frame.words..end, &floor, &rules::NESTED, Certainty::Medium);
            words.attribution = Some(frame.start.max(range.start)..frame.end);
            self.emit(words);
            return;
        }
    }

    // --- What is found ------------------------------------------------------------------------------------------------------

    fn emit(&mut self, words: Words<'_>) {
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

    /// "Someone replied (it seems it was Kardelj) that": the author's guess, with his words; whether there is one.
    fn note_doubt(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, words: &mut Words<'_>) -> bool {
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
        self.cast.speaks(&[guess.entity]);
        true
    }

    fn report_speaker(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, resolved: &Resolved) {
        let place = sentence.cells[frame.verb].span;
        for &id in &resolved.who {
            if self.cast.register.is_unknown(id) {
                self.unresolved.push((place, id));
            } else if self.cast.has_list() && !self.cast.is_listed(id) && self.cast.register.get(id).kind == crate::model::EntityKind::Person {
                self.absent.push((place, id));
            }
        }
    }
}

fn rule_of(frame: &Frame) -> &'static Rule {
    match (frame.place, frame.link) {
        (Place::Inside, _) => &rules::MEDIAL,
        (Place::After, _) => &rules::AFTER,
        (_, Some(link)) => rules::behind(link),
        (_, None) => &rules::BARE,
    }
}

/// Whether the words behind a comma are an indirect question: "I said to him, how would he view it".
fn asks(frame: &Frame, words: &[Cell<'_>]) -> bool {
    words.first().is_some_and(|cell| cell.is(Class::Question) && (frame.sort == Sort::Ask || !cell.is(Class::Subordinator)))
}

/// The subject of the clause that the attribution goes on: the last one before it that nothing governs.
///
/// "As I was leaving, the host took me aside and told me that …" · "He embraced the guests and said".
fn main_subject<'s>(sentence: &'s Sentence<'_, '_>, frame: &Frame) -> Option<&'s Phrase> {
    let cells = sentence.cells;
    let mut end = frame.start.max(1);
    while end > 0 {
        let start = (0..end).rev().find(|&at| cells[at].is_mark(",")).map_or(0, |comma| comma + 1);
        let subject = |phrase: &&Phrase| !phrase.oblique && !phrase.genitive && phrase.who != Who::Relative && !is_object(cells, phrase);
        let found = sentence.phrases.within(start..frame.verb).take_while(|phrase| phrase.cells.start < end).find(subject);
        if found.is_some() || start == 0 {
            return found;
        }
        end = start - 1;
    }
    None
}

/// Whether a verb stands right before the phrase.
fn is_object(cells: &[Cell<'_>], phrase: &Phrase) -> bool {
    let before = phrase.cells.start.checked_sub(1).map(|before| &cells[before]);
    before.is_some_and(|cell| cell.is_word() && (cell.is_verb(Forms::PAST) || cell.text.ends_with("ed") || cell.is_verb(Forms::BASE)))
}

/// Leaves out commas and conjunctions that lead to the next clause.
fn trim_end(cells: &[Cell<'_>], start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start && (cells[end - 1].is_pause() || cells[end - 1].is(Class::Conjunction)) {
        end -= 1;
    }
    end
}

/// Where the narrator explains the words: ", having his “hunting for wheat” in mind".
fn narrator_tail(cells: &[Cell<'_>], start: usize, stop: usize) -> usize {
    let tail = |at: &usize| cells[*at].is_mark(",") && cells.get(at + 1).is_some_and(|next| next.is(Class::Tail) && next.text != "turning");
    let found = (start..stop).find(tail);
    let closes = |at: usize| !cells[at + 1..stop].iter().any(|cell| cell.is_mark(","));
    found.filter(|&at| closes(at)).unwrap_or(stop)
}
