//! Whether what was decided becomes an element: TEI admits no speech in a date, and no editor's mark in the description of a noise.
//!
//! What stands nowhere in the edition would be lost without a word, so such a decision is refused.

use std::collections::HashSet;

use crate::model::{Annotation, Basis, BlockKind, Transcript, Weave};
use crate::source::Span;

use super::apply::blocks_over;
use super::{Decision, Kind, Verb};

/// What was decided and no element says, in no order.
pub(super) fn hidden(transcript: &Transcript) -> HashSet<(Kind, Span)> {
    let decided = |annotation: &Annotation| {
        let kind = Kind::of(&annotation.mark).filter(|_| matches!(annotation.basis, Basis::Decided(_)));
        kind.map(|kind| (kind, annotation.span))
    };
    let weave = Weave::new(transcript);
    let mut hidden: HashSet<(Kind, Span)> = transcript.annotations.iter().filter_map(decided).collect();
    let characters = (0..transcript.blocks.len()).filter_map(|index| weave.character(index));
    for shown in weave.all_pieces().iter().map(|piece| piece.annotation).chain(characters).filter_map(decided) {
        hidden.remove(&shown);
    }
    hidden
}

/// Whether the decision takes away what a whole block is, which the edition writes in any case: "[Applause]" in a line of its own.
pub(super) fn takes_a_block(transcript: &Transcript, decision: &Decision, span: Span) -> bool {
    let about = decision.verb == Verb::Reject && matches!(decision.kind, Kind::Bracket | Kind::Event);
    let remark = |kind: &BlockKind| matches!(kind, BlockKind::Incident | BlockKind::Gap | BlockKind::Editorial(_));
    about && blocks_over(transcript, span).iter().any(|block| remark(&block.kind) && span.contains(block.span))
}
