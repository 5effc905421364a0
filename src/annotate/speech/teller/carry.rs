//! Sentences without an attribution of the narrator's: the speech before goes on, or the narrator speaks.

use crate::language::speech::{Class, Sort};
use crate::model::{Certainty, EntityId, Mode, Rule};

use super::found::Words;
use super::{Floor, Sentence, State, Teller, closing};
use crate::annotate::speech::cast::Cue;
use crate::annotate::speech::deixis::Deixis;
use crate::annotate::speech::frame::{Frame, Place};
use crate::annotate::speech::narration::{Candidate, behind, fronted_subject};
use crate::annotate::speech::phrase::{Phrase, Who, stranger};
use crate::annotate::speech::rules;
use crate::annotate::speech::subject::{Subject, Tense};
use crate::annotate::speech::view::Cell;

impl Teller<'_, '_> {
    /// The rest of a quotation that was opened in an earlier sentence.
    pub(super) fn carry_quotation(&mut self, sentence: &Sentence<'_, '_>) -> bool {
        let cells = sentence.cells;
        let Some(floor) = self.floor.clone() else { return false };
        let Some(close) = floor.quoted.filter(|&close| cells[0].token <= close) else { return false };
        let end = cells.iter().position(|cell| cell.token > close).unwrap_or(cells.len());
        self.emit(Words::new(sentence, 0..end, &floor, &rules::QUOTATION, Certainty::High));
        self.nested(sentence, 0..end, &floor.who);
        if end < cells.len() || cells[end - 1].token == close {
            self.close();
        }
        true
    }

    pub(super) fn without_attribution(&mut self, sentence: &Sentence<'_, '_>) {
        let cells = sentence.cells;
        let acted =
            self.actor.take().filter(|_| closing(&cells[0]).is_some() && self.floor.as_ref().is_none_or(|floor| floor.state == State::Closed));
        let acting = acted.map(|who| Floor { state: State::Acting, ..Floor::new(who, Mode::Direct) });
        let Some(floor) = acting.or_else(|| self.floor.clone()) else { return self.narrates(sentence) };
        if let Some(close) = closing(&cells[0])
            && matches!(floor.state, State::Open | State::Quoted | State::Acting)
        {
            let floor = self.alternated(floor);
            return self.carry_opened(sentence, &floor, close);
        }
        if let Some(asker) = self.answered_asker(sentence) {
            self.cast.speaks(&asker, floor.who.clone(), true);
            let floor = Floor { to: floor.who.clone(), ..Floor::new(asker, floor.mode) };
            return self.carry(sentence, &floor, &rules::CARRY);
        }
        if self.is_narration(sentence, &floor) {
            return self.narrates(sentence);
        }
        let deixis = Deixis::of(cells);
        let own = deixis.second || (deixis.own && deixis.present);
        let goes_on = match floor.state {
            State::Open => true,
            State::Expected => own || (deixis.back && !deixis.own) || (self.manner.shifts && deixis.shifted) || !self.manner.is_first_person(),
            State::Closed | State::Quoted | State::Acting if self.cast.narrator.is_some_and(|narrator| floor.who == [narrator]) => deixis.second,
            State::Quoted => deixis.second,
            State::Closed | State::Acting => own && !self.narrator_tells(sentence),
        };
        if !goes_on {
            return self.narrates(sentence);
        }
        if let Some(close) = closing(&cells[0]) {
            return self.carry_opened(sentence, &floor, close);
        }
        let rule = if floor.state.is_closed() { &rules::CARRY_PARAGRAPH } else { &rules::CARRY };
        self.carry(sentence, &floor, rule);
    }

    /// Whose a quotation without attribution is: "Twenty-two, I said. ‘Has he a mother?’" is the other's.
    fn alternated(&mut self, floor: Floor) -> Floor {
        let other = if floor.alternates && self.manner.is_first_person() { self.cast.partner_of(&floor.who) } else { Vec::new() };
        if other.is_empty() {
            return floor;
        }
        self.cast.speaks(&other, floor.who.clone(), false);
        Floor { to: floor.who, ..Floor::new(other, Mode::Direct) }
    }

