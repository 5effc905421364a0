//! Finds the values that a path names in XML: attribute values, or the content of elements.

use crate::source::{Source, Span};
use crate::xml::names::{NameId, Names, XML_NAMESPACE};
use crate::xml::stream::{Event, Limits, Reader, Start};

use super::xpath::{Element, XPath};

/// The places and the values, in document order; as far as the text is well-formed.
pub(super) fn values(path: &XPath, source: &Source) -> Vec<(Span, String)> {
    let mut reader = Reader::new(source, Limits::default());
    let mut search = Search { path, open: Vec::new(), inside: None, values: Vec::new() };
    while let Ok(token) = reader.advance() {
        match reader.event(token) {
            Event::Start(start) => search.start(&start, reader.names()),
            Event::Text(text) => search.text(text.text),
            Event::End(end) => search.end(end.tag),
            Event::Comment(_) | Event::Instruction(_) => {}
            Event::Eof => break,
        }
    }
    search.values
}

struct Search<'a> {
    path: &'a XPath,
    open: Vec<Element>,
    inside: Option<Inside>,
    values: Vec<(Span, String)>,
}

/// An element whose content is a value.
struct Inside {
    depth: usize,
    tag: Span,
    text: String,
}

impl Search<'_> {
    fn start(&mut self, start: &Start<'_>, names: &Names) {
        let attributes = start.attributes.iter().map(|attribute| (qualified(names, attribute.name), attribute.value.to_owned())).collect();
        self.open.push(Element { name: names.local(start.name).to_owned(), attributes });
        if self.inside.is_some() || !self.path.leads_to(&self.open) {
            return;
        }
        let Some(wanted) = self.path.attribute() else {
            self.inside = Some(Inside { depth: self.open.len(), tag: start.tag, text: String::new() });
            return;
        };
        let found = start.attributes.iter().find(|attribute| !attribute.defaulted && qualified(names, attribute.name) == wanted);
        self.values.extend(found.map(|attribute| (attribute.value_span, attribute.value.to_owned())));
    }

    fn text(&mut self, text: &str) {
        if let Some(inside) = &mut self.inside {
            inside.text.push_str(text);
        }
    }

    /// Of an empty-element tag there is no content to replace.
    fn end(&mut self, tag: Span) {
        if let Some(inside) = self.inside.take_if(|inside| inside.depth == self.open.len())
            && inside.tag != tag
        {
            self.values.push((Span::new(inside.tag.end, tag.start), inside.text.trim().to_owned()));
        }
        self.open.pop();
    }
}

/// The local name, with its prefix where that is `xml`.
fn qualified(names: &Names, name: NameId) -> String {
    if names.namespace(name) == XML_NAMESPACE { format!("xml:{}", names.local(name)) } else { names.local(name).to_owned() }
}
