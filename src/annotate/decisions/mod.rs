//! What an editor decided about an edition, in a file beside the source; it is applied after the passes, and stays however they change.
//!
//! ```toml
//! [editor]
//! id = "holt"
//! name = "Mara Holt"
//!
//! [[change]]
//! speech = "the mill is closed"
//! who = ["Anders"]
//! before = "He said that "
//! ```
//!
//! `confirm`, `reject`, `change` and `add` are about quoted words; `merge` and `apart` about people.

mod anchor;
mod apply;
mod codes;
mod file;
mod folded;
mod found;
mod kind;
mod near;
mod people;
mod settle;
mod text;
mod value;

use std::sync::Arc;

use crate::model::{BlockKind, Editor, EntityId, Transcript};
use crate::source::{Source, Span};

pub use anchor::Anchor;
pub use apply::{Applied, apply};
pub use codes::CODES;
pub use file::read;
pub use kind::{Form, Key, Kind};
pub use text::write;
pub use value::{Fields, Value};

/// The value of `format`.
pub const FORMAT: &str = "teiscribe-decisions/1.0";

/// The JSON Schema of the file.
pub const SCHEMA_TEXT: &str = include_str!("../../../schemas/decisions/1.0/decisions.schema.json");

/// All that one file decides.
#[derive(Clone, Debug)]
pub struct Decisions {
    /// The file.
    pub source: Arc<Source>,
    /// Who decided.
    pub editor: Editor,
    /// Entries that the text gives nobody cause to make.
    pub declared: Vec<Declared>,
    /// Decisions about people.
    pub people: Vec<OfPeople>,
    /// Decisions about words.
    pub marks: Vec<Decision>,
}

/// What is decided about words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// What was found is right.
    Confirm,
    /// It is wrong, and nothing takes its place.
    Reject,
    /// Something about it is wrong.
    Change,
    /// Something was not found.
    Add,
}

impl Verb {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Confirm, Self::Reject, Self::Change, Self::Add];

    /// The table it stands in.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reject => "reject",
            Self::Change => "change",
            Self::Add => "add",
        }
    }
}

/// A decision about words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is decided.
    pub verb: Verb,
    /// What the words are.
    pub kind: Kind,
    /// Where they stand.
    pub anchor: Anchor,
    /// The words that it should be about instead.
    pub extent: Option<String>,
    /// What is said of them; what is left out stays as found.
    pub fields: Fields,
    /// Where the decision stands in its file.
    pub place: Span,
}

/// A decision that people are one, or not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfPeople {
    /// Whether they are one.
    pub merges: bool,
    /// Their names, each with its place in the file; the first one's entry stays.
    pub names: Vec<(String, Span)>,
    /// Where the decision stands in its file.
    pub place: Span,
}

/// An entry that an editor declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it is: `person`.
    pub class: &'static str,
    /// Its name.
    pub name: String,
    /// Its id in the edition; made from the name where it is absent.
    pub id: Option<String>,
    /// Where it stands in its file.
    pub place: Span,
}

/// Writes decisions about a transcript: what was found, in the words of a decisions file.
pub struct Clerk<'t> {
    transcript: &'t Transcript,
    places: anchor::Places<'t>,
    names: people::Names,
}

impl<'t> Clerk<'t> {
    /// Reads the transcript, whose entries have their ids, once.
    pub fn new(transcript: &'t Transcript) -> Self {
        Self { transcript, places: anchor::Places::new(&transcript.source), names: people::Names::of(&transcript.register) }
    }

    /// A decision about the stretch `span`, with all that `mark` says; `None` for the marks of readers, and for a stage note that is a
    /// block of its own: the TEI writes the block whatever is decided about the mark.
    pub fn decision(&self, verb: Verb, span: Span, mark: &crate::model::Mark) -> Option<Decision> {
        if self.is_in_a_stage_note(span) {
            return None;
        }
        let fields = if verb == Verb::Reject { Fields::new() } else { value::fields_of(mark, self) };
        Some(Decision { verb, kind: Kind::of(mark)?, anchor: self.places.anchor(span), extent: None, fields, place: Span::default() })
    }

    fn is_in_a_stage_note(&self, span: Span) -> bool {
        let blocks = &self.transcript.blocks;
        let after = blocks.partition_point(|block| block.span.start <= span.start);
        blocks[..after].last().is_some_and(|block| matches!(block.kind, BlockKind::Incident | BlockKind::Gap | BlockKind::Editorial(_)))
    }

    /// Where the words at `span` are found again.
    pub fn anchor(&self, span: Span) -> Anchor {
        self.places.anchor(span)
    }

    /// The words at `span` as a decision quotes them.
    pub fn quote(&self, span: Span) -> String {
        self.places.quote(span)
    }

    /// What decisions call the entry `id`.
    pub fn name(&self, id: EntityId) -> String {
        self.names.call(&self.transcript.register, id)
    }
}

impl value::Calls for Clerk<'_> {
    fn entry(&self, id: EntityId) -> String {
        self.name(id)
    }

    fn words(&self, span: Span) -> String {
        self.quote(span)
    }
}
