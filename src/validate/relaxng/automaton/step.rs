//! Steps over start tags, end tags and attributes.

use rustc_hash::FxHashMap;

use super::{AttributeStepId, Automaton, OpenId, StateId};
use crate::validate::relaxng::datatype::IdKind;
use crate::validate::relaxng::derivative::Derivatives;
use crate::validate::relaxng::grammar::Grammar;
use crate::validate::relaxng::id_types;
use crate::validate::relaxng::patterns::{ElementId, Node, PatternId};
use crate::validate::relaxng::symbols::Symbol;

/// An element opened from a state.
#[derive(Debug)]
pub(in crate::validate::relaxng) struct Open {
    /// The declarations it may be an instance of.
    pub elements: Box<[ElementId]>,
    /// What is left to match in it, attributes included.
    pub inside: StateId,
    /// The same without attributes, where it has none: the most frequent step of all.
    pub inside_closed: StateId,
    /// The state around it, once it has ended well for all declarations.
    pub behind: StateId,
    /// For each slot of the state around it, which declaration leaves what.
    pub(super) rests: Rests,
}

/// For each slot, number of a declaration and what is left behind it.
pub(super) type Rests = Box<[Box<[(usize, PatternId)]>]>;

/// A step over an attribute.
#[derive(Debug)]
pub(in crate::validate::relaxng) struct AttributeStep {
    /// The patterns that its value may be asked to match, sorted.
    pub contents: Box<[PatternId]>,
    /// The state where all of them allow it.
    pub all: StateId,
    /// Whether a value may be an id or point at one.
    pub has_ids: bool,
    /// States where only some do, by which.
    some: FxHashMap<Box<[PatternId]>, StateId>,
}

impl Automaton {
    #[inline]
    pub(in crate::validate::relaxng) fn opened(&self, id: OpenId) -> &Open {
        &self.opens[id.0 as usize]
    }

    #[inline]
    pub(in crate::validate::relaxng) fn attribute_step(&self, id: AttributeStepId) -> &AttributeStep {
        &self.attribute_steps[id.0 as usize]
    }

    /// Opens an element called `name`; `None` where none may begin.
    #[inline]
    pub(in crate::validate::relaxng) fn open(&mut self, grammar: &Grammar, state: StateId, name: Symbol) -> Option<OpenId> {
        match self.open_index.get(&key(state, name)) {
            Some(&known) => known,
            None => self.new_open(grammar, state, name),
        }
    }

    #[cold]
    fn new_open(&mut self, grammar: &Grammar, state: StateId, name: Symbol) -> Option<OpenId> {
        let slots = self.state(state).slots.clone();
        let mut derivatives = Derivatives { grammar, patterns: &mut self.patterns };
        let openings: Vec<_> = slots.iter().map(|&slot| derivatives.start_tag_open_deriv(slot, name)).collect();
        let mut elements: Vec<ElementId> = openings.iter().flatten().map(|&(id, _)| id).collect();
        elements.sort_unstable();
        elements.dedup();
        let found = (!elements.is_empty()).then(|| {
            let number = |id: ElementId| elements.binary_search(&id).unwrap_or_default();
            let rests = openings.iter().map(|slot| slot.iter().map(|&(id, rest)| (number(id), rest)).collect()).collect();
            self.enter_open(grammar, elements.clone(), rests)
        });
        self.open_index.insert(key(state, name), found);
        found
    }

    pub(super) fn enter_open(&mut self, grammar: &Grammar, elements: Vec<ElementId>, rests: Rests) -> OpenId {
        let contents: Vec<PatternId> = elements.iter().map(|&id| grammar.element(id).content).collect();
        let inside = self.enter(&contents);
        let inside_closed = self.closed(grammar, inside);
        let behind = self.rest(&rests, |_| true);
        let id = OpenId(u32::try_from(self.opens.len()).unwrap_or(u32::MAX));
        self.opens.push(Open { elements: elements.into(), inside, inside_closed, behind, rests });
        id
    }

    /// Opens an element as an instance of the given declarations, whatever stands around it.
    pub(in crate::validate::relaxng) fn open_as(&mut self, grammar: &Grammar, elements: &[ElementId]) -> OpenId {
        if let Some(&known) = self.loose.get(elements) {
            return known;
        }
        let id = self.enter_open(grammar, elements.to_vec(), Box::default());
        self.loose.insert(elements.into(), id);
        id
    }