    /// "Mr. Lisle replied that he did not. *Did he believe, then, that …?*": whoever asked, where the sentence behind the answer asks again.
    fn answered_asker(&mut self, sentence: &Sentence<'_, '_>) -> Option<Vec<EntityId>> {
        let cells = sentence.cells;
        let asks = cells[cells.len() - 1].is_mark("?") && (cells[0].is_finite() || cells[0].is(Class::Question));
        self.answered.take().filter(|_| asks && !self.fresh && !self.manner.is_first_person())
    }

    /// A quotation without attribution behind somebody's words: his, unless it is a whole paragraph.
    fn carry_opened(&mut self, sentence: &Sentence<'_, '_>, floor: &Floor, close: usize) {
        self.carry(sentence, floor, &rules::CARRY);
        if close > sentence.cells[sentence.cells.len() - 1].token
            && let Some(floor) = &mut self.floor
        {
            floor.quoted = Some(close);
        } else {
            self.close();
            if let Some(floor) = &mut self.floor {
                (floor.state, floor.alternates) = (State::Quoted, true);
            }
        }
    }

    /// "I had the sum advanced …": the narrator's own past opens the sentence.
    fn narrator_tells(&self, sentence: &Sentence<'_, '_>) -> bool {
        if self.fresh && !Deixis::of(sentence.cells).second {
            let own = sentence.cells.first().is_some_and(|cell| cell.is(Class::First)) || submits(sentence.cells);
            let subject = sentence.phrases.first_subject(0..sentence.cells.len()).filter(|phrase| phrase.cells.start <= 2);
            let third = subject.filter(|phrase| !matches!(phrase.who, Who::I | Who::We | Who::You));
            return self.manner.is_first_person() && (own || third.and_then(|phrase| behind(sentence.cells, phrase)).is_some_and(Cell::is_past));
        }
        let subject = sentence.phrases.first_subject(0..sentence.cells.len()).filter(|phrase| phrase.who == Who::I && phrase.cells.start <= 2);
        let verb = subject.and_then(|phrase| sentence.cells[phrase.cells.end..].iter().find(|cell| !cell.is_adverb()));
        self.manner.is_first_person() && verb.is_some_and(|verb| verb.is(Class::Had) || verb.is_past())
    }

    pub(super) fn is_narration(&self, sentence: &Sentence<'_, '_>, floor: &Floor) -> bool {
        let candidate = Candidate {
            cells: sentence.cells,
            phrases: sentence.phrases,
            frames: sentence.frames,
            speaker: &floor.who,
            manner: self.manner,
            reported: floor.mode == Mode::Indirect,
            fresh: self.fresh,
        };
        candidate.is_narration(&self.cast, self.table)
    }

    pub(super) fn carry(&mut self, sentence: &Sentence<'_, '_>, floor: &Floor, rule: &'static Rule) {
        let cells = sentence.cells;
        let floor = floor.reopened(self.mode_of_carried(floor.mode, cells));
        self.emit(Words::new(sentence, 0..cells.len(), &floor, rule, Certainty::Medium));
        self.nested(sentence, 0..cells.len(), &floor.who);
        self.floor = Some(floor);
    }

    /// A sentence of the narrator: remembers of whom it speaks, and hands the floor to whoever speaks without words.
    fn narrates(&mut self, sentence: &Sentence<'_, '_>) {
        self.close();
        if self.fresh {
            self.floor = None;
        }
        self.act(sentence);
        self.gesture(sentence);
        self.acting(sentence);
        self.stance(sentence);
        self.announce(sentence);
        self.remember_subjects(sentence);
        let subject = sentence.phrases.first_subject(0..sentence.cells.len());
        let others = sentence.phrases.list.iter().filter(|phrase| subject != Some(*phrase) && !phrase.genitive);
        let named = |phrase: &Phrase| self.cast.known(sentence.cells, phrase).filter(|who| who.len() == 1).map(|who| who[0]);
        if let Some(id) = others.rev().find_map(named) {
            self.cast.address(Vec::new());
            self.cast.names(id);
        }
    }

