//! Blocks that found no partner in their place are looked for anywhere: they moved, or went into another block, or came out of one.

use rustc_hash::FxHashMap;

use super::Search;
use super::sketch::Sketch;
use super::{TELLING, text_key};
use crate::diff::tree::{Kind, NONE, Tree, hash_of, mix};

/// Blocks in which a hash may occur to say something.
const RARE: usize = 16;
/// Likeness, in thousandths, from which a block that stands elsewhere is the same block.
const ALIKE: u32 = 600;

impl Search<'_> {
    /// Pairs what is left over; whether anything was found.
    pub(super) fn elsewhere(&mut self) -> bool {
        let before = self.found.pairs.len();
        for round in [same, same_text, same_id] {
            let (lefts, rights) = self.candidates();
            if lefts.is_empty() || rights.is_empty() {
                return self.found.pairs.len() > before;
            }
            self.by_key(&lefts, &rights, round);
        }
        self.by_beginning();
        self.by_likeness();
        self.found.pairs.len() > before
    }

    /// Every block without partner in what is left over, outer ones first.
    fn candidates(&self) -> (Vec<usize>, Vec<usize>) {
        (blocks(self.left, &self.left_over, &self.found.to_new), blocks(self.right, &self.right_over, &self.found.to_old))
    }

    fn by_key(&mut self, lefts: &[usize], rights: &[usize], key: fn(&Tree, usize) -> u64) {
        let (one, other) = (once(self.left, lefts, key), once(self.right, rights, key));
        let mut behind = 0;
        for &left in lefts.iter().filter(|&&left| key(self.left, left) != 0) {
            let found = key(self.left, left);
            let (Some(Some(_)), Some(&Some(right))) = (one.get(&found), other.get(&found)) else { continue };
            if left >= behind && self.found.to_old[right] == NONE {
                self.move_pair(left, right);
                behind = self.left.node(left).end;
            }
        }
    }

    fn move_pair(&mut self, left: usize, right: usize) {
        self.found.moved.push((left, right));
        self.pair(left, right);
        while let Some((left, right)) = self.work.pop() {
            self.descend(left, right);
        }
    }

    /// A text and the text that it begins with: a long paragraph and the first of the many it was split into, which share too little to be alike.
    fn by_beginning(&mut self) {
        let (lefts, rights) = self.candidates();
        let (one, other) = (once(self.left, &lefts, beginning), once(self.right, &rights, beginning));
        for left in lefts {
            let key = beginning(self.left, left);
            let (Some(Some(_)), Some(&Some(right))) = (one.get(&key), other.get(&key)) else { continue };
            let free = key != 0 && self.found.to_new[left] == NONE && self.found.to_old[right] == NONE;
            if free && begins(&self.left.words_of(left), &self.right.words_of(right)) {
                self.move_pair(left, right);
            }
        }
    }

    /// The most similar block that shares something rare, for what has nothing else in common.
    fn by_likeness(&mut self) {
        let (mut lefts, rights) = self.candidates();
        super::children::by_size(self.left, &mut lefts);
        let sketches: Vec<Sketch> = rights.iter().map(|&node| Sketch::of(self.right, node)).collect();
        let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (index, sketch) in sketches.iter().enumerate() {
            for &hash in &sketch.hashes {
                places.entry(hash).or_default().push(index);
            }
        }
        for left in lefts.into_iter().filter(|&left| self.left.node(left).text.len() >= TELLING) {
            let sketch = Sketch::of(self.left, left);
            let near = sketch.hashes.iter().filter_map(|hash| places.get(hash)).filter(|places| places.len() <= RARE).flatten();
            let mut near: Vec<usize> = near.copied().collect();
            near.sort_unstable();
            near.dedup();
            let free = |right: usize| self.found.to_old[right] == NONE && self.left.node(left).key == self.right.node(right).key;
            let alike = near.into_iter().filter(|&index| free(rights[index])).map(|index| (sketch.likeness(&sketches[index]), index));
            let best = alike.filter(|&(likeness, _)| likeness >= ALIKE).max_by_key(|&(likeness, index)| (likeness, std::cmp::Reverse(index)));
            if let Some((_, index)) = best.filter(|_| self.found.to_new[left] == NONE) {
                self.move_pair(left, rights[index]);
            }
        }
    }
}

fn blocks(tree: &Tree, roots: &[usize], partner: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    for &root in roots {
        let (mut at, end) = (root, tree.node(root).end);
        while at < end {
            let one = tree.node(at);
            if partner[at] != NONE {
                at = one.end;
                continue;
            }
            if one.kind == Kind::Element {
                found.push(at);
            }
            at = if one.flow { one.end } else { at + 1 };
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn once(tree: &Tree, nodes: &[usize], key: fn(&Tree, usize) -> u64) -> FxHashMap<u64, Option<usize>> {
    let mut seen = FxHashMap::default();
    for &node in nodes {
        let key = key(tree, node);
        seen.entry(key).and_modify(|place| *place = None).or_insert(Some(node));
    }
    seen
}

/// Everything but ids, of what has enough text to be known again.
fn same(tree: &Tree, node: usize) -> u64 {
    let one = tree.node(node);
    if one.content == 0 || one.text.len() < TELLING { 0 } else { one.plain }
}

fn same_text(tree: &Tree, node: usize) -> u64 {
    text_key(tree, node)
}

/// The name of a text and its first letters.
fn beginning(tree: &Tree, node: usize) -> u64 {
    let one = tree.node(node);
    if text_key(tree, node) == 0 {
        return 0;
    }
    let mut first = String::with_capacity(4 * TELLING);
    first.extend(letters(&tree.text[one.text.range()]).take(TELLING));
    if first.chars().count() < TELLING { 0 } else { mix(hash_of(first.as_bytes()), one.key) }
}

/// Whether one text is the beginning of the other, blanks left out.
fn begins(one: &str, other: &str) -> bool {
    letters(one).zip(letters(other)).all(|(left, right)| left == right)
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace())
}

fn same_id(tree: &Tree, node: usize) -> u64 {
    tree.id_of(node).map_or(0, |id| mix(hash_of(id.as_bytes()), tree.node(node).key))
}
