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
pub mod review;
mod settle;
mod shown;
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
pub use text::{tables, write};
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
    /// For each turn its label, else its first block.
    turns: Vec<Option<Span>>,
}

impl<'t> Clerk<'t> {
    /// Reads the transcript, whose entries have their ids, once.
    pub fn new(transcript: &'t Transcript) -> Self {
        let mut turns: Vec<Option<Span>> = transcript.turns.iter().map(|turn| turn.label).collect();
        for block in transcript.blocks.iter().filter(|block| block.kind.is_text()) {
            if let Some(words) = block.turn.and_then(|turn| turns.get_mut(turn as usize)) {
                words.get_or_insert(block.span);
            }
        }
        Self { transcript, places: anchor::Places::new(&transcript.source), names: people::Names::of(&transcript.register), turns }
    }

    /// A decision about the stretch `span`, with all that `mark` says; `None` for the marks of readers, and for a stage note that is a
    /// block of its own: the TEI writes the block whatever is decided about the mark.
    pub fn decision(&self, verb: Verb, span: Span, mark: &crate::model::Mark) -> Option<Decision> {
        if !self.may_decide(span) {
            return None;
        }
        let fields = if verb == Verb::Reject { Fields::new() } else { value::fields_of(mark, self) };
        Some(Decision { verb, kind: Kind::of(mark)?, anchor: self.places.anchor(span), extent: None, fields, place: Span::default() })
    }

    /// A decision about who speaks in turn `index`; `None` where it has no words in the text.
    pub fn turn(&self, verb: Verb, index: usize) -> Option<Decision> {
        let names = |ids: &[EntityId]| Value::List(ids.iter().map(|&id| self.name(id)).collect());
        let fields = if verb == Verb::Reject { Fields::new() } else { Fields::from([("who", names(&self.transcript.turns[index].who))]) };
        let anchor = self.places.anchor(self.words_of_turn(index)?);
        Some(Decision { verb, kind: Kind::Turn, anchor, extent: None, fields, place: Span::default() })
    }

    /// The label of a turn, else its first block.
    pub fn words_of_turn(&self, index: usize) -> Option<Span> {
        self.turns[index]
    }

    /// Whether something can be decided about the words at `span`: not about those of a stage note that is a block of its own.
    pub fn may_decide(&self, span: Span) -> bool {
        let blocks = &self.transcript.blocks;
        let after = blocks.partition_point(|block| block.span.start <= span.start);
        !blocks[..after].last().is_some_and(|block| matches!(block.kind, BlockKind::Incident | BlockKind::Gap | BlockKind::Editorial(_)))
    }

    /// Up to `width` characters before and after the words at `span`, in whole words, with single spaces.
    pub fn around(&self, span: Span, width: usize) -> (&str, &str) {
        self.places.around(span, width)
    }

    /// Code points before the byte `at`.
    pub fn code_points(&self, at: usize) -> usize {
        self.places.code_points(at)
    }

    /// Where `words` stand nearest behind the byte `at`, else before it.
    pub fn find_near(&self, words: &str, at: usize) -> Option<Span> {
        self.places.find_near(words, at)
    }

    /// Where `words` stand that share some with those at `near`.
    pub fn find_over(&self, words: &str, near: Span) -> Option<Span> {
        self.places.find_over(words, near)
    }

    /// Where the words at `span` are found again.
    pub fn anchor(&self, span: Span) -> Anchor {
        self.places.anchor(span)
    }

    /// The words at `span` as a decision quotes them.
    pub fn quote(&self, span: Span) -> String {
        self.places.quote(span)
    }

    /// Whether decisions may call somebody who speaks, or with `anything` any entry, by this name.
    ///
    /// # Errors
    /// Why not, and what to do.
    pub fn check_name(&self, name: &str, anything: bool) -> Result<(), (String, String)> {
        self.names.check(&self.transcript.register, name, anything)
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
