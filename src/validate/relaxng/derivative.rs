//! Derivatives: what is left to match once something has been met. Named as in James Clark, "An algorithm for RELAX NG validation".
//!
//! All functions visit a shared pattern once a call, and walk chains of groups without recursion.

use rustc_hash::FxHashMap;

use super::grammar::Grammar;
use super::patterns::{ElementId, Node, PatternId, Patterns};
use super::symbols::Symbol;

/// Elements that may begin here, each with what is left of the pattern behind it.
pub(super) type Openings = Vec<(ElementId, PatternId)>;

/// Derivatives of patterns; new ones are entered into the table.
pub(super) struct Derivatives<'g, 'p> {
    pub grammar: &'g Grammar,
    pub patterns: &'p mut Patterns,
}

impl Derivatives<'_, '_> {
    /// The elements called `name` that may begin here; one that can be met in several ways comes once, with the choice of what is left.
    pub(super) fn start_tag_open_deriv(&mut self, pattern: PatternId, name: Symbol) -> Openings {
        let mut found = self.open(pattern, name, &mut FxHashMap::default());
        merge(self.patterns, &mut found);
        found
    }

    fn open(&mut self, pattern: PatternId, name: Symbol, seen: &mut FxHashMap<PatternId, Openings>) -> Openings {
        if !self.patterns.has_elements(pattern) {
            return Openings::new();
        }
        if let Node::Element(id) = *self.patterns.node(pattern) {
            let declares = self.grammar.symbols.contains(&self.grammar.element(id).class, name);
            return if declares { vec![(id, PatternId::EMPTY)] } else { Openings::new() };
        }
        if let Some(known) = seen.get(&pattern) {
            return known.clone();
        }
        let mut found = match self.patterns.node(pattern).clone() {
            Node::Choice(all) => all.iter().flat_map(|&one| self.open(one, name, seen)).collect(),
            Node::Group(..) => self.open_group(pattern, name, seen),
            Node::Interleave(left, right) => {
                let (lefts, rights) = (self.open(left, name, seen), self.open(right, name, seen));
                let lefts = lefts.into_iter().map(|(id, rest)| (id, self.patterns.interleave(rest, right))).collect::<Vec<_>>();
                let rights = rights.into_iter().map(|(id, rest)| (id, self.patterns.interleave(left, rest)));
                lefts.into_iter().chain(rights).collect()
            }
            Node::OneOrMore(inner) => {
                let again = self.patterns.zero_or_more(inner);
                let openings = self.open(inner, name, seen);
                openings.into_iter().map(|(id, rest)| (id, self.patterns.group(rest, again))).collect()
            }
            _ => Openings::new(),
        };
        merge(self.patterns, &mut found);
        seen.insert(pattern, found.clone());
        found
    }

    fn open_group(&mut self, pattern: PatternId, name: Symbol, seen: &mut FxHashMap<PatternId, Openings>) -> Openings {
        let mut found = Openings::new();
        let mut rest = pattern;
        while let Node::Group(first, behind) = *self.patterns.node(rest) {
            for (id, left) in self.open(first, name, seen) {
                found.push((id, self.patterns.group(left, behind)));
            }
            if !self.patterns.is_nullable(first) {
                return found;
            }
            rest = behind;
        }
        found.extend(self.open(rest, name, seen));
        found
    }

    /// What is left behind text; `allows` says whether a `data`, `value` or `list` pattern allows it.
    pub(super) fn text_deriv(&mut self, pattern: PatternId, allows: &mut dyn FnMut(PatternId) -> bool) -> PatternId {
        self.text(pattern, allows, &mut FxHashMap::default())
    }

    fn text(&mut self, pattern: PatternId, allows: &mut dyn FnMut(PatternId) -> bool, seen: &mut FxHashMap<PatternId, PatternId>) -> PatternId {
        if !self.patterns.has_text(pattern) && !self.patterns.has_strings(pattern) {
            return PatternId::NOT_ALLOWED;
        }
        if let Some(&known) = seen.get(&pattern) {
            return known;
        }
        let found = match self.patterns.node(pattern).clone() {
            Node::Text => PatternId::TEXT,
            Node::Data(_) | Node::Value(_) | Node::List(_) => {
                if allows(pattern) {
                    PatternId::EMPTY
                } else {
                    PatternId::NOT_ALLOWED
                }
            }
            Node::Choice(all) => {
                let all: Vec<_> = all.iter().map(|&one| self.text(one, allows, seen)).collect();
                self.patterns.choice_of(all)
            }
            Node::Group(..) => self.text_group(pattern, allows, seen),
            Node::Interleave(left, right) => {
                let (one, other) = (self.text(left, allows, seen), self.text(right, allows, seen));
                let (one, other) = (self.patterns.interleave(one, right), self.patterns.interleave(left, other));
                self.patterns.choice(one, other)
            }
            Node::OneOrMore(inner) => {
                let again = self.patterns.zero_or_more(inner);
                let left = self.text(inner, allows, seen);
                self.patterns.group(left, again)
            }
            Node::Empty | Node::NotAllowed | Node::Attribute(_) | Node::Element(_) => PatternId::NOT_ALLOWED,
        };
        seen.insert(pattern, found);
        found
    }

    fn text_group(&mut self, pattern: PatternId, allows: &mut dyn FnMut(PatternId) -> bool, seen: &mut FxHashMap<PatternId, PatternId>) -> PatternId {
        let mut found = Vec::new();
        let mut rest = pattern;
        while let Node::Group(first, behind) = *self.patterns.node(rest) {
            let left = self.text(first, allows, seen);
            found.push(self.patterns.group(left, behind));
            if !self.patterns.is_nullable(first) {
                return self.patterns.choice_of(found);
            }
            rest = behind;
        }
        found.push(self.text(rest, allows, seen));
        self.patterns.choice_of(found)
    }

