//! Stretches in which a pass finds nothing more, because an earlier one or the reader has said what they are.

use crate::model::{Mark, Transcript};
use crate::source::Span;

/// Disjoint stretches in text order.
pub(super) struct Covered(Vec<Span>);

impl Covered {
    /// The stretches of the annotations whose mark `wanted` picks.
    pub(super) fn by(transcript: &Transcript, wanted: impl Fn(&Mark) -> bool) -> Self {
        let mut spans: Vec<Span> =
            transcript.annotations.iter().filter(|annotation| wanted(&annotation.mark)).map(|annotation| annotation.span).collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        Self(merged)
    }

    /// Whether `span` shares a byte with one of them.
    pub(super) fn overlaps(&self, span: Span) -> bool {
        let next = self.0.partition_point(|covered| covered.end <= span.start);
        self.0.get(next).is_some_and(|covered| covered.overlaps(span))
    }
}

/// The printed marks of pages, notes and times, and restored labels: readers know them, passes leave them alone.
pub(super) fn is_readers(mark: &Mark) -> bool {
    matches!(mark, Mark::PageMark(_) | Mark::NoteMark(_) | Mark::TimeCode(_) | Mark::RestoredLabel)
}