    /// The state around an element that ended in `last`: only the declarations for which it may end there count.
    pub(in crate::validate::relaxng) fn behind(&mut self, id: OpenId, last: StateId) -> StateId {
        if let Some(&known) = self.partial.get(&(id, last)) {
            return known;
        }
        let accepted: Vec<bool> = self.state(last).slots.iter().map(|&slot| self.patterns.is_nullable(slot)).collect();
        let rests = std::mem::take(&mut self.opens[id.0 as usize].rests);
        let found = self.rest(&rests, |number| accepted.get(number).copied().unwrap_or_default());
        self.opens[id.0 as usize].rests = rests;
        self.partial.insert((id, last), found);
        found
    }

    fn rest(&mut self, rests: &[Box<[(usize, PatternId)]>], accepts: impl Fn(usize) -> bool) -> StateId {
        let mut slots = Vec::with_capacity(rests.len());
        for slot in rests {
            let left: Vec<_> = slot.iter().filter(|(number, _)| accepts(*number)).map(|&(_, rest)| rest).collect();
            slots.push(self.patterns.choice_of(left));
        }
        self.enter(&slots)
    }

    /// The step over an attribute called `name`; `None` where none may stand.
    #[inline]
    pub(in crate::validate::relaxng) fn attribute(&mut self, grammar: &Grammar, state: StateId, name: Symbol) -> Option<AttributeStepId> {
        match self.attribute_index.get(&key(state, name)) {
            Some(&known) => known,
            None => self.new_attribute(grammar, state, name),
        }
    }

    #[cold]
    fn new_attribute(&mut self, grammar: &Grammar, state: StateId, name: Symbol) -> Option<AttributeStepId> {
        let mut contents = Vec::new();
        for &slot in &self.state(state).slots {
            self.attribute_contents(grammar, slot, name, &mut contents);
        }
        contents.sort_unstable();
        contents.dedup();
        let found = (!contents.is_empty()).then(|| {
            let all = self.each_slot(grammar, state, |derivatives, slot| derivatives.att_deriv(slot, name, &|_| true));
            let id = AttributeStepId(u32::try_from(self.attribute_steps.len()).unwrap_or(u32::MAX));
            let has_ids = contents.iter().any(|&content| id_types::kind(grammar, content) != IdKind::None);
            self.attribute_steps.push(AttributeStep { contents: contents.into(), all, has_ids, some: FxHashMap::default() });
            id
        });
        self.attribute_index.insert(key(state, name), found);
        found
    }

    /// The contents of the attributes called `name` in a pattern.
    fn attribute_contents(&self, grammar: &Grammar, pattern: PatternId, name: Symbol, found: &mut Vec<PatternId>) {
        let mut waiting = vec![pattern];
        let mut seen = rustc_hash::FxHashSet::default();
        while let Some(one) = waiting.pop() {
            if !self.patterns.has_attributes(one) || !seen.insert(one) {
                continue;
            }
            match self.patterns.node(one) {
                Node::Choice(all) => waiting.extend_from_slice(all),
                Node::Group(left, right) | Node::Interleave(left, right) => waiting.extend([*left, *right]),
                Node::OneOrMore(inner) => waiting.push(*inner),
                Node::Attribute(id) if grammar.symbols.contains(&grammar.attribute(*id).class, name) => found.push(grammar.attribute(*id).content),
                _ => {}
            }
        }
    }

    /// The state behind an attribute whose value only the contents in `allowed` allow, which are sorted.
    pub(in crate::validate::relaxng) fn attribute_some(
        &mut self,
        grammar: &Grammar,
        state: StateId,
        name: Symbol,
        id: AttributeStepId,
        allowed: &[PatternId],
    ) -> StateId {
        if let Some(&known) = self.attribute_step(id).some.get(allowed) {
            return known;
        }
        let allows = |content: PatternId| allowed.binary_search(&content).is_ok();
        let found = self.each_slot(grammar, state, |derivatives, slot| derivatives.att_deriv(slot, name, &allows));
        self.attribute_steps[id.0 as usize].some.insert(allowed.into(), found);
        found
    }
}

fn key(state: StateId, name: Symbol) -> u64 {
    (u64::from(state.0) << 32) | u64::from(name.number())
}
