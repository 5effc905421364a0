//! The marked names of a transcript, block by block and in text order, for the passes that ask who is meant.

use crate::model::{EntityId, EntityKind, Mark, Transcript};
use crate::source::Span;

/// A name where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameAt {
    /// Its characters, without honorific and possessive ending.
    pub span: Span,
    /// What kind of name it is.
    pub class: EntityKind,
    /// The entry it means; `None` where it stays unresolved.
    pub entity: Option<EntityId>,
}

/// All marked names, in text order.
#[derive(Clone, Debug, Default)]
pub struct Named {
    names: Vec<NameAt>,
}

impl Named {
    /// Collects the names that are marked so far.
    pub fn of(transcript: &Transcript) -> Self {
        let name = |mark: &Mark| match mark {
            Mark::Name(name) => Some((name.class, name.entity)),
            _ => None,
        };
        let marked = transcript.annotations.iter().filter_map(|annotation| name(&annotation.mark).map(|name| (annotation.span, name)));
        let mut names: Vec<NameAt> = marked.map(|(span, (class, entity))| NameAt { span, class, entity }).collect();
        names.sort_by_key(|name| name.span);
        Self { names }
    }

    /// The names that lie in the stretch `span`, in text order.
    pub fn within(&self, span: Span) -> &[NameAt] {
        let start = self.names.partition_point(|name| name.span.start < span.start);
        let end = self.names.partition_point(|name| name.span.end <= span.end);
        &self.names[start.min(end)..end]
    }

    /// The name that begins at the byte `start`.
    pub fn at(&self, start: usize) -> Option<NameAt> {
        let index = self.names.partition_point(|name| name.span.start < start);
        self.names.get(index).copied().filter(|name| name.span.start == start)
    }
}
