//! The children of two paired blocks, in order: equal ends first, then anchors, then the best pairing of the few that lie between.

use std::cmp::Reverse;

use super::sketch::Sketch;
use super::{Search, TELLING};
use crate::diff::align::{align, anchors};
use crate::diff::tree::{Kind, NONE, Node, Tree, hash_of, mix};

/// How many pairs a stretch may have in which all are weighed against each other.
const WEIGHED: usize = 2500;

/// A stretch of children on both sides.
type Gap<'c> = (&'c [usize], &'c [usize]);

impl Search<'_> {
    /// Pairs two lists of children; what finds no partner is kept for the search elsewhere.
    pub(super) fn children(&mut self, lefts: &[usize], rights: &[usize]) {
        let mut gaps: Vec<Gap<'_>> = vec![(lefts, rights)];
        while let Some((lefts, rights)) = gaps.pop() {
            let (lefts, rights) = self.equal_ends(lefts, rights);
            if lefts.is_empty() || rights.is_empty() {
                self.left_over.extend(lefts);
                self.right_over.extend(rights);
                continue;
            }
            let anchors = self.anchors(lefts, rights);
            if !anchors.is_empty() {
                self.split(lefts, rights, &anchors, &mut gaps);
            } else if let (&[left], &[right]) = (lefts, rights)
                && self.left.node(left).key == self.right.node(right).key
                && self.is_single(left, right)
                && !self.belongs_elsewhere(left, right)
            {
                self.pair(left, right);
            } else if lefts.len() * rights.len() <= WEIGHED {
                self.weigh(lefts, rights);
            } else {
                self.in_order(lefts, rights, &mut gaps);
            }
        }
    }

    /// Pairs what is the same at both ends; gives what lies between.
    fn equal_ends<'c>(&mut self, mut lefts: &'c [usize], mut rights: &'c [usize]) -> Gap<'c> {
        while let (Some((&left, more_left)), Some((&right, more_right))) = (lefts.split_first(), rights.split_first()) {
            if self.left.node(left).full != self.right.node(right).full {
                break;
            }
            self.pair(left, right);
            (lefts, rights) = (more_left, more_right);
        }
        while let (Some((&left, more_left)), Some((&right, more_right))) = (lefts.split_last(), rights.split_last()) {
            if self.left.node(left).full != self.right.node(right).full {
                break;
            }
            self.pair(left, right);
            (lefts, rights) = (more_left, more_right);
        }
        (lefts, rights)
    }

    /// Texts that occur once on both sides; where there are none, ids, but only in a stretch too long to be weighed.
    fn anchors(&self, lefts: &[usize], rights: &[usize]) -> Vec<(usize, usize)> {
        let by_text = anchors(&keys(self.left, lefts, text_key), &keys(self.right, rights, text_key));
        if !by_text.is_empty() || lefts.len() * rights.len() <= WEIGHED {
            return by_text;
        }
        anchors(&keys(self.left, lefts, id_key), &keys(self.right, rights, id_key))
    }

    fn split<'c>(&mut self, lefts: &'c [usize], rights: &'c [usize], anchors: &[(usize, usize)], gaps: &mut Vec<Gap<'c>>) {
        let (mut left_at, mut right_at) = (0, 0);
        for &(left, right) in anchors {
            self.pair(lefts[left], rights[right]);
            gaps.push((&lefts[left_at..left], &rights[right_at..right]));
            (left_at, right_at) = (left + 1, right + 1);
        }
        gaps.push((&lefts[left_at..], &rights[right_at..]));
    }

    /// A long stretch without anchors: equal texts in order, and what lies between is weighed where it is short.
    fn in_order<'c>(&mut self, lefts: &'c [usize], rights: &'c [usize], gaps: &mut Vec<Gap<'c>>) {
        let pairs = align(&keys(self.left, lefts, shape_key), &keys(self.right, rights, shape_key));
        if pairs.is_empty() {
            self.left_over.extend(lefts);
            self.right_over.extend(rights);
        } else {
            self.split(lefts, rights, &pairs, gaps);
        }
    }

    /// The pairing in order with the greatest weight (Needleman and Wunsch).
    fn weigh(&mut self, lefts: &[usize], rights: &[usize]) {
        let weights = self.weights(lefts, rights);
        let width = rights.len() + 1;
        let mut best = vec![0_u32; (lefts.len() + 1) * width];
        for left in (0..lefts.len()).rev() {
            for right in (0..rights.len()).rev() {
                let weight = weights[left * rights.len() + right];
                let paired = if weight == 0 { 0 } else { best[(left + 1) * width + right + 1] + weight };
                best[left * width + right] = paired.max(best[(left + 1) * width + right]).max(best[left * width + right + 1]);
            }
        }
        let (mut left, mut right) = (0, 0);
        while left < lefts.len() && right < rights.len() {
            let here = best[left * width + right];
            let weight = weights[left * rights.len() + right];
            if weight != 0 && here == best[(left + 1) * width + right + 1] + weight {
                self.pair(lefts[left], rights[right]);
                (left, right) = (left + 1, right + 1);
            } else if here == best[(left + 1) * width + right] {
                self.left_over.push(lefts[left]);
                left += 1;
            } else {
                self.right_over.push(rights[right]);
                right += 1;
            }
        }
        self.left_over.extend(&lefts[left..]);
        self.right_over.extend(&rights[right..]);
    }

    fn weights(&mut self, lefts: &[usize], rights: &[usize]) -> Vec<u32> {
        let left_sketches: Vec<Sketch> = lefts.iter().map(|&node| Sketch::of(self.left, node)).collect();
        let right_sketches: Vec<Sketch> = rights.iter().map(|&node| Sketch::of(self.right, node)).collect();
        let even = lefts.len() == rights.len();
        let mut weights = Vec::with_capacity(lefts.len() * rights.len());
        for (at, (&left, one)) in lefts.iter().zip(&left_sketches).enumerate() {
            for (to, (&right, other)) in rights.iter().zip(&right_sketches).enumerate() {
                let weight = self.weight(left, right, || one.likeness(other));
                let replaced = weight == 0 && even && at == to && self.is_replaced(left, right);
                weights.push(if replaced { 100 } else { weight });
            }
        }
        weights
    }

    /// Whether a short text stands where another one stood, as in "Yes." for "No.", in a cell, in an item: its words are corrected.
    fn is_replaced(&self, left: usize, right: usize) -> bool {
        let (one, other) = (self.left.node(left), self.right.node(right));
        let is_short = |node: &Node| node.content != 0 && node.text.len() < TELLING && node.id == NONE && (node.flow || node.kind == Kind::Text);
        is_short(one) && is_short(other) && (one.kind, one.key, one.own) == (other.kind, other.key, other.own)
    }

    /// How much speaks for a pair; 0 forbids it.
    fn weight(&mut self, left: usize, right: usize, likeness: impl FnOnce() -> u32) -> u32 {
        let (one, other) = (self.left.node(left), self.right.node(right));
        let same_id = u32::from(one.id != NONE && other.id != NONE && self.left.id_of(left) == self.right.id_of(right));
        if one.kind != other.kind {
            return 0;
        }
        if one.key != other.key {
            return if one.content == other.content && one.content != 0 { 1200 + 100 * same_id } else { 0 };
        }
        if one.plain == other.plain || (one.content == other.content && one.content != 0) {
            return 2000 + 100 * same_id + u32::from(one.plain == other.plain) * 50;
        }
        if self.belongs_elsewhere(left, right) {
            return 0;
        }
        let likeness = if one.content == 0 && other.content == 0 { self.shared_attributes(left, right) } else { likeness() };
        match likeness {
            500.. => 600 + likeness + 400 * same_id,
            _ if same_id == 1 => 700 + likeness,
            _ if self.is_single(left, right) => 300 + likeness,
            _ => 0,
        }
    }

    /// Of elements without text: the share of attributes that are the same, in thousandths; at least half where there is no other measure.
    fn shared_attributes(&self, left: usize, right: usize) -> u32 {
        let values =
            |tree: &Tree, node| tree.attributes_of(node).iter().map(|one| mix(one.key, hash_of(tree.value(one).as_bytes()))).collect::<Vec<_>>();
        let (one, other) = (values(self.left, left), values(self.right, right));
        let shared = one.iter().filter(|value| other.contains(value)).count();
        u32::try_from(1000 * shared / one.len().max(other.len()).max(1)).unwrap_or(1000)
    }

    /// Whether each is the only one of its name in its parent, and the name is not that of a paragraph.
    fn is_single(&self, left: usize, right: usize) -> bool {
        let only = |tree: &Tree, node: usize| {
            let one = tree.node(node);
            one.ordinal == 1 && !tree.children(one.parent).any(|other| other != node && tree.node(other).key == one.key)
        };
        !is_paragraph(self.left.name_of(left)) && only(self.left, left) && only(self.right, right)
    }
}

