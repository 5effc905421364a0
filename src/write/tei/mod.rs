//! TEI P5: the header from what the page says, the text from the weave.
//!
//! Three encodings after the genre: `p` with `said`; `sp`, `speaker`, `p`; `timeline` with `annotationBlock` and `u`.
//! Elements that hold elements only have one line feed between their children; mixed content gets no white space.

mod back;
mod block;
mod body;
mod header;
mod links;
mod marks;
mod notices;
mod people;
mod plan;
mod queries;
mod speakers;
mod stand_off;
mod timeline;
mod values;

use crate::xml::emit::Emitter;

use crate::diagnostic::Diagnostic;

use super::{Edition, Writer};

pub use notices::CODES;

/// The address of the bundled profile; it resolves to the bundled copy.
pub const PROFILE: &str = "https://w3id.org/teiscribe/schemas/tei/1.0/teiscribe.rnc";

/// Writes TEI P5.
pub struct Tei;

impl Writer for Tei {
    fn format(&self) -> &'static str {
        "tei"
    }

    fn extension(&self) -> &'static str {
        ".xml"
    }

    fn notices(&self, edition: &Edition<'_>) -> Vec<Diagnostic> {
        notices::notices(edition)
    }

    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        let transcript = edition.weave.transcript();
        let mut xml = Emitter::with_capacity(transcript.source.text().len() * 3 + 16_384);
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.raw(&format!("<?xml-model href=\"{PROFILE}\" type=\"application/relax-ng-compact-syntax\"?>\n"));
        xml.open("TEI").attribute("xmlns", "http://www.tei-c.org/ns/1.0");
        xml.attribute_if("xml:lang", transcript.header.language.as_deref().and_then(values::language)).line();
        let queries = queries::Queries::of(edition);
        header::write(&mut xml, edition, &queries);
        stand_off::write(&mut xml, edition.weave);
        body::write(&mut xml, edition, &queries);
        xml.close().line();
        xml.finish().into_bytes()
    }
}
