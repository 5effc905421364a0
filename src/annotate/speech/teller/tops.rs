//! Which attributions of a sentence are the narrator's, and who speaks by them; the others stand inside somebody's words.

use crate::language::speech::{Class, Forms, Link, Sort};
use crate::model::EntityId;

use super::{Floor, Sentence, State, Teller, closing};
use crate::annotate::speech::cast::{Cue, Resolved};
use crate::annotate::speech::deixis::Deixis;
use crate::annotate::speech::frame::{Frame, Place};
use crate::annotate::speech::narration::behind;
use crate::annotate::speech::phrase::{Phrase, Who, stranger};
use crate::annotate::speech::subject::{Subject, Tense};
use crate::annotate::speech::view::{Cell, QuoteMark};
use crate::model::Mode;

impl Teller<'_, '_> {
    /// The attributions of the sentence that are the narrator's, with their speakers; those inside words are left out.
    pub(super) fn top_frames(&mut self, sentence: &Sentence<'_, '_>) -> Vec<(Frame, Resolved)> {
        let mut tops: Vec<(Frame, Resolved)> = Vec::new();
        for frame in sentence.frames {
            let inside = sentence.block.quotation_around(sentence.cells[frame.verb].token).is_some();
            if frame.place == Place::Act || (inside && !self.attributes_its_quotation(sentence, frame, &tops)) || !self.is_top(sentence, frame, &tops)
            {
                continue;
            }
            let resolved = match &frame.subject {
                Subject::Phrase(phrase) => self.subject(sentence, phrase, cue_of(frame)),
                Subject::Same => self.same_subject(sentence, frame, &tops),
            };
            if resolved.who.is_empty() || is_decision(sentence, frame) {
                continue;
            }
            self.answered = self.cast.asker().filter(|asker| *asker != resolved.who);
            let hearers = self.hearers(sentence, frame, &resolved.who);
            let questions = sentence.cells[frame.words.min(sentence.cells.len())..].iter().any(|cell| cell.is_mark("?"));
            let asks = questions || (frame.sort == Sort::Ask && frame.link != Some(Link::Infinitive));
            self.cast.speaks(&resolved.who, hearers, asks);
            tops.push((frame.clone(), resolved));
        }
        tops
    }

    /// "If we give it up, the Minister added, there will be a strike.": the marks enclose the attribution as well.
    fn attributes_its_quotation(&self, sentence: &Sentence<'_, '_>, frame: &Frame, tops: &[(Frame, Resolved)]) -> bool {
        let open = self.floor.as_ref().is_some_and(|floor| floor.quoted.is_some());
        let interrupts = matches!(frame.place, Place::Inside | Place::After) && frame.tense == Tense::Past;
        let Subject::Phrase(phrase) = &frame.subject else { return false };
        let third = !matches!(phrase.who, Who::We | Who::You | Who::They);
        let outside = sentence.frames.iter().any(|other| other.verb > frame.verb && matches!(other.place, Place::After | Place::Inside));
        interrupts && third && !open && !outside && tops.is_empty() && closing(&sentence.cells[0]).is_some()
    }

    fn is_top(&self, sentence: &Sentence<'_, '_>, frame: &Frame, tops: &[(Frame, Resolved)]) -> bool {
        let first_person = self.manner.is_first_person();
        if frame.unreal || !self.may_hold(sentence, frame) || (first_person && frame.link == Some(Link::Phrase)) {
            return false;
        }
        if self.is_told_in_words(sentence, frame) {
            return false;
        }
        let named = matches!(&frame.subject, Subject::Phrase(phrase) if matches!(phrase.who, Who::Named(_) | Who::Role(_)));
        if frame.tense == Tense::Present && !(named && (frame.link == Some(Link::Colon) || !first_person) && tops.is_empty()) {
            return false;
        }
        let Subject::Phrase(phrase) = &frame.subject else {
            if frame.sort == Sort::Hold && !tops.is_empty() && !(frame.start > 0 && sentence.cells[frame.start].is_mark(",")) {
                return false; // "said that he had been there and believed that …"
            }
            if tops.is_empty() && !self.same_takes_over(sentence, frame) {
                return false;
            }
            return frame.tense == Tense::Past && (!tops.is_empty() || frame.link != Some(Link::Infinitive) || frame.start < 12);
        };
        if matches!(phrase.who, Who::You | Who::Relative | Who::Nobody) || is_of_a_paper(sentence, phrase) {
            return false;
        }
        let owned = sentence.cells[phrase.cells.start].is(Class::Possessive) && sentence.cells[phrase.cells.start].is(Class::ThirdPerson);
        if frame.source && (self.own_source(phrase, tops) || (owned && phrase.cells.len() > 1)) {
            return false;
        }
        if matches!(frame.place, Place::Inside | Place::After) {
            return frame.tense == Tense::Past;
        }
        if !tops.is_empty() {
            return self.is_joined_clause(sentence, frame, phrase);
        }
        self.may_take_over(sentence, frame, phrase)
    }