    /// What is left behind an attribute called `name`; `allows` says whether a pattern allows its value.
    pub(super) fn att_deriv(&mut self, pattern: PatternId, name: Symbol, allows: &dyn Fn(PatternId) -> bool) -> PatternId {
        self.att(pattern, name, allows, &mut FxHashMap::default())
    }

    fn att(&mut self, pattern: PatternId, name: Symbol, allows: &dyn Fn(PatternId) -> bool, seen: &mut FxHashMap<PatternId, PatternId>) -> PatternId {
        if !self.patterns.has_attributes(pattern) {
            return PatternId::NOT_ALLOWED;
        }
        if let Node::Attribute(id) = *self.patterns.node(pattern) {
            let declaration = self.grammar.attribute(id);
            let fits = self.grammar.symbols.contains(&declaration.class, name) && allows(declaration.content);
            return if fits { PatternId::EMPTY } else { PatternId::NOT_ALLOWED };
        }
        if let Some(&known) = seen.get(&pattern) {
            return known;
        }
        let found = match self.patterns.node(pattern).clone() {
            Node::Choice(all) => {
                let all: Vec<_> = all.iter().map(|&one| self.att(one, name, allows, seen)).collect();
                self.patterns.choice_of(all)
            }
            Node::Group(..) => self.att_group(pattern, name, allows, seen),
            Node::Interleave(left, right) => {
                let (one, other) = (self.att(left, name, allows, seen), self.att(right, name, allows, seen));
                let (one, other) = (self.patterns.interleave(one, right), self.patterns.interleave(left, other));
                self.patterns.choice(one, other)
            }
            Node::OneOrMore(inner) => {
                let again = self.patterns.zero_or_more(inner);
                let left = self.att(inner, name, allows, seen);
                self.patterns.group(left, again)
            }
            _ => PatternId::NOT_ALLOWED,
        };
        seen.insert(pattern, found);
        found
    }

    /// An attribute may be matched anywhere in a group: each place gives one alternative, the others stay.
    fn att_group(
        &mut self,
        pattern: PatternId,
        name: Symbol,
        allows: &dyn Fn(PatternId) -> bool,
        seen: &mut FxHashMap<PatternId, PatternId>,
    ) -> PatternId {
        let (mut firsts, mut rest) = (Vec::new(), pattern);
        let mut found = Vec::new();
        loop {
            let (first, behind) = match *self.patterns.node(rest) {
                Node::Group(first, behind) => (first, behind),
                _ => (rest, PatternId::EMPTY),
            };
            let left = self.att(first, name, allows, seen);
            if left != PatternId::NOT_ALLOWED {
                let tail = self.patterns.group(left, behind);
                found.push(firsts.iter().rev().fold(tail, |rest, &first| self.patterns.group(first, rest)));
            }
            firsts.push(first);
            if behind == PatternId::EMPTY || !self.patterns.has_attributes(behind) {
                return self.patterns.choice_of(found);
            }
            rest = behind;
        }
    }

    /// What is left when the start tag is complete: attributes still to come can no longer be, or, to go on behind a missing one, count as met.
    pub(super) fn start_tag_close_deriv(&mut self, pattern: PatternId, forgive: bool) -> PatternId {
        let left = if forgive { PatternId::EMPTY } else { PatternId::NOT_ALLOWED };
        self.close(pattern, left, &mut FxHashMap::default())
    }

    fn close(&mut self, pattern: PatternId, left: PatternId, seen: &mut FxHashMap<PatternId, PatternId>) -> PatternId {
        if !self.patterns.has_attributes(pattern) {
            return pattern;
        }
        if let Some(&known) = seen.get(&pattern) {
            return known;
        }
        let found = match self.patterns.node(pattern).clone() {
            Node::Attribute(_) => left,
            Node::Choice(all) => {
                let all: Vec<_> = all.iter().map(|&one| self.close(one, left, seen)).collect();
                self.patterns.choice_of(all)
            }
            Node::Group(..) => self.close_group(pattern, left, seen),
            Node::Interleave(one, other) => {
                let (one, other) = (self.close(one, left, seen), self.close(other, left, seen));
                self.patterns.interleave(one, other)
            }
            Node::OneOrMore(inner) => {
                let inner = self.close(inner, left, seen);
                self.patterns.one_or_more(inner)
            }
            _ => pattern,
        };
        seen.insert(pattern, found);
        found
    }

    fn close_group(&mut self, pattern: PatternId, left: PatternId, seen: &mut FxHashMap<PatternId, PatternId>) -> PatternId {
        let (mut firsts, mut rest) = (Vec::new(), pattern);
        while let Node::Group(first, behind) = *self.patterns.node(rest) {
            firsts.push(self.close(first, left, seen));
            rest = behind;
            if !self.patterns.has_attributes(rest) {
                break;
            }
        }
        let last = self.close(rest, left, seen);
        firsts.into_iter().rev().fold(last, |rest, first| self.patterns.group(first, rest))
    }
}

/// One entry for each element, with the choice of what is left.
fn merge(patterns: &mut Patterns, openings: &mut Openings) {
    if openings.len() < 2 {
        return;
    }
    openings.sort_unstable();
    let mut merged: Openings = Vec::with_capacity(openings.len());
    for &(id, rest) in openings.iter() {
        match merged.last_mut() {
            Some(last) if last.0 == id => last.1 = patterns.choice(last.1, rest),
            _ => merged.push((id, rest)),
        }
    }
    *openings = merged;
}
