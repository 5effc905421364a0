//! Strings cannot be put together with elements or other strings (section 7.2).

use rustc_hash::FxHashMap;

use super::{Broken, chain};
use crate::validate::relaxng::grammar::Grammar;
use crate::validate::relaxng::patterns::{Node, PatternId};

/// The content-type of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Empty,
    Complex,
    Simple,
}

/// Computes content-types, each pattern's once.
pub(super) struct Contents<'g> {
    grammar: &'g Grammar,
    known: FxHashMap<PatternId, Content>,
}

impl<'g> Contents<'g> {
    pub(super) fn new(grammar: &'g Grammar) -> Self {
        Self { grammar, known: FxHashMap::default() }
    }

    pub(super) fn check(&mut self, content: PatternId) -> Result<(), Broken> {
        self.of(content).map(|_| ())
    }

    fn of(&mut self, pattern: PatternId) -> Result<Content, Broken> {
        if let Some(&known) = self.known.get(&pattern) {
            return Ok(known);
        }
        let found = match self.grammar.patterns.node(pattern) {
            Node::Empty | Node::NotAllowed => Content::Empty,
            Node::Text | Node::Element(_) => Content::Complex,
            Node::Value(_) | Node::Data(_) | Node::List(_) => Content::Simple,
            Node::Attribute(id) => {
                self.of(self.grammar.attribute(*id).content)?;
                Content::Empty
            }
            Node::Choice(all) => all.iter().try_fold(Content::Empty, |most, &one| self.of(one).map(|found| most.max(found)))?,
            Node::OneOrMore(inner) => {
                let inner = self.of(*inner)?;
                together(inner, inner)?
            }
            Node::Group(..) | Node::Interleave(..) => {
                let items = chain(self.grammar, pattern);
                items.into_iter().try_fold(Content::Empty, |before, one| together(before, self.of(one)?))?
            }
        };
        self.known.insert(pattern, found);
        Ok(found)
    }
}

fn together(left: Content, right: Content) -> Result<Content, Broken> {
    let groupable = left == Content::Empty || right == Content::Empty || (left == Content::Complex && right == Content::Complex);
    if groupable {
        return Ok(left.max(right));
    }
    Err("`data`, `value` or `list` stands together with elements, text or another of them (RELAX NG 7.2)".to_owned())
}
