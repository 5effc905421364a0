//! The register as nodes: people, organisations and places, each described once.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Entity, EntityId, EntityKind};

use super::iri;
use super::scope::Scope;
use super::value::{Iri, Many, Ref, Types, texts};

/// schema.org knows no group of people, CIDOC CRM does.
const GROUP: &str = "http://www.cidoc-crm.org/cidoc-crm/E74_Group";

/// A person, a group, an organisation or a place.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Node<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: Types,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_type: Option<&'static str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Many::is_empty")]
    alternate_name: Many<&'a str>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    honorific_prefix: Many<&'a str>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    job_title: Many<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<Ref<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    same_as: Many<&'a str>,
}

/// Somebody who is credited: described on the spot, or a pointer at where they are described.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Agent<'a> {
    Described(Box<Node<'a>>),
    Known(Ref<'a>),
}

impl<'a> Scope<'a> {
    /// All whom the text names, in order of appearance.
    pub(super) fn mentions(&self) -> Vec<Node<'a>> {
        let register = &self.transcript.register;
        let entries = register.iter().filter(|(id, _)| !self.only_credited.contains(id));
        entries.filter_map(|(id, entity)| self.node(id, entity)).collect()
    }

    /// The credited entry `id`; `first` tells whether this is where it is described.
    pub(super) fn agent(&self, id: EntityId, first: bool) -> Option<Agent<'a>> {
        let entity = self.transcript.register.get(id);
        if first && self.only_credited.contains(&id) {
            return self.node(id, entity).map(|node| Agent::Described(Box::new(node)));
        }
        types(entity, false).map(|_| Agent::Known(self.entity(id)))
    }

    fn node(&self, id: EntityId, entity: &'a Entity) -> Option<Node<'a>> {
        let person = entity.kind == EntityKind::Person;
        let of_person = |values: &'a BTreeSet<String>| texts(values.iter().filter(|_| person).map(String::as_str));
        Some(Node {
            id: self.iri(entity.id.as_str()),
            types: types(entity, self.archives.contains(&id))?,
            additional_type: (entity.kind == EntityKind::Group).then_some(GROUP),
            name: &entity.name,
            alternate_name: texts(entity.forms.iter().filter(|form| **form != entity.name).map(String::as_str)),
            honorific_prefix: of_person(&entity.honorifics),
            job_title: of_person(&entity.roles),
            affiliation: entity.delegation.filter(|&body| person && self.is_body(body)).map(|body| self.entity(body)),
            same_as: entity.same_as.iter().map(String::as_str).filter(|iri| iri::is_absolute(iri)).collect(),
        })
    }

    /// Whether the entry may be said to act: schema.org admits people and organisations.
    pub(super) fn can_act(&self, id: EntityId) -> bool {
        self.transcript.register.get(id).kind.can_act()
    }

    fn is_body(&self, id: EntityId) -> bool {
        self.can_act(id) && self.transcript.register.get(id).kind != EntityKind::Person
    }
}

/// Works have no entry in the TEI, hence no IRI.
const fn types(entity: &Entity, archive: bool) -> Option<Types> {
    Some(Types(match entity.kind {
        EntityKind::Person => &["Person"],
        EntityKind::Organisation if archive => &["ArchiveOrganization"],
        EntityKind::Group | EntityKind::Organisation => &["Organization"],
        EntityKind::Place => &["Place"],
        EntityKind::Work => return None,
    }))
}
