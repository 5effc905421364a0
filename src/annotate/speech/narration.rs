//! Whether the narrator speaks again: the sentences at which a speech without attribution ends.
//!
//! "During the dinner there were jokes." · "On this the conversation ended." · "Kardelj supported this." · "(He smiled.)"

use crate::language::speech::{Class, Forms, Sort, SpeechTable};
use crate::model::{EntityId, EntityKind};

use super::cast::Cast;
use super::deixis::Deixis;
use super::frame::{Frame, Place};
use super::narrator::Manner;
use super::phrase::{Phrase, Phrases, Who};
use super::subject::{Subject, Tense};
use super::view::Cell;

/// A sentence that may carry on the words of `speaker`.
pub(super) struct Candidate<'a, 't> {
    pub cells: &'a [Cell<'t>],
    pub phrases: &'a Phrases,
    pub frames: &'a [Frame],
    pub speaker: &'a [EntityId],
    pub manner: Manner,
    /// Whether the words before it were reported, not quoted: "I" then is the narrator.
    pub reported: bool,
    /// Whether it opens its paragraph.
    pub fresh: bool,
}

impl Candidate<'_, '_> {
    /// Whether the narrator speaks in it.
    pub fn is_narration(&self, cast: &Cast<'_>, table: &SpeechTable) -> bool {
        let deixis = Deixis::of(self.cells);
        let mine = deixis.second || (deixis.own && deixis.present);
        self.opens_narration(table) && !deixis.second
            || self.tells_of_the_talk() && !mine
            || self.records(deixis)
            || self.tells_an_act(cast, deixis, table)
            || self.opens_with_another(cast)
            || self.reports_a_topic()
            || self.denies(table)
            || self.newcomer_acts()
            || self.looks()
            || self.judges(cast, deixis)
            || self.names_speaker(cast)
            || self.narrator_acts(cast)
            || !mine && self.somebody_acts(cast, deixis, table)
            || self.remarks(cast, table)
    }

    fn opens_narration(&self, table: &SpeechTable) -> bool {
        starts_with(&table.narration, self.cells).is_some()
    }

    /// "The conversation lasted two hours.", "A long silence followed.", "There was laughter."
    fn tells_of_the_talk(&self) -> bool {
        let head = &self.cells[..self.cells.len().min(7)];
        let Some(noun) = head.iter().position(|cell| cell.is(Class::Talk) || cell.is(Class::Scene)) else { return false };
        let speaker_own = head.iter().any(|cell| cell.is(Class::OwnPerson) && !cell.is(Class::FirstObject));
        let behind = || self.cells[noun + 1..].iter().take(3);
        let verb = behind().any(|cell| cell.is(Class::TalkVerb) && !cell.is(Class::Be));
        let there = head[0].is(Class::There);
        let happens = self.cells[noun].is(Class::Scene) && (there || (noun <= 3 && behind().next().is_some_and(Cell::is_past)));
        let lasts = self.fresh && !self.manner.is_first_person() && self.talk_is(noun);
        !speaker_own && (verb || happens || lasts)
    }

    /// "On oil the discussion was short.", "The sitting was suspended."
    fn talk_is(&self, noun: usize) -> bool {
        let subject = noun > 0 && self.cells[noun - 1].is(Class::Definite) && self.cells[noun].is(Class::Talk);
        let rest = &self.cells[noun + 1..];
        let short = self.cells.len() <= noun + 5;
        subject && rest.first().is_some_and(|cell| cell.is(Class::Was)) && (short || rest.get(1).is_some_and(Cell::is_past))
    }

    /// "Dr. Mwakenda had listened to this with his eyes shut.": a paragraph of a memorandum opens with somebody else.
    fn opens_with_another(&self, cast: &Cast<'_>) -> bool {
        let Some(subject) = self.subject(0).filter(|phrase| self.fresh && matches!(phrase.who, Who::Named(_) | Who::Role(_))) else { return false };
        let other = cast.known(self.cells, subject).is_some_and(|who| who != self.speaker && cast.takes_part(&who));
        let had = self.after(subject).is_some_and(|verb| verb.is(Class::Had) || verb.is(Class::Was));
        !self.manner.is_first_person() && other && had
    }