    /// "He said that *your* company has no money.", "They wrote to *us*": in somebody's own words, a report of his.
    fn is_told_in_words(&self, sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
        let direct = self.manner.is_first_person() && self.open_floor().is_some_and(|floor| floor.mode == Mode::Direct);
        let words = &sentence.cells[frame.words.min(sentence.cells.len())..];
        let addressed = matches!(frame.link, Some(Link::That | Link::Question)) && Deixis::of(words).second;
        let us = |cell: &Cell<'_>| cell.is(Class::Object) && cell.is(Class::OwnPerson) && !cell.is(Class::FirstObject);
        let third = !matches!(&frame.subject, Subject::Phrase(phrase) if phrase.who == Who::I);
        direct && third && (addressed || frame.hearer.as_ref().is_some_and(|hearer| us(&sentence.cells[hearer.cells.start])))
    }

    /// "In his opinion …" of whoever speaks anyway: the words simply go on.
    fn own_source(&self, phrase: &Phrase, tops: &[(Frame, Resolved)]) -> bool {
        let may_mean = |floor: &Floor| phrase.who == Who::They || self.cast.may_mean(phrase.who == Who::She, &floor.who);
        matches!(phrase.who, Who::He | Who::She | Who::They) && (self.open_floor().is_some_and(may_mean) || !tops.is_empty())
    }

    /// An opinion reports a statement, except the narrator's own thoughts.
    fn may_hold(&self, sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
        let own = matches!(&frame.subject, Subject::Phrase(phrase) if matches!(phrase.who, Who::I | Who::We));
        if sentence.cells[frame.verb].is(Class::Have) {
            return !own && self.manner.reports_opinions(); // "had the impression that"
        }
        frame.sort != Sort::Hold || (frame.tense != Tense::Present && !own && self.manner.reports_opinions())
    }

    /// Whether an attribution at the head of its sentence is the narrator's although somebody is speaking.
    fn may_take_over(&self, sentence: &Sentence<'_, '_>, frame: &Frame, phrase: &Phrase) -> bool {
        let Some(floor) = self.open_floor() else { return true };
        if frame.tense == Tense::Perfect || frame.hearsay {
            return false;
        }
        let head = frame.start <= 2 || frame.source;
        let person = match phrase.who {
            Who::Named(id) => self.cast.register.get(id).kind == crate::model::EntityKind::Person,
            Who::Role(_) => sentence.cells[phrase.cells.start].is(Class::Definite) || phrase.cells.start > frame.verb,
            _ => self.fresh,
        };
        let opens = head && (self.fresh || (self.manner.shifts && person) || (!self.manner.is_first_person() && !self.cast.has_list()));
        if !opens && !self.cast.may_take_part(sentence.cells, phrase) {
            return false;
        }
        let before = &sentence.cells[..frame.start.min(40)];
        let own = Deixis::of(before);
        let subordinate = before.iter().any(|cell| cell.is(Class::Subordinator) || cell.is(Class::Be));
        !(floor.mode == Mode::Direct && subordinate && (own.own || own.second))
    }

    /// "Last week the director came to me and said": in somebody's own words, whoever the clause speaks of must be at the talk.
    fn same_takes_over(&self, sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
        let direct = self.manner.is_first_person() && self.open_floor().is_some_and(|floor| floor.mode == Mode::Direct);
        let subject = main_subject(sentence, frame).filter(|phrase| direct && matches!(phrase.who, Who::Role(_) | Who::Group(_)));
        subject.is_none_or(|phrase| self.cast.may_take_part(sentence.cells, phrase))
    }

