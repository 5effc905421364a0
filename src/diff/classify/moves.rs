//! Blocks and marks that stand elsewhere.

use std::collections::BTreeMap;

use super::spans::Mark;
use super::split::Joins;
use super::{Classifier, change};
use crate::diff::change::{Kind, Sigil};
use crate::diff::tree::{NONE, Tree};

impl Classifier<'_> {
    /// Blocks that were found away from their place, those left out that a new block has come around.
    pub(super) fn moves(&mut self, joins: &Joins) {
        for &(old, new) in &self.pairing.moved {
            let (from, to) = (self.old.tree.node(old).parent, self.new.tree.node(new).parent);
            let joined = joins.of_old(old).or(joins.of_new(new)).is_some();
            if joined || self.is_wrapping(from, to) {
                continue;
            }
            let detail = if self.pairing.to_new[from] == to {
                format!("within {}: {}", self.new.tree.label(to), now(self.new.tree, new))
            } else {
                format!("{} -> {}", self.old.tree.label(from), self.new.tree.label(to))
            };
            let place = |tree: &Tree, node: usize| format!("in {}, {}", tree.label(tree.node(node).parent), stands(tree, node));
            let line =
                change(Kind::Moved, Sigil::Moved, self.new.tree.label(new), detail).with_sides(place(self.old.tree, old), place(self.new.tree, new));
            self.add(self.at_new(new, 0), line, Some(old), Some(new));
        }
    }

    /// Whether one parent is a block without partner that stands between the block and the other parent.
    fn is_wrapping(&self, from: usize, to: usize) -> bool {
        let nearest = |tree: &Tree, partner: &[usize], node: usize| {
            let mut at = node;
            while at != NONE && partner[at] == NONE {
                at = tree.node(at).parent;
            }
            at
        };
        let (outer_old, outer_new) = (nearest(self.old.tree, &self.pairing.to_new, from), nearest(self.new.tree, &self.pairing.to_old, to));
        let lone = outer_old != from || outer_new != to;
        lone && outer_old != NONE && self.pairing.to_new[outer_old] == outer_new && (outer_old == from || outer_new == to)
    }

    /// Marks without text: those that both versions have moved, the others came or went.
    pub(super) fn marks(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        let mut gone: BTreeMap<(u64, u64), Vec<Mark>> = BTreeMap::new();
        for mark in marks.removed.into_iter().rev() {
            let node = self.old.tree.node(mark.node);
            gone.entry((node.key, node.own)).or_default().push(mark);
        }
        for mark in marks.added {
            let node = self.new.tree.node(mark.node);
            match gone.get_mut(&(node.key, node.own)).and_then(Vec::pop) {
                Some(before) => self.moved_mark(&before, &mark),
                None => self.lone_mark(&mark, true),
            }
        }
        let mut gone: Vec<Mark> = gone.into_values().flatten().collect();
        gone.sort_by_key(|mark| mark.node);
        for mark in &gone {
            self.lone_mark(mark, false);
        }
    }

    fn moved_mark(&mut self, before: &Mark, mark: &Mark) {
        let tag = self.new.tree.tag(mark.node);
        let label = self.new.tree.label(mark.block);
        let same_block = self.pairing.to_new[before.block] == mark.block;
        let detail = match (same_block, &before.after, &mark.after) {
            (true, Some(from), Some(to)) => format!("{tag} from {from} to {to}"),
            (true, ..) => format!("{tag}: {}", now(self.new.tree, mark.node)),
            (false, ..) => format!("{tag} from {}", self.old.tree.label(before.block)),
        };
        let place = |tree: &Tree, mark: &Mark| mark.after.clone().unwrap_or_else(|| format!("in {}", tree.label(mark.block)));
        let line = change(Kind::Moved, Sigil::Moved, label, detail);
        let line = line.with_sides(format!("{tag} {}", place(self.old.tree, before)), format!("{tag} {}", place(self.new.tree, mark)));
        self.add(self.at_new(mark.node, 0), line, Some(before.node), Some(mark.node));
    }

    fn lone_mark(&mut self, mark: &Mark, added: bool) {
        let side = if added { self.new } else { self.old };
        let (sigil, block) = if added { (Sigil::Added, Kind::Inserted) } else { (Sigil::Removed, Kind::Deleted) };
        let line = match &mark.after {
            Some(after) => change(Kind::Markup, sigil, side.tree.label(mark.block), format!("{} {after}", side.tree.tag(mark.node))),
            None => change(block, sigil, side.tree.label(mark.node), side.tree.tag(mark.node)),
        };
        let line = line.with_side(added, side.tree.tag(mark.node));
        let (order, old, new) =
            if added { (self.at_new(mark.node, 3), None, Some(mark.node)) } else { (self.at_old(mark.node, 3), Some(mark.node), None) };
        self.add(order, line, old, new);
    }
}

/// Where a block stands now among its siblings.
fn now(tree: &Tree, node: usize) -> String {
    format!("now {}", stands(tree, node))
}

fn stands(tree: &Tree, node: usize) -> String {
    tree.previous_sibling(node).map_or("first".to_owned(), |before| format!("after {}", tree.label(before)))
}
