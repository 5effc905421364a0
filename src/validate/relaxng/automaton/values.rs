//! Whether strings match patterns of values, remembered by value.

use hashbrown::HashTable;

use super::{Automaton, StateId};
use crate::validate::relaxng::datatype::NamespaceContext;
use crate::validate::relaxng::derivative::Derivatives;
use crate::validate::relaxng::grammar::Grammar;
use crate::validate::relaxng::patterns::{Node, PatternId};
use crate::xml::is_space;

/// Answers so far; the oldest are forgotten when there are too many.
#[derive(Debug, Default)]
pub(super) struct Values {
    answers: HashTable<Answer>,
}

#[derive(Debug)]
struct Answer {
    pattern: PatternId,
    value: Box<str>,
    matches: bool,
}

/// How many answers are remembered, and how long a value may be to be remembered.
const ANSWERS: usize = 1 << 14;
const LENGTH: usize = 256;

impl Values {
    #[inline]
    fn get(&self, hash: u64, pattern: PatternId, value: &str) -> Option<bool> {
        self.answers.find(hash, |answer| answer.pattern == pattern && *answer.value == *value).map(|answer| answer.matches)
    }

    fn insert(&mut self, hash: u64, pattern: PatternId, value: &str, matches: bool) {
        if self.answers.len() >= ANSWERS {
            self.answers.clear();
        }
        let answer = Answer { pattern, value: value.into(), matches };
        self.answers.insert_unique(hash, answer, |answer| hash_of(answer.pattern, &answer.value));
    }
}

fn hash_of(pattern: PatternId, value: &str) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = value.as_bytes().as_chunks::<8>();
    let start = (u64::from(pattern.0) << 32) ^ value.len() as u64;
    let state = words.iter().fold(start, |state, &word| (state ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR).rotate_left(23));
    let tail = rest.iter().fold(0, |tail, &byte| (tail << 8) | u64::from(byte));
    let state = (state ^ tail).wrapping_mul(FACTOR);
    state ^ (state >> 29)
}

impl Automaton {
    /// Whether a whole string matches a pattern, as the value of an attribute does (section 9.3.3).
    #[inline]
    pub(in crate::validate::relaxng) fn matches(
        &mut self,
        grammar: &Grammar,
        pattern: PatternId,
        value: &str,
        context: &dyn NamespaceContext,
    ) -> bool {
        if pattern == PatternId::TEXT {
            return true;
        }
        if value.len() > LENGTH {
            return self.decide(grammar, pattern, value, context);
        }
        let hash = hash_of(pattern, value);
        if let Some(known) = self.values.get(hash, pattern, value) {
            return known;
        }
        let matches = self.decide(grammar, pattern, value, context);
        if !self.depends_on_context(grammar, pattern) {
            self.values.insert(hash, pattern, value, matches);
        }
        matches
    }

    fn decide(&mut self, grammar: &Grammar, pattern: PatternId, value: &str, context: &dyn NamespaceContext) -> bool {
        match self.patterns.node(pattern) {
            Node::Data(_) | Node::Value(_) | Node::List(_) => self.leaf(grammar, pattern, value, context),
            _ => {
                let nothing = self.patterns.is_nullable(pattern) && is_space(value);
                nothing || {
                    let left = self.string(grammar, pattern, value, context);
                    self.patterns.is_nullable(left)
                }
            }
        }
    }

    /// What is left of a pattern behind a string that stands where its value is looked at.
    pub(in crate::validate::relaxng) fn string(
        &mut self,
        grammar: &Grammar,
        pattern: PatternId,
        value: &str,
        context: &dyn NamespaceContext,
    ) -> PatternId {
        let mut leaves = self.leaves(pattern);
        leaves.retain(|&leaf| self.leaf(grammar, leaf, value, context));
        let mut derivatives = Derivatives { grammar, patterns: &mut self.patterns };
        derivatives.text_deriv(pattern, &mut |leaf| leaves.binary_search(&leaf).is_ok())
    }

    /// The `data`, `value` and `list` patterns in a pattern, sorted.
    pub(in crate::validate::relaxng) fn leaves(&self, pattern: PatternId) -> Vec<PatternId> {
        let mut found = Vec::new();
        let mut waiting = vec![pattern];
        let mut seen = rustc_hash::FxHashSet::default();
        while let Some(one) = waiting.pop() {
            if !self.patterns.has_strings(one) || !seen.insert(one) {
                continue;
            }
            match self.patterns.node(one) {
                Node::Choice(all) => waiting.extend_from_slice(all),
                Node::Group(left, right) | Node::Interleave(left, right) => waiting.extend([*left, *right]),
                Node::OneOrMore(inner) => waiting.push(*inner),
                _ => found.push(one),
            }
        }
        found.sort_unstable();
        found
    }

    /// Whether a `data`, `value` or `list` pattern allows a string (section 9.3.8, 9.3.9).
    fn leaf(&mut self, grammar: &Grammar, leaf: PatternId, value: &str, context: &dyn NamespaceContext) -> bool {
        match *self.patterns.node(leaf) {
            Node::Data(id) => {
                let declaration = grammar.datum(id);
                declaration.datatype.allows(value, context).is_ok()
                    && !declaration.except.is_some_and(|except| self.decide(grammar, except, value, context))
            }
            Node::Value(id) => {
                let declaration = grammar.value(id);
                declaration.datatype.allows(value, context).is_ok() && *declaration.datatype.canonical(value, context) == *declaration.canonical
            }
            Node::List(inner) => self.words(grammar, inner, value, context),
            _ => false,
        }
    }

    fn words(&mut self, grammar: &Grammar, pattern: PatternId, value: &str, context: &dyn NamespaceContext) -> bool {
        let words = value.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
        let mut left = pattern;
        for word in words {
            left = self.string(grammar, left, word, context);
            if left == PatternId::NOT_ALLOWED {
                return false;
            }
        }
        self.patterns.is_nullable(left)
    }

    fn depends_on_context(&self, grammar: &Grammar, pattern: PatternId) -> bool {
        self.leaves(pattern).into_iter().any(|leaf| match *self.patterns.node(leaf) {
            Node::Data(id) => {
                let declaration = grammar.datum(id);
                declaration.datatype.depends_on_context() || declaration.except.is_some_and(|except| self.depends_on_context(grammar, except))
            }
            Node::Value(id) => grammar.value(id).datatype.depends_on_context(),
            Node::List(inner) => self.depends_on_context(grammar, inner),
            _ => false,
        })
    }

    /// The state behind a string; where it is the whole content of the element, a string of blanks also counts as nothing.
    pub(in crate::validate::relaxng) fn string_step(
        &mut self,
        grammar: &Grammar,
        state: StateId,
        value: &str,
        is_whole: bool,
        context: &dyn NamespaceContext,
    ) -> StateId {
        let slots = self.state(state).slots.clone();
        let mut left = Vec::with_capacity(slots.len());
        for &slot in &slots {
            let is_leaf = matches!(self.patterns.node(slot), Node::Data(_) | Node::Value(_) | Node::List(_));
            let behind = match is_leaf {
                true if self.matches(grammar, slot, value, context) => PatternId::EMPTY,
                true => PatternId::NOT_ALLOWED,
                false => self.string(grammar, slot, value, context),
            };
            left.push(if is_whole && is_space(value) { self.patterns.choice(slot, behind) } else { behind });
        }
        self.enter(&left)
    }
}