    /// "…, but I told the hosts that …": another main clause, not a clause inside the words.
    fn is_joined_clause(&self, sentence: &Sentence<'_, '_>, frame: &Frame, phrase: &Phrase) -> bool {
        let cells = sentence.cells;
        let semicolon = frame.start > 0 && cells[frame.start - 1].is_mark(";");
        let joins = cells[frame.start].is(Class::Conjunction) || cells[frame.start].is_mark(";") || semicolon;
        let pause = frame.start > 0 && (cells[frame.start - 1].is_pause() || cells[frame.start - 1].quote == Some(QuoteMark::Close));
        let relates = frame.start > 2
            && cells[frame.start - 1].is(Class::Question)
            && cells[frame.start - 2].is(Class::To)
            && cells[frame.start - 3].is_pause();
        let contrasts = pause && matches!(phrase.who, Who::Latter | Who::Former) && frame.link == Some(Link::That);
        let fronted = pause && Self::opens_with_noun(sentence) && !sentence.cells[..frame.start - 1].iter().any(|cell| cell.is_mark(";"));
        let narrator = matches!(phrase.who, Who::I);
        let asked = pause && (Self::opens_with_participle(sentence) || sentence.cells[0].is(Class::Subordinator));
        frame.tense == Tense::Past
            && ((joins && (pause || narrator)) || fronted || asked || contrasts || relates)
            && self.cast.may_take_part(cells, phrase)
    }

    /// Whether the sentence opens with "In reply to my statement that …".
    fn opens_with_noun(sentence: &Sentence<'_, '_>) -> bool {
        let first = &sentence.frames[0];
        let owned = first.verb.checked_sub(1).is_some_and(|at| sentence.cells[at].is(Class::Possessive) || sentence.cells[at].is_genitive());
        let noun = owned || sentence.cells[first.verb].info.verb.is_none();
        sentence.cells[first.verb].is(Class::Report) && noun && sentence.cells[0].is(Class::Preposition)
    }

    /// Whether the sentence opens with "Asked by the host whether …,".
    fn opens_with_participle(sentence: &Sentence<'_, '_>) -> bool {
        sentence.frames[0].start == 0 && sentence.cells[..2.min(sentence.cells.len())].iter().any(|cell| cell.is_verb(Forms::PARTICIPLE))
    }

    fn same_subject(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, tops: &[(Frame, Resolved)]) -> Resolved {
        if let Some((_, resolved)) = tops.last() {
            return resolved.clone();
        }
        if frame.continues && frame.start == 0 && frame.words == frame.verb + 2 {
            return self.cast.goes_on(); // "And, at the door: …"
        }
        match main_subject(sentence, frame) {
            Some(phrase) if !matches!(phrase.who, Who::You | Who::Relative | Who::Nobody) => self.subject(sentence, phrase, cue_of(frame)),
            Some(_) => Resolved::default(),
            None => self.unknown_subject(sentence),
        }
    }

    /// "The harbour watch turned to him and asked": somebody by any noun, at the head of the sentence.
    fn unknown_subject(&mut self, sentence: &Sentence<'_, '_>) -> Resolved {
        let verb = sentence.cells.iter().take(8).position(Cell::is_past).filter(|_| !sentence.cells[0].is(Class::Preposition));
        match verb.and_then(|verb| stranger(sentence.cells, verb)) {
            Some(phrase) if phrase.cells.start == 0 => self.cast.resolve(sentence.cells, &phrase, &[], Cue::None),
            Some(_) | None => Resolved::default(),
        }
    }

