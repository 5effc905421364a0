//! Whether the narrator speaks again: the sentences at which a speech without attribution ends.
//!
//! "During the dinner there were jokes." · "On this the conversation ended." · "Kardelj supported this." · "(He smiled.)"

use crate::language::speech::{Class, Forms, SpeechTable};
use crate::model::{EntityId, EntityKind};

use super::cast::Cast;
use super::deixis::Deixis;
use super::narrator::Style;
use super::phrase::{Phrases, Who};
use super::view::Cell;

/// A sentence that may carry on the words of `speaker`.
pub(super) struct Candidate<'a, 't> {
    pub cells: &'a [Cell<'t>],
    pub phrases: &'a Phrases,
    pub speaker: &'a [EntityId],
    pub style: Style,
    /// Whether the words before it were reported, not quoted: "I" then is the narrator.
    pub reported: bool,
}

impl Candidate<'_, '_> {
    /// Whether the narrator speaks in it.
    pub fn is_narration(&self, cast: &Cast<'_>, table: &SpeechTable) -> bool {
        let deixis = Deixis::of(self.cells);
        self.opens_narration(table) && !deixis.second
            || self.tells_of_the_talk() && !deixis.second && !(deixis.own && deixis.present)
            || self.names_speaker(cast)
            || self.narrator_acts(cast)
            || self.somebody_acts(cast, deixis)
            || self.remarks(cast, table)
    }

    fn opens_narration(&self, table: &SpeechTable) -> bool {
        starts_with(&table.narration, self.cells).is_some()
    }

    /// "The conversation lasted two hours."
    fn tells_of_the_talk(&self) -> bool {
        let head = &self.cells[..self.cells.len().min(7)];
        let noun = head.iter().position(|cell| cell.is(Class::Talk));
        let speaker_own = head.iter().any(|cell| cell.is(Class::OwnPerson) && !cell.is(Class::FirstObject));
        !speaker_own && noun.is_some_and(|noun| self.cells[noun + 1..].iter().take(3).any(|cell| cell.is(Class::TalkVerb) && !cell.is(Class::Be)))
    }

    /// The speaker is spoken of by name: the words cannot be his.
    fn names_speaker(&self, cast: &Cast<'_>) -> bool {
        let person = |id: &EntityId| cast.register.get(*id).kind == EntityKind::Person;
        let own_words = |at: usize| self.cells[at].is_genitive() && self.cells.get(at + 1).is_some_and(|next| next.is(Class::Opinion));
        let stands = |at: usize, id: EntityId| self.cells[at].mention.is_some_and(|mention| mention.entity == id) && !own_words(at);
        let named = |id: &EntityId| (0..self.cells.len()).any(|at| stands(at, *id));
        match self.style {
            Style::FirstPerson => self.speaker.iter().any(|id| person(id) && named(id)),
            // A memorandum repeats the name of the speaker where it says what he held.
            Style::ThirdPerson => false,
        }
    }

    /// "I concluded from this …": the narrator's own mind, in somebody else's stretch.
    fn narrator_acts(&self, cast: &Cast<'_>) -> bool {
        if self.style == Style::ThirdPerson || cast.narrator.is_some_and(|narrator| self.speaker.contains(&narrator)) {
            return false;
        }
        let Some(subject) = self.phrases.first_subject(0..self.cells.len()).filter(|phrase| phrase.who == Who::I && phrase.cells.start <= 4) else {
            return false;
        };
        let mut rest = self.cells[subject.cells.end..].iter().skip_while(|cell| cell.is_adverb());
        let told =
            |cell: &Cell<'_>| cell.is(Class::Mind) || (self.reported && (cell.is_verb(Forms::PAST) || cell.is(Class::Had) || cell.is(Class::Was)));
        rest.next().is_some_and(told)
    }

    /// "Kardelj and Vlahovic supported this.": a participant other than the speaker is the subject and does something.
    fn somebody_acts(&self, cast: &Cast<'_>, deixis: Deixis) -> bool {
        if deixis.second || (deixis.own && deixis.present) {
            return false;
        }
        let Some(subject) = self.phrases.first_subject(0..self.cells.len()).filter(|phrase| phrase.cells.start <= 6) else { return false };
        let verb = self.cells[subject.cells.end..].iter().find(|cell| !cell.is_adverb());
        let Some(verb) = verb.filter(|cell| cell.is_word()) else { return false };
        let acts = verb.is_verb(Forms::PAST) || (verb.text.ends_with("ed") && !verb.text.ends_with("eed"));
        match self.style {
            Style::FirstPerson => {
                let others = matches!(subject.who, Who::Named(_) | Who::Joint | Who::Group(_) | Who::Role(_));
                acts && others && cast.may_take_part(self.cells, subject) && !(deixis.own && matches!(subject.who, Who::Group(_)))
            }
            Style::ThirdPerson => acts && is_act(verb) && cast.may_take_part(self.cells, subject),
        }
    }

    /// "It ought to be noted that … Tito …": an impersonal remark about a participant.
    fn remarks(&self, cast: &Cast<'_>, table: &SpeechTable) -> bool {
        let about =
            |cell: &Cell<'_>| cell.mention.is_some_and(|mention| !self.speaker.contains(&mention.entity) && cast.takes_part(&[mention.entity]));
        self.style == Style::FirstPerson && starts_with(&table.remarks, self.cells).is_some() && self.cells.iter().any(about)
    }
}

/// Whether the verb is a gesture or an act of speech without words.
fn is_act(verb: &Cell<'_>) -> bool {
    verb.info.verb.is_some() && verb.is_verb(Forms::PAST)
}

/// How many cells of the longest of `phrases` with which `cells` begins.
pub(super) fn starts_with(phrases: &crate::language::speech::Phrases, cells: &[Cell<'_>]) -> Option<usize> {
    let first = cells.first()?.text.to_lowercase();
    phrases.prefix(&first, |at| cells.get(at).map(|cell| cell.text))
}
