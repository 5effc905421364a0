//! The running text of one node with the elements in it as stretches of that text.
//!
//! `<p>Good <hi>day</hi></p>` is `Good day` with `hi` from 5 to 8.

use super::{Kind, NONE, Tree};
use crate::source::Span;

/// An element on a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) struct Stretch {
    pub node: usize,
    pub span: Span,
}

/// The text of a node.
#[derive(Debug, Default)]
pub(in crate::diff) struct Flat {
    pub text: String,
    /// Every element below the node, in document order.
    pub spans: Vec<Stretch>,
    /// Where stretches of the text stand in the tree's text.
    pieces: Vec<(usize, usize)>,
}

impl Flat {
    /// The text and the spans of a node.
    pub fn of(tree: &Tree, node: usize) -> Self {
        let mut flat = Self::default();
        if matches!(tree.node(node).kind, Kind::Text | Kind::Blank) {
            flat.push(tree, node);
            return flat;
        }
        let mut open: Vec<(usize, usize)> = Vec::new(); // index of the span, end of the node
        let (mut at, end) = (node + 1, tree.node(node).end);
        while at < end {
            flat.close(&mut open, at);
            let one = tree.node(at);
            match one.kind {
                Kind::Text | Kind::Blank => flat.characters(tree, at),
                Kind::Element | Kind::Instruction => flat.element(tree, at, &mut open),
            }
            at += 1;
        }
        flat.close(&mut open, end);
        flat
    }

    /// Several nodes as one text, parted by blanks.
    pub fn join(tree: &Tree, nodes: &[usize]) -> Self {
        let mut all = Self::default();
        for &node in nodes {
            let one = Self::of(tree, node);
            if !all.text.is_empty() && !one.text.is_empty() && !all.text.ends_with(' ') {
                all.pieces.push((all.text.len(), tree.node(node).text.start));
                all.text.push(' ');
            }
            let at = all.text.len();
            all.spans.extend(one.spans.iter().map(|stretch| Stretch { node: stretch.node, span: stretch.span.shifted(at) }));
            all.pieces.extend(one.pieces.iter().map(|&(flat, tree)| (flat + at, tree)));
            all.text.push_str(&one.text);
        }
        all
    }

    fn close(&mut self, open: &mut Vec<(usize, usize)>, at: usize) {
        while open.last().is_some_and(|&(_, end)| end <= at) {
            if let Some((span, _)) = open.pop() {
                self.spans[span].span.end = self.text.len();
            }
        }
    }

    fn element(&mut self, tree: &Tree, node: usize, open: &mut Vec<(usize, usize)>) {
        let parent = tree.node(node).parent;
        if parent != NONE && !tree.node(parent).blanks && !self.text.is_empty() && !self.text.ends_with(' ') && tree.node(node).end > node + 1 {
            self.pieces.push((self.text.len(), tree.node(node).text.start));
            self.text.push(' ');
        }
        open.push((self.spans.len(), tree.node(node).end));
        self.spans.push(Stretch { node, span: Span::new(self.text.len(), self.text.len()) });
    }

    fn characters(&mut self, tree: &Tree, node: usize) {
        let one = tree.node(node);
        if one.kind == Kind::Text || tree.node(one.parent).blanks {
            self.push(tree, node);
        }
    }

    fn push(&mut self, tree: &Tree, node: usize) {
        let span = tree.node(node).text;
        self.pieces.push((self.text.len(), span.start));
        self.text.push_str(&tree.text[span.range()]);
    }

    /// The stretch of the source in which `span` of the text stands.
    pub fn origin(&self, tree: &Tree, span: Span) -> Span {
        let start = tree.origin(self.in_tree(span.start));
        let end = if span.is_empty() { start } else { tree.origin(self.in_tree(span.end - 1)) + 1 };
        Span::new(start, end.max(start))
    }

    fn in_tree(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|&(flat, _)| flat <= at);
        self.pieces.get(piece.wrapping_sub(1)).map_or(0, |&(flat, tree)| tree + (at - flat))
    }
}
