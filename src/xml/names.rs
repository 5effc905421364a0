//! Names, each stored once: a namespace and a local name become a [`NameId`].

use std::hash::{BuildHasher, Hash};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The namespace of the prefix `xml`.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`.
pub const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// A name of one [`Names`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(u32);

impl NameId {
    /// A name that is still to be resolved.
    pub(super) const UNRESOLVED: Self = Self(u32::MAX);

    /// The name's number, from 0 in the order of first meeting.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A namespace of one [`Names`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamespaceId(u32);

impl NamespaceId {
    /// No namespace.
    pub const NONE: Self = Self(0);
    /// The namespace of the prefix `xml`.
    pub const XML: Self = Self(1);
}

/// A table of names.
#[derive(Clone, Debug)]
pub struct Names {
    namespaces: Vec<Box<str>>,
    namespace_index: FxHashMap<Box<str>, NamespaceId>,
    entries: Vec<(NamespaceId, Box<str>)>,
    index: HashTable<u32>,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self { namespaces: Vec::new(), namespace_index: FxHashMap::default(), entries: Vec::new(), index: HashTable::new() };
        names.intern_namespace("");
        names.intern_namespace(XML_NAMESPACE);
        names
    }
}

impl Names {
    /// The name `local` in `namespace` (empty for none), entered where it is new.
    pub fn intern(&mut self, namespace: &str, local: &str) -> NameId {
        let namespace = self.intern_namespace(namespace);
        self.intern_in(namespace, local)
    }

    /// The name `local` in a namespace of this table, entered where it is new.
    pub fn intern_in(&mut self, namespace: NamespaceId, local: &str) -> NameId {
        let hash = hash(namespace, local);
        let entries = &self.entries;
        if let Some(&found) = self.index.find(hash, |&id| is(&entries[id as usize], namespace, local)) {
            return NameId(found);
        }
        let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push((namespace, local.into()));
        let entries = &self.entries;
        self.index.insert_unique(hash, id, |&id| hash_of(&entries[id as usize]));
        NameId(id)
    }

    /// The namespace `uri`, entered where it is new.
    pub fn intern_namespace(&mut self, uri: &str) -> NamespaceId {
        if let Some(&known) = self.namespace_index.get(uri) {
            return known;
        }
        let id = NamespaceId(u32::try_from(self.namespaces.len()).unwrap_or(u32::MAX));
        self.namespaces.push(uri.into());
        self.namespace_index.insert(uri.into(), id);
        id
    }

    /// The namespace of a name; empty for none.
    pub fn namespace(&self, name: NameId) -> &str {
        self.namespace_uri(self.entries[name.index()].0)
    }

    /// The URI of a namespace; empty for none.
    pub fn namespace_uri(&self, namespace: NamespaceId) -> &str {
        &self.namespaces[namespace.0 as usize]
    }

    /// The local part of a name.
    pub fn local(&self, name: NameId) -> &str {
        &self.entries[name.index()].1
    }

    /// How many names the table holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the table holds no name.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn is(name: &(NamespaceId, Box<str>), namespace: NamespaceId, local: &str) -> bool {
    name.0 == namespace && &*name.1 == local
}

fn hash_of(name: &(NamespaceId, Box<str>)) -> u64 {
    hash(name.0, &name.1)
}

fn hash(namespace: NamespaceId, local: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    (namespace, local).hash(&mut hasher);
    std::hash::Hasher::finish(&hasher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_namespace_and_its_local_part() {
        let mut names = Names::default();
        let (p, other) = (names.intern("http://www.tei-c.org/ns/1.0", "p"), names.intern("", "p"));
        assert_ne!(p, other);
        assert_eq!(names.intern("http://www.tei-c.org/ns/1.0", "p"), p);
        assert_eq!((names.namespace(p), names.local(other)), ("http://www.tei-c.org/ns/1.0", "p"));
    }
}