    /// "The Committee: …", "The Board agreed that …": the record of a decision, not anybody's words.
    fn records(&self, deixis: Deixis) -> bool {
        if self.decides_impersonally() || self.passes() {
            return true;
        }
        let Some(subject) = self.subject(0) else { return false };
        let body = self.cells[subject.cells.clone()].iter().any(|cell| cell.is(Class::Body));
        let next = self.after(subject);
        let colon = next.is_none_or(|cell| cell.is_mark(":") || cell.is_pause());
        body && !deixis.own && (colon || next.is_some_and(|cell| cell.is(Class::Decide)))
    }

    /// "The record was approved as amended.": what the meeting did with a paper.
    fn passes(&self) -> bool {
        let paper = self.cells.iter().take(5).position(|cell| cell.is(Class::Document) || cell.is(Class::Report));
        let Some(paper) = paper.filter(|&at| at > 0 && self.cells[0].is(Class::Definite) && self.fresh) else { return false };
        let mut rest = self.cells[paper + 1..].iter().filter(|cell| !cell.is_adverb());
        rest.next().is_some_and(|cell| cell.is(Class::Was)) && rest.next().is_some_and(|cell| cell.is(Class::Decide))
    }

    /// "It was so decided.", "There being no objection, it was agreed that …".
    fn decides_impersonally(&self) -> bool {
        let it = |at: &usize| self.cells[*at].is(Class::It) && (*at == 0 || self.cells[at - 1].is_mark(","));
        let Some(it) = (0..self.cells.len().min(12)).find(it) else { return false };
        let mut rest = self.cells[it + 1..].iter().filter(|cell| !cell.is_adverb());
        rest.next().is_some_and(|cell| cell.is(Class::Was)) && rest.next().is_some_and(|cell| cell.is(Class::Decide) && cell.is_past())
    }

    /// "He did not seem to be angry.": the narrator looks at the speaker.
    fn looks(&self) -> bool {
        let single = |phrase: &&Phrase| matches!(phrase.who, Who::He | Who::She | Who::Named(_) | Who::Role(_));
        let Some(subject) = self.subject(0).filter(single) else { return false };
        self.reported && self.cells[subject.cells.end..].iter().take(6).any(|cell| cell.is(Class::Seem))
    }

    /// "He has no wish to study there." behind reported words: the narrator says of the speaker what is so now.
    fn judges(&self, cast: &Cast<'_>, deixis: Deixis) -> bool {
        let Some(subject) = self.subject(0).filter(|phrase| matches!(phrase.who, Who::He | Who::She)) else { return false };
        let now = self.after(subject).is_some_and(|verb| verb.is(Class::Present));
        let told = self.reported && self.manner.is_first_person() && self.manner.shifts;
        told && now && !deixis.shifted && cast.may_mean(subject.who == Who::She, self.speaker)
    }

    /// "He agreed.": somebody does something and says nothing that is reported.
    fn tells_an_act(&self, cast: &Cast<'_>, deixis: Deixis, table: &SpeechTable) -> bool {
        let reports = self.manner.reports_opinions() && !self.manner.is_first_person();
        let holds = |frame: &Frame| reports && self.cells[frame.verb].info.verbs().any(|verb| table.verb(verb).sort == Sort::Hold);
        let acts = |frame: &&Frame| frame.place == Place::Act && frame.tense == Tense::Past && !holds(frame);
        let Some(Subject::Phrase(phrase)) = self.frames.first().filter(acts).map(|frame| &frame.subject) else { return false };
        let single = matches!(phrase.who, Who::He | Who::She | Who::Latter | Who::Both);
        // "He did not complain of this." · "Mr. Tolland explained that …. She had asked …": in a memorandum, words of the speaker.
        let pronoun = matches!(phrase.who, Who::He | Who::She) && !self.manner.is_first_person();
        let may_speak = cast.may_mean(phrase.who == Who::She, self.speaker);
        let wordless = self.frames[0].sort.is_wordless();
        if pronoun && (!may_speak || self.frames[0].denied || (!wordless && !self.fresh && self.cells.len() > 4)) {
            return false;
        }
        phrase.cells.start <= 4 && single && !deixis.own && !deixis.second && !deixis.present
    }

