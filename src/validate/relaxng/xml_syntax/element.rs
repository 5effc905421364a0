//! A schema file as a tree of elements, with the namespaces in force at each.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::validate::relaxng::syntax::{Context, RELAX_NG};
use crate::xml::is_space;
use crate::xml::names::{NameId, Names};
use crate::xml::stream::{Event, Limits, Reader, Start};

/// How deep a schema may nest; the grammar of schemas is read by functions that call themselves.
const DEPTH: usize = 512;

/// An element.
pub(super) struct Element {
    pub name: NameId,
    pub attributes: Vec<Attribute>,
    pub children: Vec<Child>,
    /// Its start tag.
    pub span: Span,
    /// The namespaces in force; of an annotation, none.
    pub context: Arc<Context>,
    /// Whether blanks in it may mean something: in values, and in annotations.
    keeps_blanks: bool,
}

/// An attribute.
pub(super) struct Attribute {
    pub name: NameId,
    pub value: Box<str>,
    /// The prefix as written, empty for none.
    pub prefix: Box<str>,
}

/// What stands in an element.
pub(super) enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The text directly in it.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_str()),
            Child::Element(_) => None,
        });
        texts.collect()
    }
}

/// Reads a file.
pub(super) fn read(source: &Source) -> Result<(Element, Names), Box<Diagnostic>> {
    let mut reader = Reader::new(source, Limits { element_depth: DEPTH, ..Limits::default() });
    let mut open: Vec<Element> = Vec::new();
    let mut contexts = (u32::MAX, Arc::new(Context::default()));
    let mut root = None;
    loop {
        let token = reader.advance()?;
        match reader.event(token) {
            Event::Start(start) => open.push(element(&reader, &start, &mut contexts)),
            Event::End(_) => match (open.pop(), open.last_mut()) {
                (Some(done), Some(parent)) => parent.children.push(Child::Element(done)),
                (done, _) => root = done,
            },
            Event::Text(text) => push_text(&mut open, text.text),
            Event::Comment(_) | Event::Instruction(_) => {}
            Event::Eof => break,
        }
    }
    let names = reader.names().clone();
    root.map(|root| (root, names)).ok_or_else(|| Box::new(Diagnostic::error(&crate::xml::codes::NO_ROOT, "the document has no element")))
}

fn element(reader: &Reader<'_>, start: &Start<'_>, contexts: &mut (u32, Arc<Context>)) -> Element {
    let attributes = start.attributes.iter().map(|one| {
        let written = reader.source().slice(one.name_span);
        let prefix = written.split_once(':').map_or("", |(prefix, _)| prefix);
        Attribute { name: one.name, value: one.value.into(), prefix: prefix.into() }
    });
    let is_own = reader.names().namespace(start.name) == RELAX_NG;
    Element {
        name: start.name,
        attributes: attributes.collect(),
        children: Vec::new(),
        span: start.tag,
        context: if is_own { context(reader, contexts) } else { Arc::clone(&contexts.1) },
        keeps_blanks: !is_own || matches!(reader.names().local(start.name), "value" | "param"),
    }
}

/// The namespaces in force, shared as long as they stay the same.
fn context(reader: &Reader<'_>, last: &mut (u32, Arc<Context>)) -> Arc<Context> {
    if last.0 != reader.namespace_state() {
        let prefixes = reader.namespaces().filter(|(_, uri)| !uri.is_empty()).map(|(prefix, uri)| (prefix.into(), uri.into())).collect();
        *last = (reader.namespace_state(), Arc::new(Context { prefixes }));
    }
    Arc::clone(&last.1)
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ if !parent.keeps_blanks && is_space(text) => {}
        _ => parent.children.push(Child::Text(text.to_owned())),
    }
}
