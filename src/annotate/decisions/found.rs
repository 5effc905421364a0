//! What the passes found, by kind and place.

use std::collections::{BTreeMap, HashMap};

use crate::model::Annotation;
use crate::source::Span;

use super::Kind;

/// Annotations by kind and place, as indices.
#[derive(Debug, Default)]
pub(super) struct Found {
    exact: HashMap<(Kind, Span), Vec<usize>>,
    kinds: BTreeMap<Kind, Sorted>,
}

/// The annotations of one kind, in text order.
#[derive(Debug, Default)]
struct Sorted {
    spans: Vec<(Span, usize)>,
    longest: usize,
}

impl Found {
    /// Reads the annotations once.
    pub(super) fn of(annotations: &[Annotation]) -> Self {
        let mut found = Self::default();
        for (index, annotation) in annotations.iter().enumerate() {
            let Some(kind) = Kind::of(&annotation.mark) else { continue };
            found.exact.entry((kind, annotation.span)).or_default().push(index);
            let sorted = found.kinds.entry(kind).or_default();
            sorted.spans.push((annotation.span, index));
            sorted.longest = sorted.longest.max(annotation.span.len());
        }
        found.kinds.values_mut().for_each(|sorted| sorted.spans.sort_unstable());
        found
    }

    /// What a decision about `span` is about: what was found just there, else what begins there.
    pub(super) fn all_at(&self, kind: Kind, span: Span) -> Vec<usize> {
        if let Some(all) = self.exact.get(&(kind, span)) {
            return all.clone();
        }
        let begins = self.kinds.get(&kind).map_or(&[][..], |sorted| sorted.from(span.start));
        let same = begins.iter().take_while(|(other, _)| other.start == span.start);
        same.min_by_key(|(other, _)| other.end.abs_diff(span.end)).map(|&(_, index)| index).into_iter().collect()
    }

    /// The first of them.
    pub(super) fn at(&self, kind: Kind, span: Span) -> Option<usize> {
        self.all_at(kind, span).first().copied()
    }

    /// What cannot stand beside a decided `span`: the same stretch, what crosses it, and for names and dates what overlaps it.
    pub(super) fn displaced(&self, kind: Kind, span: Span) -> Vec<usize> {
        let Some(sorted) = self.kinds.get(&kind) else { return Vec::new() };
        let near = sorted.from(span.start.saturating_sub(sorted.longest)).iter().take_while(|(other, _)| other.start < span.end);
        let goes = |other: Span| other == span || other.crosses(span) || (kind.is_leaf() && other.overlaps(span));
        near.filter(|(other, _)| goes(*other)).map(|&(_, index)| index).collect()
    }
}

impl Sorted {
    fn from(&self, start: usize) -> &[(Span, usize)] {
        &self.spans[self.spans.partition_point(|(span, _)| span.start < start)..]
    }
}