    /// The subjects of the narrator's sentence, in text order; those of clauses that depend on a later one are left out.
    fn remember_subjects(&mut self, sentence: &Sentence<'_, '_>) {
        let cells = sentence.cells;
        let mut any = false;
        for phrase in sentence.phrases.list.iter().filter(|phrase| phrase.is_subject()) {
            let depends = phrase.cells.start > 0 && cells[phrase.cells.start - 1].is(Class::Subordinator);
            let first = !any && phrase.cells.start <= 8;
            if (any && depends) || !(first || is_followed_by_verb(cells, phrase)) {
                continue;
            }
            any = true;
            match self.cast.known(cells, phrase) {
                Some(who) => self.cast.acts(&who),
                None if matches!(phrase.who, Who::Role(_)) => self.cast.stranger_acts(cells, phrase),
                None if matches!(phrase.who, Who::I | Who::We) => self.object_acts(sentence, phrase),
                None => {}
            }
        }
        if !any {
            self.stranger_enters(sentence);
        }
    }

    /// "I called on the host": whom the narrator's sentence is about.
    fn object_acts(&mut self, sentence: &Sentence<'_, '_>, narrator: &Phrase) {
        let object = |phrase: &&Phrase| *phrase != narrator && !phrase.genitive && matches!(phrase.who, Who::Named(_) | Who::Role(_));
        let who = sentence.phrases.list.iter().find(object).and_then(|phrase| self.cast.known(sentence.cells, phrase));
        self.cast.meets(&who.unwrap_or_default());
    }

    /// "A young adjutant met me at the gate.": somebody new, by the verb behind him.
    fn stranger_enters(&mut self, sentence: &Sentence<'_, '_>) {
        let cells = sentence.cells;
        let Some(verb) = cells.iter().take(8).position(|cell| cell.info.verb.is_some() || cell.is(Class::Past)) else { return };
        if cells[0].is(Class::Indefinite)
            && let Some(phrase) = stranger(cells, verb)
        {
            self.cast.stranger_acts(cells, &phrase);
        }
    }

    /// "Hallam raised his hand." A quotation behind it is his.
    fn acting(&mut self, sentence: &Sentence<'_, '_>) {
        let single = |phrase: &&Phrase| matches!(phrase.who, Who::Named(_) | Who::Role(_)) && phrase.cells.start <= 1;
        let subject = sentence.phrases.first_subject(0..sentence.cells.len()).filter(single).filter(|_| self.manner.is_first_person());
        let acts = subject.filter(|phrase| behind(sentence.cells, phrase).is_some_and(Cell::is_past));
        self.actor = acts.and_then(|phrase| self.cast.known(sentence.cells, phrase)).filter(|who| self.cast.takes_part(who));
    }

    /// "He laughed and gripped my arm." Words in somebody's own person behind it are his.
    fn gesture(&mut self, sentence: &Sentence<'_, '_>) {
        let acts = |frame: &&Frame| frame.place == Place::Act && frame.sort.is_wordless() && frame.tense == Tense::Past && frame.start <= 4;
        let Some(Subject::Phrase(phrase)) = sentence.frames.iter().find(acts).map(|frame| &frame.subject) else { return };
        let single = matches!(phrase.who, Who::Named(_) | Who::Role(_) | Who::He | Who::She | Who::Latter);
        if !single || !self.manner.is_first_person() || !self.cast.may_take_part(sentence.cells, phrase) {
            return;
        }
        let who = match self.cast.known(sentence.cells, phrase) {
            Some(who) => who,
            None if matches!(phrase.who, Who::Role(_)) => return,
            None => self.cast.resolve(sentence.cells, phrase, &[], Cue::None).who,
        };
        if !who.is_empty() {
            self.floor = Some(Floor { state: State::Acting, ..Floor::new(who, Mode::Direct) });
        }
    }

