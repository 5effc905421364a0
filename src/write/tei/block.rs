//! The element of a block.

use crate::model::{Annotation, BlockKind, Mark};

/// The element in which a block stands; `character` is what an annotation says of the whole of it.
pub(super) fn element(kind: &BlockKind, character: Option<&Annotation>) -> &'static str {
    match kind {
        BlockKind::Title | BlockKind::Heading(_) | BlockKind::ListHead(_) => "head",
        BlockKind::Dateline => "dateline",
        BlockKind::Classification => "seg",
        BlockKind::SpeakerLabel => "speaker",
        BlockKind::ListItem(_) => "item",
        BlockKind::Note { .. } | BlockKind::Editorial(_) => "note",
        BlockKind::Gap => "gap",
        BlockKind::Incident => incident(character.map(|annotation| &annotation.mark)),
        BlockKind::Signature => "signed",
        BlockKind::PageMark(_) => "pb",
        BlockKind::Paragraph | BlockKind::Furniture | BlockKind::Metadata(_) => "p",
    }
}

fn incident(mark: Option<&Mark>) -> &'static str {
    match mark {
        Some(Mark::Kinesic) => "kinesic",
        Some(Mark::Vocal) => "vocal",
        _ => "incident",
    }
}

/// The type of an anonymous block or segment that keeps the place of a block whose own element may not stand there.
pub(super) const fn loose_type(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Title | BlockKind::Heading(_) => "title",
        BlockKind::Dateline => "dateline",
        BlockKind::Classification => "classification",
        BlockKind::SpeakerLabel => "speaker-label",
        BlockKind::ListHead(_) | BlockKind::ListItem(_) => "list-head",
        BlockKind::Signature => "signature",
        BlockKind::Incident => "pause",
        BlockKind::Paragraph
        | BlockKind::Gap
        | BlockKind::Note { .. }
        | BlockKind::Editorial(_)
        | BlockKind::PageMark(_)
        | BlockKind::Furniture
        | BlockKind::Metadata(_) => "block",
    }
}
