//! Which block of one version is which block of the other, as an editor would see it.
//!
//! From the root down: equal subtrees are passed over; among the children of a pair, texts that occur once on both sides anchor the order, what lies
//! between anchors is paired by content, id and likeness together. What is left over is looked for anywhere: the same content, the same id, a similar text.

mod children;
mod elsewhere;
mod sketch;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::longest_run;
use super::tree::{DOCUMENT, Kind, NONE, Tree, mix};

/// The pairs of two documents.
#[derive(Debug)]
pub(super) struct Pairing {
    /// The partner of each node of the old document, or [`NONE`].
    pub to_new: Vec<usize>,
    /// The partner of each node of the new document.
    pub to_old: Vec<usize>,
    /// All pairs, in no order.
    pub pairs: Vec<(usize, usize)>,
    /// Pairs that were found away from their place.
    pub moved: Vec<(usize, usize)>,
}

impl Pairing {
    /// Pairs two documents. The search runs in one direction whichever is called old, so that a swapped comparison mirrors.
    pub fn of(old: &Tree, new: &Tree) -> Self {
        if Self::is_forward(old, new) { Search::new(old, new).run() } else { Search::new(new, old).run().swapped() }
    }

    /// Whether the search runs from the old document to the new one.
    pub fn is_forward(old: &Tree, new: &Tree) -> bool {
        order_key(old) <= order_key(new)
    }

    fn swapped(self) -> Self {
        let swap = |pairs: Vec<(usize, usize)>| pairs.into_iter().map(|(one, other)| (other, one)).collect();
        Self { to_new: self.to_old, to_old: self.to_new, pairs: swap(self.pairs), moved: swap(self.moved) }
    }
}

fn order_key(tree: &Tree) -> (usize, u64) {
    (tree.nodes.len(), tree.node(DOCUMENT).full)
}

pub(super) use sketch::Sketch;

/// How alike two texts are, from 0 to 1000.
pub(super) fn likeness(one: &str, other: &str) -> u32 {
    Sketch::of_words(one).likeness(&Sketch::of_words(other))
}

/// A search for pairs; `left` and `right` are the two documents in the order of the search.
struct Search<'t> {
    left: &'t Tree,
    right: &'t Tree,
    found: Pairing,
    work: Vec<(usize, usize)>,
    /// Nodes without a partner among the children of a pair.
    left_over: Vec<usize>,
    right_over: Vec<usize>,
    /// The texts that occur once in each document, once they are needed.
    once: Option<[FxHashMap<u64, usize>; 2]>,
}

impl<'t> Search<'t> {
    fn new(left: &'t Tree, right: &'t Tree) -> Self {
        let found = Pairing { to_new: vec![NONE; left.nodes.len()], to_old: vec![NONE; right.nodes.len()], pairs: Vec::new(), moved: Vec::new() };
        Self { left, right, found, work: Vec::new(), left_over: Vec::new(), right_over: Vec::new(), once: None }
    }

    fn run(mut self) -> Pairing {
        self.pair(DOCUMENT, DOCUMENT);
        loop {
            while let Some((left, right)) = self.work.pop() {
                self.descend(left, right);
            }
            if !self.elsewhere() {
                self.settle_moves();
                return self.found;
            }
        }
    }

    /// A block that was found late and yet stands where it stood, between the same neighbours, has not moved.
    fn settle_moves(&mut self) {
        let moved: FxHashSet<usize> = self.found.moved.iter().map(|pair| pair.0).collect();
        let mut within: FxHashMap<usize, Vec<(usize, usize)>> = FxHashMap::default();
        for &(left, right) in &self.found.moved {
            let (from, to) = (self.left.node(left).parent, self.right.node(right).parent);
            if self.found.to_new[from] == to {
                within.entry(from).or_default().push((left, right));
            }
        }
        let mut settled: FxHashSet<usize> = FxHashSet::default();
        for (parent, mut late) in within {
            late.sort_unstable();
            let kept = |child: &usize| self.found.to_new[*child] != NONE && !moved.contains(child);
            let lefts: Vec<usize> = self.left.children(parent).filter(kept).filter(|child| self.stays_in(*child, parent)).collect();
            let mut rights: Vec<usize> = lefts.iter().map(|&child| self.found.to_new[child]).collect();
            rights.sort_unstable();
            let before = |list: &[usize], at: usize| list.partition_point(|&one| one < at);
            late.retain(|&(left, right)| before(&lefts, left) == before(&rights, right));
            settled.extend(longest_run(&late).into_iter().map(|pair| pair.0));
        }
        self.found.moved.retain(|pair| !settled.contains(&pair.0));
    }

    fn stays_in(&self, child: usize, parent: usize) -> bool {
        self.right.node(self.found.to_new[child]).parent == self.found.to_new[parent]
    }

    fn pair(&mut self, left: usize, right: usize) {
        self.found.to_new[left] = right;
        self.found.to_old[right] = left;
        self.found.pairs.push((left, right));
        if self.left.node(left).full != self.right.node(right).full {
            self.work.push((left, right));
        }
    }

    /// Pairs the children of a pair that differs somewhere.
    fn descend(&mut self, left: usize, right: usize) {
        let (one, other) = (self.left.node(left), self.right.node(right));
        if one.flow || other.flow || one.kind != Kind::Element || other.kind != Kind::Element {
            return;
        }
        let lefts: Vec<usize> = self.left.children(left).collect();
        let rights: Vec<usize> = self.right.children(right).collect();
        if one.plain == other.plain {
            for (left, right) in lefts.into_iter().zip(rights) {
                self.pair(left, right);
            }
            return;
        }
        self.children(&lefts, &rights);
    }

    /// Where a text that occurs once in both documents stands in the other one: the reason not to pair it with anything else.
    fn belongs_elsewhere(&mut self, left: usize, right: usize) -> bool {
        let (trees, [one, other]) = ([self.left, self.right], [(self.left, left), (self.right, right)]);
        let texts = self.once.get_or_insert_with(|| trees.map(texts_once));
        let key = |(tree, node): (&Tree, usize)| text_key(tree, node);
        let elsewhere = |key: u64| key != 0 && texts[0].contains_key(&key) && texts[1].contains_key(&key);
        let (one, other) = (key(one), key(other));
        one != other && (elsewhere(one) || elsewhere(other))
    }
}

/// Bytes of a text that is long enough to be known again anywhere.
const TELLING: usize = 24;

/// What a block of running text is known by anywhere in a document; 0 for what says too little.
fn text_key(tree: &Tree, node: usize) -> u64 {
    let one = tree.node(node);
    if one.content == 0 || !one.flow || one.text.len() < TELLING { 0 } else { mix(one.content, one.key) }
}

fn texts_once(tree: &Tree) -> FxHashMap<u64, usize> {
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    let mut at = 0;
    while at < tree.nodes.len() {
        let key = text_key(tree, at);
        if key != 0 {
            *counts.entry(key).or_default() += 1;
        }
        at = if tree.node(at).flow { tree.node(at).end } else { at + 1 };
    }
    counts.retain(|_, count| *count == 1);
    counts
}
