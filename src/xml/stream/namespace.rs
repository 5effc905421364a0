//! Which prefix stands for which namespace, along the open elements.

use rustc_hash::FxHashMap;

use crate::xml::names::NamespaceId;

/// The bindings of all open elements.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    /// What each prefix stood for before each declaration still in force.
    undo: Vec<(Box<str>, Option<NamespaceId>)>,
    current: FxHashMap<Box<str>, NamespaceId>,
    /// For each element that declares: length of `undo` and number of the state outside it.
    marks: Vec<(usize, u32)>,
    /// Number of the present state; each set of declarations opens a new one.
    state: u32,
    states: u32,
}

impl Bindings {
    /// A number that changes with the bindings: a name resolved under one number need not be resolved again.
    #[inline]
    pub(super) fn state(&self) -> u32 {
        self.state
    }

    /// Opens the declarations of one element.
    pub(super) fn enter(&mut self) {
        self.marks.push((self.undo.len(), self.state));
        self.states += 1;
        self.state = self.states;
    }

    /// Declares a prefix (empty for the default namespace) on the element entered last.
    pub(super) fn bind(&mut self, prefix: &str, namespace: NamespaceId) {
        let before = self.current.insert(prefix.into(), namespace);
        self.undo.push((prefix.into(), before));
    }

    /// Leaves the element entered last.
    pub(super) fn leave(&mut self) {
        let Some((length, state)) = self.marks.pop() else { return };
        for (prefix, before) in self.undo.drain(length..).rev() {
            match before {
                Some(namespace) => self.current.insert(prefix, namespace),
                None => self.current.remove(&prefix),
            };
        }
        self.state = state;
    }

    /// All prefixes in force, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, NamespaceId)> {
        self.current.iter().map(|(prefix, &namespace)| (&**prefix, namespace))
    }

    /// The namespace of a prefix; without a declaration the empty prefix stands for none.
    pub(super) fn lookup(&self, prefix: &str) -> Option<NamespaceId> {
        match self.current.get(prefix) {
            Some(&found) => Some(found),
            None if prefix == "xml" => Some(NamespaceId::XML),
            None if prefix.is_empty() => Some(NamespaceId::NONE),
            None => None,
        }
    }
}
