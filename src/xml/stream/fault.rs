//! What is said of a document that is not well-formed: one finding, with the tag or the declaration it belongs to.

use super::{Frame, Open, Reader};
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::Span;
use crate::xml::codes::{CHARACTER, ENTITY, EXTERNAL_DTD, MISMATCHED_TAG, SYNTAX, UNCLOSED_ELEMENT};

/// The one finding that ends the reading of a document.
pub type Fault = Box<Diagnostic>;

impl Reader<'_> {
    /// A fault at a place of the document, in the element that is open there.
    #[cold]
    pub(super) fn fault(&self, code: &'static Code, span: Span, message: String) -> Fault {
        let end = self.base + self.document.text().len();
        let span = Span::new(span.start.min(end), span.end.min(end));
        let diagnostic = Diagnostic::error(code, message).at(self.source, span).within(self.path());
        Box::new(match self.frames.last() {
            Some(frame) => diagnostic.related(Label::new(self.source, frame.declared, format!("the entity `{}` is declared here", frame.name))),
            None => diagnostic,
        })
    }

    /// A fault with the declaration of the entity it is about.
    #[cold]
    pub(super) fn declared_fault(&self, code: &'static Code, span: Span, message: String, declared: Span) -> Fault {
        Box::new(self.fault(code, span, message).related(Label::new(self.source, declared, "declared here")))
    }

    /// Warns once that something outside the document was not read.
    #[cold]
    pub(super) fn warn_unread(&mut self, span: Span, message: String) {
        let warning = Diagnostic::warning(&EXTERNAL_DTD, message).at(self.source, span);
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// Names of the open elements, root first: `TEI/text/body`; the middle of a very long path is left out.
    pub fn path(&self) -> String {
        const ENDS: usize = 12;
        let name = |open: &Open| &*self.qnames.get(open.qname).written;
        if self.open.len() <= 2 * ENDS {
            return self.open.iter().map(name).collect::<Vec<_>>().join("/");
        }
        let outer = self.open[..ENDS].iter().map(name);
        let inner = self.open[self.open.len() - ENDS..].iter().map(name);
        outer.chain(std::iter::once("…")).chain(inner).collect::<Vec<_>>().join("/")
    }

    #[cold]
    pub(super) fn illegal_character(&self) -> Fault {
        let found = self.document.text()[self.illegal..].chars().next().unwrap_or_default();
        let span = Span::new(self.illegal, self.illegal + found.len_utf8()).shifted(self.base);
        self.fault(&CHARACTER, span, format!("the character U+{:04X} is not allowed in XML", u32::from(found)))
    }

    fn opened(&self, open: &Open) -> Label {
        Label::new(self.source, open.tag, format!("`{}` is opened here", self.qnames.get(open.qname).written))
    }

    /// The document ends while elements are open.
    #[cold]
    pub(super) fn unclosed(&self) -> Fault {
        let Some(open) = self.open.last() else { return self.fault(&SYNTAX, self.span(self.at, self.at), "the document ends too early".to_owned()) };
        let written = &self.qnames.get(open.qname).written;
        let fault = self.fault(&UNCLOSED_ELEMENT, self.span(self.at, self.at), format!("the document ends and `{written}` is not closed"));
        Box::new(fault.related(self.opened(open)).help(format!("add `</{written}>`, or restore the rest of the file")))
    }

    #[cold]
    pub(super) fn unclosed_in_entity(&self, frame: &Frame) -> Fault {
        let written = self.open.last().map_or("", |open| &*self.qnames.get(open.qname).written);
        let message = format!("the entity `{}` opens `{written}` and does not close it", frame.name);
        self.declared_fault(&ENTITY, frame.reference, message, frame.declared)
    }

    /// An end tag where no element is open that it could close.
    #[cold]
    pub(super) fn stray_end(&self, text: &str, start: usize) -> Fault {
        let (name, span) = self.end_name(text, start);
        self.fault(&MISMATCHED_TAG, span, format!("`</{name}>` closes nothing: no element is open here"))
    }

    /// An end tag that is not the one of the open element.
    #[cold]
    pub(super) fn wrong_end(&self, text: &str, start: usize) -> Fault {
        let (name, span) = self.end_name(text, start);
        let Some(open) = self.open.last() else { return self.stray_end(text, start) };
        let written = &self.qnames.get(open.qname).written;
        if name == **written {
            return self.fault(&SYNTAX, span, format!("the end tag `</{name}` is not closed by `>`"));
        }
        let fault = self.fault(&MISMATCHED_TAG, span, format!("`</{name}>` stands where `{written}` is still open")).related(self.opened(open));
        let outer = self.open.iter().rev().skip(1).find(|outer| *self.qnames.get(outer.qname).written == *name);
        Box::new(match outer {
            Some(outer) => fault.related(self.opened(outer)).help(format!("add `</{written}>` before it")),
            None => fault.help(format!("write `</{written}>`, or remove `</{name}>`")),
        })
    }

    /// The name in the end tag at `start`, with the place of the tag.
    fn end_name(&self, text: &str, start: usize) -> (String, Span) {
        let end = super::tag::name_end(text.as_bytes(), start + 2);
        let close = if text[end..].starts_with('>') { end + 1 } else { end };
        (text[start + 2..end].to_owned(), self.span(start, close))
    }

    /// Something in a start tag that is neither an attribute nor its end.
    #[cold]
    pub(super) fn tag_syntax(&self, text: &str, tag: usize) -> Fault {
        let name_end = super::tag::name_end(text.as_bytes(), tag + 1);
        let name = &text[tag + 1..name_end];
        let Some(found) = text[self.at..].chars().next() else {
            return self.fault(&SYNTAX, self.span(tag, name_end), format!("the tag `<{name}` is never closed"));
        };
        let span = self.span(self.at, self.at + found.len_utf8());
        let message = match found {
            '<' => format!("the tag `<{name}` is not closed by `>` before the next one"),
            _ if super::tag::name_end(text.as_bytes(), self.at) > self.at => format!("a blank is missing before `{found}` in the tag `<{name}`"),
            _ => format!("`{found}` cannot stand here in the tag `<{name}`"),
        };
        self.fault(&SYNTAX, span, message)
    }
}
