//! The events of a document into a [`Tree`]: one pass, hashes made as elements close.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::names::{Nature, Use};
use super::{Attribute, DOCUMENT, Kind, NONE, Node, Tree, hash_of, mix};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::xml::names::NameId;
use crate::xml::stream::{Event, Instruction, Limits, Reader, Start};

/// Reads a document.
///
/// # Errors
/// It is not well-formed.
pub(in crate::diff) fn read(source: &Source, strict: bool) -> Result<Tree, Box<Diagnostic>> {
    let mut builder = Builder::new(source, strict);
    let mut reader = Reader::new(source, Limits::default());
    loop {
        let token = reader.advance()?;
        match reader.event(token) {
            Event::Start(start) => builder.start(&reader, &start),
            Event::End(end) => builder.end(end.tag.end),
            Event::Text(text) => builder.text(text.text, text.span),
            Event::Instruction(instruction) => builder.instruction(&instruction),
            Event::Comment(_) => {}
            Event::Eof => return Ok(builder.finish(source.text().len())),
        }
    }
}

/// An open element.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about what was met in it")]
struct Open {
    node: usize,
    /// Whether running text is known to stand around it.
    context: bool,
    /// Whether characters stand in it.
    text: bool,
    /// Whether a block stands in it, before any words do.
    block: bool,
    /// Whether words stand in it that are in no block.
    inline: bool,
    /// The text node that further characters belong to.
    last_text: usize,
    /// Where its counts of names begin.
    counts: usize,
    preserve: bool,
    /// Whether its text is more than one stretch, because white space or other running text stands inside.
    broken: bool,
}

struct Builder {
    tree: Tree,
    open: Vec<Open>,
    /// How many children of each name the open elements have.
    counts: Vec<(u64, u32)>,
    /// The same where one has children of very many names.
    many: FxHashMap<(usize, u64), u32>,
    /// For each name of the reader: our name, its hash, what is known of it.
    elements: Vec<Option<(usize, u64, Nature)>>,
    attributes: Vec<Option<(usize, u64, Use)>>,
    /// Whether white space at this point is white space behind white space.
    after_blank: bool,
    strict: bool,
    scratch: String,
    /// What is known of each of our names.
    natures: Vec<Nature>,
    /// Names of instructions.
    targets: BTreeMap<Box<str>, usize>,
}

/// Names that every tree has: the document, its characters, the data of an instruction.
const OWN_NAMES: [&str; 3] = ["#document", "#text", "data"];
const TEXT_NAME: usize = 1;
const DATA_NAME: usize = 2;
/// How many names are looked through one by one.
const FEW: usize = 64;
/// How many nodes a block may have whose text is gathered for its hash; above that, the hashes of its children do.
const GATHERED: usize = 1000;

impl Builder {
    fn new(source: &Source, strict: bool) -> Self {
        let size = source.text().len();
        let tree = Tree {
            nodes: Vec::with_capacity(size / 64),
            attributes: Vec::with_capacity(size / 64),
            values: String::with_capacity(size / 8),
            text: String::with_capacity(size / 2),
            pieces: Vec::new(),
            names: Vec::new(),
        };
        let (counts, elements, attributes) = (Vec::new(), Vec::new(), Vec::new());
        let (scratch, natures, targets) = (String::new(), Vec::new(), BTreeMap::new());
        let many = FxHashMap::default();
        let mut builder = Self { tree, open: Vec::new(), counts, many, elements, attributes, after_blank: true, strict, scratch, natures, targets };
        for name in OWN_NAMES {
            builder.name("", name, Nature::default());
        }
        builder.natures[DOCUMENT].structure = true;
        builder.push(Kind::Element, 0, builder.key(0), Span::new(0, size));
        builder.open.push(Open {
            node: DOCUMENT,
            context: false,
            text: false,
            block: true,
            inline: false,
            last_text: NONE,
            counts: 0,
            preserve: false,
            broken: true,
        });
        builder
    }

    fn finish(mut self, end: usize) -> Tree {
        while !self.open.is_empty() {
            self.end(end);
        }
        self.tree
    }

