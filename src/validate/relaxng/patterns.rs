//! Simplified patterns (section 4.22), each stored once: equal patterns have one [`PatternId`].
//!
//! Constructors keep a normal form: choices are sorted sets, groups and interleaves lean to the right, `notAllowed` and `empty` are folded away
//! (section 4.20, 4.21). What a pattern can do is computed once, when it is made.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// A pattern of one [`Patterns`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PatternId(pub(super) u32);

impl PatternId {
    pub(super) const EMPTY: Self = Self(0);
    pub(super) const NOT_ALLOWED: Self = Self(1);
    pub(super) const TEXT: Self = Self(2);
}

/// Numbers of declarations, which patterns name.
pub(super) type ElementId = u32;
pub(super) type AttributeId = u32;
pub(super) type DataId = u32;
pub(super) type ValueId = u32;

/// A pattern, by the patterns in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Empty,
    NotAllowed,
    Text,
    Choice(Box<[PatternId]>),
    Group(PatternId, PatternId),
    Interleave(PatternId, PatternId),
    OneOrMore(PatternId),
    List(PatternId),
    Attribute(AttributeId),
    Element(ElementId),
    Data(DataId),
    Value(ValueId),
}

/// What a pattern can do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts(u8);

const NULLABLE: u8 = 1;
const ATTRIBUTES: u8 = 2;
const STRINGS: u8 = 4;
const TEXT: u8 = 8;
const ELEMENTS: u8 = 16;

impl Facts {
    const fn with(self, other: Self) -> Self {
        Self((self.0 | other.0) & !NULLABLE)
    }

    const fn nullable(self, nullable: bool) -> Self {
        Self(if nullable { self.0 | NULLABLE } else { self.0 & !NULLABLE })
    }

    const fn is(self, fact: u8) -> bool {
        self.0 & fact != 0
    }
}

/// A table of patterns.
#[derive(Clone, Debug)]
pub(super) struct Patterns {
    nodes: Vec<Node>,
    facts: Vec<Facts>,
    index: HashTable<u32>,
}

impl Default for Patterns {
    fn default() -> Self {
        let mut patterns = Self { nodes: Vec::new(), facts: Vec::new(), index: HashTable::new() };
        for node in [Node::Empty, Node::NotAllowed, Node::Text] {
            patterns.intern(node);
        }
        patterns
    }
}

impl Patterns {
    /// A table with these patterns, of which each names only those before it; `None` where one stands twice.
    pub(super) fn restored(nodes: Vec<Node>) -> Option<Self> {
        let mut patterns = Self { nodes: Vec::new(), facts: Vec::new(), index: HashTable::with_capacity(nodes.len()) };
        let begins = nodes.get(..3)? == [Node::Empty, Node::NotAllowed, Node::Text];
        let count = nodes.len();
        for node in nodes {
            patterns.intern(node);
        }
        (begins && patterns.len() == count).then_some(patterns)
    }

    /// The patterns, by number.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn node(&self, id: PatternId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the pattern matches nothing at all being there.
    #[inline]
    pub(super) fn is_nullable(&self, id: PatternId) -> bool {
        self.facts[id.0 as usize].is(NULLABLE)
    }

    /// Whether an attribute stands in it, outside elements.
    pub(super) fn has_attributes(&self, id: PatternId) -> bool {
        self.facts[id.0 as usize].is(ATTRIBUTES)
    }

    /// Whether `data`, `value` or `list` stands in it, outside elements and attributes.
    pub(super) fn has_strings(&self, id: PatternId) -> bool {
        self.facts[id.0 as usize].is(STRINGS)
    }

    /// Whether `text` stands in it, outside elements and attributes.
    pub(super) fn has_text(&self, id: PatternId) -> bool {
        self.facts[id.0 as usize].is(TEXT)
    }

    /// Whether an element stands in it.
    pub(super) fn has_elements(&self, id: PatternId) -> bool {
        self.facts[id.0 as usize].is(ELEMENTS)
    }

    pub(super) fn choice(&mut self, left: PatternId, right: PatternId) -> PatternId {
        if left == right || right == PatternId::NOT_ALLOWED {
            return left;
        }
        if left == PatternId::NOT_ALLOWED {
            return right;
        }
        self.choice_of([left, right])
    }

    /// One of several; `notAllowed` where there is none.
    pub(super) fn choice_of(&mut self, alternatives: impl IntoIterator<Item = PatternId>) -> PatternId {
        let mut all = Vec::new();
        for one in alternatives {
            match self.node(one) {
                Node::NotAllowed => {}
                Node::Choice(inner) => all.extend_from_slice(inner),
                _ => all.push(one),
            }
        }
        all.sort_unstable();
        all.dedup();
        // What matches nothing at all needs no `empty` beside it.
        if all.first() == Some(&PatternId::EMPTY) && all[1..].iter().any(|&one| self.is_nullable(one)) {
            all.remove(0);
        }
        match all[..] {
            [] => PatternId::NOT_ALLOWED,
            [only] => only,
            _ => self.intern(Node::Choice(all.into())),
        }
    }

    pub(super) fn optional(&mut self, inner: PatternId) -> PatternId {
        self.choice(PatternId::EMPTY, inner)
    }

    pub(super) fn group(&mut self, left: PatternId, right: PatternId) -> PatternId {
        self.pair(left, right, Node::Group, |node| match node {
            Node::Group(first, rest) => Some((*first, *rest)),
            _ => None,
        })
    }

