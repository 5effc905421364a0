//! The register as lists of people, groups, organisations and places.

use crate::model::{Entity, EntityKind, Part, Register};
use crate::xml::emit::Emitter;

/// Writes `particDesc`, if anybody is named.
pub(super) fn participants(xml: &mut Emitter, register: &Register) {
    let people = |entity: &Entity| matches!(entity.kind, EntityKind::Person | EntityKind::Group);
    if !register.iter().any(|(_, entity)| people(entity) || entity.kind == EntityKind::Organisation) {
        return;
    }
    xml.open("particDesc").line();
    list(xml, register, "listPerson", Some("present"), |entity| people(entity) && entity.present);
    list(xml, register, "listPerson", Some("mentioned"), |entity| people(entity) && !entity.present);
    list(xml, register, "listOrg", None, |entity| entity.kind == EntityKind::Organisation);
    xml.close().line();
}

/// Writes `settingDesc/listPlace`, if a place is named.
pub(super) fn places(xml: &mut Emitter, register: &Register) {
    if register.iter().any(|(_, entity)| entity.kind == EntityKind::Place) {
        xml.open("settingDesc").line();
        list(xml, register, "listPlace", None, |entity| entity.kind == EntityKind::Place);
        xml.close().line();
    }
}

fn list(xml: &mut Emitter, register: &Register, name: &'static str, kind: Option<&str>, belongs: impl Fn(&Entity) -> bool) {
    let mut entries = register.iter().map(|(_, entity)| entity).filter(|entity| belongs(entity)).peekable();
    if entries.peek().is_none() {
        return;
    }
    xml.open(name).attribute_if("type", kind).line();
    for entity in entries {
        entry(xml, entity);
    }
    xml.close().line();
}

fn entry(xml: &mut Emitter, entity: &Entity) {
    let (element, name) = match entity.kind {
        EntityKind::Person => ("person", "persName"),
        EntityKind::Group => ("personGrp", "persName"),
        EntityKind::Organisation => ("org", "orgName"),
        EntityKind::Place => ("place", "placeName"),
        EntityKind::Work => return,
    };
    xml.open(element).attribute("xml:id", &entity.id);
    xml.attribute_if("role", entity.part.filter(|_| element == "person").map(Part::name));
    xml.attribute_if("size", entity.size.filter(|_| element == "personGrp"));
    xml.attribute_if("sameAs", (!entity.same_as.is_empty()).then(|| entity.same_as.join(" ")));
    xml.leaf(name, &entity.name);
    for form in entity.forms.iter().filter(|form| **form != entity.name) {
        xml.open(name).attribute("type", "form").text(form).close();
    }
    if element == "person" {
        for role in &entity.roles {
            xml.leaf("occupation", role);
        }
    }
    xml.close().line();
}
