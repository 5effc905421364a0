//! The TEI header: what the page says about the document, and what the tool did. Nothing is filled in.

mod encoding;
mod field;
mod file;
mod profile;
mod publications;
mod source;

use crate::model::{EntityId, EntityKind, Field, HeaderDate, Register};
use crate::write::Edition;
use crate::xml::emit::Emitter;

use super::marks::name_element;
use super::queries::Queries;
use super::values::dated;

/// Writes `teiHeader`.
pub(super) fn write(xml: &mut Emitter, edition: &Edition<'_>, queries: &Queries<'_>) {
    xml.open("teiHeader").line();
    file::write(xml, edition, queries);
    encoding::write(xml, edition);
    profile::write(xml, edition);
    xml.open("revisionDesc").attribute("status", "draft").line();
    xml.open("change").attribute_if("when", edition.options.date.as_ref()).attribute("who", "#teiscribe").attribute("status", "draft");
    let editors = &edition.weave.transcript().header.editors;
    xml.text(if editors.is_empty() { "Converted; no human review yet." } else { "Converted; an editor's decisions applied." }).close().line();
    xml.close().line();
    xml.close().line();
}

/// A name as printed, with the entry it means.
type Agent = (Field, Option<EntityId>);

/// A name in the element that belongs to its entry; where no entry says what it is, in `name`.
fn agent(xml: &mut Emitter, register: &Register, (field, entity): &Agent) {
    let entity = entity.map(|id| register.get(id)).filter(|entity| entity.kind != EntityKind::Work);
    xml.open(entity.map_or("name", |entity| name_element(entity.kind)));
    xml.attribute_if("ref", entity.map(|entity| format!("#{}", entity.id))).text(&field.text).close();
}

/// A date of the header; a doubted one has low certainty.
fn header_date(xml: &mut Emitter, date: &HeaderDate, kind: Option<&str>, doubted: bool) {
    xml.open("date").attribute_if("type", kind);
    dated(xml, &date.value);
    if doubted || date.inferred {
        xml.attribute("resp", "#teiscribe").attribute("cert", if doubted { "low" } else { "high" });
    }
    xml.text(&date.field.text).close();
}
