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
    /// For each node of the old document without partner, the place in the new one where it stood.
    changes: Vec<(Key, Change)>,
}

/// All changes between two documents, in the order of a report.
pub(super) fn classify(old: Side<'_>, new: Side<'_>, pairing: &Pairing) -> Vec<Change> {
    let mut all = Classifier { old, new, pairing, ids: Ids::default(), marks: Marks::default(), changes: Vec::new() };
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
        let mut at = node;
        loop {
            let partner = self.pairing.to_new[at];
            if partner != NONE {
                let behind = if at == node || self.is_inside(node, at) { partner } else { self.new.tree.node(partner).end - 1 };
                return (1, 2 * behind + 2, rank, node);
            }
            if at == DOCUMENT {
                return (1, 0, rank, node);
            }
            at = self.before(at);
        }
    }

    fn is_inside(&self, node: usize, outer: usize) -> bool {
        node > outer && node < self.old.tree.node(outer).end
    }

    /// The sibling before a node of the old document, or its parent.
    fn before(&self, node: usize) -> usize {
        let tree = self.old.tree;
        let parent = tree.node(node).parent;
        let mut at = node - 1;
        while at != parent && tree.node(at).parent != parent {
            at = tree.node(at).parent;
        }
        at
    }
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
