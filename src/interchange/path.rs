//! Where in the JSON a reader is: a JSON Pointer that is only written out for a message.

use crate::json::pointer_to;

/// A JSON Pointer, made step by step on the stack.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'static str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(super) const fn key(&'p self, key: &'static str) -> Self {
        Self::Key(self, key)
    }

    pub(super) const fn index(&'p self, index: usize) -> Self {
        Self::Index(self, index)
    }

    /// The pointer, RFC 6901: `/turns/3/speaker`.
    pub(super) fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(outer, key) => pointer_to(&outer.pointer(), key),
            Self::Index(outer, index) => format!("{}/{index}", outer.pointer()),
        }
    }
}
