//! One block that has become several neighbours, or several that have become one.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Classifier, change, listed};
use crate::diff::change::{Kind, Sigil};
use crate::diff::pair::likeness;
use crate::diff::tree::{Flat, NONE, Tree};

/// Blocks of one version that are, together, blocks of the other; one side has one.
#[derive(Clone, Debug)]
pub(super) struct Join {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
}

/// All blocks that were split or merged; no block is in two of them.
#[derive(Debug, Default)]
pub(super) struct Joins {
    pub all: Vec<Join>,
    old: FxHashMap<usize, usize>,
    new: FxHashMap<usize, usize>,
}

impl Joins {
    /// The join in which a block of the old document is.
    pub fn of_old(&self, node: usize) -> Option<usize> {
        self.old.get(&node).copied()
    }

    /// The join in which a block of the new document is.
    pub fn of_new(&self, node: usize) -> Option<usize> {
        self.new.get(&node).copied()
    }

    /// Whether the pair is one of the blocks joined.
    pub fn holds(&self, old: usize, new: usize) -> bool {
        self.of_old(old).is_some_and(|join| self.of_new(new) == Some(join))
    }

    fn push(&mut self, join: Join) {
        let number = self.all.len();
        self.old.extend(join.old.iter().map(|&node| (node, number)));
        self.new.extend(join.new.iter().map(|&node| (node, number)));
        self.all.push(join);
    }
}

/// How much of a part, in thousandths, must come from the whole.
const FROM_THE_WHOLE: usize = 700;
/// How like the parts together must be to the whole.
const TOGETHER: u32 = 850;

impl Classifier<'_> {
    /// All splits and merges, with their lines.
    pub(super) fn splits(&mut self) -> Joins {
        let mut joins = Joins::default();
        for &(old, new) in &self.pairing.pairs {
            let (one, other) = (self.old.tree.node(old), self.new.tree.node(new));
            if !one.flow || !other.flow || one.content == other.content || joins.of_old(old).or(joins.of_new(new)).is_some() {
                continue;
            }
            let join = match one.text.len().cmp(&other.text.len()) {
                Ordering::Greater => {
                    let free = |node: usize| self.pairing.to_old[node] == NONE && joins.of_new(node).is_none();
                    parts((self.old.tree, old), (self.new.tree, new), free).map(|parts| Join { old: vec![old], new: parts })
                }
                Ordering::Less => {
                    let free = |node: usize| self.pairing.to_new[node] == NONE && joins.of_old(node).is_none();
                    parts((self.new.tree, new), (self.old.tree, old), free).map(|parts| Join { old: parts, new: vec![new] })
                }
                Ordering::Equal => None,
            };
            if let Some(join) = join {
                joins.push(join);
            }
        }
        for join in &joins.all {
            self.join_line(join);
        }
        joins
    }

    fn join_line(&mut self, join: &Join) {
        let (left, right) = (listed(self.old.tree, &join.old), listed(self.new.tree, &join.new));
        let same = Flat::join(self.old.tree, &join.old).text == Flat::join(self.new.tree, &join.new).text;
        let kind = if join.old.len() == 1 { Kind::Split } else { Kind::Merged };
        let said = if same { " (text unchanged)" } else { "" };
        let line = change(kind, Sigil::Changed, &left, format!("-> {right}{said}")).with_sides(&left, &right);
        let order = self.at_new(join.new[0], 0);
        self.add(order, line, Some(join.old[0]), Some(join.new[0]));
        let pairs: Vec<(usize, usize)> = join.old.iter().flat_map(|&old| join.new.iter().map(move |&new| (old, new))).collect();
        for (old, new) in pairs {
            if self.pairing.to_new[old] != new {
                self.own(old, new, None);
            }
        }
    }
}

/// The neighbours of `part`, itself among them, that together are `whole`.
fn parts((tree, whole): (&Tree, usize), (other, part): (&Tree, usize), free: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    let candidate = |node: &usize| free(*node) && other.node(*node).flow;
    if ![other.previous_sibling(part), other.next_sibling(part)].iter().flatten().any(candidate) {
        return None;
    }
    let text = Flat::of(tree, whole).text;
    let mut room = (text.len() + text.len() / 4 + 64).saturating_sub(other.node(part).text.len());
    let words: FxHashSet<&str> = words(&text).collect();
    let mut fits = |node: &usize| {
        let one = Flat::of(other, *node).text;
        let fits = candidate(node) && one.len() <= room && comes_from(&one, &words, &text);
        room = room.saturating_sub(one.len());
        fits
    };
    let mut parts: Vec<usize> =
        std::iter::successors(other.previous_sibling(part), |&node| other.previous_sibling(node)).take_while(&mut fits).collect();
    parts.reverse();
    parts.push(part);
    parts.extend(std::iter::successors(other.next_sibling(part), |&node| other.next_sibling(node)).take_while(&mut fits));
    if parts.len() < 2 {
        return None;
    }
    let joined = Flat::join(other, &parts).text;
    (without_blanks(&joined).eq(without_blanks(&text)) || likeness(&joined, &text) >= TOGETHER).then_some(parts)
}

/// Whether the words of a part are words of the whole; signs alone must stand there as they are.
fn comes_from(part: &str, whole: &FxHashSet<&str>, text: &str) -> bool {
    const SIGNS: usize = 16;
    let (mut all, mut shared) = (0_usize, 0_usize);
    for word in words(part) {
        all += 1;
        shared += usize::from(whole.contains(word));
    }
    let signs = part.trim();
    if all == 0 { !signs.is_empty() && signs.len() <= SIGNS && text.contains(signs) } else { 1000 * shared >= FROM_THE_WHOLE * all }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn without_blanks(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace())
}
