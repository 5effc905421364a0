//! A pair of blocks of running text: its words, then the elements on it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::attributes::namespace_words;
use super::spans::{Mark, Spans, bounds};
use super::split::Joins;
use super::{Classifier, change, place, quoted};
use crate::diff::change::{Kind, Sigil};
use crate::diff::pair::Pairing;
use crate::diff::tree::{Flat, Kind as NodeKind, Tree};
use crate::diff::words::{FORM_ONLY, Op, compare, kind_of, pieces};
use crate::render::Piece;
use crate::render::words::{clip, excerpt};
use crate::source::Span;

/// Characters that are shown of the words in an element.
const AROUND: usize = 400;

/// Two texts, compared.
pub(super) struct Running {
    pub old: usize,
    pub new: usize,
    left: Flat,
    right: Flat,
    ops: Vec<Op>,
    pub spans: Spans,
    /// Elements that one version has alone.
    lone: (FxHashSet<usize>, FxHashSet<usize>),
    /// Whether the pair stands for blocks that were split or merged.
    joined: bool,
}

impl Classifier<'_> {
    /// Compares every pair of running text that differs.
    pub(super) fn running(&self, joins: &Joins) -> Vec<Running> {
        let mut all = Vec::new();
        for &(old, new) in &self.pairing.pairs {
            let (one, other) = (self.old.tree.node(old), self.new.tree.node(new));
            let holds_text = one.flow || other.flow || one.kind == NodeKind::Text;
            if one.full != other.full && holds_text && one.kind == other.kind && !joins.holds(old, new) {
                all.push(self.compare_texts(old, new, Flat::of(self.old.tree, old), Flat::of(self.new.tree, new), false));
            }
        }
        for join in &joins.all {
            let (left, right) = (Flat::join(self.old.tree, &join.old), Flat::join(self.new.tree, &join.new));
            all.push(self.compare_texts(join.old[0], join.new[0], left, right, true));
        }
        all
    }

    fn compare_texts(&self, old: usize, new: usize, left: Flat, right: Flat, joined: bool) -> Running {
        let (one, other) = ((self.old.tree, &left), (self.new.tree, &right));
        let (ops, spans) = if Pairing::is_forward(self.old.tree, self.new.tree) {
            let ops = compare(&left.text, &right.text);
            let spans = Spans::of(one, other, &ops);
            (ops, spans)
        } else {
            let ops = compare(&right.text, &left.text);
            let spans = Spans::of(other, one, &ops).swapped();
            (ops.into_iter().map(Op::swapped).collect(), spans)
        };
        let nodes = |flat: &Flat, list: &[usize]| list.iter().map(|&at| flat.spans[at].node).collect();
        let lone = (nodes(&left, &spans.removed), nodes(&right, &spans.added));
        Running { old, new, left, right, ops, spans, lone, joined }
    }

    /// The changes of a pair of texts.
    pub(super) fn text(&mut self, text: &Running) {
        let before = self.changes.len();
        let covered = self.whole_stretches(text);
        self.words(text, &covered);
        self.elements(text);
        let only_ids = self.old.tree.node(text.old).plain == self.new.tree.node(text.new).plain;
        let silent = self.changes.len() == before && text.spans.removed.is_empty() && text.spans.added.is_empty();
        if silent && !only_ids && !text.joined && self.is_nested_otherwise(text) {
            let label = self.new.tree.label(text.new);
            let line = change(Kind::Markup, Sigil::Changed, label, "the same elements stand in each other otherwise");
            self.add(self.at_new(text.new, 3), line, Some(text.old), Some(text.new));
        }
    }

    /// Whether the elements of two texts come in another order.
    fn is_nested_otherwise(&self, text: &Running) -> bool {
        let order: Vec<usize> = text.spans.same.iter().map(|pair| pair.1).collect();
        order.windows(2).any(|pair| pair[0] > pair[1]) || self.old.tree.node(text.old).flow != self.new.tree.node(text.new).flow
    }

    fn words(&mut self, text: &Running, covered: &FxHashSet<Span>) {
        let told: Vec<Op> = text.ops.iter().copied().filter(|op| op.same || !covers(covered, op.old, op.new)).collect();
        let Some((first, last)) = told.iter().find(|op| !op.same).zip(told.iter().rfind(|op| !op.same)) else { return };
        let kind = if covered.is_empty() { kind_of(&text.left.text, &text.right.text) } else { Kind::Text };
        let words = pieces(&told, &text.left.text, &text.right.text);
        let detail = if kind == Kind::Unicode { FORM_ONLY.to_owned() } else { excerpt(&words) };
        let mut line = change(kind, Sigil::Changed, self.new.tree.label(text.new), detail);
        line.old = Some(place(self.old, text.left.origin(self.old.tree, Span::new(first.old.start, last.old.end))));
        line.new = Some(place(self.new, text.right.origin(self.new.tree, Span::new(first.new.start, last.new.end))));
        line.words = if kind == Kind::Unicode { Vec::new() } else { words };
        self.add(self.at_new(text.new, 2), line, Some(text.old), Some(text.new));
    }

    /// Elements that came or went with all their words: a note, a gap filled. Gives the stretches that are told by them.
    fn whole_stretches(&mut self, text: &Running) -> FxHashSet<Span> {
        let mut covered = FxHashSet::default();
        let (gone, come) = (by_words(&text.left, &text.spans.removed), by_words(&text.right, &text.spans.added));
        for op in text.ops.iter().filter(|op| !op.same) {
            let (found, span, flat) = if op.old.is_empty() {
                (&come, op.new, &text.right.text)
            } else if op.new.is_empty() {
                (&gone, op.old, &text.left.text)
            } else {
                continue;
            };
            let words = trimmed(flat, span);
            let Some(&node) = found.get(&words) else { continue };
            covered.insert(span);
            self.whole(text, node, op.old.is_empty(), &flat[words.range()]);
        }
        covered
    }

    fn whole(&mut self, text: &Running, node: usize, added: bool, words: &str) {
        if text.is_folded(if added { self.new.tree } else { self.old.tree }, node, added) {
            return;
        }
        let (tree, sigil) = if added { (self.new.tree, Sigil::Added) } else { (self.old.tree, Sigil::Removed) };
        let line = change(Kind::Markup, sigil, self.new.tree.label(text.new), format!("{} with {}", tree.tag(node), quoted(words)))
            .with_side(added, format!("{} {words}", tree.tag(node)));
        let (old, new) = if added { (None, Some(node)) } else { (Some(node), None) };
        let order = self.at_new(text.new, 3);
        self.add(order, line, old, new);
    }

    fn elements(&mut self, text: &Running) {
        for &(old, new) in text.spans.same.iter().chain(&text.spans.extent) {
            let (one, other) = (text.left.spans[old], text.right.spans[new]);
            if self.old.tree.node(one.node).own != self.new.tree.node(other.node).own {
                let words = &text.right.text[other.span.range()];
                let name = self.new.tree.name_of(other.node);
                let what = if words.is_empty() { name.to_owned() } else { format!("{name} {}", quoted(words)) };
                self.own(one.node, other.node, Some((text.new, &what)));
            }
        }
        for &(old, new) in &text.spans.retagged {
            let (one, other) = (text.left.spans[old], text.right.spans[new]);
            let words = quoted(&text.right.text[other.span.range()]);
            let (from, to) = (self.old.tree.tag(one.node), self.new.tree.tag(other.node));
            let namespaces = self.namespaces(one.node, other.node);
            if namespaces.is_some() && namespaces == self.namespaces(text.old, text.new) && from == to {
                continue;
            }
            let said =
                namespaces.filter(|_| from == to).map_or_else(|| format!("{from} -> {to}"), |both| format!("{from} {}", namespace_words(both)));
            let line = change(Kind::Markup, Sigil::Changed, self.new.tree.label(text.new), format!("{words}: {said}"));
            let line = line.with_sides(format!("{from} {words}"), format!("{to} {words}"));
            self.add(self.at_new(text.new, 3), line, Some(one.node), Some(other.node));
        }
        for &(old, new) in &text.spans.extent {
            self.extent(text, old, new);
        }
        for &at in &text.spans.removed {
            self.lone(text, at, false);
        }
        for &at in &text.spans.added {
            self.lone(text, at, true);
        }
    }

    /// An element that holds more or fewer words than it did.
    fn extent(&mut self, text: &Running, old: usize, new: usize) {
        let (one, other) = (text.left.spans[old], text.right.spans[new]);
        let (start, end) = (bounds(&text.ops, one.span.start), bounds(&text.ops, one.span.end));
        let now = other.span;
        let words = |from: usize, to: usize| quoted(text.right.text[from..to].trim());
        let mut said = Vec::new();
        if now.start < start.0 {
            said.push(format!("extended back by {}", words(now.start, start.0.min(now.end))));
        }
        if now.start > start.1 {
            said.push(format!("no longer around {}", words(start.1, now.start)));
        }
        if now.end > end.1 {
            said.push(format!("extended by {}", words(end.1.max(now.start), now.end)));
        }
        if now.end < end.0 {
            said.push(format!("no longer around {}", words(now.end, end.0)));
        }
        if said.is_empty() {
            said.push("around other words".to_owned());
        }
        let detail = format!("{} {}", self.new.tree.tag(other.node), said.join(", "));
        let around = |tree: &Tree, node: usize, words: &str| format!("{} {}", tree.tag(node), clip(words, AROUND));
        let line = change(Kind::Markup, Sigil::Changed, self.new.tree.label(text.new), detail).with_sides(
            around(self.old.tree, one.node, &text.left.text[one.span.range()]),
            around(self.new.tree, other.node, &text.right.text[other.span.range()]),
        );
        self.add(self.at_new(text.new, 3), line, Some(one.node), Some(other.node));
    }

    /// An element that only one version has.
    fn lone(&mut self, text: &Running, at: usize, added: bool) {
        let (flat, tree, sigil) = if added { (&text.right, self.new.tree, Sigil::Added) } else { (&text.left, self.old.tree, Sigil::Removed) };
        let stretch = flat.spans[at];
        if is_told_by_words(&text.ops, stretch.span, added) || text.is_folded(tree, stretch.node, added) {
            return;
        }
        if stretch.span.is_empty() {
            let block = if added { text.new } else { text.old };
            let mark = Mark { node: stretch.node, block, after: Some(words_before(&flat.text, stretch.span.start)) };
            if added {
                self.marks.added.push(mark);
            } else {
                self.marks.removed.push(mark);
            }
            return;
        }
        let parts = if holds_elements_only(tree, stretch.node) { parts(tree, flat, at) } else { Vec::new() };
        let detail = match &parts[..] {
            [] => format!("{} around {}", tree.tag(stretch.node), quoted(&flat.text[stretch.span.range()])),
            parts => format!("{} with {}", tree.tag(stretch.node), parts.join(", ")),
        };
        let line = change(Kind::Markup, sigil, self.new.tree.label(text.new), &detail).with_side(added, &detail);
        let (old, new) = if added { (None, Some(stretch.node)) } else { (Some(stretch.node), None) };
        self.add(self.at_new(text.new, 3), line, old, new);
    }
}