    /// "Com. Adra asked about the harvest." behind reported words: the narrator tells it, where reports are shifted into the past.
    fn reports_a_topic(&self) -> bool {
        let acts = |frame: &&Frame| frame.place == Place::Act && frame.tense == Tense::Past && frame.start <= 2;
        let frame = self.frames.first().filter(acts).map(|frame| &frame.subject);
        let named = matches!(frame, Some(Subject::Phrase(phrase)) if matches!(phrase.who, Who::Named(_)));
        named && self.reported && self.manner.shifts
    }

    /// "Nobody said that …", "I did not say that …", "He could have said that …": what was not said is told, not said.
    fn denies(&self, table: &SpeechTable) -> bool {
        let Some(subject) = self.phrases.list.first().filter(|phrase| phrase.cells.start == 0 && !phrase.genitive) else { return false };
        let sorts = |cell: &Cell<'_>, sorts: &[Sort]| cell.info.verbs().any(|verb| sorts.contains(&table.verb(verb).sort));
        let says = |cell: &Cell<'_>| !cell.is_verb(Forms::ING) && sorts(cell, &[Sort::Say, Sort::Answer, Sort::Ask]) && !sorts(cell, &[Sort::Hold]);
        let rest = &self.cells[subject.cells.end..];
        let Some(verb) = rest.iter().take(4).position(says) else { return false };
        let between = rest[..verb].iter().all(|cell| !cell.is_finite() || cell.is(Class::Do) || cell.is(Class::Modal) || cell.is(Class::Have));
        let unsaid = rest[..verb].iter().any(|cell| cell.is(Class::Negation))
            || (rest[0].is(Class::Modal) && rest[..verb].iter().any(|cell| cell.is(Class::Have)));
        let told = self.manner.is_first_person() || !matches!(subject.who, Who::He | Who::She | Who::They);
        self.reported && told && between && (unsaid || subject.who == Who::Nobody)
    }

    /// "A waiter brought the coffee.": somebody new does something behind reported words.
    fn newcomer_acts(&self) -> bool {
        let new = |phrase: &&Phrase| matches!(phrase.who, Who::Role(_)) && self.cells[0].is(Class::Indefinite);
        let subject = self.subject(0).filter(new);
        self.reported && subject.is_some_and(|phrase| self.after(phrase).is_some_and(Cell::is_past))
    }

    /// The speaker is spoken of by name: the words cannot be his. A memorandum repeats the name where it says what he held.
    fn names_speaker(&self, cast: &Cast<'_>) -> bool {
        let person = |id: &EntityId| cast.register.get(*id).kind == EntityKind::Person;
        let own_words = |at: usize| self.cells[at].is_genitive() && self.cells.get(at + 1).is_some_and(|next| next.is(Class::Opinion));
        let stands = |at: usize, id: EntityId| self.cells[at].mention.is_some_and(|mention| mention.entity == id) && !own_words(at);
        let named = |id: &EntityId| (0..self.cells.len()).any(|at| stands(at, *id));
        self.manner.is_first_person() && self.speaker.iter().any(|id| person(id) && named(id))
    }

