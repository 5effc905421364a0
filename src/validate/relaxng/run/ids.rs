//! Ids and references to them, by the datatypes of attributes (RELAX NG DTD Compatibility, section 5).

use rustc_hash::FxHashMap;

use super::Run;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::Span;
use crate::validate::relaxng::automaton::AttributeStepId;
use crate::validate::relaxng::codes::{DANGLING_IDREF, DUPLICATE_ID};
use crate::validate::relaxng::datatype::{IdKind, collapse};
use crate::validate::relaxng::id_types;
use crate::xml::stream::{Attribute, Reader, Start};

/// The ids of a document so far, and what points at ids.
#[derive(Debug, Default)]
pub(super) struct Ids {
    known: FxHashMap<Box<str>, Span>,
    references: Vec<Reference>,
}

#[derive(Debug)]
struct Reference {
    id: Box<str>,
    span: Span,
    path: String,
}

impl<'r> Run<'r> {
    /// Notes the value of an attribute whose type has to do with ids.
    pub(super) fn note_id(&mut self, reader: &Reader<'r>, start: &Start<'_>, attribute: &Attribute<'_>, step: AttributeStepId) {
        let contents = &self.automaton.attribute_step(step).contents;
        let kind = contents.iter().map(|&content| id_types::kind(self.grammar, content)).find(|&kind| kind != IdKind::None);
        match kind.unwrap_or_default() {
            IdKind::None => {}
            IdKind::Id => self.note_definition(reader, start, attribute),
            IdKind::IdRef | IdKind::IdRefs => {
                self.document.pin(attribute.value_span);
                let path = self.path(reader, Some(start.name));
                let references = attribute.value.split([' ', '\t', '\n', '\r']).filter(|id| !id.is_empty());
                self.ids.references.extend(references.map(|id| Reference { id: id.into(), span: attribute.value_span, path: path.clone() }));
            }
        }
    }

    fn note_definition(&mut self, reader: &Reader<'r>, start: &Start<'_>, attribute: &Attribute<'_>) {
        let id = collapse(attribute.value);
        let Some(&first) = self.ids.known.get(&*id) else {
            self.document.pin(attribute.value_span);
            self.ids.known.insert(id.into(), attribute.value_span);
            return;
        };
        let finding = Diagnostic::error(&DUPLICATE_ID, format!("the id `{id}` stands twice in this document"))
            .at(self.document, attribute.value_span)
            .within(self.path(reader, Some(start.name)))
            .related(Label::new(self.document, first, "first here"))
            .help("give one of the two elements another id, and correct what points at it");
        self.push_in_tag(finding, start);
    }

    /// Reports references to ids that the document lacks.
    pub(super) fn dangling_references(&mut self) {
        for Reference { id, span, path } in std::mem::take(&mut self.ids.references) {
            if !self.ids.known.contains_key(&id) {
                let message = format!("no element has the id `{id}`");
                self.findings.push(Diagnostic::error(&DANGLING_IDREF, message).at(self.document, span).within(path));
            }
        }
    }
}