    fn name(&mut self, namespace: &str, local: &str, nature: Nature) -> usize {
        self.natures.push(nature);
        self.tree.names.push((namespace.into(), local.into()));
        self.tree.names.len() - 1
    }

    fn key(&self, name: usize) -> u64 {
        let (namespace, local) = &self.tree.names[name];
        mix(hash_of(namespace.as_bytes()), hash_of(local.as_bytes()))
    }

    /// A new node below the open element.
    fn push(&mut self, kind: Kind, name: usize, key: u64, source: Span) -> usize {
        let node = self.tree.nodes.len();
        let at = self.tree.text.len();
        let parent = self.open.last().map_or(NONE, |open| open.node);
        let ordinal = self.count(key);
        self.tree.nodes.push(Node {
            kind,
            name,
            key,
            parent,
            end: node + 1,
            attributes: (self.tree.attributes.len(), self.tree.attributes.len()),
            id: NONE,
            text: Span::new(at, at),
            source,
            flow: false,
            blanks: false,
            ordinal,
            full: 0,
            plain: 0,
            content: 0,
            own: 0,
        });
        node
    }

    fn count(&mut self, key: u64) -> u32 {
        let from = self.open.last().map_or(0, |open| open.counts);
        if self.counts.len() - from >= FEW {
            let parent = self.open.last().map_or(NONE, |open| open.node);
            let count = self.many.entry((parent, key)).or_insert(0);
            *count += 1;
            return *count;
        }
        if let Some(found) = self.counts[from..].iter_mut().find(|(name, _)| *name == key) {
            found.1 += 1;
            return found.1;
        }
        self.counts.push((key, 1));
        1
    }

    fn element(&mut self, reader: &Reader<'_>, name: NameId) -> (usize, u64, Nature) {
        if self.elements.len() <= name.index() {
            self.elements.resize(name.index() + 1, None);
        }
        if let Some(known) = self.elements[name.index()] {
            return known;
        }
        let (namespace, local) = (reader.names().namespace(name), reader.names().local(name));
        let nature = Nature::of(namespace, local);
        let ours = self.name(namespace, local, nature);
        let known = (ours, self.key(ours), nature);
        self.elements[name.index()] = Some(known);
        known
    }

    fn attribute(&mut self, reader: &Reader<'_>, name: NameId) -> (usize, u64, Use) {
        if self.attributes.len() <= name.index() {
            self.attributes.resize(name.index() + 1, None);
        }
        if let Some(known) = self.attributes[name.index()] {
            return known;
        }
        let (namespace, local) = (reader.names().namespace(name), reader.names().local(name));
        let ours = self.name(namespace, local, Nature::default());
        let known = (ours, self.key(ours), Use::of(namespace, local));
        self.attributes[name.index()] = Some(known);
        known
    }

    fn start(&mut self, reader: &Reader<'_>, start: &Start<'_>) {
        let (name, key, nature) = self.element(reader, start.name);
        let (context, preserve) = self.leave_text(nature.block);
        let node = self.push(Kind::Element, name, key, start.tag);
        let mut open =
            Open { node, context, text: false, block: false, inline: false, last_text: NONE, counts: self.counts.len(), preserve, broken: false };
        for one in start.attributes.iter() {
            let (attribute, key, usage) = self.attribute(reader, one.name);
            if usage.space {
                open.preserve = one.value == "preserve";
            }
            self.add_attribute(node, (attribute, key), one.value, one.span(), usage.set && nature.tei);
            if usage.id || (usage.plain_id && !nature.tei) {
                self.tree.nodes[node].id = self.tree.attributes.len() - 1;
            }
        }
        if !context {
            self.after_blank = !open.preserve;
        }
        self.open.push(open);
    }

    /// Ends the run of characters before a tag; says whether running text is known to be around it, and whether white space is kept.
    fn leave_text(&mut self, block: bool) -> (bool, bool) {
        let Some(open) = self.open.last_mut() else { return (false, false) };
        open.block |= block && !open.inline;
        let text = std::mem::replace(&mut open.last_text, NONE);
        let (node, preserve) = (open.node, open.preserve);
        if self.nature(node).structure && !preserve && !self.strict {
            self.trim(text);
        }
        (self.is_running(self.open.len() - 1), preserve)
    }

