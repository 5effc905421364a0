//! How alike two blocks are: the smallest hashes of their words and pairs of words, so that long blocks compare as fast as short ones.

use crate::diff::tree::{Kind, Tree, hash_of, mix};

/// Hashes that are kept of a block.
const KEPT: usize = 128;
/// Nodes of a block of blocks that are looked at.
const LOOKED_AT: usize = 4000;

/// What a block is compared by.
#[derive(Clone, Debug, Default)]
pub(in crate::diff) struct Sketch {
    /// Ascending, each once.
    pub hashes: Vec<u64>,
    /// Whether the block has no more hashes than these.
    whole: bool,
}

impl Sketch {
    /// Of running text its words and pairs of words, of a block of blocks the texts in it.
    pub fn of(tree: &Tree, node: usize) -> Self {
        let one = tree.node(node);
        if one.flow || one.kind == Kind::Text { Self::of_words(&tree.words_of(node)) } else { Self::of_blocks(tree, node) }
    }

    pub fn of_words(text: &str) -> Self {
        let words: Vec<u64> = words(text).map(|word| hash_of(word.as_bytes())).collect();
        let pairs = words.windows(2).map(|pair| mix(pair[0], pair[1]));
        Self::new(words.iter().copied().chain(pairs).collect())
    }

    fn of_blocks(tree: &Tree, node: usize) -> Self {
        let mut hashes = Vec::new();
        let mut at = node + 1;
        let end = tree.node(node).end.min(node + LOOKED_AT);
        while at < end {
            let one = tree.node(at);
            let leaf = one.flow || one.end == at + 1;
            if one.content != 0 && leaf {
                hashes.push(mix(one.content, one.key));
            }
            at = if leaf { one.end } else { at + 1 };
        }
        Self::new(hashes)
    }

    /// Of hashes in any order.
    pub fn new(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        let whole = hashes.len() <= KEPT;
        hashes.truncate(KEPT);
        Self { hashes, whole }
    }

    /// From 0 (nothing in common) to 1000 (the same): twice what both have over what each has; or nine tenths of the share that the smaller has in the larger.
    pub fn likeness(&self, other: &Self) -> u32 {
        if self.hashes.is_empty() || other.hashes.is_empty() {
            return 0;
        }
        let limit = self.limit().min(other.limit());
        let (left, right) = (self.below(limit), other.below(limit));
        let shared = shared(left, right);
        let dice = 2000 * shared / (left.len() + right.len()).max(1);
        let smaller = left.len().min(right.len());
        let contained = if smaller >= 5 { 900 * shared / smaller } else { 0 };
        let contained = if contained >= 720 { contained * 3 / 4 } else { 0 };
        u32::try_from(dice.max(contained)).unwrap_or(1000)
    }

    /// Up to which hash everything is known.
    fn limit(&self) -> u64 {
        if self.whole { u64::MAX } else { self.hashes.last().copied().unwrap_or(u64::MAX) }
    }

    fn below(&self, limit: u64) -> &[u64] {
        &self.hashes[..self.hashes.partition_point(|&hash| hash <= limit)]
    }
}

fn shared(left: &[u64], right: &[u64]) -> usize {
    let (mut one, mut other, mut count) = (0, 0, 0);
    while one < left.len() && other < right.len() {
        match left[one].cmp(&right[other]) {
            std::cmp::Ordering::Less => one += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                (one, other, count) = (one + 1, other + 1, count + 1);
            }
        }
    }
    count
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}
