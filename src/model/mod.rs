//! The transcript: a base text that is never touched, and all that is said about it.
//!
//! Readers cut the text into [`Block`]s, passes add [`Annotation`]s, writers take both from [`Weave`].

mod annotation;
mod block;
mod credits;
mod date;
mod entries;
mod header;
mod ids;
mod ledger;
mod nesting;
mod numbering;
mod register;
mod resources;
mod weave;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::source::Source;

pub use annotation::{
    Act, Annotation, Aside, Basis, Certainty, Gap, GapReason, GapUnit, Lang, Mark, Measure, Mode, Name, NoteKind, Quote, Rule, Speech, Work,
};
pub use block::{Block, BlockKind, ListKind, NotePlace, Turn};
pub use credits::only_credited;
pub use date::{Date, DateValue, TimeValue, days_in_month};
pub use header::{Archival, Editor, Field, Header, HeaderDate, Publication, Recording, RecordingKind, Setting};
pub use ids::slug;
pub use ledger::{Ledger, Reason, Row};
pub use numbering::PreviousIds;
pub use register::{Entity, EntityId, EntityKind, Part, Register, is_reserved_id};
pub use resources::{SOURCE_ID, TEI_ID, event_id, level_ids, original_id, repository_id};
pub use weave::{Event, Piece, Weave, is_fit_for_xml};

/// The genre of a transcript; it chooses the encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Genre {
    /// Prose that tells who said what: `p` with `said`.
    Reported,
    /// Labelled turns: `sp`, `speaker`, `p`.
    Minutes,
    /// Questions and answers; with times `timeline`, `annotationBlock`, `u`, else as minutes.
    Interview,
}

impl Genre {
    /// The word for it on the command line and in `div/@subtype`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Minutes => "minutes",
            Self::Interview => "interview",
        }
    }

    /// What it is, in words.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Reported => "reported conversation: prose that tells who said what",
            Self::Minutes => "minutes: turns with speakers' labels",
            Self::Interview => "interview: somebody asks, somebody answers",
        }
    }
}

/// A document: its base text and all that is said about it.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// The base text.
    pub source: Arc<Source>,
    /// The name of the edition: the stem of its files.
    pub name: String,
    /// Its genre.
    pub genre: Genre,
    /// Why that genre: sentences for the editor.
    pub evidence: Vec<String>,
    /// What the page says about the document.
    pub header: Header,
    /// Disjoint, in text order.
    pub blocks: Vec<Block>,
    /// Labelled or timed turns, in text order.
    pub turns: Vec<Turn>,
    /// All annotations; [`Weave`] orders them.
    pub annotations: Vec<Annotation>,
    /// Whether the annotations came with the source: passes then add nothing.
    pub settled: bool,
    /// Who and what is named.
    pub register: Register,
    /// What an editor should look at.
    pub queries: Vec<Diagnostic>,
}

impl Transcript {
    /// A document of which nothing is known yet.
    pub fn new(source: Arc<Source>, name: &str, genre: Genre) -> Self {
        Self {
            source,
            name: name.to_owned(),
            genre,
            evidence: Vec::new(),
            header: Header::default(),
            blocks: Vec::new(),
            turns: Vec::new(),
            annotations: Vec::new(),
            settled: false,
            register: Register::default(),
            queries: Vec::new(),
        }
    }

    /// Gives speeches and turns in which nobody is named who can speak to the unknown voices.
    pub fn attribute_to_unknown(&mut self) {
        let Self { register, turns, annotations, .. } = self;
        let speeches = annotations.iter_mut().filter_map(|annotation| match &mut annotation.mark {
            Mark::Speech(speech) => Some(&mut speech.who),
            _ => None,
        });
        for who in turns.iter_mut().map(|turn| &mut turn.who).chain(speeches) {
            if !who.iter().any(|&id| register.get(id).kind.can_act()) {
                *who = vec![register.unknown()];
            }
        }
    }

    /// The rules by which its annotations were found, each once, in the order of their ids.
    pub fn rules(&self) -> Vec<&Rule> {
        let rules: std::collections::BTreeMap<&str, &Rule> =
            self.annotations.iter().filter_map(|annotation| annotation.rule.as_deref()).map(|rule| (&*rule.id, rule)).collect();
        rules.into_values().collect()
    }

    /// The text of a block.
    pub fn text_of(&self, block: &Block) -> &str {
        self.source.slice(block.span)
    }
}
