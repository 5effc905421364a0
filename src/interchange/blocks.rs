//! The kinds of blocks in JSON and in the model.

use serde::{Deserialize, Serialize};

use crate::model::{self, ListKind, NoteKind, NotePlace};

use super::format::Text;
use super::numbers::Whole;

/// What a block is; the model's kinds under the names of the format.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum BlockKind<'t> {
    Furniture,
    Metadata {
        path: Text<'t>,
    },
    Title,
    Heading {
        level: Whole,
    },
    Dateline,
    Classification,
    SpeakerLabel,
    Paragraph,
    ListHead {
        list: ListKind,
    },
    ListItem {
        list: ListKind,
    },
    Incident,
    Gap,
    Note {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Text<'t>>,
        place: NotePlace,
    },
    Editorial {
        note: NoteKind,
    },
    Signature,
    PageMark {
        number: Text<'t>,
    },
}

impl<'t> From<&'t model::BlockKind> for BlockKind<'t> {
    fn from(kind: &'t model::BlockKind) -> Self {
        use model::BlockKind as Kind;
        match kind {
            Kind::Furniture => Self::Furniture,
            Kind::Metadata(path) => Self::Metadata { path: path.as_ref().into() },
            Kind::Title => Self::Title,
            Kind::Heading(level) => Self::Heading { level: Whole(u64::from(*level)) },
            Kind::Dateline => Self::Dateline,
            Kind::Classification => Self::Classification,
            Kind::SpeakerLabel => Self::SpeakerLabel,
            Kind::Paragraph => Self::Paragraph,
            Kind::ListHead(list) => Self::ListHead { list: *list },
            Kind::ListItem(list) => Self::ListItem { list: *list },
            Kind::Incident => Self::Incident,
            Kind::Gap => Self::Gap,
            Kind::Note { number, place } => Self::Note { number: number.as_deref().map(Into::into), place: *place },
            Kind::Editorial(note) => Self::Editorial { note: *note },
            Kind::Signature => Self::Signature,
            Kind::PageMark(number) => Self::PageMark { number: number.into() },
        }
    }
}

impl From<BlockKind<'_>> for model::BlockKind {
    fn from(kind: BlockKind<'_>) -> Self {
        match kind {
            BlockKind::Furniture => Self::Furniture,
            BlockKind::Metadata { path } => Self::Metadata(path.into_owned().into()),
            BlockKind::Title => Self::Title,
            BlockKind::Heading { level } => Self::Heading(u8::try_from(level.0).unwrap_or(u8::MAX)),
            BlockKind::Dateline => Self::Dateline,
            BlockKind::Classification => Self::Classification,
            BlockKind::SpeakerLabel => Self::SpeakerLabel,
            BlockKind::Paragraph => Self::Paragraph,
            BlockKind::ListHead { list } => Self::ListHead(list),
            BlockKind::ListItem { list } => Self::ListItem(list),
            BlockKind::Incident => Self::Incident,
            BlockKind::Gap => Self::Gap,
            BlockKind::Note { number, place } => Self::Note { number: number.map(Into::into), place },
            BlockKind::Editorial { note } => Self::Editorial(note),
            BlockKind::Signature => Self::Signature,
            BlockKind::PageMark { number } => Self::PageMark(number.into()),
        }
    }
}