    /// Whether running text is known to stand in an open element.
    fn is_running(&self, open: usize) -> bool {
        let open = &self.open[open];
        let nature = self.nature(open.node);
        open.context || open.preserve || (!nature.structure && (open.text || (nature.paragraph && !open.block)))
    }

    fn nature(&self, node: usize) -> Nature {
        self.natures[self.tree.nodes[node].name]
    }

    fn add_attribute(&mut self, node: usize, (name, key): (usize, u64), value: &str, source: Span, set: bool) {
        let start = self.tree.values.len();
        if set && value.contains(' ') {
            let mut words: Vec<&str> = value.split_whitespace().collect();
            words.sort_unstable();
            words.dedup();
            self.tree.values.push_str(&words.join(" "));
        } else {
            self.tree.values.push_str(value);
        }
        self.tree.attributes.push(Attribute { name, key, value: Span::new(start, self.tree.values.len()), source });
        self.tree.nodes[node].attributes.1 = self.tree.attributes.len();
    }

    fn instruction(&mut self, instruction: &Instruction<'_>) {
        let name = match self.targets.get(instruction.target) {
            Some(&name) => name,
            None => self.name("", &format!("?{}", instruction.target), Nature::default()),
        };
        self.targets.insert(instruction.target.into(), name);
        self.leave_text(false);
        let node = self.push(Kind::Instruction, name, self.key(name), instruction.span);
        self.add_attribute(node, (DATA_NAME, self.key(DATA_NAME)), instruction.data.trim_end(), instruction.span, false);
        self.hash(node);
    }

    fn text(&mut self, text: &str, span: Span) {
        let Some(open) = self.open.last() else { return };
        let preserve = open.preserve || self.strict;
        let is_blank = !open.preserve && text.bytes().all(is_blank);
        if is_blank && open.last_text == NONE && !open.context && self.nature(open.node).structure {
            return;
        }
        let node = if open.last_text == NONE { self.new_text(is_blank, span) } else { open.last_text };
        self.characters(text, span, preserve);
        let at = self.tree.text.len();
        let one = &mut self.tree.nodes[node];
        one.text.end = at;
        one.source.end = span.end;
        if !is_blank {
            one.kind = Kind::Text;
            if let Some(open) = self.open.last_mut() {
                open.text = true;
            }
        }
    }

    fn new_text(&mut self, blank: bool, span: Span) -> usize {
        let node = self.push(if blank { Kind::Blank } else { Kind::Text }, TEXT_NAME, self.key(TEXT_NAME), span);
        if let Some(open) = self.open.last_mut() {
            open.last_text = node;
        }
        node
    }