impl Running {
    /// Whether an element is told with the one around it, which came or went too and holds elements only: `sic` and `corr` with their `choice`.
    fn is_folded(&self, tree: &Tree, node: usize, added: bool) -> bool {
        let lone = if added { &self.lone.1 } else { &self.lone.0 };
        let parent = tree.node(node).parent;
        lone.contains(&parent) && holds_elements_only(tree, parent) && !is_told_by_words(&self.ops, self.span_of(parent, added), added)
    }

    fn span_of(&self, node: usize, added: bool) -> Span {
        let spans = if added { &self.right.spans } else { &self.left.spans };
        let at = spans.partition_point(|stretch| stretch.node < node);
        spans.get(at).map_or(Span::new(0, 0), |stretch| stretch.span)
    }
}

/// Whether an element holds several elements, or one, and no words beside them.
fn holds_elements_only(tree: &Tree, node: usize) -> bool {
    let mut children = tree.children(node).filter(|&child| tree.node(child).kind != NodeKind::Blank).peekable();
    children.peek().is_some() && children.all(|child| tree.node(child).kind == NodeKind::Element && !tree.node(child).text.is_empty())
}

/// What an element of elements holds: `<sic> "delegatoin"`.
fn parts(tree: &Tree, flat: &Flat, at: usize) -> Vec<String> {
    let outer = flat.spans[at].node;
    let inside = flat.spans[at + 1..].iter().take_while(|stretch| stretch.node < tree.node(outer).end);
    let children = inside.filter(|stretch| tree.node(stretch.node).parent == outer);
    children.map(|stretch| format!("{} {}", tree.tag(stretch.node), quoted(&flat.text[stretch.span.range()]))).collect()
}