/// Blocks of which a document has many: one is not another because it is alone in its division.
fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "u" | "ab" | "l" | "sp" | "seg" | "note" | "item" | "person" | "place" | "org" | "div" | "li" | "pb")
}

fn keys(tree: &Tree, nodes: &[usize], key: impl Fn(&Tree, usize) -> u64) -> Vec<u64> {
    nodes.iter().map(|&node| key(tree, node)).collect()
}

/// Name and text; 0 without text.
fn text_key(tree: &Tree, node: usize) -> u64 {
    let one = tree.node(node);
    if one.content == 0 || one.kind == Kind::Text { 0 } else { mix(one.content, one.key) }
}

/// Name and id; 0 without id.
fn id_key(tree: &Tree, node: usize) -> u64 {
    tree.id_of(node).map_or(0, |id| mix(hash_of(id.as_bytes()), tree.node(node).key))
}

/// Name and text, or without text everything but ids.
fn shape_key(tree: &Tree, node: usize) -> u64 {
    match text_key(tree, node) {
        0 => tree.node(node).plain,
        key => key,
    }
}

/// The longer text first; of equal ones the first.
pub(super) fn by_size(tree: &Tree, nodes: &mut [usize]) {
    nodes.sort_by_key(|&node| (Reverse(tree.node(node).text.len()), node));
}
