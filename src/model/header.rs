//! What the page says about the document: title, dates, archive, rights. Only what is printed; nothing is filled in.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::Span;

use super::date::{Date, DateValue};
use super::register::EntityId;

/// A printed value with its place in the base text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Field {
    /// The value, without label and surrounding blanks.
    pub text: String,
    /// Where it stands; `None` when it came from metadata outside the base text.
    pub span: Option<Span>,
}

/// A date in the header.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct HeaderDate {
    /// As printed.
    pub field: Field,
    /// What it means.
    pub value: DateValue,
    /// Whether the year (or more) is inferred.
    pub inferred: bool,
}

/// A printed archival reference.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Archival {
    /// The whole reference as printed.
    pub field: Field,
    /// The repository as printed: `APRF`.
    pub repository: Option<String>,
    /// Levels in order from the whole to the part, each `(type, value)`: `("fond", "52")`, `("opis", "1")`, `("delo", "349")`; `("shelfmark", …)` where it is not divided.
    pub levels: Vec<(Cow<'static, str>, String)>,
    /// Leaves or pages, first and last: `("64", "113")`, as printed in `leaves_text`.
    pub leaves: Option<(String, String)>,
    /// The leaves as printed: `List 64-113`.
    pub leaves_text: String,
}

/// A statement that the document was published elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Publication {
    /// The whole statement as printed.
    pub field: Field,
    /// The title in it, without quotation marks.
    pub title: Option<Field>,
    /// The date in it.
    pub date: Option<HeaderDate>,
    /// Why the date cannot be right, if it cannot.
    pub doubt: Option<String>,
}

/// A meeting the document reports.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Setting {
    /// Place of the meeting.
    pub place: Option<EntityId>,
    /// The place as printed, where it is no entry.
    pub place_text: Option<Field>,
    /// Its date.
    pub date: Option<HeaderDate>,
    /// What it was: "conversation", "dinner".
    pub activity: Option<Field>,
    /// Who attended, as far as the document says.
    pub attendees: Vec<EntityId>,
    /// The stretch of the base text that reports it; speech in it was said there.
    pub extent: Option<Span>,
}

/// The recording a transcript was made from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Recording {
    /// `audio` or `video`, where it is stated: TEI `recording/@type`.
    pub kind: Option<RecordingKind>,
    /// Length in milliseconds.
    pub duration: Option<u64>,
    /// Address of the file.
    pub url: Option<String>,
    /// Its media type: `audio/wav`. TEI has no place for an address without it, and none for it without an address.
    pub mime_type: Option<String>,
}

/// What was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordingKind {
    /// Sound.
    Audio,
    /// Sound and picture.
    Video,
}

impl RecordingKind {
    /// The word for it in TEI and in a parsed transcript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
        }
    }
}

/// Somebody who decided something about the edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Editor {
    /// The id, to which `@resp` points.
    pub id: String,
    /// The name.
    pub name: String,
}

/// All that the page says about the document.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Header {
    /// Title of the document.
    pub title: Option<Field>,
    /// BCP 47 tag of the text's language.
    pub language: Option<String>,
    /// Language of the original, where the page names it.
    pub original_language: Option<Field>,
    /// Author or sender as printed.
    pub authors: Vec<(Field, Option<EntityId>)>,
    /// Addressees as printed.
    pub addressees: Vec<(Field, Option<EntityId>)>,
    /// Date of the document.
    pub date: Option<HeaderDate>,
    /// Meetings it reports.
    pub settings: Vec<Setting>,
    /// Secrecy marking as printed.
    pub classification: Option<Field>,
    /// Subject as printed.
    pub subject: Option<Field>,
    /// Summaries as printed.
    pub summaries: Vec<Field>,
    /// Archival references.
    pub archival: Vec<Archival>,
    /// Publications.
    pub publications: Vec<Publication>,
    /// Translators as printed.
    pub translators: Vec<(Field, Option<EntityId>)>,
    /// Who keeps or publishes the page, as printed in it.
    pub holders: Vec<(Field, Option<EntityId>)>,
    /// Rights statements, one a paragraph.
    pub rights: Vec<Field>,
    /// Labels without a value.
    pub blank_fields: Vec<Field>,
    /// Other labelled values: `(label, value)`.
    pub other: Vec<(String, Field)>,
    /// Number of people said to be present, with the place where the text says it.
    pub said_present: Option<(u32, Span)>,
    /// Recordings the transcript was made from.
    pub recordings: Vec<Recording>,
    /// SHA-256 of the original bytes where the base text was made from a parsed transcript that names it.
    pub original_sha256: Option<String>,
    /// Editors who decided something about the edition, in the order of their ids.
    pub editors: Vec<Editor>,
    /// The document IRI the user or the parsed transcript gives.
    pub iri: Option<String>,
    /// Licence of the edition; only from the user.
    pub licence: Option<String>,
    /// Publisher of the edition; only from the user.
    pub publisher: Option<String>,
}

impl HeaderDate {
    /// The day, month or year, if it is a single one.
    pub fn when(&self) -> Option<Date> {
        self.value.when
    }
}