/// The outermost of the elements at each stretch of words.
fn by_words(flat: &Flat, spans: &[usize]) -> FxHashMap<Span, usize> {
    let mut found = FxHashMap::default();
    for &at in spans {
        let stretch = flat.spans[at];
        found.entry(trimmed(&flat.text, stretch.span)).or_insert(stretch.node);
    }
    found
}

/// Whether a stretch lies wholly in words that came or went.
fn is_told_by_words(ops: &[Op], span: Span, added: bool) -> bool {
    let sides = |op: &Op| if added { (op.new, op.old) } else { (op.old, op.new) };
    let behind = ops.partition_point(|op| sides(op).0.start <= span.start);
    let Some(op) = ops[..behind].last() else { return false };
    let (own, other) = sides(op);
    let inside = own.contains(span) && (!span.is_empty() || (own.start < span.start && span.end < own.end));
    !op.same && other.is_empty() && inside
}

fn covers(covered: &FxHashSet<Span>, old: Span, new: Span) -> bool {
    (old.is_empty() && covered.contains(&new)) || (new.is_empty() && covered.contains(&old))
}

/// A stretch without the blanks at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// The last words before a place: `after "…amount of the"`.
fn words_before(text: &str, at: usize) -> String {
    let before = text[..at].trim_end();
    if before.is_empty() {
        return "at the start".to_owned();
    }
    let pieces = [Piece::Same(before.to_owned()), Piece::Added(String::new())];
    let shown = excerpt(&pieces);
    format!("after \"{}\"", shown.trim_end_matches("{++}").trim_end())
}
