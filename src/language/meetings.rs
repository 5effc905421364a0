//! Words by which a text says that people met and who was there.

use serde::Deserialize;

use super::Words;

/// Words of one language about meetings, all in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingWords {
    /// The predicate: "present".
    pub present: Words,
    /// What stands before it: "were".
    pub being: Words,
    /// What denies it: "not".
    pub negation: Words,
    /// Verbs of taking part: "attended".
    pub attending: Words,
    /// Turns the verb round: "attended by".
    pub by: Words,
    /// Begins a sentence that lists those present.
    pub listing: Words,
    /// Begins the list after a sentence that only counts.
    pub going_on: Words,
    /// Units in which people are counted.
    pub people: Words,
    /// Kinds of meetings.
    pub activity: Words,
    /// Prepositions that lead to where it was.
    pub r#where: Words,
}