    /// "What followed I give as nearly as I can in her own words.": the words follow.
    fn announce(&mut self, sentence: &Sentence<'_, '_>) {
        let cells = sentence.cells;
        let tail = &cells[cells.len().saturating_sub(4)..];
        let [owner, own, words, end] = tail else { return };
        let announces = owner.is(Class::Possessive) && owner.is(Class::ThirdPerson) && own.is(Class::Own) && words.is(Class::Report);
        if !announces || !end.is_sentence_end() && !end.is_mark(":") {
            return;
        }
        let who = if owner.is(Class::Female) { Who::She } else { Who::He };
        let who = self.cast.resolve(cells, &Phrase::new(0..1, who), &[], Cue::None).who;
        if !who.is_empty() {
            self.floor = Some(Floor::new(who, Mode::Direct));
        }
    }

    /// "The Secretary was opposed to it.": in a memorandum, what follows may be his.
    fn stance(&mut self, sentence: &Sentence<'_, '_>) {
        let cells = sentence.cells;
        let subject = sentence.phrases.first_subject(0..cells.len()).filter(|phrase| phrase.cells.start <= 1);
        let Some(phrase) =
            subject.or_else(|| fronted_subject(cells, sentence.phrases)).filter(|phrase| matches!(phrase.who, Who::Named(_) | Who::Role(_)))
        else {
            return;
        };
        let verb = behind(cells, phrase);
        let stands = |cell: &Cell<'_>| {
            let holds = cell.info.verbs().any(|verb| self.table.verb(verb).sort == Sort::Hold);
            cell.is(Class::Was)
                || cell.is(Class::Had)
                || cell.is(Class::Modal)
                || holds
                || (cell.is(Class::Do) && cells.iter().any(|cell| cell.is(Class::Negation)))
        };
        if self.manner.is_first_person() || !verb.is_some_and(stands) || !self.cast.may_take_part(cells, phrase) {
            return;
        }
        if let Some(who) = self.cast.known(cells, phrase).filter(|who| self.cast.takes_part(who)) {
            self.floor = Some(Floor { state: State::Expected, ..Floor::new(who, Mode::Indirect) });
        }
    }

    /// An act of speech without words hands the floor to whoever acts; what follows may be his.
    fn act(&mut self, sentence: &Sentence<'_, '_>) {
        let first_person = self.manner.is_first_person();
        let acts = |frame: &&Frame| {
            let wordless = frame.sort == Sort::Gesture || (frame.sort == Sort::Act && first_person);
            let speaks = frame.place == Place::Act && !wordless && frame.sort != Sort::Hold;
            let fronted = frame.start > 0 && sentence.cells[0].is(Class::Preposition) && sentence.cells[frame.start - 1].is_mark(",");
            speaks && frame.tense == Tense::Past && (frame.start <= 4 || fronted) && !frame.denied && !frame.unreal
        };
        let Some(frame) = sentence.frames.iter().find(acts) else { return };
        let Subject::Phrase(phrase) = &frame.subject else { return };
        if matches!(phrase.who, Who::I | Who::We | Who::You | Who::They | Who::Someone) || !self.cast.may_take_part(sentence.cells, phrase) {
            return;
        }
        let who = self.cast.resolve(sentence.cells, phrase, &[], Cue::None).who;
        if who.is_empty() {
            return;
        }
        let mode = if self.manner.is_first_person() && !self.manner.shifts { Mode::Direct } else { Mode::Indirect };
        self.floor = Some(Floor { state: State::Expected, ..Floor::new(who, mode) });
    }
}

/// "in my opinion", "in my submission".
fn submits(cells: &[Cell<'_>]) -> bool {
    cells.windows(3).any(|three| three[0].is(Class::Preposition) && three[1].is(Class::FirstObject) && three[2].is(Class::Opinion))
}

fn is_followed_by_verb(cells: &[Cell<'_>], phrase: &Phrase) -> bool {
    let next = cells[phrase.cells.end..].iter().find(|cell| !cell.is_adverb());
    next.is_some_and(Cell::is_finite)
}
