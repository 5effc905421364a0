//! Sentences with attributions: how far the words reach, and what their end means for the sentences that follow.

use crate::language::speech::{Class, Forms, Link, Sort};
use crate::model::{Certainty, Mode, Rule};

use super::{Floor, Sentence, State, Teller, closing};
use crate::annotate::speech::cast::Resolved;
use crate::annotate::speech::frame::{Frame, Place};
use crate::annotate::speech::rules;
use crate::annotate::speech::teller::found::Words;
use crate::annotate::speech::view::Cell;

impl Teller<'_, '_> {
    pub(super) fn with_attributions(&mut self, sentence: &Sentence<'_, '_>, tops: &[(Frame, Resolved)]) {
        self.carry_before(sentence, &tops[0].0);
        for (index, (frame, resolved)) in tops.iter().enumerate() {
            let next = tops.get(index + 1);
            let stop = next.map_or(sentence.cells.len(), |(next, _)| next.start);
            let before = index.checked_sub(1).map(|index| &tops[index].0);
            let floor = self.floor_of(sentence, frame, resolved, before);
            let chain = self.chain(frame, before, next);
            let certainty = certainty_of(frame, resolved);
            if index == 0 && matches!(frame.place, Place::Inside | Place::After) {
                let words = Words {
                    chain,
                    attribution: Some(frame.start..frame.end),
                    ..Words::new(sentence, 0..frame.start, &floor, rule_of(frame), certainty)
                };
                self.emit(words);
                self.nested(sentence, 0..frame.start, &floor.who);
            }
            let frame = &quoted_again(sentence, frame, stop);
            let end = end_of_words(sentence, frame, &floor, stop);
            let mut doubted = false;
            if frame.words < end {
                let mut words = Words::new(sentence, frame.words..end, &floor, rule_of(frame), certainty);
                words.attribution = Some(frame.start..frame.end);
                words.chain = chain;
                doubted = self.note_doubt(sentence, frame, &mut words);
                self.emit(words);
                self.nested(sentence, frame.words..end, &floor.who);
            }
            if !doubted {
                self.report_speaker(sentence, frame, resolved);
            }
            self.floor = Some(floor);
            self.after_words(sentence, frame, end);
        }
        self.remember_others(sentence);
    }

    /// "The arsenite would be taken out that evening; he invited the delegate to …": the words before the semicolon carry on.
    fn carry_before(&mut self, sentence: &Sentence<'_, '_>, first: &Frame) {
        let Some(floor) = self.open_floor().cloned().filter(|_| first.place == Place::Before) else { return };
        let semicolon = |at: usize| sentence.cells.get(at).is_some_and(|cell| cell.is_mark(";"));
        let end = first.start.saturating_sub(usize::from(first.start > 0 && semicolon(first.start - 1)));
        let part = Sentence {
            cells: &sentence.cells[..end],
            frames: &sentence.frames[..sentence.frames.partition_point(|frame| frame.verb < end)],
            ..*sentence
        };
        let splits = end < first.start || semicolon(first.start);
        if splits && part.cells.iter().any(Cell::is_finite) && !self.is_narration(&part, &floor) {
            self.carry(&part, &floor, &rules::CARRY);
        }
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

    /// What the end of the words means for the sentences that follow.
    fn after_words(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, end: usize) {
        let cells = sentence.cells;
        self.announced = frame.link == Some(Link::Colon) && frame.words >= cells.len();
        let quote = cells.get(frame.words).and_then(closing);
        let leading = closing(&cells[0]).filter(|_| frame.place != Place::Before);
        let quoted = quote.or(leading);
        if let Some(floor) = &mut self.floor {
            let own = self.cast.narrator.is_some_and(|narrator| floor.who == [narrator]);
            floor.alternates = quoted.is_none() && (frame.place != Place::Before || own);
        }
        let Some(close) = quoted else { return };
        let last = cells[end.max(1) - 1].token.max(cells[cells.len() - 1].token);
        if close > last {
            if let Some(floor) = &mut self.floor {
                floor.quoted = Some(close);
            }
        } else if frame.place == Place::After || quote.is_some() {
            self.close();
            if let Some(floor) = &mut self.floor {
                floor.state = State::Quoted;
            }
        }
    }

    /// Remembers whom the sentence names besides its speaker: "the latter" of the next one.
    fn remember_others(&mut self, sentence: &Sentence<'_, '_>) {
        let Some(floor) = &self.floor else { return };
        let other = |phrase: &crate::annotate::speech::phrase::Phrase| {
            self.cast.known(sentence.cells, phrase).filter(|who| who.len() == 1 && !floor.who.contains(&who[0])).map(|who| who[0])
        };
        if let Some(id) = sentence.phrases.list.iter().rev().find_map(other) {
            self.cast.names(id);
        }
    }
}

fn certainty_of(frame: &Frame, resolved: &Resolved) -> Certainty {
    let speaker = resolved.certainty.unwrap_or(Certainty::Low);
    let link = match frame.sort {
        Sort::Hold => Certainty::Medium,
        _ if frame.link == Some(Link::Bare) => Certainty::Low,
        Sort::Say | Sort::Answer | Sort::Ask | Sort::Offer | Sort::Act | Sort::Gesture => Certainty::High,
    };
    speaker.min(link)
}

fn rule_of(frame: &Frame) -> &'static Rule {
    match (frame.place, frame.link) {
        _ if frame.source => &rules::SOURCE,
        (Place::Inside, _) => &rules::MEDIAL,
        (Place::After, _) => &rules::AFTER,
        (_, Some(link)) => rules::behind(link),
        (_, None) => &rules::BARE,
    }
}