    pub(super) fn interleave(&mut self, left: PatternId, right: PatternId) -> PatternId {
        self.pair(left, right, Node::Interleave, |node| match node {
            Node::Interleave(first, rest) => Some((*first, *rest)),
            _ => None,
        })
    }

    fn pair(
        &mut self,
        left: PatternId,
        right: PatternId,
        make: fn(PatternId, PatternId) -> Node,
        split: fn(&Node) -> Option<(PatternId, PatternId)>,
    ) -> PatternId {
        if left == PatternId::NOT_ALLOWED || right == PatternId::NOT_ALLOWED {
            return PatternId::NOT_ALLOWED;
        }
        if left == PatternId::EMPTY {
            return right;
        }
        if right == PatternId::EMPTY {
            return left;
        }
        let (mut firsts, mut last) = (Vec::new(), left);
        while let Some((first, rest)) = split(self.node(last)) {
            firsts.push(first);
            last = rest;
        }
        firsts.push(last);
        firsts.into_iter().rev().fold(right, |rest, first| self.intern(make(first, rest)))
    }

    pub(super) fn one_or_more(&mut self, inner: PatternId) -> PatternId {
        match self.node(inner) {
            Node::Empty | Node::NotAllowed | Node::Text | Node::OneOrMore(_) => inner,
            Node::Choice(all) if all[0] == PatternId::EMPTY => {
                let others = all[1..].to_vec();
                let other = self.choice_of(others);
                self.zero_or_more(other)
            }
            _ => self.intern(Node::OneOrMore(inner)),
        }
    }

    pub(super) fn zero_or_more(&mut self, inner: PatternId) -> PatternId {
        let more = self.one_or_more(inner);
        self.optional(more)
    }

    pub(super) fn list(&mut self, inner: PatternId) -> PatternId {
        if inner == PatternId::NOT_ALLOWED { inner } else { self.intern(Node::List(inner)) }
    }

    pub(super) fn attribute(&mut self, declaration: AttributeId) -> PatternId {
        self.intern(Node::Attribute(declaration))
    }

    pub(super) fn element(&mut self, declaration: ElementId) -> PatternId {
        self.intern(Node::Element(declaration))
    }

    pub(super) fn data(&mut self, declaration: DataId) -> PatternId {
        self.intern(Node::Data(declaration))
    }

    pub(super) fn value(&mut self, declaration: ValueId) -> PatternId {
        self.intern(Node::Value(declaration))
    }

    /// Visits the elements in a pattern, not those in them.
    pub(super) fn each_element(&self, pattern: PatternId, mut visit: impl FnMut(ElementId)) {
        self.each_node(pattern, ELEMENTS, |node| {
            if let Node::Element(id) = node {
                visit(*id);
            }
        });
    }

    /// Visits the attributes in a pattern.
    pub(super) fn each_attribute(&self, pattern: PatternId, mut visit: impl FnMut(AttributeId)) {
        self.each_node(pattern, ATTRIBUTES, |node| {
            if let Node::Attribute(id) = node {
                visit(*id);
            }
        });
    }

    /// Visits what can do `fact`; everything else has nothing in it that can.
    fn each_node(&self, pattern: PatternId, fact: u8, mut visit: impl FnMut(&Node)) {
        let mut seen = rustc_hash::FxHashSet::default();
        let mut waiting = vec![pattern];
        while let Some(one) = waiting.pop() {
            if !self.facts[one.0 as usize].is(fact) || !seen.insert(one) {
                continue;
            }
            let node = self.node(one);
            visit(node);
            match node {
                Node::Choice(all) => waiting.extend(all.iter().rev()),
                Node::Group(left, right) | Node::Interleave(left, right) => waiting.extend([*right, *left]),
                Node::OneOrMore(inner) | Node::List(inner) => waiting.push(*inner),
                _ => {}
            }
        }
    }

    fn intern(&mut self, node: Node) -> PatternId {
        let hash = hash(&node);
        let nodes = &self.nodes;
        if let Some(&known) = self.index.find(hash, |&id| nodes[id as usize] == node) {
            return PatternId(known);
        }
        let facts = self.facts_of(&node);
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(node);
        self.facts.push(facts);
        let nodes = &self.nodes;
        self.index.insert_unique(hash, id, |&id| self::hash(&nodes[id as usize]));
        PatternId(id)
    }

    fn facts_of(&self, node: &Node) -> Facts {
        let of = |id: PatternId| self.facts[id.0 as usize];
        match node {
            Node::Empty => Facts(NULLABLE),
            Node::NotAllowed => Facts(0),
            Node::Text => Facts(NULLABLE | TEXT),
            Node::Choice(all) => {
                let nullable = all.iter().any(|&one| of(one).is(NULLABLE));
                all.iter().fold(Facts(0), |facts, &one| facts.with(of(one))).nullable(nullable)
            }
            Node::Group(left, right) | Node::Interleave(left, right) => {
                of(*left).with(of(*right)).nullable(of(*left).is(NULLABLE) && of(*right).is(NULLABLE))
            }
            Node::OneOrMore(inner) => of(*inner),
            Node::List(_) | Node::Data(_) | Node::Value(_) => Facts(STRINGS),
            Node::Attribute(_) => Facts(ATTRIBUTES),
            Node::Element(_) => Facts(ELEMENTS),
        }
    }
}

fn hash(node: &Node) -> u64 {
    FxBuildHasher.hash_one(node)
}
