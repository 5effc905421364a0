//! The header in JSON and in the model: `"title": "A talk"`, or with its place `{"text": "A talk", "at": [0, 6]}`.

use serde::{Deserialize, Serialize};

use crate::model::{self, EntityId};

use super::desk::{Desk, Scribe};
use super::fields::{Field, HeaderDate, agents, all, optional_field};
use super::format::Text;
use super::numbers::Whole;
use super::parts::{Archival, Editor, Labelled, Publication, Recording, SaidPresent, Setting};
use super::path::Path;

/// What is known of the document.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Header<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Field<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_language: Option<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    addressees: Vec<Field<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<HeaderDate<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    settings: Vec<Setting<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    classification: Option<Field<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    summaries: Vec<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    archival: Vec<Archival<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    publications: Vec<Publication<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translators: Vec<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holders: Vec<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rights: Vec<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    blank_fields: Vec<Field<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other: Vec<Labelled<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_present: Option<SaidPresent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recordings: Vec<Recording<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iri: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editors: Vec<Editor<'t>>,
}

impl<'t> Header<'t> {
    /// The model's header as JSON has it.
    pub(super) fn of(scribe: &Scribe<'t>) -> Self {
        let header = &scribe.transcript.header;
        let field = |field: &'t Option<model::Field>| field.as_ref().map(|field| Field::of(scribe, field, None));
        let fields = |fields: &'t [model::Field]| fields.iter().map(|field| Field::of(scribe, field, None)).collect();
        let agents =
            |agents: &'t [(model::Field, Option<EntityId>)]| agents.iter().map(|(field, entity)| Field::of(scribe, field, *entity)).collect();
        Self {
            title: field(&header.title),
            language: header.language.as_deref().map(Into::into),
            original_language: field(&header.original_language),
            authors: agents(&header.authors),
            addressees: agents(&header.addressees),
            date: header.date.as_ref().map(|date| HeaderDate::of(scribe, date)),
            settings: header.settings.iter().map(|setting| Setting::of(scribe, setting)).collect(),
            classification: field(&header.classification),
            subject: field(&header.subject),
            summaries: fields(&header.summaries),
            archival: header.archival.iter().map(|archival| Archival::of(scribe, archival)).collect(),
            publications: header.publications.iter().map(|publication| Publication::of(scribe, publication)).collect(),
            translators: agents(&header.translators),
            holders: agents(&header.holders),
            rights: fields(&header.rights),
            blank_fields: fields(&header.blank_fields),
            other: header.other.iter().map(|(label, field)| Labelled::of(scribe, label, field)).collect(),
            said_present: header.said_present.map(|(count, span)| SaidPresent { count: Whole(u64::from(count)), at: scribe.at(span) }),
            recordings: header.recordings.iter().map(Recording::of).collect(),
            iri: header.iri.as_deref().map(Into::into),
            licence: header.licence.as_deref().map(Into::into),
            publisher: header.publisher.as_deref().map(Into::into),
            editors: header.editors.iter().map(Editor::of).collect(),
        }
    }

    /// The header of the model.
    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Header {
        model::Header {
            title: optional_field(self.title, desk, &path.key("title")),
            language: self.language.map(Into::into),
            original_language: optional_field(self.original_language, desk, &path.key("originalLanguage")),
            authors: agents(self.authors, desk, &path.key("authors")),
            addressees: agents(self.addressees, desk, &path.key("addressees")),
            date: self.date.map(|date| date.read(desk, &path.key("date"))),
            settings: all(self.settings, desk, &path.key("settings"), Setting::read),
            classification: optional_field(self.classification, desk, &path.key("classification")),
            subject: optional_field(self.subject, desk, &path.key("subject")),
            summaries: all(self.summaries, desk, &path.key("summaries"), Field::read),
            archival: all(self.archival, desk, &path.key("archival"), Archival::read),
            publications: all(self.publications, desk, &path.key("publications"), Publication::read),
            translators: agents(self.translators, desk, &path.key("translators")),
            holders: agents(self.holders, desk, &path.key("holders")),
            rights: all(self.rights, desk, &path.key("rights"), Field::read),
            blank_fields: all(self.blank_fields, desk, &path.key("blankFields"), Field::read),
            other: all(self.other, desk, &path.key("other"), Labelled::read),
            said_present: self.said_present.and_then(|said| {
                let span = desk.span(said.at, &path.key("saidPresent").key("at"))?;
                Some((said.count.narrow(), span))
            }),
            recordings: self.recordings.into_iter().map(Recording::read).collect(),
            original_sha256: None,
            iri: self.iri.map(Into::into),
            licence: self.licence.map(Into::into),
            publisher: self.publisher.map(Into::into),
            editors: self.editors.into_iter().map(Editor::read).collect(),
        }
    }
}
