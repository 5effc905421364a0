//! Elements on the text of one version paired with those of the other: the same stretch of text first, then the same element on another stretch.

use rustc_hash::FxHashMap;

use crate::diff::tree::{Flat, NONE, Tree};
use crate::diff::words::Op;
use crate::source::Span;

/// How the elements of two texts belong together; indices of their spans.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// On the same stretch, of one name.
    pub same: Vec<(usize, usize)>,
    /// On the same stretch, of another name.
    pub retagged: Vec<(usize, usize)>,
    /// Of one name, on another stretch.
    pub extent: Vec<(usize, usize)>,
    pub removed: Vec<usize>,
    pub added: Vec<usize>,
    nodes: Vec<(usize, usize)>,
}

/// Marks without text that one version has in a place and the other lacks there.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub removed: Vec<Mark>,
    pub added: Vec<Mark>,
}

/// An element without text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub node: usize,
    /// The block in which it stands, or beside which.
    pub block: usize,
    /// The words before it; `None` for one that stands between blocks.
    pub after: Option<String>,
}

impl Spans {
    /// Pairs of nodes that are the same element.
    pub fn kept(&self) -> impl Iterator<Item = (usize, usize)> {
        self.nodes.iter().copied()
    }

    pub fn swapped(mut self) -> Self {
        for pairs in [&mut self.same, &mut self.retagged, &mut self.extent, &mut self.nodes] {
            for pair in pairs.iter_mut() {
                *pair = (pair.1, pair.0);
            }
            pairs.sort_unstable();
        }
        std::mem::swap(&mut self.removed, &mut self.added);
        self
    }

    /// Pairs the spans of two texts.
    pub fn of(left: (&Tree, &Flat), right: (&Tree, &Flat), ops: &[Op]) -> Self {
        let mut search = Search::new(left, right, ops);
        search.on_one_stretch(|one, other| one.key == other.key && one.own == other.own && one.id == other.id);
        search.on_one_stretch(|one, other| one.key == other.key && one.own == other.own);
        search.on_one_stretch(|one, other| one.key == other.key);
        search.retagged();
        search.on_other_stretch(|one, other| one.id.is_some() && one.id == other.id);
        search.on_other_stretch(|one, other| one.own == other.own);
        search.on_other_stretch(|_, _| true);
        search.finish()
    }
}

/// Free spans on one stretch that are looked at for a partner.
const LOOKED_AT: usize = 256;

/// What spans are compared by.
struct View<'t> {
    key: u64,
    own: u64,
    id: Option<&'t str>,
    span: Span,
    /// Where the stretch lies in the other text, as far as that can be said: bounds of its start and of its end.
    start: (usize, usize),
    end: (usize, usize),
}

struct Search<'t> {
    lefts: Vec<View<'t>>,
    rights: Vec<View<'t>>,
    to_right: Vec<usize>,
    to_left: Vec<usize>,
    /// Right spans by where they start.
    by_start: Vec<usize>,
    /// For each place in `by_start` the next that is free, as far as is known.
    next_free: Vec<usize>,
    nodes: (Vec<usize>, Vec<usize>),
    found: Spans,
}

impl<'t> Search<'t> {
    fn new((left_tree, left): (&'t Tree, &Flat), (right_tree, right): (&'t Tree, &Flat), ops: &[Op]) -> Self {
        let lefts: Vec<View<'t>> = views(left_tree, left, |at| bounds(ops, at));
        let rights: Vec<View<'t>> = views(right_tree, right, |at| (at, at));
        let mut by_start: Vec<usize> = (0..rights.len()).collect();
        by_start.sort_by_key(|&at| rights[at].span.start);
        let next_free = (0..=rights.len()).collect();
        let nodes = (left.spans.iter().map(|one| one.node).collect(), right.spans.iter().map(|one| one.node).collect());
        Self {
            to_right: vec![NONE; lefts.len()],
            to_left: vec![NONE; rights.len()],
            lefts,
            rights,
            by_start,
            next_free,
            nodes,
            found: Spans::default(),
        }
    }

    fn pair(&mut self, left: usize, right: usize) {
        self.to_right[left] = right;
        self.to_left[right] = left;
        self.found.nodes.push((self.nodes.0[left], self.nodes.1[right]));
    }

    /// The first free span on the stretch of `left` for which `is` holds.
    fn on_stretch(&mut self, left: usize, is: impl Fn(&View<'t>, &View<'t>) -> bool) -> Option<usize> {
        let (start, end) = (self.lefts[left].start, self.lefts[left].end);
        let mut place = self.free_from(self.by_start.partition_point(|&at| self.rights[at].span.start < start.0));
        for _ in 0..LOOKED_AT {
            let &at = self.by_start.get(place).filter(|&&at| self.rights[at].span.start <= start.1)?;
            let (one, other) = (&self.lefts[left], &self.rights[at]);
            if (end.0..=end.1).contains(&other.span.end) && one.span.is_empty() == other.span.is_empty() && is(one, other) {
                return Some(at);
            }
            place = self.free_from(place + 1);
        }
        None
    }

