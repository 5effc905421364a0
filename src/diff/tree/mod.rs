//! An XML document in the form in which it is compared: names by namespace, white space that says nothing left out, references resolved,
//! comments dropped, sets of words in order.
//!
//! `<p>\n  Good &amp; <hi>well</hi></p>` becomes a node `p` whose text is `Good & well`, with a span `hi` on it. Nodes stand in document order in one list;
//! the text of any of them is a stretch of one string.

mod build;
mod flat;
mod names;

use std::fmt::Write as _;

use crate::source::Span;

pub(super) use build::read;
pub(super) use flat::{Flat, Stretch};

/// No node, no attribute.
pub(super) const NONE: usize = usize::MAX;
/// The node that holds the root element and what stands beside it.
pub(super) const DOCUMENT: usize = 0;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Element,
    Instruction,
    /// Characters that are not all white space, or white space that is kept.
    Text,
    /// White space between two tags.
    Blank,
}

/// A node of the document.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    /// Index of its name.
    pub name: usize,
    /// What names are compared by.
    pub key: u64,
    pub parent: usize,
    /// One past its last descendant.
    pub end: usize,
    pub attributes: (usize, usize),
    /// The attribute that is its id.
    pub id: usize,
    /// Its stretch of [`Tree::text`].
    pub text: Span,
    /// From its start tag to its end tag.
    pub source: Span,
    /// Whether running text stands in it: what is below are spans on that text.
    pub flow: bool,
    /// Whether white space between its children counts.
    pub blanks: bool,
    /// Which of its name it is among its siblings, from 1.
    pub ordinal: u32,
    /// Equal for equal nodes.
    pub full: u64,
    /// Equal for nodes that differ in ids only.
    pub plain: u64,
    /// Equal for equal text, whatever the markup in it; 0 without text.
    pub content: u64,
    /// Equal for equal own attributes, ids left out.
    pub own: u64,
}

/// An attribute.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub name: usize,
    pub key: u64,
    pub value: Span,
    /// Name and value in the source.
    pub source: Span,
}

/// A document.
#[derive(Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    pub attributes: Vec<Attribute>,
    values: String,
    pub text: String,
    /// Where stretches of `text` stand in the source: both offsets, ascending.
    pieces: Vec<(usize, usize)>,
    /// Namespace and local part.
    pub names: Vec<(Box<str>, Box<str>)>,
}

impl Tree {
    pub fn local(&self, name: usize) -> &str {
        &self.names[name].1
    }

    pub fn node(&self, node: usize) -> &Node {
        &self.nodes[node]
    }

    /// The local name of a node: `p`, `?xml-model`.
    pub fn name_of(&self, node: usize) -> &str {
        self.local(self.nodes[node].name)
    }

    pub fn namespace_of(&self, node: usize) -> &str {
        &self.names[self.nodes[node].name].0
    }

    pub fn value(&self, attribute: &Attribute) -> &str {
        &self.values[attribute.value.range()]
    }

    /// The attributes of a node, ids among them, ordered by name.
    pub fn attributes_of(&self, node: usize) -> Vec<&Attribute> {
        let (start, end) = self.nodes[node].attributes;
        let mut list: Vec<&Attribute> = self.attributes[start..end].iter().collect();
        list.sort_by(|left, right| self.names[left.name].cmp(&self.names[right.name]));
        list
    }

    pub fn id_of(&self, node: usize) -> Option<&str> {
        let id = self.nodes[node].id;
        (id != NONE).then(|| self.value(&self.attributes[id]))
    }

    pub fn attribute(&self, node: usize, local: &str) -> Option<&str> {
        let (start, end) = self.nodes[node].attributes;
        self.attributes[start..end].iter().find(|one| self.local(one.name) == local && self.names[one.name].0.is_empty()).map(|one| self.value(one))
    }

