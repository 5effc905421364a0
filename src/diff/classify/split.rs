//! One block that has become several neighbours, or several that have become one.

use super::{Classifier, change};
use crate::diff::change::{Kind, Sigil};
use crate::diff::pair::likeness;
use crate::diff::tree::{Flat, NONE, Tree};

/// Blocks of one version that are, together, blocks of the other; one side has one.
#[derive(Clone, Debug)]
pub(super) struct Join {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
}

impl Join {
    /// Whether the pair is one of the blocks joined.
    pub fn holds(&self, old: usize, new: usize) -> bool {
        self.old.contains(&old) && self.new.contains(&new)
    }
}

/// How much of a part, in thousandths, must come from the whole.
const FROM_THE_WHOLE: u32 = 700;
/// How like the parts together must be to the whole.
const TOGETHER: u32 = 850;

impl Classifier<'_> {
    /// All splits and merges, with their lines.
    pub(super) fn splits(&mut self) -> Vec<Join> {
        let mut joins = Vec::new();
        for &(old, new) in &self.pairing.pairs {
            let (one, other) = (self.old.tree.node(old), self.new.tree.node(new));
            if !one.flow || !other.flow || one.content == other.content {
                continue;
            }
            if one.text.len() > other.text.len() {
                if let Some(parts) = parts((self.old.tree, old), (self.new.tree, new), &self.pairing.to_old) {
                    joins.push(Join { old: vec![old], new: parts });
                }
            } else if let Some(parts) = parts((self.new.tree, new), (self.old.tree, old), &self.pairing.to_new) {
                joins.push(Join { old: parts, new: vec![new] });
            }
        }
        for join in &joins {
            self.join_line(join);
        }
        joins
    }

    fn join_line(&mut self, join: &Join) {
        let labels = |tree: &Tree, nodes: &[usize]| nodes.iter().map(|&node| tree.label(node)).collect::<Vec<_>>().join(", ");
        let (left, right) = (labels(self.old.tree, &join.old), labels(self.new.tree, &join.new));
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
fn parts((tree, whole): (&Tree, usize), (other, part): (&Tree, usize), partner: &[usize]) -> Option<Vec<usize>> {
    let text = Flat::of(tree, whole).text;
    let siblings = run_around(other, part, partner);
    let parts: Vec<usize> = siblings.into_iter().filter(|&one| one == part || comes_from(&Flat::of(other, one).text, &text)).collect();
    if parts.len() < 2 || !is_run(other, &parts) {
        return None;
    }
    let joined = Flat::join(other, &parts).text;
    (without_blanks(&joined).eq(without_blanks(&text)) || likeness(&joined, &text) >= TOGETHER).then_some(parts)
}

/// Free neighbours on both sides of a block of running text.
fn run_around(tree: &Tree, node: usize, partner: &[usize]) -> Vec<usize> {
    const REACH: usize = 8;
    let siblings: Vec<usize> = tree.children(tree.node(node).parent).collect();
    let Some(at) = siblings.iter().position(|&one| one == node) else { return Vec::new() };
    let free = |one: &&usize| partner[**one] == NONE && tree.node(**one).flow;
    let before = siblings[..at].iter().rev().take_while(free).take(REACH).count();
    let behind = siblings[at + 1..].iter().take_while(free).take(REACH).count();
    siblings[at - before..=at + behind].to_vec()
}

/// Whether the words of `part` are words of `whole`.
fn comes_from(part: &str, whole: &str) -> bool {
    !part.trim().is_empty() && (whole.contains(part.trim()) || contained(part, whole) >= FROM_THE_WHOLE)
}

fn contained(part: &str, whole: &str) -> u32 {
    let words: std::collections::BTreeSet<&str> = whole.split_whitespace().collect();
    let all = part.split_whitespace().count().max(1);
    let shared = part.split_whitespace().filter(|word| words.contains(word)).count();
    u32::try_from(1000 * shared / all).unwrap_or(0)
}

/// Whether the nodes follow each other without another between them.
fn is_run(tree: &Tree, nodes: &[usize]) -> bool {
    let Some(&first) = nodes.first() else { return false };
    let siblings: Vec<usize> = tree.children(tree.node(first).parent).skip_while(|&one| one != first).take(nodes.len()).collect();
    siblings == nodes
}

fn without_blanks(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace())
}
