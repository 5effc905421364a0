//! Blocks: the base text cut into disjoint stretches, each of one kind. Only blanks lie between them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::Span;

use super::annotation::NoteKind;

use super::register::EntityId;

/// One stretch of the base text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The stretch, without blanks at either end. A block may be a part of a line.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The turn it belongs to, an index of `Transcript::turns`.
    pub turn: Option<u32>,
}

impl Block {
    /// A block outside any turn.
    pub const fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, kind, turn: None }
    }

    /// A block of the turn `turn`.
    pub const fn in_turn(span: Span, kind: BlockKind, turn: u32) -> Self {
        Self { span, kind, turn: Some(turn) }
    }
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Page furniture: not in the TEI's text.
    Furniture,
    /// A statement about the document; its content stands in the TEI header at this path (`teiHeader/profileDesc/abstract`).
    Metadata(Cow<'static, str>),
    /// The document's title: `head` of the document's `div`.
    Title,
    /// A heading inside the document: opens a `div` with `head`. Level from 1.
    Heading(u8),
    /// A printed date line at the head of the document: `opener/dateline`.
    Dateline,
    /// A secrecy marking: `opener/seg`.
    Classification,
    /// A speaker's label as printed, remark included; the blocks of its turn follow: `speaker`.
    SpeakerLabel,
    /// A paragraph.
    Paragraph,
    /// Heading of a list ("Present:", "United States").
    ListHead(ListKind),
    /// Entry of a list.
    ListItem(ListKind),
    /// A whole paragraph of action, noise or pause.
    Incident,
    /// A whole paragraph that says something is missing.
    Gap,
    /// A note: its number as printed, if any; `foot` or `end`.
    Note {
        /// Number or mark of the note.
        number: Option<String>,
        /// TEI `note/@place`.
        place: NotePlace,
    },
    /// An editorial remark that stands as a paragraph: `note type`.
    Editorial(NoteKind),
    /// Signature at the end: `closer/signed`.
    Signature,
    /// A page mark that stands alone; the printed mark goes to the ledger, `pb n` stands in its place.
    PageMark(String),
}

impl BlockKind {
    /// Whether the block's characters stand in the TEI's `text`.
    pub const fn is_text(&self) -> bool {
        match self {
            Self::Furniture | Self::Metadata(_) | Self::PageMark(_) => false,
            Self::Title
            | Self::Heading(_)
            | Self::Dateline
            | Self::Classification
            | Self::SpeakerLabel
            | Self::Paragraph
            | Self::ListHead(_)
            | Self::ListItem(_)
            | Self::Incident
            | Self::Gap
            | Self::Note { .. }
            | Self::Editorial(_)
            | Self::Signature => true,
        }
    }

    /// Whether passes look for speech, names and dates in it.
    pub const fn is_prose(&self) -> bool {
        match self {
            Self::Paragraph | Self::ListItem(_) | Self::Note { .. } | Self::Incident | Self::Title | Self::Heading(_) | Self::Dateline => true,
            Self::Furniture
            | Self::Metadata(_)
            | Self::PageMark(_)
            | Self::Classification
            | Self::SpeakerLabel
            | Self::ListHead(_)
            | Self::Gap
            | Self::Editorial(_)
            | Self::Signature => false,
        }
    }
}

/// Where a note stands: TEI `note/@place`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotePlace {
    /// At the foot of its page.
    Foot,
    /// At the end of the document.
    End,
}

impl NotePlace {
    /// The word for it in TEI and in a parsed transcript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Foot => "foot",
            Self::End => "end",
        }
    }
}

/// What a list lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// Those present.
    Participants,
    /// Items of an agenda.
    Agenda,
    /// Anything else.
    Plain,
}

/// One labelled or timed turn.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Turn {
    /// Speakers; the register's `unknown` where the label is not resolved.
    pub who: Vec<EntityId>,
    /// The label as printed, remark included: the span of a `SpeakerLabel` block; `None` where the transcript gives the speaker outside the text.
    pub label: Option<Span>,
    /// Start and end in milliseconds from the beginning of the recording.
    pub times: Option<(u64, Option<u64>)>,
    /// Certainty of the speaker; `None` where the label names a listed participant outright.
    pub inferred: Option<super::annotation::Certainty>,
    /// Id of the editor who decided who speaks, if one did.
    pub decided: Option<String>,
}