    /// "I concluded from this …": the narrator's own mind, in somebody else's stretch or behind his own reported words.
    fn narrator_acts(&self, cast: &Cast<'_>) -> bool {
        let own = cast.narrator.is_some_and(|narrator| self.speaker.contains(&narrator));
        if !self.manner.is_first_person() {
            return self.reported && self.subject(0).is_some_and(|phrase| phrase.who == Who::I && self.after(phrase).is_some_and(Cell::is_past));
        }
        if own && !(self.reported && self.manner.shifts) {
            return false;
        }
        let we = |phrase: &&Phrase| phrase.who == Who::We && self.reported && self.manner.shifts;
        let Some(subject) = self.subject(4).filter(|phrase| phrase.who == Who::I || we(phrase)) else { return false };
        let told = |cell: &Cell<'_>| {
            let tells = (self.reported && (cell.is_past() || cell.is(Class::Was))) || cell.is(Class::Had);
            cell.is(Class::Mind) || (!own && tells)
        };
        self.after(subject).is_some_and(told)
    }

    /// "Kardelj and Vlahovic supported this.": a participant other than the speaker is the subject and does something.
    fn somebody_acts(&self, cast: &Cast<'_>, deixis: Deixis, table: &SpeechTable) -> bool {
        let Some(subject) = self.main_subject() else { return false };
        let Some(verb) = self.after(subject).filter(|cell| cell.is_word()) else { return false };
        if subject.who == Who::Everybody || matches!(subject.who, Who::Both) {
            return verb.is_past();
        }
        if !cast.may_take_part(self.cells, subject) {
            return false;
        }
        let other = cast.known(self.cells, subject).is_some_and(|who| who != self.speaker && cast.takes_part(&who));
        let people = matches!(subject.who, Who::Named(_) | Who::Joint | Who::Group(_) | Who::Role(_));
        if self.manner.is_first_person() && !(self.manner.shifts && self.reported) {
            let told = verb.is_past() || (other && verb.is(Class::Was) && self.reported);
            return told && people && !(deixis.own && matches!(subject.who, Who::Group(_)));
        }
        let stance = |cell: &Cell<'_>| cell.is_past() || cell.is(Class::Was) || self.refuses(subject);
        (other && stance(verb)) || is_gesture(verb, table)
    }

    /// "could not agree", "had no objection", "did not reply".
    fn refuses(&self, subject: &Phrase) -> bool {
        let rest = &self.cells[subject.cells.end..];
        let second = rest.iter().filter(|cell| !cell.is_adverb()).nth(1);
        second.is_some_and(|cell| cell.is(Class::Negation) || (cell.is(Class::Determiner) && rest.first().is_some_and(|verb| verb.is(Class::Have))))
    }

    /// The first subject, if it begins within the first cells.
    fn subject(&self, within: usize) -> Option<&Phrase> {
        self.phrases.first_subject(0..self.cells.len()).filter(|phrase| phrase.cells.start <= within)
    }

    /// The first subject, near the head of the sentence or behind a prepositional phrase: "On the matter of the price, *the envoy* …".
    fn main_subject(&self) -> Option<&Phrase> {
        self.subject(6).or_else(|| fronted_subject(self.cells, self.phrases))
    }

    /// The first cell behind the phrase that is no adverb.
    fn after(&self, phrase: &Phrase) -> Option<&Cell<'_>> {
        behind(self.cells, phrase)
    }

    /// "It ought to be noted that … Tito …": an impersonal remark about a participant.
    fn remarks(&self, cast: &Cast<'_>, table: &SpeechTable) -> bool {
        let about =
            |cell: &Cell<'_>| cell.mention.is_some_and(|mention| !self.speaker.contains(&mention.entity) && cast.takes_part(&[mention.entity]));
        self.manner.is_first_person() && starts_with(&table.remarks, self.cells).is_some() && self.cells.iter().any(about)
    }
}

/// The first cell behind the phrase that is no adverb; an insertion is left out: "Tito, who had kept silent, *rose*".
pub(super) fn behind<'c, 't>(cells: &'c [Cell<'t>], phrase: &Phrase) -> Option<&'c Cell<'t>> {
    let rest = &cells[phrase.cells.end..];
    let first = rest.iter().position(|cell| !cell.is_adverb())?;
    if !rest[first].is_mark(",") {
        return rest.get(first);
    }
    let close = rest.iter().take(24).skip(first + 1).position(|cell| cell.is_mark(","))? + first + 1;
    rest[close + 1..].iter().find(|cell| !cell.is_adverb())
}

/// The subject right behind the comma that closes a prepositional phrase at the head of the sentence.
pub(super) fn fronted_subject<'p>(cells: &[Cell<'_>], phrases: &'p Phrases) -> Option<&'p Phrase> {
    let comma = cells.iter().take(16).position(|cell| cell.is_mark(",")).filter(|_| cells[0].is(Class::Preposition))?;
    phrases.starting_at(comma + 1).filter(|phrase| phrase.is_subject())
}

/// Whether the verb is a gesture, or an act of speech without words.
fn is_gesture(verb: &Cell<'_>, table: &SpeechTable) -> bool {
    verb.info.verb.is_some_and(|used| used.forms.any(Forms::PAST) && table.verb(used.verb).sort.is_wordless())
}

/// How many cells of the longest of `phrases` with which `cells` begins.
pub(super) fn starts_with(phrases: &crate::language::speech::Phrases, cells: &[Cell<'_>]) -> Option<usize> {
    let first = cells.first()?.text.to_lowercase();
    phrases.prefix(&first, |at| cells.get(at).map(|cell| cell.text))
}