    /// The first place from `place` on whose span has no partner; what was passed over is passed over at once the next time.
    fn free_from(&mut self, place: usize) -> usize {
        let mut free = place;
        while self.next_free[free] != free || self.by_start.get(free).is_some_and(|&at| self.to_left[at] != NONE) {
            free = if self.next_free[free] == free { free + 1 } else { self.next_free[free] };
        }
        let mut at = place;
        while at < free {
            at = std::mem::replace(&mut self.next_free[at], free).max(at + 1);
        }
        free
    }

    fn on_one_stretch(&mut self, is: impl Fn(&View<'t>, &View<'t>) -> bool) {
        for left in 0..self.lefts.len() {
            if self.to_right[left] == NONE
                && let Some(right) = self.on_stretch(left, &is)
            {
                self.pair(left, right);
                self.found.same.push((left, right));
            }
        }
    }

    fn retagged(&mut self) {
        for left in 0..self.lefts.len() {
            if self.to_right[left] == NONE
                && !self.lefts[left].span.is_empty()
                && let Some(right) = self.on_stretch(left, |_, _| true)
            {
                self.pair(left, right);
                self.found.retagged.push((left, right));
            }
        }
    }

    /// Spans of one name that overlap.
    fn on_other_stretch(&mut self, is: impl Fn(&View<'t>, &View<'t>) -> bool) {
        const NEAR: usize = 16;
        let mut free: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for &at in self.by_start.iter().filter(|&&at| self.to_left[at] == NONE && !self.rights[at].span.is_empty()) {
            free.entry(self.rights[at].key).or_default().push(at);
        }
        for left in (0..self.lefts.len()).filter(|&left| !self.lefts[left].span.is_empty()).collect::<Vec<_>>() {
            let one = &self.lefts[left];
            let Some(free) = free.get(&one.key).filter(|_| self.to_right[left] == NONE) else { continue };
            let middle = free.partition_point(|&at| self.rights[at].span.start < one.start.0);
            let near = free[middle.saturating_sub(NEAR)..free.len().min(middle + NEAR)].iter().copied();
            let fits = near.filter(|&at| self.to_left[at] == NONE && is(one, &self.rights[at])).map(|at| (overlap(one, &self.rights[at]), at));
            let best = fits.filter(|&(overlap, _)| overlap > 0).max_by_key(|&(overlap, at)| (overlap, std::cmp::Reverse(at)));
            if let Some((_, right)) = best {
                self.pair(left, right);
                self.found.extent.push((left, right));
            }
        }
    }

    fn finish(mut self) -> Spans {
        let free = |partners: &[usize]| partners.iter().enumerate().filter(|(_, partner)| **partner == NONE).map(|(at, _)| at).collect();
        self.found.removed = free(&self.to_right);
        self.found.added = free(&self.to_left);
        self.found.same.sort_unstable();
        self.found
    }
}

fn views<'t>(tree: &'t Tree, flat: &Flat, bounds: impl Fn(usize) -> (usize, usize)) -> Vec<View<'t>> {
    let view = |stretch: &crate::diff::tree::Stretch| {
        let node = tree.node(stretch.node);
        let (start, end) = (bounds(stretch.span.start), bounds(stretch.span.end));
        View { key: node.key, own: node.own, id: tree.id_of(stretch.node), span: stretch.span, start, end }
    };
    flat.spans.iter().map(view).collect()
}

fn overlap(one: &View<'_>, other: &View<'_>) -> usize {
    one.end.1.min(other.span.end).saturating_sub(one.start.0.max(other.span.start))
}

/// Where byte `at` of the old text can lie in the new one.
pub(super) fn bounds(ops: &[Op], at: usize) -> (usize, usize) {
    let from = ops.partition_point(|op| op.old.end < at);
    let (mut low, mut high) = (usize::MAX, 0);
    for op in ops[from..].iter().take_while(|op| op.old.start <= at) {
        let (start, end) = if op.same {
            let place = op.new.start + (at - op.old.start);
            (place, place)
        } else {
            (
                if at == op.old.end && at > op.old.start { op.new.end } else { op.new.start },
                if at == op.old.start && at < op.old.end { op.new.start } else { op.new.end },
            )
        };
        (low, high) = (low.min(start), high.max(end));
    }
    if low == usize::MAX { (0, 0) } else { (low, high) }
}
