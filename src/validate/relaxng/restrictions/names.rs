//! No attribute twice (section 7.3); no element in two branches of an interleave, and text in one of them only (section 7.4).

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Broken, chain};
use crate::validate::relaxng::grammar::Grammar;
use crate::validate::relaxng::patterns::{AttributeId, ElementId, Node, PatternId};
use crate::validate::relaxng::symbols::{NameClass, Symbol};

/// Attributes and elements that stand in a pattern.
#[derive(Default)]
struct Found {
    attributes: Vec<AttributeId>,
    elements: Vec<ElementId>,
}

/// Checks contents, each pattern once.
pub(super) struct Names<'g> {
    grammar: &'g Grammar,
    known: FxHashMap<PatternId, Rc<Found>>,
}

impl<'g> Names<'g> {
    pub(super) fn new(grammar: &'g Grammar) -> Self {
        Self { grammar, known: FxHashMap::default() }
    }

    pub(super) fn check(&mut self, content: PatternId) -> Result<(), Broken> {
        self.of(content).map(|_| ())
    }

    fn of(&mut self, pattern: PatternId) -> Result<Rc<Found>, Broken> {
        if let Some(known) = self.known.get(&pattern) {
            return Ok(Rc::clone(known));
        }
        let grammar = self.grammar;
        let found = match grammar.patterns.node(pattern) {
            Node::Attribute(id) => Found { attributes: vec![*id], elements: Vec::new() },
            Node::Element(id) => Found { attributes: Vec::new(), elements: vec![*id] },
            Node::OneOrMore(inner) => return self.of(*inner),
            Node::Choice(all) => self.union(all)?,
            Node::Group(..) => self.together(&chain(grammar, pattern), false)?,
            Node::Interleave(..) => self.together(&chain(grammar, pattern), true)?,
            Node::Empty | Node::NotAllowed | Node::Text | Node::List(_) | Node::Data(_) | Node::Value(_) => Found::default(),
        };
        let found = Rc::new(found);
        self.known.insert(pattern, Rc::clone(&found));
        Ok(found)
    }

    fn union(&mut self, all: &[PatternId]) -> Result<Found, Broken> {
        let mut found = Found::default();
        for &one in all {
            let inner = self.of(one)?;
            found.attributes.extend_from_slice(&inner.attributes);
            found.elements.extend_from_slice(&inner.elements);
        }
        found.attributes.sort_unstable();
        found.attributes.dedup();
        found.elements.sort_unstable();
        found.elements.dedup();
        Ok(found)
    }

    /// Patterns that stand together: what one has, no other may have.
    fn together(&mut self, items: &[PatternId], interleaved: bool) -> Result<Found, Broken> {
        let mut attributes = Taken::default();
        let mut elements = Taken::default();
        let mut texts = 0;
        for &item in items {
            let found = self.of(item)?;
            let grammar = self.grammar;
            if let Some(twice) = attributes.take(grammar, found.attributes.iter().map(|&id| &grammar.attribute(id).class)) {
                return Err(format!("the attribute {twice} stands twice in one element (RELAX NG 7.3)"));
            }
            if interleaved && let Some(twice) = elements.take(grammar, found.elements.iter().map(|&id| &grammar.element(id).class)) {
                return Err(format!("the element {twice} stands in two branches of an interleave (RELAX NG 7.4)"));
            }
            texts += usize::from(grammar.patterns.has_text(item));
        }
        if interleaved && texts > 1 {
            return Err("text stands in two branches of an interleave (RELAX NG 7.4)".to_owned());
        }
        self.union(items)
    }
}

/// Names that the patterns so far have taken.
#[derive(Default)]
struct Taken<'g> {
    names: FxHashSet<Symbol>,
    classes: Vec<&'g NameClass>,
}

impl<'g> Taken<'g> {
    /// Takes the names of one more pattern; what of them was taken before.
    fn take(&mut self, grammar: &Grammar, more: impl Iterator<Item = &'g NameClass> + Clone) -> Option<String> {
        let symbols = &grammar.symbols;
        let twice = more.clone().find(|class| match class {
            NameClass::Name(name) => self.names.contains(name) || self.classes.iter().any(|other| symbols.contains(other, *name)),
            _ => self.names.iter().any(|name| symbols.contains(class, *name)) || self.classes.iter().any(|other| symbols.overlap(other, class)),
        });
        if let Some(class) = twice {
            return Some(spelled(grammar, class));
        }
        for class in more {
            match class {
                NameClass::Name(name) => {
                    self.names.insert(*name);
                }
                _ => self.classes.push(class),
            }
        }
        None
    }
}

fn spelled(grammar: &Grammar, class: &NameClass) -> String {
    let mut listed = Vec::new();
    class.listed(&mut listed);
    match listed.first().and_then(|&name| grammar.symbols.spelled(name)) {
        Some((_, local)) => format!("`{local}`"),
        None => "with any name".to_owned(),
    }
}
