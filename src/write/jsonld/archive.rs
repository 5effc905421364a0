//! Where the original lies: "APRF, Fond 52, Opis 1, Delo 349, List 64-113" as a record in nested record sets, with its holder.

use serde::Serialize;

use crate::model::{Archival, level_ids, original_id, repository_id};

use super::scope::Scope;
use super::value::{DateNode, Iri, Many, Ref, Types, text, texts};

/// The original record.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Original<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: Types,
    #[serde(skip_serializing_if = "Many::is_empty")]
    author: Many<Ref<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    recipient: Many<Ref<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_created: Option<DateNode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<Language<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<Identifier<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    item_location: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    holding_archive: Option<Holder<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_by: Option<Ref<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    citation: Many<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Box<RecordSet<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    included_in: Option<Ref<'a>>,
}

/// A language by its printed name.
#[derive(Debug, Serialize)]
struct Language<'a> {
    #[serde(rename = "@type")]
    types: &'static str,
    name: &'a str,
}

/// The reference as printed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Identifier<'a> {
    #[serde(rename = "@type")]
    types: &'static str,
    #[serde(rename = "propertyID")]
    property_id: &'static str,
    value: &'a str,
}

/// The archive: described on the spot where the text never names it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Holder<'a> {
    Described {
        #[serde(rename = "@id")]
        id: Iri<'a>,
        #[serde(rename = "@type")]
        types: &'static str,
        name: &'a str,
    },
    Known(Ref<'a>),
}

/// A file, an inventory, a fonds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RecordSet<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: Types,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_by: Option<Ref<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Box<RecordSet<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    included_in: Option<Ref<'a>>,
}

impl<'a> Scope<'a> {
    /// One record for each archival reference.
    pub(super) fn originals(&self) -> Vec<Original<'a>> {
        self.transcript.header.archival.iter().enumerate().map(|(index, archival)| self.original(archival, index)).collect()
    }

    fn original(&self, archival: &'a Archival, index: usize) -> Original<'a> {
        let header = &self.transcript.header;
        let held_by = self.holder(archival, index).filter(|_| self.is_full());
        let is_part_of = self.record_set(archival, index, held_by.as_ref());
        Original {
            id: self.iri(original_id(index)),
            types: self.record_types(),
            author: self.actors(header.authors.iter().filter_map(|(_, id)| id.as_ref())),
            recipient: self.addressees(),
            date_created: self.date(header.date.as_ref()),
            in_language: text(header.original_language.as_ref()).map(|name| Language { types: "Language", name }),
            identifier: text(Some(&archival.field)).map(|value| Identifier { types: "PropertyValue", property_id: "shelfmark", value }),
            item_location: &archival.leaves_text,
            holding_archive: self.archive(archival, index),
            held_by,
            citation: if index == 0 { self.citations() } else { Many(Vec::new()) },
            included_in: is_part_of.as_ref().filter(|_| self.is_full()).map(|set| self.pointer(set.id.clone())),
            is_part_of,
        }
    }

    /// Other publications, as printed.
    pub(super) fn citations(&self) -> Many<&'a str> {
        texts(self.transcript.header.publications.iter().map(|publication| publication.field.text.as_str()))
    }

    /// Those the document was sent to.
    pub(super) fn addressees(&self) -> Many<Ref<'a>> {
        self.actors(self.transcript.header.addressees.iter().filter_map(|(_, id)| id.as_ref()))
    }

    /// What was sent to somebody is a message too.
    fn record_types(&self) -> Types {
        Types(match (self.is_full(), self.addressees().is_empty()) {
            (true, true) => &["ArchiveComponent", "Record"],
            (true, false) => &["ArchiveComponent", "Record", "Message"],
            (false, true) => &["ArchiveComponent"],
            (false, false) => &["ArchiveComponent", "Message"],
        })
    }

    fn holder(&self, archival: &Archival, index: usize) -> Option<Ref<'a>> {
        if let Some(id) = self.repository(archival) {
            return Some(self.entity(id));
        }
        archival.repository.as_ref().map(|name| self.refer(repository_id(self.first_with(name, index))))
    }

    fn archive(&self, archival: &'a Archival, index: usize) -> Option<Holder<'a>> {
        let holder = self.holder(archival, index)?;
        let name = archival.repository.as_deref()?;
        if self.repository(archival).is_some() || self.first_with(name, index) != index {
            return Some(Holder::Known(holder));
        }
        Some(Holder::Described { id: holder.iri, types: "ArchiveOrganization", name })
    }

    /// The first archival reference with the same repository, which describes it.
    fn first_with(&self, name: &str, index: usize) -> usize {
        let references = &self.transcript.header.archival;
        references.iter().position(|archival| archival.repository.as_deref() == Some(name)).unwrap_or(index)
    }

    /// The innermost record set, inside those around it; a shelfmark that is not divided names none.
    fn record_set(&self, archival: &Archival, index: usize, held_by: Option<&Ref<'a>>) -> Option<Box<RecordSet<'a>>> {
        let mut inner: Option<Box<RecordSet<'a>>> = None;
        let mut name = String::new();
        for ((kind, value), id) in archival.levels.iter().zip(level_ids(archival, index)).filter(|((kind, _), _)| kind != "shelfmark") {
            if !name.is_empty() {
                name.push_str(", ");
            }
            name.push_str(&capitalised(kind));
            name.push(' ');
            name.push_str(value);
            inner = Some(Box::new(RecordSet {
                id: self.iri(id),
                types: Types(if self.is_full() { &["Collection", "ArchiveComponent", "RecordSet"] } else { &["Collection", "ArchiveComponent"] }),
                name: name.clone(),
                held_by: held_by.cloned(),
                included_in: inner.as_ref().filter(|_| self.is_full()).map(|outer| self.pointer(outer.id.clone())),
                is_part_of: inner,
            }));
        }
        inner
    }
}

fn capitalised(kind: &str) -> String {
    let mut characters = kind.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