    /// Who the subject is: of a pronoun first of all the person whom the clause before it names.
    ///
    /// "When I handed the envelope to the Minister, *she* said: …"
    fn subject(&mut self, sentence: &Sentence<'_, '_>, phrase: &Phrase, cue: Cue) -> Resolved {
        let cells = sentence.cells;
        let comma = (0..phrase.cells.start).rev().find(|&at| cells[at].is_mark(","));
        let fronted = cells[0].is(Class::Subordinator) || cells[0].is(Class::Preposition) || cells[0].is(Class::Conjunction);
        if cue == Cue::Continues && self.cast.speaker_fits(phrase) {
            return self.cast.resolve(cells, phrase, &[], cue);
        }
        if let Some(who) = self.acting_subject(sentence, phrase) {
            return self.cast.means(phrase.who == Who::She, who);
        }
        let attributed = |frame: &&Frame| frame.verb < phrase.cells.start && frame.place != Place::Act;
        let before = sentence.frames.iter().rev().find(attributed);
        let cue = if before.is_some_and(|frame| frame.sort == Sort::Ask) { Cue::Answers } else { cue };
        if let Some(comma) = comma.filter(|_| fronted && before.is_none() && matches!(phrase.who, Who::He | Who::She)) {
            let before = || sentence.phrases.within(0..comma).filter(|other| !other.genitive);
            let third = before().any(|other| matches!(other.who, Who::He | Who::She));
            let named = |other: &Phrase| self.cast.known(cells, other).filter(|who| self.cast.may_mean(phrase.who == Who::She, who));
            let found = before().find(|other| other.is_subject()).and_then(named).or_else(|| before().rev().find_map(named));
            if let Some(who) = found.filter(|_| !third) {
                return self.cast.means(phrase.who == Who::She, who);
            }
        }
        self.cast.resolve(cells, phrase, &[], cue)
    }

    /// "Mr. Gebreyes also supported it, on condition, *he* said, that …": whoever is the subject of the sentence that he interrupts.
    fn acting_subject(&self, sentence: &Sentence<'_, '_>, pronoun: &Phrase) -> Option<Vec<EntityId>> {
        let subject = sentence.phrases.starting_at(0).filter(|phrase| matches!(phrase.who, Who::Named(_) | Who::Role(_)))?;
        let inserted = matches!(pronoun.who, Who::He | Who::She) && sentence.cells[pronoun.cells.start.checked_sub(1)?].is_pause();
        let acts = behind(sentence.cells, subject).filter(|verb| verb.is_past() && !verb.is(Class::Was) && !verb.is(Class::Had));
        let who = self.cast.known(sentence.cells, subject).filter(|who| self.cast.takes_part(who));
        who.filter(|who| inserted && acts.is_some() && self.cast.may_mean(pronoun.who == Who::She, who))
    }

    fn hearers(&mut self, sentence: &Sentence<'_, '_>, frame: &Frame, who: &[EntityId]) -> Vec<EntityId> {
        let Some(hearer) = &frame.hearer else { return Vec::new() };
        let cell = &sentence.cells[hearer.cells.start];
        let found = if cell.is(Class::Object) && hearer.cells.len() == 1 {
            match () {
                () if cell.is(Class::FirstObject) => self.cast.narrator.into_iter().collect(),
                () if cell.is(Class::ThirdPerson) => self.him(sentence, frame, who),
                () => Vec::new(),
            }
        } else {
            self.cast.resolve(sentence.cells, hearer, &[], Cue::None).who
        };
        found.into_iter().filter(|id| !who.contains(id)).collect()
    }

    /// "he turned to the host and asked *him*": somebody else of this sentence, else whoever was spoken of before.
    fn him(&self, sentence: &Sentence<'_, '_>, frame: &Frame, who: &[EntityId]) -> Vec<EntityId> {
        let other = |phrase: &Phrase| self.cast.known(sentence.cells, phrase).filter(|found| found.len() == 1 && !who.contains(&found[0]));
        let near = sentence.phrases.within(0..frame.verb).rev().filter(|phrase| !phrase.genitive).find_map(other);
        near.unwrap_or_else(|| self.cast.other_than(who))
    }
}

/// What the verb says of the pronoun before it.
pub(super) fn cue_of(frame: &Frame) -> Cue {
    match frame.sort {
        _ if frame.continues => Cue::Continues,
        Sort::Answer => Cue::Answers,
        Sort::Say | Sort::Ask | Sort::Hold | Sort::Offer | Sort::Act | Sort::Gesture => Cue::None,
    }
}

