//! The words by which minutes and interviews print talk: labels of nameless voices, question and answer, page marks, narration between turns.
//!
//! ```text
//! Voices from the hall: · Q: · [Page 79] · The meeting was closed at 7 p.m.
//! ```

use serde::Deserialize;

use super::Words;

/// The words of one language for printed talk; all in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkWords {
    label_small: Words,
    voices: Vec<String>,
    voice_places: Words,
    no_labels: Words,
    asks: Words,
    answers: Words,
    tapes: Words,
    pages: Words,
    chairs: Words,
    narration: Vec<String>,
    narration_verbs: Words,
    narration_endings: Vec<String>,
    no_narration: Words,
    narration_adverbs: Words,
    remarks: Words,
    own_person: Words,
    joins: Words,
    groups: Words,
    group_verbs: Words,
    outcomes: Words,
    outcome_verbs: Words,
    votes: Words,
    agenda: Words,
    signed: Vec<String>,
    sides: Words,
}

impl TalkWords {
    /// Whether a word in lower case may stand inside a speaker's label.
    pub fn may_stand_in_label(&self, word: &str) -> bool {
        self.label_small.contains(word)
    }

    /// Whether a folded label is that of a voice without name: "voices", "voices from the hall", "voice 2", "a delegate".
    pub fn is_voice(&self, label: &str) -> bool {
        let place = |rest: &str| {
            let mut words = rest.split_whitespace();
            words.next().is_none_or(|first| self.voice_places.contains(first) || first.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let behind = |voice: &String| label.strip_prefix(voice.as_str()).filter(|rest| !rest.starts_with(char::is_alphanumeric));
        self.voices.iter().filter_map(behind).any(place)
    }

    /// Whether what stands before a colon, folded, is surely no speaker's label.
    pub fn is_no_label(&self, label: &str) -> bool {
        self.no_labels.contains(label)
    }

    /// Whether a folded label is that of who asks.
    pub fn asks(&self, label: &str) -> bool {
        self.asks.contains(label)
    }

    /// Whether a folded label is that of who answers.
    pub fn answers(&self, label: &str) -> bool {
        self.answers.contains(label)
    }

    /// Whether a word in lower case begins the heading of a tape.
    pub fn is_tape(&self, word: &str) -> bool {
        self.tapes.contains(word)
    }

    /// Whether a word in lower case stands before the number of a page.
    pub fn is_page(&self, word: &str) -> bool {
        self.pages.contains(word)
    }

    /// Whether a folded label is that of who chairs.
    pub fn chairs(&self, label: &str) -> bool {
        self.chairs.contains(label)
    }

    /// Whether a folded paragraph tells what happened between turns.
    pub fn is_narration(&self, paragraph: &str) -> bool {
        let Some(rest) = self.narration.iter().find_map(|cue| paragraph.strip_prefix(cue.as_str())) else { return false };
        rest.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(6)
            .any(|word| self.narration_verbs.contains(word))
    }

    /// Whether a word in lower case behind a speaker's name tells what the speaker does.
    pub fn is_narration_verb(&self, word: &str) -> bool {
        let ending = || self.narration_endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()));
        !self.no_narration.contains(word) && (self.narration_verbs.contains(word) || ending())
    }

    /// Whether a word in lower case may stand between a speaker's name and the verb of narration.
    pub fn is_adverb(&self, word: &str) -> bool {
        self.narration_adverbs.contains(word)
    }

    /// Whether what stands before a colon, folded, opens a remark of the minutes: a decision, a note.
    pub fn is_remark(&self, label: &str) -> bool {
        self.remarks.contains(label)
    }

    /// Whether a word in lower case is "I", "we" or "you", or theirs.
    pub fn is_own_person(&self, word: &str) -> bool {
        self.own_person.contains(word)
    }

    /// Whether a word joins two names.
    pub fn joins(&self, word: &str) -> bool {
        self.joins.contains(word)
    }

    /// Whether a word in lower case means all who are present, or one side of them.
    pub fn is_group(&self, word: &str) -> bool {
        self.groups.contains(word)
    }

    /// Whether a word in lower case tells what those present do at a meeting.
    pub fn is_group_verb(&self, word: &str) -> bool {
        self.group_verbs.contains(word)
    }

    /// Whether a word in lower case says what became of a proposal, and whether one is the verb before it: "was adopted".
    pub fn is_outcome(&self, verb: &str, word: &str) -> bool {
        self.outcome_verbs.contains(verb) && self.outcomes.contains(word)
    }

    /// Whether a word in lower case stands in a count of votes.
    pub fn counts_votes(&self, word: &str) -> bool {
        self.votes.contains(word)
    }

    /// Whether a folded line is the heading over the items to be discussed.
    pub fn is_agenda(&self, line: &str) -> bool {
        self.agenda.contains(line)
    }

    /// Whether a folded line begins as a signature.
    pub fn is_signed(&self, line: &str) -> bool {
        self.signed.iter().any(|cue| line.starts_with(cue.as_str()))
    }

    /// Whether a word in lower case stands in the head over the people of one side.
    pub fn is_side(&self, word: &str) -> bool {
        self.sides.contains(word)
    }
}
