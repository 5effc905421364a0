//! A tree into canonical XML: one block a line, attributes ordered, namespaces declared where they change, prefixes `n1`, `n2` … for attributes alone.

use std::collections::BTreeMap;

use crate::diff::tree::{Attribute, DOCUMENT, Kind, Tree};
use crate::xml::emit::escape;
use crate::xml::names::XML_NAMESPACE;

/// The document.
pub(super) fn write(tree: &Tree) -> String {
    let mut writer = Writer { tree, out: String::with_capacity(tree.text.len() * 2), prefixes: prefixes(tree), open: Vec::new() };
    let mut at = DOCUMENT + 1;
    while at < tree.nodes.len() {
        at = writer.node(at);
    }
    writer.close_before(usize::MAX);
    if !writer.out.ends_with('\n') {
        writer.out.push('\n');
    }
    writer.out
}

struct Writer<'t> {
    tree: &'t Tree,
    out: String,
    /// Prefixes of the namespaces of attributes.
    prefixes: BTreeMap<&'t str, String>,
    /// Open elements.
    open: Vec<usize>,
}

/// A prefix for every namespace that an attribute has.
fn prefixes(tree: &Tree) -> BTreeMap<&str, String> {
    let mut used: BTreeMap<&str, String> = BTreeMap::new();
    for one in &tree.attributes {
        let namespace = &*tree.names[one.name].0;
        if !namespace.is_empty() && namespace != XML_NAMESPACE {
            used.entry(namespace).or_default();
        }
    }
    for (number, prefix) in used.values_mut().enumerate() {
        *prefix = format!("n{}", number + 1);
    }
    used
}

impl Writer<'_> {
    /// Writes one node's tag or text; gives the next node.
    fn node(&mut self, node: usize) -> usize {
        self.close_before(node);
        let one = self.tree.node(node);
        if one.kind == Kind::Blank && (!self.tree.node(one.parent).blanks || one.text.is_empty()) {
            return one.end;
        }
        if !self.is_inside_text() && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        match one.kind {
            Kind::Text | Kind::Blank => escape(&self.tree.text[one.text.range()], false, &mut self.out),
            Kind::Instruction => self.instruction(node),
            Kind::Element => self.start(node),
        }
        node + 1
    }

    /// Whether the innermost open element holds running text.
    fn is_inside_text(&self) -> bool {
        self.open.last().is_some_and(|&open| self.tree.node(open).flow)
    }

    fn close_before(&mut self, node: usize) {
        while let Some(&open) = self.open.last() {
            if self.tree.node(open).end > node {
                return;
            }
            if !self.is_inside_text() && !self.out.ends_with('\n') {
                self.out.push('\n');
            }
            self.open.pop();
            self.out.push_str("</");
            self.out.push_str(self.tree.name_of(open));
            self.out.push('>');
        }
    }

    fn start(&mut self, node: usize) {
        self.out.push('<');
        self.out.push_str(self.tree.name_of(node));
        self.namespace(node);
        for one in self.tree.attributes_of(node) {
            self.attribute(one);
        }
        if self.tree.children(node).next().is_none() {
            self.out.push_str("/>");
        } else {
            self.out.push('>');
            self.open.push(node);
        }
    }

    fn namespace(&mut self, node: usize) {
        let own = &*self.tree.names[self.tree.node(node).name].0;
        let around = self.open.last().map_or("", |&open| &*self.tree.names[self.tree.node(open).name].0);
        if own != around {
            self.pair("xmlns", own);
        }
        if self.open.is_empty() {
            let prefixes: Vec<(String, String)> =
                self.prefixes.iter().map(|(namespace, prefix)| (format!("xmlns:{prefix}"), (*namespace).to_owned())).collect();
            for (name, namespace) in &prefixes {
                self.pair(name, namespace);
            }
        }
    }

    fn attribute(&mut self, one: &Attribute) {
        let (namespace, local) = &self.tree.names[one.name];
        let name = match self.prefixes.get(&**namespace) {
            Some(prefix) => format!("{prefix}:{local}"),
            None => self.tree.attribute_name(one),
        };
        let value = self.tree.value(one);
        self.pair(&name, value);
    }

    fn pair(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, true, &mut self.out);
        self.out.push('"');
    }

    fn instruction(&mut self, node: usize) {
        let data = self.tree.attributes_of(node).first().map_or("", |one| self.tree.value(one));
        self.out.push('<');
        self.out.push_str(self.tree.name_of(node));
        if !data.is_empty() {
            self.out.push(' ');
            self.out.push_str(data);
        }
        self.out.push_str("?>");
    }
}
