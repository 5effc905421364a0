//! Names as a schema tells them apart: each name it mentions is a symbol, and so is "any other name" of each namespace it mentions.
//!
//! Two names with one symbol can never be told apart by any name class of the schema, so tables over symbols are finite and exact.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// A name as far as the schema can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Symbol(u32);

impl Symbol {
    pub(super) const fn number(self) -> u32 {
        self.0
    }
}

/// The bit that marks "any other name of this namespace".
const OTHER: u32 = 1 << 30;
/// A name of a namespace that the schema does not mention.
const FOREIGN: Symbol = Symbol(u32::MAX >> 1);

/// The symbols of a schema.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    namespaces: Vec<Box<str>>,
    names: Vec<(u32, Box<str>)>,
    /// Numbers of names, by namespace and local name.
    index: HashTable<u32>,
}

/// A set of names, over symbols.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum NameClass {
    Name(Symbol),
    AnyName(Option<Box<NameClass>>),
    NsName(u32, Option<Box<NameClass>>),
    Choice(Box<[NameClass]>),
}

impl Symbols {
    /// The symbols of a schema that was kept: its namespaces and its names, each with the number of its namespace.
    pub(super) fn restored(uris: &[&str], names: &[(u32, &str)]) -> Self {
        let namespaces = uris.iter().copied().map(Into::into).collect();
        let mut symbols = Self { namespaces, names: Vec::with_capacity(names.len()), index: HashTable::with_capacity(names.len()) };
        for &(namespace, local) in names {
            symbols.add(namespace, local);
        }
        symbols
    }

    /// The namespaces, by number.
    pub(super) fn uris(&self) -> &[Box<str>] {
        &self.namespaces
    }

    /// The names, by number, each with the number of its namespace.
    pub(super) fn names(&self) -> &[(u32, Box<str>)] {
        &self.names
    }

    /// The symbol of the name with this number.
    pub(super) fn numbered(&self, number: u32) -> Option<Symbol> {
        ((number as usize) < self.names.len()).then_some(Symbol(number))
    }

    pub(super) fn namespace(&mut self, uri: &str) -> u32 {
        if let Some(known) = self.known_namespace(uri) {
            return known;
        }
        self.namespaces.push(uri.into());
        u32::try_from(self.namespaces.len() - 1).unwrap_or(OTHER - 1)
    }

    /// A schema mentions few namespaces.
    fn known_namespace(&self, uri: &str) -> Option<u32> {
        (0..).zip(&self.namespaces).find(|(_, known)| ***known == *uri).map(|(number, _)| number)
    }

    pub(super) fn name(&mut self, uri: &str, local: &str) -> Symbol {
        let namespace = self.namespace(uri);
        self.known_name(namespace, local).unwrap_or_else(|| self.add(namespace, local))
    }

    fn known_name(&self, namespace: u32, local: &str) -> Option<Symbol> {
        let is_it = |&number: &u32| {
            let (known, spelled) = &self.names[number as usize];
            *known == namespace && **spelled == *local
        };
        self.index.find(hash(namespace, local), is_it).map(|&number| Symbol(number))
    }

    fn add(&mut self, namespace: u32, local: &str) -> Symbol {
        let number = u32::try_from(self.names.len()).unwrap_or(OTHER - 1);
        self.names.push((namespace, local.into()));
        let names = &self.names;
        self.index.insert_unique(hash(namespace, local), number, |&number| hash(names[number as usize].0, &names[number as usize].1));
        Symbol(number)
    }

    /// The symbol of a document's name.
    pub(super) fn lookup(&self, uri: &str, local: &str) -> Symbol {
        match self.known_namespace(uri) {
            None => FOREIGN,
            Some(namespace) => self.known_name(namespace, local).unwrap_or(Symbol(OTHER | namespace)),
        }
    }

    /// Namespace and local name of a symbol that stands for one name.
    pub(super) fn spelled(&self, symbol: Symbol) -> Option<(&str, &str)> {
        let (namespace, local) = self.names.get(symbol.0 as usize)?;
        Some((self.uri(*namespace), local))
    }

