//! What may stand directly inside what, so that arbitrary annotations give valid TEI.
//!
//! Elements that hold a description ("[laughs]" in `vocal/desc`) admit names, speech and quotations, but none of the marks
//! of an editor; a date admits no speech. [`Weave`](super::Weave) asks here, and nobody else decides it.

use super::annotation::{Annotation, Mark};
use super::block::{Block, BlockKind};

/// What holds an element directly.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holder<'a> {
    /// A block.
    Block(&'a BlockKind),
    /// The element of an annotation.
    Mark(&'a Mark),
}

impl Holder<'_> {
    /// Whether the element of `inner` may stand here.
    pub(super) fn admits(self, inner: &Mark) -> bool {
        if self.is_description() {
            return !is_editorial(inner);
        }
        !(self.is_date() && matches!(inner, Mark::Speech(_)))
    }

    /// Whether the characters stand in a TEI `desc`, which holds no editor's mark and no milestone.
    pub(super) fn is_description(self) -> bool {
        match self {
            Self::Block(kind) => matches!(kind, BlockKind::Gap | BlockKind::Incident),
            Self::Mark(mark) => matches!(mark, Mark::Gap(_) | Mark::Kinesic | Mark::Vocal | Mark::Incident),
        }
    }

    /// TEI `date`, `time`, `dateline` and what stands in their place.
    fn is_date(self) -> bool {
        match self {
            Self::Block(kind) => matches!(kind, BlockKind::Dateline),
            Self::Mark(mark) => matches!(mark, Mark::Date(_) | Mark::Time(_)),
        }
    }
}

/// The marks whose TEI elements `macro.limitedContent` lacks.
fn is_editorial(mark: &Mark) -> bool {
    matches!(
        mark,
        Mark::Aside(_)
            | Mark::OriginalTerm
            | Mark::SicNote
            | Mark::Note(_)
            | Mark::Sic
            | Mark::Supplied
            | Mark::RestoredLabel
            | Mark::Gap(_)
            | Mark::Kinesic
            | Mark::Vocal
            | Mark::Incident
            | Mark::Pause
            | Mark::Unclear
    )
}

/// Whether the annotation says of a whole block of action or of something missing what it is; the block's own element then says it.
pub(super) fn characterises(annotation: &Annotation, block: &Block) -> bool {
    let fits = match block.kind {
        BlockKind::Gap => matches!(annotation.mark, Mark::Gap(_)),
        BlockKind::Incident => matches!(annotation.mark, Mark::Kinesic | Mark::Vocal | Mark::Incident | Mark::Pause),
        _ => false,
    };
    fits && annotation.span.contains(block.span)
}