/// Where the words behind the attribution end inside the sentence.
fn end_of_words(sentence: &Sentence<'_, '_>, frame: &Frame, floor: &Floor, stop: usize) -> usize {
    let cells = sentence.cells;
    let Some(first) = cells.get(frame.words) else { return stop };
    if let Some(close) = closing(first) {
        return cells.iter().position(|cell| cell.token > close).unwrap_or(stop).min(stop);
    }
    if is_quoted_before(sentence, frame) {
        return frame.words;
    }
    if floor.mode == Mode::Indirect && frame.place == Place::Before {
        let stop = participle_end(sentence, frame, stop);
        let stop = narrator_tail(cells, frame.words, stop);
        return joined_verb(cells, frame, stop);
    }
    stop
}

/// Whether the attribution interrupts a quotation, which closed before it.
fn is_quoted_before(sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
    let cells = sentence.cells;
    let closed = closing(&cells[0]).is_some_and(|close| frame.start > 0 && close < cells[frame.start].token);
    frame.place == Place::Inside && closed
}

/// "“By Easter,” she repeated, *not in the least put out*, “and …”": the words behind such an attribution begin with the next mark.
fn quoted_again(sentence: &Sentence<'_, '_>, frame: &Frame, stop: usize) -> Frame {
    let mut frame = frame.clone();
    if is_quoted_before(sentence, &frame)
        && let Some(open) = (frame.words..stop).find(|&at| closing(&sentence.cells[at]).is_some())
    {
        (frame.words, frame.end) = (open, open);
    }
    frame
}

/// "Asked by the host whether he had a draft, *the envoy produced a paper*": where the main clause begins.
fn participle_end(sentence: &Sentence<'_, '_>, frame: &Frame, stop: usize) -> usize {
    let cells = sentence.cells;
    let fronted = cells[..frame.start].iter().any(|cell| cell.is(Class::Subordinator)) && frame.start <= 6;
    if !(frame.verb == frame.start || (fronted && frame.link == Some(Link::Question))) || frame.link == Some(Link::Colon) {
        return stop;
    }
    let main = |at: &usize| {
        let subject = sentence.phrases.starting_at(at + 1).filter(|phrase| phrase.is_subject());
        cells[*at].is_mark(",") && subject.is_some_and(|phrase| cells.get(phrase.cells.end).is_some_and(Cell::is_finite))
    };
    (frame.words..stop).find(main).or_else(|| unmarked_main(cells, frame, stop)).unwrap_or(stop)
}