    pub(super) fn uri(&self, namespace: u32) -> &str {
        &self.namespaces[namespace as usize]
    }

    fn namespace_of(&self, symbol: Symbol) -> Option<u32> {
        match symbol {
            FOREIGN => None,
            Symbol(other) if other & OTHER != 0 => Some(other & !OTHER),
            Symbol(name) => Some(self.names[name as usize].0),
        }
    }

    /// Whether the class holds the names of the symbol.
    pub(super) fn contains(&self, class: &NameClass, symbol: Symbol) -> bool {
        let outside = |except: &Option<Box<NameClass>>| !except.as_ref().is_some_and(|except| self.contains(except, symbol));
        match class {
            NameClass::Name(name) => *name == symbol,
            NameClass::AnyName(except) => outside(except),
            NameClass::NsName(namespace, except) => self.namespace_of(symbol) == Some(*namespace) && outside(except),
            NameClass::Choice(all) => all.iter().any(|one| self.contains(one, symbol)),
        }
    }

    /// Whether the two share a name (section 7.3): asked of every symbol that either could tell apart.
    pub(super) fn overlap(&self, left: &NameClass, right: &NameClass) -> bool {
        match (left, right) {
            (NameClass::Name(one), NameClass::Name(other)) => one == other,
            (NameClass::Name(name), class) | (class, NameClass::Name(name)) => self.contains(class, *name),
            _ => {
                let mut witnesses = vec![FOREIGN];
                left.witnesses(&mut witnesses);
                right.witnesses(&mut witnesses);
                witnesses.into_iter().any(|symbol| self.contains(left, symbol) && self.contains(right, symbol))
            }
        }
    }
}

impl NameClass {
    /// Adds a symbol for each part of the name space that the class tells apart.
    fn witnesses(&self, found: &mut Vec<Symbol>) {
        match self {
            Self::Name(name) => found.push(*name),
            Self::AnyName(None) => {}
            Self::AnyName(Some(except)) => except.witnesses(found),
            Self::NsName(namespace, except) => {
                found.push(Symbol(OTHER | namespace));
                if let Some(except) = except {
                    except.witnesses(found);
                }
            }
            Self::Choice(all) => all.iter().for_each(|one| one.witnesses(found)),
        }
    }

    /// Whether the class holds names without end.
    pub(super) fn is_infinite(&self) -> bool {
        match self {
            Self::Name(_) => false,
            Self::AnyName(_) | Self::NsName(..) => true,
            Self::Choice(all) => all.iter().any(Self::is_infinite),
        }
    }

    /// The names it lists one by one, exceptions left out.
    pub(super) fn listed(&self, found: &mut Vec<Symbol>) {
        match self {
            Self::Name(name) => found.push(*name),
            Self::AnyName(_) | Self::NsName(..) => {}
            Self::Choice(all) => all.iter().for_each(|one| one.listed(found)),
        }
    }
}

fn hash(namespace: u32, local: &str) -> u64 {
    FxBuildHasher.hash_one((namespace, local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_class_tells_apart_share_a_symbol() {
        let mut symbols = Symbols::default();
        let name = symbols.name("urn:a", "p");
        let namespace = symbols.namespace("urn:a");
        let others = NameClass::NsName(namespace, Some(Box::new(NameClass::Name(name))));
        let any = NameClass::AnyName(Some(Box::new(NameClass::NsName(namespace, None))));
        assert_eq!(symbols.lookup("urn:a", "q"), symbols.lookup("urn:a", "r"));
        assert!(symbols.contains(&others, symbols.lookup("urn:a", "q")) && !symbols.contains(&others, name));
        assert!(symbols.contains(&any, symbols.lookup("urn:none", "p")) && !symbols.contains(&any, name));
        assert!(!symbols.overlap(&others, &any) && symbols.overlap(&others, &NameClass::NsName(namespace, None)));
    }
}