    /// The children that count, in order.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[node].end;
        let mut next = node + 1;
        std::iter::from_fn(move || {
            while next < end {
                let child = next;
                next = self.nodes[child].end;
                if !self.is_skipped(child) {
                    return Some(child);
                }
            }
            None
        })
    }

    /// Whether a node is white space that says nothing.
    fn is_skipped(&self, node: usize) -> bool {
        let one = &self.nodes[node];
        one.kind == Kind::Blank && (one.text.is_empty() || one.parent == NONE || !self.nodes[one.parent].blanks)
    }

    /// The sibling behind a node.
    pub fn next_sibling(&self, node: usize) -> Option<usize> {
        let last = self.nodes.get(self.nodes[node].parent)?.end;
        let mut next = self.nodes[node].end;
        while next < last && self.is_skipped(next) {
            next = self.nodes[next].end;
        }
        (next < last).then_some(next)
    }

    /// The sibling before a node.
    pub fn previous_sibling(&self, node: usize) -> Option<usize> {
        let parent = self.nodes[node].parent;
        let mut at = node;
        while at - 1 != parent {
            at -= 1;
            while self.nodes[at].parent != parent {
                at = self.nodes[at].parent;
            }
            if !self.is_skipped(at) {
                return Some(at);
            }
        }
        None
    }

    /// Where byte `at` of the text stands in the source.
    pub fn origin(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|&(flat, _)| flat <= at);
        self.pieces.get(piece.wrapping_sub(1)).map_or(0, |&(flat, source)| source + (at - flat))
    }

    /// `u#u2`, or `p[3]` without an id; `listPerson` and the like by name alone where there is no other.
    pub fn label(&self, node: usize) -> String {
        match (self.nodes[node].kind, self.id_of(node)) {
            (Kind::Element, Some(id)) => format!("{}#{id}", self.name_of(node)),
            (Kind::Element | Kind::Text | Kind::Blank, _) => format!("{}[{}]", self.name_of(node), self.nodes[node].ordinal),
            (Kind::Instruction, _) => self.name_of(node).trim_start_matches('?').to_owned(),
        }
    }

    /// The start tag as a report shows it, without id: `<hi rend="i">`; of an empty element `<pb n="2"/>`.
    pub fn tag(&self, node: usize) -> String {
        if self.nodes[node].kind == Kind::Instruction {
            let data = self.attributes_of(node).first().map_or(String::new(), |one| format!(" {}", self.value(one)));
            return format!("<{}{data}?>", self.name_of(node));
        }
        let mut tag = format!("<{}", self.name_of(node));
        for one in self.attributes_of(node) {
            if !self.is_id(node, one) {
                let _ = write!(tag, " {}=\"{}\"", self.attribute_name(one), self.value(one));
            }
        }
        tag.push_str(if self.children(node).next().is_none() { "/>" } else { ">" });
        tag
    }

    /// `rend`, `xml:lang`.
    pub fn attribute_name(&self, attribute: &Attribute) -> String {
        let (namespace, local) = &self.names[attribute.name];
        if &**namespace == crate::xml::names::XML_NAMESPACE { format!("xml:{local}") } else { local.to_string() }
    }

    pub fn is_id(&self, node: usize, attribute: &Attribute) -> bool {
        let id = self.nodes[node].id;
        id != NONE && std::ptr::eq(&raw const self.attributes[id], attribute)
    }

    /// The words of a node, blocks in it parted by a blank.
    pub fn words_of(&self, node: usize) -> String {
        Flat::of(self, node).text
    }

    /// Whether the node stands in the header of a TEI document.
    pub fn in_header(&self, node: usize) -> bool {
        let mut at = node;
        while at != NONE {
            if self.name_of(at) == "teiHeader" {
                return true;
            }
            at = self.nodes[at].parent;
        }
        false
    }
}

/// A hash that is the same on every platform, whatever the size of its words and the order of their bytes; never 0.
pub(super) fn hash_of(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = words.iter().fold(bytes.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    mix(hash, u64::from_le_bytes(last)) | 1
}

/// Adds `value` to a hash in which order counts.
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29).wrapping_add(value)
}
