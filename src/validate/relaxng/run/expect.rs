//! What may stand in a state, and what must: read off the patterns that are left.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Run;
use crate::validate::relaxng::automaton::StateId;
use crate::validate::relaxng::patterns::{AttributeId, ElementId, Node, PatternId};
use crate::validate::relaxng::symbols::{NameClass, Symbol};

impl Run<'_> {
    /// The declarations that may begin in a state, sorted.
    pub(super) fn expected_elements(&self, state: StateId) -> Vec<ElementId> {
        if state == StateId::ANY {
            return Vec::new();
        }
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for &slot in &self.automaton.state(state).slots {
            self.first_elements(slot, &mut found, &mut seen);
        }
        found.into_iter().collect()
    }

    fn first_elements(&self, pattern: PatternId, found: &mut BTreeSet<ElementId>, seen: &mut BTreeSet<PatternId>) {
        let patterns = &self.automaton.patterns;
        let mut waiting = vec![pattern];
        while let Some(one) = waiting.pop() {
            if !patterns.has_elements(one) || !seen.insert(one) {
                continue;
            }
            match patterns.node(one) {
                Node::Element(id) => {
                    found.insert(*id);
                }
                Node::Choice(all) => waiting.extend_from_slice(all),
                Node::Group(first, rest) => {
                    waiting.push(*first);
                    waiting.extend(patterns.is_nullable(*first).then_some(*rest));
                }
                Node::Interleave(left, right) => waiting.extend([*left, *right]),
                Node::OneOrMore(inner) => waiting.push(*inner),
                _ => {}
            }
        }
    }

    /// The names that may begin in a state, each once, in alphabetical order.
    pub(super) fn expected_names(&self, state: StateId) -> Vec<Symbol> {
        let elements = self.expected_elements(state);
        self.sorted_names(elements.iter().map(|&id| &self.grammar.element(id).class))
    }

    /// The names that classes list, by local name and then namespace.
    pub(super) fn sorted_names<'c>(&self, classes: impl Iterator<Item = &'c NameClass>) -> Vec<Symbol> {
        let mut names = Vec::new();
        classes.for_each(|class| class.listed(&mut names));
        names.sort_by_key(|&name| self.grammar.symbols.spelled(name).map(|(uri, local)| (local, uri)));
        names.dedup();
        names
    }

    /// The names of the elements without which the element cannot end, in the order of the schema.
    pub(super) fn required_names(&self, state: StateId) -> Vec<Symbol> {
        let Some(&slot) = self.automaton.state(state).slots.iter().find(|&&slot| slot != PatternId::NOT_ALLOWED) else { return Vec::new() };
        let mut names = Vec::new();
        for id in self.required(slot, &|node| if let Node::Element(id) = node { Some(*id) } else { None }, &mut FxHashMap::default()) {
            self.grammar.element(id).class.listed(&mut names);
        }
        names
    }

    /// The attributes without which the start tag cannot end.
    pub(super) fn required_attributes(&self, pattern: PatternId) -> Vec<AttributeId> {
        self.required(pattern, &|node| if let Node::Attribute(id) = node { Some(*id) } else { None }, &mut FxHashMap::default())
    }

    /// What every way of matching a pattern holds.
    fn required(&self, pattern: PatternId, wanted: &dyn Fn(&Node) -> Option<u32>, known: &mut FxHashMap<PatternId, Vec<u32>>) -> Vec<u32> {
        if let Some(found) = known.get(&pattern) {
            return found.clone();
        }
        let node = self.automaton.patterns.node(pattern);
        let found = match node {
            Node::Choice(all) => {
                let mut ways = all.iter().map(|&one| self.required(one, wanted, known));
                let first = ways.next().unwrap_or_default();
                ways.fold(first, |common, way| common.into_iter().filter(|one| way.contains(one)).collect())
            }
            Node::Group(..) => self.required_in_group(pattern, wanted, known),
            Node::Interleave(left, right) => {
                let mut both = self.required(*left, wanted, known);
                both.extend(self.required(*right, wanted, known));
                both
            }
            Node::OneOrMore(inner) => self.required(*inner, wanted, known),
            _ => wanted(node).into_iter().collect(),
        };
        known.insert(pattern, found.clone());
        found
    }

    fn required_in_group(&self, pattern: PatternId, wanted: &dyn Fn(&Node) -> Option<u32>, known: &mut FxHashMap<PatternId, Vec<u32>>) -> Vec<u32> {
        let mut found = Vec::new();
        let mut rest = pattern;
        while let Node::Group(first, behind) = *self.automaton.patterns.node(rest) {
            found.extend(self.required(first, wanted, known));
            rest = behind;
        }
        found.extend(self.required(rest, wanted, known));
        found
    }

    /// The attributes that may still stand in a start tag, and for each whether the element cannot do without one of its group.
    pub(super) fn possible_attributes(&self, state: StateId) -> Vec<AttributeId> {
        let patterns = &self.automaton.patterns;
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting = self.automaton.state(state).slots.to_vec();
        while let Some(one) = waiting.pop() {
            if !patterns.has_attributes(one) || !seen.insert(one) {
                continue;
            }
            match patterns.node(one) {
                Node::Attribute(id) => {
                    found.insert(*id);
                }
                Node::Choice(all) => waiting.extend_from_slice(all),
                Node::Group(left, right) | Node::Interleave(left, right) => waiting.extend([*left, *right]),
                Node::OneOrMore(inner) => waiting.push(*inner),
                _ => {}
            }
        }
        found.into_iter().collect()
    }

    /// The patterns in a group of which each, left without its attributes, cannot match: what a start tag lacks.
    pub(super) fn lacking_parts(&mut self, pattern: PatternId) -> Vec<PatternId> {
        let mut parts = Vec::new();
        let mut rest = vec![pattern];
        while let Some(one) = rest.pop() {
            if let Node::Group(left, right) | Node::Interleave(left, right) = *self.automaton.patterns.node(one) {
                rest.extend([right, left]);
            } else if self.automaton.patterns.has_attributes(one) && self.automaton.cannot_close(self.grammar, one) {
                parts.push(one);
            }
        }
        parts
    }

    /// Whether text may stand in a state, as far as no value is asked for.
    pub(super) fn allows_text(&self, state: StateId) -> bool {
        state != StateId::ANY && self.automaton.state(state).slots.iter().any(|&slot| self.automaton.patterns.has_text(slot))
    }
}
