//! Pairs of blocks into changes, as an editor would say them.
//!
//! First every pair of running text is compared and every id that has another name is noted; then the changes are written, with pointers to renamed ids
//! folded into the renaming.

mod attributes;
mod ids;
mod moves;
mod spans;
mod split;
mod structure;
mod text;

use std::cell::OnceCell;

use self::ids::Ids;
use self::spans::Marks;
use super::change::{Change, Kind, Place, Sigil};
use super::pair::Pairing;
use super::tree::{DOCUMENT, NONE, Tree};
use crate::source::{Source, Span};

/// One of the two documents.
#[derive(Clone, Copy)]
pub(super) struct Side<'t> {
    pub tree: &'t Tree,
    pub source: &'t Source,
}

/// Where a change stands in the report: ids first, then document order of the new version.
type Key = (u8, usize, u8, usize);

/// The changes while they are found.
pub(super) struct Classifier<'t> {
    old: Side<'t>,
    new: Side<'t>,
    pairing: &'t Pairing,
    ids: Ids,
    marks: Marks,
    /// For each node of the old document the nearest with a partner: itself, one before it, one around it; made when it is needed.
    anchors: OnceCell<Vec<usize>>,
    changes: Vec<(Key, Change)>,
}

/// All changes between two documents, in the order of a report.
pub(super) fn classify(old: Side<'_>, new: Side<'_>, pairing: &Pairing) -> Vec<Change> {
    let mut all = Classifier { old, new, pairing, ids: Ids::default(), marks: Marks::default(), anchors: OnceCell::new(), changes: Vec::new() };
    all.run();
    all.changes.sort_by_key(|left| left.0);
    all.changes.into_iter().map(|(_, change)| change).collect()
}

impl Classifier<'_> {
    fn run(&mut self) {
        let joins = self.splits();
        let running = self.running(&joins);
        self.block_ids();
        for text in &running {
            self.span_ids(text);
        }
        for &(old, new) in &self.pairing.pairs {
            if self.old.tree.node(old).full != self.new.tree.node(new).full {
                self.own(old, new, None);
            }
        }
        for text in &running {
            self.text(text);
        }
        self.structure(&joins);
        self.moves(&joins);
        self.marks();
        self.id_lines();
    }

    fn add(&mut self, order: Key, mut change: Change, old: Option<usize>, new: Option<usize>) {
        let place = |side: Side<'_>, node: usize| Place::new(side.source, side.tree.node(node).source);
        change.old = change.old.or_else(|| old.map(|node| place(self.old, node)));
        change.new = change.new.or_else(|| new.map(|node| place(self.new, node)));
        let side = new.map(|node| (self.new.tree, node)).or_else(|| old.map(|node| (self.old.tree, node)));
        if let Some((tree, node)) = side {
            change.header = tree.in_header(node);
            change.speaker = speaker_of(tree, node);
        }
        self.changes.push((order, change));
    }

    /// The order of a change at a node of the new document.
    fn at_new(&self, node: usize, rank: u8) -> Key {
        (1, 2 * node + 1, rank, self.changes.len())
    }

    /// The order of a change at a node that the new document lacks: behind what stood before it.
    fn at_old(&self, node: usize, rank: u8) -> Key {
        let anchor = self.anchors.get_or_init(|| anchors(self.old.tree, &self.pairing.to_new))[node];
        let partner = self.pairing.to_new[anchor];
        let around = node >= anchor && node < self.old.tree.node(anchor).end;
        let behind = if around { partner } else { self.new.tree.node(partner).end - 1 };
        (1, 2 * behind + 2, rank, node)
    }
}

/// For each node itself if it has a partner, else what that is for the sibling before it, or for the parent of a first child.
fn anchors(tree: &Tree, partner: &[usize]) -> Vec<usize> {
    let mut anchors: Vec<usize> = Vec::with_capacity(tree.nodes.len());
    let mut last_child = vec![NONE; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate() {
        let before = if node.parent == NONE { NONE } else { std::mem::replace(&mut last_child[node.parent], at) };
        let anchor = match (partner[at], before) {
            (NONE, NONE) => anchors.get(node.parent).copied().unwrap_or(DOCUMENT),
            (NONE, before) => anchors[before],
            _ => at,
        };
        anchors.push(anchor);
    }
    anchors
}

/// Who speaks at a node: the nearest `who` around it.
pub(super) fn speaker_of(tree: &Tree, node: usize) -> String {
    let mut at = node;
    while at != NONE {
        if let Some(who) = tree.attribute(at, "who") {
            return who.to_owned();
        }
        at = tree.node(at).parent;
    }
    String::new()
}

/// Labels of blocks; of many the first and the last.
fn listed(tree: &Tree, nodes: &[usize]) -> String {
    match nodes {
        [first, .., last] if nodes.len() > 4 => format!("{} … {} ({} blocks)", tree.label(*first), tree.label(*last), nodes.len()),
        _ => nodes.iter().map(|&node| tree.label(node)).collect::<Vec<_>>().join(", "),
    }
}

/// A text in quotation marks, clipped to a length that fits a line.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", crate::render::words::one_line(&crate::render::words::clip(text, 48)))
}

fn change(kind: Kind, sigil: Sigil, block: impl Into<String>, detail: impl Into<String>) -> Change {
    Change::new(kind, sigil, block, detail)
}

fn place(side: Side<'_>, span: Span) -> Place {
    Place::new(side.source, span)
}
