//! Words by which a text says that people met and who was there.

use std::collections::BTreeSet;

use serde::Deserialize;

/// Words of one language about meetings, all in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingWords {
    /// The predicate: "present".
    pub present: BTreeSet<String>,
    /// What stands before it: "were".
    pub being: BTreeSet<String>,
    /// What denies it: "not".
    pub negation: BTreeSet<String>,
    /// Verbs of taking part: "attended".
    pub attending: BTreeSet<String>,
    /// Turns the verb round: "attended by".
    pub by: BTreeSet<String>,
    /// Begins a sentence that lists those present.
    pub listing: BTreeSet<String>,
    /// Begins the list after a sentence that only counts.
    pub going_on: BTreeSet<String>,
    /// Units in which people are counted.
    pub people: BTreeSet<String>,
    /// Kinds of meetings.
    pub activity: BTreeSet<String>,
    /// Prepositions that lead to where it was.
    pub r#where: BTreeSet<String>,
}