/// "When I asked if he would repeat this to the court *he was silent*": a pronoun and its verb right behind a noun.
fn unmarked_main(cells: &[Cell<'_>], frame: &Frame, stop: usize) -> Option<usize> {
    const NO_NOUN: [Class; 6] = [Class::Conjunction, Class::Subordinator, Class::That, Class::Question, Class::Preposition, Class::As];
    let nominative = |cell: &Cell<'_>| [Class::First, Class::He, Class::She, Class::They, Class::It].iter().any(|&class| cell.is(class));
    let noun = |cell: &Cell<'_>| cell.is_word() && !cell.is_finite() && !NO_NOUN.iter().any(|&class| cell.is(class));
    let main = |at: &usize| nominative(&cells[*at]) && noun(&cells[at - 1]) && cells.get(at + 1).is_some_and(Cell::is_finite);
    (frame.words + 2..stop).find(main)
}

/// Where the narrator explains the words: ", having his “hunting for wheat” in mind", or judges them: ", a remark which nobody took up".
fn narrator_tail(cells: &[Cell<'_>], start: usize, stop: usize) -> usize {
    let judges = |at: &usize| cells[*at].is_mark(",") && is_judgement(&cells[at + 1..stop]);
    if let Some(found) = (start..stop).find(judges) {
        return found;
    }
    let tail = |at: &usize| cells[*at].is_mark(",") && cells.get(at + 1).is_some_and(|next| next.is(Class::Tail));
    let Some(found) = (start..stop).find(tail) else { return stop };
    if cells[found + 1..stop].iter().any(|cell| cell.is_mark(",")) { stop } else { found }
}

/// "which was true", "a sentence for which he claimed the copyright", "by which nothing was meant".
fn is_judgement(tail: &[Cell<'_>]) -> bool {
    let is = |at: usize, class: Class| tail.get(at).is_some_and(|cell: &Cell<'_>| cell.is(class));
    let relative = |at: usize| is(at, Class::Question) && !is(at, Class::Condition) && !is(at, Class::Asking) || is(at, Class::That);
    let verdict = relative(0) && is(1, Class::Be) && (is(2, Class::Verdict) || is(3, Class::Verdict));
    let noun = (1..tail.len().min(4)).find(|&at| is(at, Class::Report) || is(at, Class::Reply)).filter(|_| is(0, Class::Indefinite));
    let remark = noun.is_some_and(|noun| relative(noun + 1) || (is(noun + 1, Class::Preposition) && relative(noun + 2)));
    verdict || remark || (is(0, Class::By) && relative(1))
}

/// Where the narrator goes on with the same subject: "asked me to give his regards *and accompanied me to the car*", "said that it was
/// late*, and thanked us for coming*".
fn joined_verb(cells: &[Cell<'_>], frame: &Frame, stop: usize) -> usize {
    let finite = |at: usize| cells[at].is_past() && !cells[at].is_verb(Forms::BASE) && !cells[at].is(Class::Was);
    let infinitive = frame.link == Some(Link::Infinitive);
    let joins = |at: &usize| {
        let comma = *at > 0 && cells[at - 1].is_mark(",");
        let next = (at + 1..stop).find(|&index| !cells[index].is_adverb());
        let acts = |verb: usize| (comma && cells[verb].info.verb.is_some()) || cells[verb].is(Class::Parting);
        cells[*at].is(Class::Conjunction) && next.is_some_and(|verb| finite(verb) && (infinitive || acts(verb)))
    };
    (frame.words + 1..stop).find(joins).unwrap_or(stop)
}

impl Floor {
    /// The same speaker's, open.
    pub(super) fn reopened(&self, mode: Mode) -> Self {
        Self { mode, state: State::Open, ..self.clone() }
    }
}
