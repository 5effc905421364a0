//! A TEI document as a list of tags and texts, each with its place.

use crate::source::{Source, Span};
use crate::xml::names::{NameId, Names, XML_NAMESPACE};
use crate::xml::stream::{Attributes, Event, Fault, Limits, Reader};

/// One step through a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) what: What,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Start { name: String, attributes: Vec<(String, String)> },
    End { name: String },
    Text(String),
}

impl What {
    /// The value of an attribute of a start tag.
    pub(super) fn value(&self, wanted: &str) -> Option<&str> {
        match self {
            Self::Start { attributes, .. } => attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()),
            Self::End { .. } | Self::Text(_) => None,
        }
    }
}

/// Reads a document; comments and instructions are left out, texts that touch are one.
///
/// # Errors
/// The document is not well-formed.
pub(super) fn tokens(source: &Source) -> Result<Vec<Token>, Fault> {
    let mut reader = Reader::new(source, Limits::default());
    let mut tokens: Vec<Token> = Vec::new();
    loop {
        let (what, span) = match reader.next_event()? {
            Event::Start(start) => {
                let (name, tag) = (start.name, start.tag);
                let attributes = own(start.attributes);
                let names = reader.names();
                let attributes = attributes.into_iter().map(|(name, value)| (qualified(name, names), value)).collect();
                (What::Start { name: names.local(name).to_owned(), attributes }, tag)
            }
            Event::End(end) => {
                let (name, tag) = (end.name, end.tag);
                (What::End { name: reader.names().local(name).to_owned() }, tag)
            }
            Event::Text(text) => {
                if let Some(Token { what: What::Text(before), span }) = tokens.last_mut() {
                    before.push_str(text.text);
                    span.end = text.span.end;
                    continue;
                }
                (What::Text(text.text.to_owned()), text.span)
            }
            Event::Comment(_) | Event::Instruction(_) => continue,
            Event::Eof => return Ok(tokens),
        };
        tokens.push(Token { what, span });
    }
}

fn own(attributes: Attributes<'_>) -> Vec<(NameId, String)> {
    attributes.iter().map(|attribute| (attribute.name, attribute.value.to_owned())).collect()
}

fn qualified(name: NameId, names: &Names) -> String {
    let local = names.local(name);
    if names.namespace(name) == XML_NAMESPACE { format!("xml:{local}") } else { local.to_owned() }
}
