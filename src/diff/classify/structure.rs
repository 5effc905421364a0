//! Blocks that only one version has, and blocks around others.

use super::attributes::href;
use super::spans::Mark;
use super::split::Joins;
use super::{Classifier, Side, change, listed, quoted};
use crate::diff::change::{Kind, Sigil};
use crate::diff::tree::{Kind as NodeKind, NONE};
use crate::render::words::one_line;

/// A block that only one version has, and what is known about the other side.
struct Lone<'t> {
    here: Side<'t>,
    there: Side<'t>,
    /// The partners of nodes here.
    partner: &'t [usize],
    added: bool,
}

impl Classifier<'_> {
    /// What is inserted, deleted, wrapped and unwrapped.
    pub(super) fn structure(&mut self, joins: &Joins) {
        let (old, new, pairing) = (self.old, self.new, self.pairing);
        let deleted = Lone { here: old, there: new, partner: &pairing.to_new, added: false };
        let inserted = Lone { here: new, there: old, partner: &pairing.to_old, added: true };
        let joined = |added: bool, node: usize| if added { joins.of_new(node) } else { joins.of_old(node) }.is_some();
        for side in [&deleted, &inserted] {
            for node in lone_children(side, &pairing.pairs) {
                if !joined(side.added, node) {
                    self.lone_block(side, node);
                }
            }
        }
    }

    fn lone_block(&mut self, side: &Lone<'_>, node: usize) {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            let inside = self.lone_node(side, node);
            open.extend(inside.into_iter().rev());
        }
    }

    /// Tells one block; gives the blocks in it that are to be told too.
    fn lone_node(&mut self, side: &Lone<'_>, node: usize) -> Vec<usize> {
        let order = if side.added { self.at_new(node, 0) } else { self.at_old(node, 0) };
        let (old, new) = if side.added { (None, Some(node)) } else { (Some(node), None) };
        let tree = side.here.tree;
        let sigil = if side.added { Sigil::Added } else { Sigil::Removed };
        let inside = wrapped(side, node);
        if !inside.is_empty() {
            let kind = if side.added { Kind::Wrapped } else { Kind::Unwrapped };
            let line = change(kind, sigil, tree.label(node), format!("around {}", listed(tree, &inside)));
            self.add(order, line, old, new);
            return tree.children(node).filter(|&child| side.partner[child] == NONE).collect();
        }
        let one = tree.node(node);
        if one.kind == NodeKind::Instruction {
            self.lone_instruction(side, node);
            return Vec::new();
        }
        if one.content == 0 && one.end == node + 1 {
            let mark = Mark { node, block: one.parent, after: None };
            let marks = if side.added { &mut self.marks.added } else { &mut self.marks.removed };
            marks.push(mark);
            return Vec::new();
        }
        let kind = if side.added { Kind::Inserted } else { Kind::Deleted };
        let words = tree.words_of(node);
        let kept = kept_inside(side, node);
        let detail = if !kept.is_empty() {
            format!("{} around {}", tree.tag(node), listed(tree, &kept))
        } else if words.is_empty() {
            tree.tag(node)
        } else {
            quoted(words.trim())
        };
        let shown = if words.is_empty() || !kept.is_empty() { &detail } else { &words };
        let line = change(kind, sigil, tree.label(node), &detail).with_side(side.added, shown);
        self.add(order, line, old, new);
        Vec::new()
    }

    fn lone_instruction(&mut self, side: &Lone<'_>, node: usize) {
        let tree = side.here.tree;
        let data = tree.attributes_of(node).first().map_or("", |one| tree.value(one)).to_owned();
        let is_schema = tree.name_of(node) == "?xml-model";
        let shown = if is_schema { href(&data).map_or(data.clone(), |(address, _)| address) } else { data };
        let kind = if is_schema { Kind::Schema } else { Kind::Instruction };
        let sigil = if side.added { Sigil::Added } else { Sigil::Removed };
        let (old, new) = if side.added { (None, Some(node)) } else { (Some(node), None) };
        let line = change(kind, sigil, tree.label(node), format!("\"{}\"", one_line(&shown))).with_side(side.added, shown);
        self.add((0, 0, 0, node), line, old, new);
    }
}

/// Children without partner of every pair, in document order.
fn lone_children(side: &Lone<'_>, pairs: &[(usize, usize)]) -> Vec<usize> {
    let (here, there) = (side.here.tree, side.there.tree);
    let mut found = Vec::new();
    for &(old, new) in pairs {
        let (node, other) = if side.added { (new, old) } else { (old, new) };
        let (one, partner) = (here.node(node), there.node(other));
        if one.full != partner.full && !one.flow && !partner.flow {
            found.extend(here.children(node).filter(|&child| side.partner[child] == NONE));
        }
    }
    found.sort_unstable();
    found
}

/// The children of a block without partner that stood beside its place in the other version.
fn wrapped(side: &Lone<'_>, node: usize) -> Vec<usize> {
    let Some(outer) = outer_partner(side, node) else { return Vec::new() };
    let stood = |child: &usize| side.partner[*child] != NONE && side.there.tree.node(side.partner[*child]).parent == outer;
    side.here.tree.children(node).filter(stood).collect()
}

/// The children of a block without partner that came from elsewhere, where it holds nothing else.
fn kept_inside(side: &Lone<'_>, node: usize) -> Vec<usize> {
    if side.here.tree.node(node).flow {
        return Vec::new();
    }
    let children: Vec<usize> = side.here.tree.children(node).collect();
    if children.iter().all(|&child| side.partner[child] != NONE) { children } else { Vec::new() }
}

/// The partner of the nearest block around a node that has one.
fn outer_partner(side: &Lone<'_>, node: usize) -> Option<usize> {
    let mut at = side.here.tree.node(node).parent;
    while at != NONE && side.partner[at] == NONE {
        at = side.here.tree.node(at).parent;
    }
    (at != NONE).then(|| side.partner[at])
}
