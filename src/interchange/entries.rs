//! Participants and entries of the register, in JSON and in the model.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entity, EntityId, EntityKind, is_reserved_id};

use super::codes::ID;
use super::desk::{Desk, Scribe};
use super::format::{Entry, Merged, Text};
use super::numbers::Whole;
use super::path::Path;

/// The id of the entry for voices nobody can name.
pub(super) const UNKNOWN: &str = "unknown";

/// All entries of the model's register as JSON has them.
pub(super) fn of<'t>(scribe: &Scribe<'t>) -> Vec<Entry<'t>> {
    scribe.transcript.register.iter().map(|(_, entity)| entry(scribe, entity)).collect()
}

fn entry<'t>(scribe: &Scribe<'t>, entity: &'t Entity) -> Entry<'t> {
    let texts = |texts: &'t BTreeSet<String>| texts.iter().map(Into::into).collect();
    let only_name = entity.forms.len() == 1 && entity.forms.contains(&entity.name);
    Entry {
        id: Some(entity.id.as_str().into()),
        kind: Some(entity.kind),
        name: entity.name.as_str().into(),
        present: entity.present.then_some(true),
        role: entity.part,
        forms: (!only_name).then(|| texts(&entity.forms)),
        honorifics: texts(&entity.honorifics),
        offices: texts(&entity.roles),
        delegation: entity.delegation.map(|delegation| scribe.id(delegation)),
        same_as: entity.same_as.iter().map(Into::into).collect(),
        merged: entity.merged.iter().map(|(form, reason)| Merged { form: form.into(), reason: reason.into() }).collect(),
        size: entity.size.map(|size| Whole(u64::from(size))),
        first: entity.first.map(|span| scribe.at(span)),
    }
}

/// Fills the register: first the participants, who are present, then the entries.
pub(super) fn read(participants: Vec<Entry<'_>>, register: Vec<Entry<'_>>, desk: &mut Desk<'_>) {
    let (first, second) = (Path::Root.key("participants"), Path::Root.key("register"));
    let participants = participants.into_iter().enumerate().map(|(index, entry)| (entry, true, first.index(index)));
    let register = register.into_iter().enumerate().map(|(index, entry)| (entry, false, second.index(index)));
    let mut nameless = Vec::new();
    let mut members = Vec::new();
    for (entry, present, path) in participants.chain(register) {
        let (id, name, delegation) = (entry.id.clone(), entry.name.clone(), entry.delegation.clone());
        let entity = add(entry, present, desk, &path);
        match id {
            Some(id) => declare(&id, entity, desk, &path.key("id")),
            None => nameless.push((name, entity, path)),
        }
        members.extend(delegation.map(|delegation| (delegation, entity, path)));
    }
    for (name, entity, path) in nameless {
        if !desk.declare(&name, entity) {
            desk.report(&ID, &path.key("name"), format!("another entry is called `{name}`"), "give each of them an id".to_owned());
        }
    }
    for (delegation, entity, path) in members {
        let delegation = desk.entity(&delegation, &path.key("delegation"));
        desk.register.get_mut(entity).delegation = delegation;
    }
}

fn declare(id: &str, entity: EntityId, desk: &mut Desk<'_>, path: &Path<'_>) {
    if !desk.declare(id, entity) {
        desk.report(&ID, path, format!("another entry has the id `{id}`"), "give each entry an id of its own".to_owned());
    }
    let is_voice = id == UNKNOWN && desk.register.get(entity).kind == EntityKind::Group;
    if is_reserved_id(id) && !is_voice {
        desk.report(&ID, path, format!("the edition itself uses ids such as `{id}`"), "choose another id".to_owned());
    }
}

fn add(entry: Entry<'_>, present: bool, desk: &mut Desk<'_>, path: &Path<'_>) -> EntityId {
    let entity = entity(entry, present, desk, path);
    if entity.id == UNKNOWN {
        let unknown = desk.register.unknown();
        *desk.register.get_mut(unknown) = entity;
        return unknown;
    }
    desk.register.add(entity)
}

fn entity(entry: Entry<'_>, present: bool, desk: &mut Desk<'_>, path: &Path<'_>) -> Entity {
    fn texts<C: FromIterator<String>>(texts: Vec<Text<'_>>) -> C {
        texts.into_iter().map(Text::into_owned).collect()
    }
    let mut entity = Entity::new(entry.kind.unwrap_or(EntityKind::Person), &entry.name);
    if let Some(forms) = entry.forms {
        entity.forms = texts(forms);
    }
    entity.id = entry.id.map(Text::into_owned).unwrap_or_default();
    entity.honorifics = texts(entry.honorifics);
    entity.roles = texts(entry.offices);
    entity.part = entry.role;
    entity.present = entry.present.unwrap_or(present);
    entity.same_as = texts(entry.same_as);
    entity.merged = entry.merged.into_iter().map(|merged| (merged.form.into_owned(), merged.reason.into_owned())).collect::<BTreeMap<_, _>>();
    entity.size = entry.size.map(Whole::narrow);
    entity.first = desk.optional_span(entry.first, &path.key("first"));
    entity
}
