//! The register as lists of people, groups, organisations and places: those present, those mentioned,
//! those only credited, voices nobody can name.

use crate::model::{Entity, EntityId, EntityKind, Part, Register, Transcript, only_credited};
use crate::xml::emit::Emitter;

/// Writes `particDesc`, if anybody is named.
pub(super) fn participants(xml: &mut Emitter, transcript: &Transcript) {
    let register = &transcript.register;
    let credited = only_credited(transcript);
    let people = |id, entity: &Entity| matches!(entity.kind, EntityKind::Person | EntityKind::Group) && !register.is_unknown(id);
    let organisation = |_, entity: &Entity| entity.kind == EntityKind::Organisation;
    if !register.iter().any(|(id, entity)| people(id, entity) || organisation(id, entity) || register.is_unknown(id)) {
        return;
    }
    xml.open("particDesc").line();
    list(xml, register, "listPerson", Some("present"), |id, entity| people(id, entity) && entity.present);
    list(xml, register, "listPerson", Some("mentioned"), |id, entity| people(id, entity) && !entity.present && !credited.contains(&id));
    list(xml, register, "listPerson", Some("credited"), |id, entity| people(id, entity) && !entity.present && credited.contains(&id));
    list(xml, register, "listPerson", Some("unidentified"), |id, _| register.is_unknown(id));
    list(xml, register, "listOrg", None, organisation);
    xml.close().line();
}

/// Whether a place is named.
pub(super) fn has_places(register: &Register) -> bool {
    register.iter().any(|(_, entity)| entity.kind == EntityKind::Place)
}

/// Writes `listPlace`, if a place is named.
pub(super) fn places(xml: &mut Emitter, register: &Register) {
    list(xml, register, "listPlace", None, |_, entity| entity.kind == EntityKind::Place);
}

fn list(xml: &mut Emitter, register: &Register, name: &'static str, kind: Option<&str>, belongs: impl Fn(EntityId, &Entity) -> bool) {
    let mut entries = register.iter().filter(|(id, entity)| belongs(*id, entity)).peekable();
    if entries.peek().is_none() {
        return;
    }
    xml.open(name).attribute_if("type", kind).line();
    for (_, entity) in entries {
        entry(xml, register, entity);
    }
    xml.close().line();
}

fn entry(xml: &mut Emitter, register: &Register, entity: &Entity) {
    let (element, name) = match entity.kind {
        EntityKind::Person => ("person", "persName"),
        EntityKind::Group => ("personGrp", "persName"),
        EntityKind::Organisation => ("org", "orgName"),
        EntityKind::Place => ("place", "placeName"),
        EntityKind::Work => return,
    };
    let are_people = matches!(entity.kind, EntityKind::Person | EntityKind::Group);
    xml.open(element).attribute("xml:id", &entity.id);
    xml.attribute_if("role", entity.part.filter(|_| are_people).map(Part::name));
    xml.attribute_if("size", entity.size.filter(|_| element == "personGrp"));
    xml.leaf(name, &entity.name);
    for form in entity.forms.iter().filter(|form| **form != entity.name) {
        xml.open(name).attribute("type", "form").text(form).close();
    }
    if are_people {
        for role in &entity.roles {
            xml.leaf("occupation", role);
        }
        affiliation(xml, register, entity);
    }
    for same in &entity.same_as {
        xml.open("idno").attribute("type", "URI").text(same).close();
    }
    for (form, reason) in &entity.merged {
        xml.open("note").attribute("type", "merged").attribute("n", form).attribute("resp", "#teiscribe").attribute("cert", "medium");
        xml.text(reason).close();
    }
    xml.close().line();
}

/// The delegation, which only people and organisations may be.
fn affiliation(xml: &mut Emitter, register: &Register, entity: &Entity) {
    if let Some(delegation) = entity.delegation.map(|id| register.get(id)) {
        xml.open("affiliation").attribute("ref", format!("#{}", delegation.id)).text(&delegation.name).close();
    }
}