/// The subject of the clause that the attribution goes on: the last one before it that has a verb of its own.
///
/// "As I was leaving, the host took me aside and told me that …" · "He embraced the guests and said".
pub(super) fn main_subject<'s>(sentence: &'s Sentence<'_, '_>, frame: &Frame) -> Option<&'s Phrase> {
    let cells = sentence.cells;
    let free = |phrase: &&Phrase| phrase.is_subject() && phrase.who != Who::Relative && !is_object(cells, phrase) && !is_apposition(sentence, phrase);
    let leads = |phrase: &&Phrase| {
        let next = (phrase.cells.end..frame.verb).find(|&at| !cells[at].is_adverb());
        let insertion = || next.is_some_and(|at| cells[at].is_mark(",")) && phrase.cells.start == 0;
        (next.is_some_and(|at| cells[at].is_finite()) || insertion()) && !depends(cells, phrase.cells.start)
    };
    let end = frame.start.max(1);
    let nearest = sentence.phrases.within(0..frame.verb).rev().find(|phrase| phrase.cells.start < end && free(phrase) && leads(phrase));
    nearest.or_else(|| clause_subject(sentence, frame))
}

/// The last subject before the attribution, clause by clause, whatever follows it.
fn clause_subject<'s>(sentence: &'s Sentence<'_, '_>, frame: &Frame) -> Option<&'s Phrase> {
    let cells = sentence.cells;
    let subject = |phrase: &&Phrase| phrase.is_subject() && phrase.who != Who::Relative && !is_object(cells, phrase);
    let mut end = frame.start.max(1);
    while end > 0 {
        let start = (0..end).rev().find(|&at| cells[at].is_mark(",")).map_or(0, |comma| comma + 1);
        let found = sentence.phrases.within(start..frame.verb).take_while(|phrase| phrase.cells.start < end).find(subject);
        if found.is_some() || start == 0 {
            return found;
        }
        end = start - 1;
    }
    None
}

/// Whether the clause that begins with the phrase depends on another: "the note *which I* had given him".
fn depends(cells: &[Cell<'_>], start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| cells[before].is(Class::Subordinator) || cells[before].is(Class::That))
}

/// Whether the phrase explains the one before it: "The pilot, *an old man* who had …, overheard this".
fn is_apposition(sentence: &Sentence<'_, '_>, phrase: &Phrase) -> bool {
    let comma = phrase.cells.start.checked_sub(1).filter(|&at| sentence.cells[at].is_mark(","));
    let article = sentence.cells[phrase.cells.start].is(Class::Indefinite) || sentence.cells[phrase.cells.start].is(Class::Definite);
    article && comma.is_some_and(|comma| sentence.phrases.ending_at(comma).is_some_and(Phrase::is_subject))
}

/// Whether a verb stands right before the phrase.
fn is_object(cells: &[Cell<'_>], phrase: &Phrase) -> bool {
    let nominative = matches!(phrase.who, Who::I | Who::We | Who::He | Who::She | Who::They);
    let before = phrase.cells.start.checked_sub(1).map(|before| &cells[before]);
    !nominative && before.is_some_and(|cell| cell.is_word() && (cell.is_past() || cell.is_verb(Forms::BASE)))
}

impl State {
    /// Whether nothing carries on without evidence of its own.
    pub(super) fn is_closed(self) -> bool {
        match self {
            Self::Closed | Self::Quoted | Self::Acting => true,
            Self::Open | Self::Expected => false,
        }
    }
}

/// "a letter in which he complained that …": what a paper says.
fn is_of_a_paper(sentence: &Sentence<'_, '_>, phrase: &Phrase) -> bool {
    let cells = sentence.cells;
    let start = phrase.cells.start;
    let which =
        start > 1 && cells[start - 1].is(Class::Question) && cells[start - 1].is(Class::Subordinator) && cells[start - 2].is(Class::Preposition);
    which && cells[..start].iter().rev().take(12).any(|cell| cell.is(Class::Document))
}

/// "The Committee agreed that …": a decision, which nobody speaks.
fn is_decision(sentence: &Sentence<'_, '_>, frame: &Frame) -> bool {
    let Subject::Phrase(phrase) = &frame.subject else { return false };
    let body = match phrase.who {
        Who::Group(head) => sentence.cells[head].is(Class::Body),
        Who::Named(_) => sentence.cells[phrase.cells.clone()].iter().any(|cell| cell.is(Class::Body)),
        _ => false,
    };
    body && sentence.cells[frame.verb].is(Class::Decide)
}
