//! The words of the page around a document: its labels, its furniture, its secrecy markings, its statements on rights.
//!
//! ```text
//! Skip to content · Top Secret · Document Information · Translated by … · Record ID
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Words;

/// What the value behind a label states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldRole {
    /// Nothing: a heading over several fields.
    Section,
    /// What the document is about, in sentences.
    Summary,
    /// The document's title.
    Title,
    /// When it was written or when the meeting took place.
    Date,
    /// The hour of the meeting.
    Time,
    /// Where the meeting took place.
    Place,
    /// The subject.
    Subject,
    /// Who was there.
    Participants,
    /// Who held an office at the meeting: in the chair, interpreter, secretary.
    Attendant,
    /// Who wrote it.
    Sender,
    /// To whom it was sent.
    Addressee,
    /// Who translated it.
    Translator,
    /// Where the original is kept.
    Archive,
    /// Where else it was published.
    Publication,
    /// The language of the original.
    Language,
    /// Its secrecy marking.
    Classification,
    /// Whose rights it is under.
    Rights,
    /// Who keeps or publishes the page.
    Holder,
    /// How to cite it: title, date and archive in one.
    Citation,
    /// What the page holds: "English Translation".
    Contents,
    /// Nothing: the document's text follows.
    Text,
    /// Nothing: notes follow.
    Notes,
    /// Who asks in an interview.
    Interviewer,
    /// Who answers.
    Interviewee,
    /// When the page, not the document, was made.
    PageDate,
    /// Anything else.
    Other,
}

impl FieldRole {
    /// Whether the value names people who were there.
    #[must_use]
    pub const fn lists_people(self) -> bool {
        matches!(self, Self::Participants | Self::Attendant)
    }
}

/// Beginnings of statements about the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Statement {
    /// Who translated it.
    Translator,
    /// Where it was published.
    Publication,
    /// Who paid for it.
    Sponsor,
    /// Who found or gave it.
    Obtained,
}

/// The words of one language for the page around a document; all in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    furniture: Words,
    classifications: Vec<String>,
    handling: Vec<String>,
    handling_first: Vec<String>,
    statements: BTreeMap<Statement, Vec<String>>,
    /// Paragraphs on rights.
    pub rights: RightsWords,
    labels: BTreeMap<FieldRole, Vec<String>>,
    attending: Vec<String>,
    contents_values: Vec<String>,
    /// How titles name sender and addressee.
    pub title: TitleWords,
}

/// How titles name who wrote the document and to whom.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// Words of titles.
    pub words: Words,
    /// What is sent by somebody to somebody.
    pub sent: Words,
    /// Words before the sender.
    pub from: Words,
    /// Words before the addressee.
    pub to: Words,
    /// Words behind the first word of a title: "Record of".
    pub links: Words,
    /// Words that say that the document is an interview.
    pub interview: Words,
    /// Words before the author.
    pub by: Words,
    /// Words before which a name ends.
    pub until: Words,
    /// Articles, which are no part of a name.
    pub articles: Words,
}

/// Phrases by which paragraphs on rights are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightsWords {
    /// Phrases of such paragraphs.
    pub cues: Vec<String>,
    /// What stands before and behind the name of who keeps the page.
    pub holders: Vec<(String, String)>,
    /// What a web page prints instead of an address.
    pub placeholders: Vec<String>,
}

impl PageWords {
    /// Whether a whole line, folded, is page furniture.
    pub fn is_furniture(&self, line: &str) -> bool {
        self.furniture.contains(line)
    }

    /// Whether a whole line, folded, is a secrecy marking, handling words included.
    pub fn is_classification(&self, line: &str) -> bool {
        let line = line.trim_matches(|character: char| !character.is_alphanumeric());
        match self.classifications.iter().filter_map(|marking| line.strip_prefix(marking.as_str())).min_by_key(|rest| rest.len()) {
            Some(rest) => rest.chars().next().is_none_or(|next| !next.is_alphanumeric()) && self.is_handling(rest),
            None => line.split(' ').next().is_some_and(|first| self.handling_first.iter().any(|word| word == first)) && self.is_handling(line),
        }
    }

    fn is_handling(&self, rest: &str) -> bool {
        rest.split(|character: char| !character.is_alphanumeric() && character != ' ').all(|piece| {
            let piece = piece.trim();
            piece.is_empty()
                || self.handling.iter().chain(&self.classifications).any(|word| word == piece)
                || piece.split(' ').all(|word| self.is_handling_word(word))
        })
    }

    fn is_handling_word(&self, word: &str) -> bool {
        word.chars().all(|character| character.is_ascii_digit()) || self.handling.iter().any(|known| known == word)
    }

    /// What a folded label says of its value.
    pub fn role(&self, label: &str) -> Option<FieldRole> {
        self.labels.iter().find(|(_, labels)| labels.iter().any(|known| known == label)).map(|(&role, _)| role)
    }

    /// Whether a folded label that says who held an office may stand without a colon before the name: "chaired by".
    pub fn attends_without_colon(&self, label: &str) -> bool {
        self.attending.iter().any(|known| known == label)
    }

    /// All labels, each with what it says of its value.
    pub fn labels(&self) -> impl Iterator<Item = (&str, FieldRole)> {
        self.labels.iter().flat_map(|(&role, labels)| labels.iter().map(move |label| (label.as_str(), role)))
    }

    /// The statement that begins a folded sentence, with the length of its beginning.
    pub fn statement(&self, sentence: &str) -> Option<(Statement, usize)> {
        let found = self.statements.iter().flat_map(|(&statement, cues)| cues.iter().map(move |cue| (statement, cue)));
        found.filter(|(_, cue)| sentence.starts_with(cue.as_str())).map(|(statement, cue)| (statement, cue.len())).max_by_key(|(_, length)| *length)
    }

    /// Length of what a "contents" label says, if `text`, folded, begins with it.
    pub fn contents_value(&self, text: &str) -> Option<usize> {
        self.contents_values.iter().filter(|value| text.starts_with(value.as_str())).map(String::len).max()
    }
}
