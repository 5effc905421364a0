//! A new automaton in place of one that has grown too large, with only what the open elements need.

use rustc_hash::FxHashMap;

use super::{Automaton, OpenId, StateId};
use crate::validate::relaxng::grammar::Grammar;
use crate::validate::relaxng::patterns::{Node, PatternId};

/// Moves states and openings from an old automaton to a new one.
pub(in crate::validate::relaxng) struct Renewal<'o> {
    old: &'o Automaton,
    new: Automaton,
    grammar: &'o Grammar,
    patterns: FxHashMap<PatternId, PatternId>,
    opens: FxHashMap<OpenId, OpenId>,
}

impl<'o> Renewal<'o> {
    pub(in crate::validate::relaxng) fn new(old: &'o Automaton, grammar: &'o Grammar) -> Self {
        Self { old, new: Automaton::new(grammar), grammar, patterns: FxHashMap::default(), opens: FxHashMap::default() }
    }

    pub(in crate::validate::relaxng) fn finish(self) -> Automaton {
        self.new
    }

    /// The same state in the new automaton.
    pub(in crate::validate::relaxng) fn state(&mut self, id: StateId) -> StateId {
        if id == StateId::ANY {
            return id;
        }
        let old = self.old;
        let slots: Vec<PatternId> = old.state(id).slots.iter().map(|&slot| self.pattern(slot)).collect();
        self.new.enter(&slots)
    }

    /// The same opening in the new automaton.
    pub(in crate::validate::relaxng) fn open(&mut self, id: OpenId) -> OpenId {
        if let Some(&known) = self.opens.get(&id) {
            return known;
        }
        let old = self.old.opened(id);
        let mut rests = Vec::with_capacity(old.rests.len());
        for slot in &old.rests {
            rests.push(slot.iter().map(|&(number, rest)| (number, self.pattern(rest))).collect());
        }
        let moved = self.new.enter_open(self.grammar, old.elements.to_vec(), rests.into());
        self.opens.insert(id, moved);
        moved
    }

    /// The same pattern in the new table; those of the schema itself have the same number in both.
    fn pattern(&mut self, id: PatternId) -> PatternId {
        if (id.0 as usize) < self.grammar.patterns.len() {
            return id;
        }
        if let Some(&known) = self.patterns.get(&id) {
            return known;
        }
        let old = self.old;
        let moved = match old.patterns.node(id) {
            Node::Choice(all) => {
                let all: Vec<PatternId> = all.iter().map(|&one| self.pattern(one)).collect();
                self.new.patterns.choice_of(all)
            }
            Node::Group(left, right) => {
                let (left, right) = (self.pattern(*left), self.pattern(*right));
                self.new.patterns.group(left, right)
            }
            Node::Interleave(left, right) => {
                let (left, right) = (self.pattern(*left), self.pattern(*right));
                self.new.patterns.interleave(left, right)
            }
            Node::OneOrMore(inner) => {
                let inner = self.pattern(*inner);
                self.new.patterns.one_or_more(inner)
            }
            Node::List(inner) => {
                let inner = self.pattern(*inner);
                self.new.patterns.list(inner)
            }
            Node::Empty | Node::NotAllowed | Node::Text | Node::Attribute(_) | Node::Element(_) | Node::Data(_) | Node::Value(_) => id,
        };
        self.patterns.insert(id, moved);
        moved
    }
}
