//! TEI P5: the header from what the page says, the text from the weave.
//!
//! Three encodings after the genre: `p` with `said`; `sp`, `speaker`, `p`; `timeline` with `annotationBlock` and `u`.
//! Elements that hold elements only have one line feed between their children; mixed content gets no white space.

mod body;
mod header;
mod marks;
mod people;
mod stand_off;

use crate::xml::emit::Emitter;

use super::{Edition, Writer};

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

    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        let transcript = edition.weave.transcript();
        let mut xml = Emitter::with_capacity(transcript.source.text().len() * 3 + 16_384);
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.raw(&format!("<?xml-model href=\"{PROFILE}\" type=\"application/relax-ng-compact-syntax\"?>\n"));
        xml.open("TEI").attribute("xmlns", "http://www.tei-c.org/ns/1.0");
        xml.attribute_if("xml:lang", transcript.header.language.as_deref()).line();
        header::write(&mut xml, edition);
        stand_off::write(&mut xml, edition.weave);
        body::write(&mut xml, edition.weave);
        xml.close().line();
        xml.finish().into_bytes()
    }
}

/// Pointers to ids, as the value of a TEI pointer attribute.
fn pointers<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut value = String::new();
    for id in ids {
        if !value.is_empty() {
            value.push(' ');
        }
        value.push('#');
        value.push_str(id);
    }
    value
}
