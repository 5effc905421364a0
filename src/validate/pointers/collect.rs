//! Events of a document into its ids and pointers; nothing is judged before the document ends.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::source::{Source, Span};
use crate::xml::names::{NameId, Names, XML_NAMESPACE};
use crate::xml::stream::{Attribute, Event, Reader, Start};

use super::attributes::{Holds, holds, is_speaker, names_somebody};

const TEI_NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";
const EXAMPLES_NAMESPACE: &str = "http://www.tei-c.org/ns/Examples";

/// The ids and pointers of one document.
#[derive(Debug)]
pub struct Pointers<'a> {
    pub(super) source: &'a Source,
    pub(super) elements: Vec<Element>,
    pub(super) ids: FxHashMap<Cow<'a, str>, Id>,
    /// Ids met again, with the element that has it and the attribute.
    pub(super) duplicates: Vec<(Cow<'a, str>, usize, Span)>,
    pub(super) references: Vec<Reference<'a>>,
    pub(super) elsewhere: Vec<Elsewhere>,
    /// Whether there is an `xml:base`, so that addresses may be seen from elsewhere.
    pub(super) has_base: bool,
    /// Local names of elements and attributes, by their number.
    pub(super) locals: Vec<Box<str>>,
    open: Vec<usize>,
    kinds: Vec<Kind>,
    pending: Vec<Pending<'a>>,
}

/// An element of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) name: NameId,
    /// The element around it.
    pub(super) parent: Option<usize>,
    /// Where its start tag ends.
    pub(super) tag_end: usize,
    /// Whether something will be said of it; others are forgotten when they end.
    is_kept: bool,
}

/// An id.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id {
    pub(super) element: usize,
    /// The attribute.
    pub(super) span: Span,
}

/// A pointer.
#[derive(Clone, Debug)]
pub(super) struct Reference<'a> {
    pub(super) element: usize,
    pub(super) attribute: NameId,
    /// The attribute's place.
    pub(super) span: Span,
    /// The id it names, or a bare word where `#` may have been forgotten.
    pub(super) target: Cow<'a, str>,
    pub(super) has_hash: bool,
}

/// A pointer into another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The address, as written before `#`.
    pub file: String,
    /// The id in that file.
    pub id: String,
    /// The attribute.
    pub span: Span,
}

/// What a name is to this check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Unknown,
    Nothing,
    Id,
    Base,
    Pointer(Holds),
    Tei,
    Example,
}

#[derive(Debug)]
struct Pending<'a> {
    name: NameId,
    value: Cow<'a, str>,
    span: Span,
}

impl<'a> Pointers<'a> {
    /// Nothing collected yet.
    pub fn new(source: &'a Source) -> Self {
        Self {
            source,
            elements: Vec::new(),
            ids: FxHashMap::default(),
            duplicates: Vec::new(),
            references: Vec::new(),
            elsewhere: Vec::new(),
            has_base: false,
            locals: Vec::new(),
            open: Vec::new(),
            kinds: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Takes the event that the reader has come to.
    #[inline]
    pub fn take(&mut self, reader: &Reader<'_>, event: &Event<'_>) {
        match event {
            Event::Start(start) => {
                self.start(start);
                self.settle(reader.names());
            }
            Event::End(_) => self.end(),
            Event::Text(_) | Event::Comment(_) | Event::Instruction(_) | Event::Eof => {}
        }
    }

    /// Takes a start tag; [`Self::settle`] must follow.
    pub fn start(&mut self, start: &Start<'_>) {
        let parent = self.open.last().copied();
        self.open.push(self.elements.len());
        self.elements.push(Element { name: start.name, parent, tag_end: start.tag.end, is_kept: false });
        for attribute in start.attributes.iter() {
            if self.kind(attribute.name) == Kind::Nothing {
                continue;
            }
            let value = self.value(&attribute);
            self.pending.push(Pending { name: attribute.name, value, span: attribute.span() });
        }
    }

    /// Makes ids and pointers of the attributes of the last start tag, whose names are in `names`.
    pub fn settle(&mut self, names: &Names) {
        let Some(&Element { name, .. }) = self.elements.last() else { return };
        let element = self.elements.len() - 1;
        let vocabulary = self.classify(name, names, element_kind);
        for Pending { name, value, span } in std::mem::take(&mut self.pending) {
            match self.classify(name, names, attribute_kind) {
                Kind::Id if vocabulary != Kind::Example => self.add_id(value, element, span),
                Kind::Base => self.has_base = true,
                Kind::Pointer(holds) if vocabulary == Kind::Tei => self.add_pointers(value, holds, element, name, span, names),
                _ => {}
            }
        }
    }

    /// The value of an attribute, borrowed where it stands in the text as it is.
    fn value(&self, attribute: &Attribute<'_>) -> Cow<'a, str> {
        if self.source.is_flowing() {
            return Cow::Owned(attribute.value.to_owned());
        }
        let written = self.source.slice(attribute.value_span);
        if written == attribute.value { Cow::Borrowed(written) } else { Cow::Owned(attribute.value.to_owned()) }
    }

    /// Takes an end tag. An element of which nothing will be said is forgotten, unless it holds one of which something will.
    pub fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if element + 1 == self.elements.len() && !self.elements[element].is_kept {
            self.elements.pop();
        }
    }

    /// Sees to it that something can be said later of an attribute at `span` of the element.
    fn keep(&mut self, element: usize, span: Span) {
        let element = &mut self.elements[element];
        element.is_kept = true;
        self.source.pin(span);
        self.source.pin(Span::new(element.tag_end, element.tag_end));
    }

    /// Takes the end of the document.
    pub fn finish(&mut self, names: &Names) {
        let known = self.elements.iter().map(|element| element.name).chain(self.references.iter().map(|reference| reference.attribute));
        let mut locals = vec![Box::default(); names.len()];
        for name in known {
            if locals[name.index()] == Box::default() {
                locals[name.index()] = names.local(name).into();
            }
        }
        self.locals = locals;
    }

    /// Whether an element has that id.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// The ids of the document, in no order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(|id| &**id)
    }

    /// The pointers into other files, in text order.
    pub fn elsewhere(&self) -> &[Elsewhere] {
        &self.elsewhere
    }

    fn kind(&self, name: NameId) -> Kind {
        self.kinds.get(name.index()).copied().unwrap_or(Kind::Unknown)
    }

    fn classify(&mut self, name: NameId, names: &Names, kind: fn(&str, &str) -> Kind) -> Kind {
        if self.kinds.len() <= name.index() {
            self.kinds.resize(names.len().max(name.index() + 1), Kind::Unknown);
        }
        if self.kinds[name.index()] == Kind::Unknown {
            self.kinds[name.index()] = kind(names.namespace(name), names.local(name));
        }
        self.kinds[name.index()]
    }

    fn add_id(&mut self, id: Cow<'a, str>, element: usize, span: Span) {
        self.keep(element, span);
        let id = match id {
            Cow::Borrowed(id) => Cow::Borrowed(id.trim()),
            Cow::Owned(id) => Cow::Owned(id.trim().to_owned()),
        };
        match self.ids.entry(id) {
            std::collections::hash_map::Entry::Occupied(first) => self.duplicates.push((first.key().clone(), element, span)),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(Id { element, span });
            }
        }
    }