    /// Adds characters, runs of white space as one blank.
    fn characters(&mut self, text: &str, span: Span, preserve: bool) {
        let verbatim = text.len() == span.len();
        let place = |at: usize| if verbatim { span.start + at } else { span.start };
        self.piece(place(0));
        if preserve {
            self.tree.text.push_str(text);
            self.after_blank = text.bytes().last().is_some_and(is_blank);
            return;
        }
        let bytes = text.as_bytes();
        let mut from = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            let blank = is_blank(byte);
            if blank && (self.after_blank || byte != b' ') {
                self.tree.text.push_str(&text[from..at]);
                if !self.after_blank {
                    self.tree.text.push(' ');
                }
                from = at + 1;
                if verbatim {
                    self.piece(place(from));
                }
            }
            self.after_blank = blank;
        }
        self.tree.text.push_str(&text[from..]);
    }

    /// Notes that what follows in the text stands at `source`.
    fn piece(&mut self, source: usize) {
        let flat = self.tree.text.len();
        match self.tree.pieces.last_mut() {
            Some(last) if last.1 + (flat - last.0) == source => {}
            Some(last) if last.0 == flat => last.1 = source,
            _ => self.tree.pieces.push((flat, source)),
        }
    }

    fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        self.counts.truncate(open.counts);
        let nature = self.nature(open.node);
        let parent_context = !self.open.is_empty() && self.is_running(self.open.len() - 1);
        if !parent_context && !open.preserve && !self.strict {
            self.trim(open.last_text);
        }
        let flow = parent_context || open.preserve || (!nature.structure && (open.text || (nature.paragraph && !open.block)));
        let last = self.tree.nodes.len();
        let node = &mut self.tree.nodes[open.node];
        node.end = last;
        node.source.end = end;
        node.text.end = self.tree.text.len();
        node.flow = flow;
        node.blanks = open.preserve || (flow && !nature.elements_only && (open.text || !open.block));
        let broken = open.broken || !node.blanks;
        self.hash(open.node);
        if !parent_context {
            self.content(open.node, broken);
            self.after_blank = self.open.last().is_some_and(|parent| self.nature(parent.node).structure && !parent.preserve);
        }
        let words = !nature.block && !self.tree.nodes[open.node].text.is_empty();
        let around = self.open.last().is_some_and(|parent| self.nature(parent.node).paragraph);
        if let Some(parent) = self.open.last_mut() {
            parent.inline |= words && around;
            parent.broken |= broken || !parent_context;
        }
    }

    /// Drops the blank at the very end of a block.
    fn trim(&mut self, text: usize) {
        if text == NONE || text + 1 != self.tree.nodes.len() || !self.tree.text.ends_with(' ') || self.tree.nodes[text].text.is_empty() {
            return;
        }
        self.tree.text.pop();
        let at = self.tree.text.len();
        self.tree.nodes[text].text.end = at;
        while self.tree.pieces.last().is_some_and(|&(flat, _)| flat > at) {
            self.tree.pieces.pop();
        }
    }

    /// The hashes of a node whose children have theirs.
    fn hash(&mut self, node: usize) {
        let one = &self.tree.nodes[node];
        let (mut own, mut with_id) = (0_u64, 0_u64);
        for (index, attribute) in self.tree.attributes[one.attributes.0..one.attributes.1].iter().enumerate() {
            let hash = mix(attribute.key, hash_of(self.tree.value(attribute).as_bytes()));
            with_id = with_id.wrapping_add(hash);
            if one.attributes.0 + index != one.id {
                own = own.wrapping_add(hash);
            }
        }
        let (mut full, mut plain) = (mix(one.key, with_id), mix(one.key, own));
        let (mut next, end, blanks) = (node + 1, one.end, one.blanks);
        while next < end {
            let child = &mut self.tree.nodes[next];
            if matches!(child.kind, Kind::Text | Kind::Blank) {
                let hash = hash_of(self.tree.text[child.text.range()].as_bytes());
                (child.full, child.plain, child.content) = (hash, hash, hash);
            }
            if child.kind != Kind::Blank || (blanks && !child.text.is_empty()) {
                full = mix(full, child.full);
                plain = mix(plain, child.plain);
            }
            next = child.end;
        }
        let one = &mut self.tree.nodes[node];
        (one.full, one.plain, one.own) = (full | 1, plain | 1, own);
    }

    /// The hash of a block's text.
    fn content(&mut self, node: usize, broken: bool) {
        let one = &self.tree.nodes[node];
        let hash = if !one.flow || (broken && one.end - node > GATHERED) {
            self.content_of_children(node)
        } else if broken {
            self.gather(node);
            if self.scratch.is_empty() { 0 } else { hash_of(self.scratch.as_bytes()) }
        } else {
            let text = &self.tree.text[one.text.range()];
            if text.is_empty() { 0 } else { hash_of(text.as_bytes()) }
        };
        self.tree.nodes[node].content = hash;
    }

    fn content_of_children(&self, node: usize) -> u64 {
        self.tree.children(node).map(|child| self.tree.nodes[child].content).filter(|&hash| hash != 0).fold(0, mix)
    }

    /// The text of a block with white space that says nothing left out.
    fn gather(&mut self, node: usize) {
        self.scratch.clear();
        for at in node + 1..self.tree.nodes[node].end {
            let one = &self.tree.nodes[at];
            let kept = one.kind == Kind::Text || (one.kind == Kind::Blank && self.tree.nodes[one.parent].blanks);
            if kept {
                self.scratch.push_str(&self.tree.text[one.text.range()]);
            }
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}