    fn add_pointers(&mut self, value: Cow<'a, str>, holds: Holds, element: usize, attribute: NameId, span: Span, names: &Names) {
        match value {
            Cow::Borrowed(value) => {
                value.split_ascii_whitespace().for_each(|token| self.add_pointer(Cow::Borrowed(token), holds, element, attribute, span, names));
            }
            Cow::Owned(value) => {
                value
                    .split_ascii_whitespace()
                    .for_each(|token| self.add_pointer(Cow::Owned(token.to_owned()), holds, element, attribute, span, names));
            }
        }
    }

    /// Whether a pointer is sound, whatever follows: its id is known, and nothing else is asked of the attribute. Most are, and are forgotten at once.
    fn is_settled(&self, id: &str, attribute: NameId, names: &Names) -> bool {
        let Some(id) = self.ids.get(id) else { return false };
        let attribute = names.local(attribute);
        let declares = || is_speaker(names.local(self.elements[id.element].name));
        !matches!(attribute, "next" | "prev") && (!names_somebody(attribute) || declares())
    }

    /// One pointer: `#id`; `file#id`; a bare word, which may be an id whose `#` was forgotten. Addresses with a scheme and pointers
    /// with an expression (`#range(…)`) are not ours to follow.
    fn add_pointer(&mut self, token: Cow<'a, str>, holds: Holds, element: usize, attribute: NameId, span: Span, names: &Names) {
        let Some((file, id)) = token.split_once('#') else {
            if holds == Holds::Pointers && !token.contains(['/', ':', '.', '?']) {
                self.keep(element, span);
                self.references.push(Reference { element, attribute, span, target: token, has_hash: false });
            }
            return;
        };
        if id.contains('(') || id.is_empty() {
            return;
        }
        if file.is_empty() {
            if self.is_settled(id, attribute, names) {
                return;
            }
            let target = match token {
                Cow::Borrowed(token) => Cow::Borrowed(&token[1..]),
                Cow::Owned(token) => Cow::Owned(token[1..].to_owned()),
            };
            self.keep(element, span);
            self.references.push(Reference { element, attribute, span, target, has_hash: true });
        } else if holds == Holds::Pointers && !file.contains(':') {
            self.source.pin(span);
            self.elsewhere.push(Elsewhere { file: file.to_owned(), id: id.to_owned(), span });
        }
    }
}

fn element_kind(namespace: &str, _: &str) -> Kind {
    match namespace {
        TEI_NAMESPACE => Kind::Tei,
        EXAMPLES_NAMESPACE => Kind::Example,
        _ => Kind::Nothing,
    }
}

fn attribute_kind(namespace: &str, local: &str) -> Kind {
    match (namespace, local) {
        (XML_NAMESPACE, "id") => Kind::Id,
        (XML_NAMESPACE, "base") => Kind::Base,
        ("", local) => match holds(local) {
            Holds::None => Kind::Nothing,
            holds => Kind::Pointer(holds),
        },
        _ => Kind::Nothing,
    }
}
