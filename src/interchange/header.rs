//! The header in JSON and in the model: `"title": "A talk"`, or with its place `{"text": "A talk", "at": [0, 6]}`.

use serde::{Deserialize, Serialize};

use crate::model::{self, DateValue, EntityId, RecordingKind};
use crate::source::Span;

use super::desk::{Desk, Scribe};
use super::format::{At, Seconds, Text, Whole};
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
}

/// A printed value; `ref` where it means an entry of the register.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Field<'t> {
    Words(Text<'t>),
    Placed(Placed<'t>),
}

#[derive(Serialize, Deserialize)]
struct Placed<'t> {
    text: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    entity: Option<Text<'t>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum HeaderDate<'t> {
    Day(Text<'t>),
    Printed(PrintedDate<'t>),
}

#[derive(Serialize, Deserialize)]
struct PrintedDate<'t> {
    text: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    #[serde(flatten)]
    dates: Dates<'t>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    inferred: bool,
}

/// What a date means.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Dates<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_after: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Text<'t>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Setting<'t> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place_text: Option<Field<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<HeaderDate<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    activity: Option<Field<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attendees: Vec<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extent: Option<At>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Archival<'t> {
    text: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    repository: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    levels: Vec<Level<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leaves: Option<Leaves<'t>>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    leaves_text: Text<'t>,
}

#[derive(Serialize, Deserialize)]
struct Level<'t> {
    #[serde(rename = "type")]
    kind: Text<'t>,
    value: Text<'t>,
}

#[derive(Serialize, Deserialize)]
struct Leaves<'t> {
    from: Text<'t>,
    to: Text<'t>,
}

#[derive(Serialize, Deserialize)]
struct Publication<'t> {
    text: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<Field<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<HeaderDate<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    doubt: Option<Text<'t>>,
}

#[derive(Serialize, Deserialize)]
struct Labelled<'t> {
    label: Text<'t>,
    text: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
}

#[derive(Serialize, Deserialize)]
struct SaidPresent {
    count: Whole,
    at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recording<'t> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<RecordingKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    duration: Option<Seconds>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mime_type: Option<Text<'t>>,
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
        }
    }
}

/// Every item of a list, each at its place.
fn all<T, U>(items: Vec<T>, desk: &mut Desk<'_>, path: &Path<'_>, read: impl Fn(T, &mut Desk<'_>, &Path<'_>) -> U) -> Vec<U> {
    items.into_iter().enumerate().map(|(index, item)| read(item, desk, &path.index(index))).collect()
}

fn optional_field(field: Option<Field<'_>>, desk: &mut Desk<'_>, path: &Path<'_>) -> Option<model::Field> {
    field.map(|field| field.read(desk, path))
}

fn agents(agents: Vec<Field<'_>>, desk: &mut Desk<'_>, path: &Path<'_>) -> Vec<(model::Field, Option<EntityId>)> {
    all(agents, desk, path, Field::read_agent)
}

fn placed(text: Text<'_>, at: Option<At>, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Field {
    model::Field { text: text.into_owned(), span: desk.optional_span(at, &path.key("at")) }
}

fn at(scribe: &Scribe<'_>, span: Option<Span>) -> Option<At> {
    span.map(|span| scribe.at(span))
}

impl<'t> Field<'t> {
    fn of(scribe: &Scribe<'t>, field: &'t model::Field, entity: Option<EntityId>) -> Self {
        let text = field.text.as_str().into();
        if field.span.is_none() && entity.is_none() {
            return Self::Words(text);
        }
        Self::Placed(Placed { text, at: at(scribe, field.span), entity: entity.map(|entity| scribe.id(entity)) })
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Field {
        self.read_agent(desk, path).0
    }

    fn read_agent(self, desk: &mut Desk<'_>, path: &Path<'_>) -> (model::Field, Option<EntityId>) {
        match self {
            Self::Words(text) => (placed(text, None, desk, path), None),
            Self::Placed(field) => {
                let entity = desk.optional_entity(field.entity.as_ref(), &path.key("ref"));
                (placed(field.text, field.at, desk, path), entity)
            }
        }
    }
}

impl<'t> HeaderDate<'t> {
    fn of(scribe: &Scribe<'t>, date: &'t model::HeaderDate) -> Self {
        let bare = date.when().filter(|when| date.value == DateValue::when(*when) && date.field.text == when.to_string());
        if bare.is_some() && date.field.span.is_none() && !date.inferred {
            return Self::Day(date.field.text.as_str().into());
        }
        Self::Printed(PrintedDate {
            text: date.field.text.as_str().into(),
            at: at(scribe, date.field.span),
            dates: Dates::of(&date.value),
            inferred: date.inferred,
        })
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::HeaderDate {
        match self {
            Self::Day(text) => {
                let value = desk.date(&text, path).map(DateValue::when).unwrap_or_default();
                model::HeaderDate { field: placed(text, None, desk, path), value, inferred: false }
            }
            Self::Printed(date) => {
                model::HeaderDate { value: date.dates.read(desk, path), field: placed(date.text, date.at, desk, path), inferred: date.inferred }
            }
        }
    }
}

impl Dates<'_> {
    pub(super) fn of(value: &DateValue) -> Self {
        let text = |date: Option<model::Date>| date.map(|date| date.to_string().into());
        Self {
            when: text(value.when),
            not_before: text(value.not_before),
            not_after: text(value.not_after),
            from: text(value.from),
            to: text(value.to),
        }
    }

    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> DateValue {
        let mut date = |text: Option<Text<'_>>, key| text.and_then(|text| desk.date(&text, &path.key(key)));
        let value = DateValue {
            when: date(self.when, "when"),
            not_before: date(self.not_before, "notBefore"),
            not_after: date(self.not_after, "notAfter"),
            from: date(self.from, "from"),
            to: date(self.to, "to"),
        };
        desk.check_period(&value, path);
        value
    }
}

impl<'t> Setting<'t> {
    fn of(scribe: &Scribe<'t>, setting: &'t model::Setting) -> Self {
        Self {
            place: setting.place.map(|place| scribe.id(place)),
            place_text: setting.place_text.as_ref().map(|field| Field::of(scribe, field, None)),
            date: setting.date.as_ref().map(|date| HeaderDate::of(scribe, date)),
            activity: setting.activity.as_ref().map(|field| Field::of(scribe, field, None)),
            attendees: scribe.ids(&setting.attendees),
            extent: at(scribe, setting.extent),
        }
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Setting {
        model::Setting {
            place: desk.optional_entity(self.place.as_ref(), &path.key("place")),
            place_text: optional_field(self.place_text, desk, &path.key("placeText")),
            date: self.date.map(|date| date.read(desk, &path.key("date"))),
            activity: optional_field(self.activity, desk, &path.key("activity")),
            attendees: desk.entities(&self.attendees, &path.key("attendees")),
            extent: desk.optional_span(self.extent, &path.key("extent")),
        }
    }
}

impl<'t> Archival<'t> {
    fn of(scribe: &Scribe<'t>, archival: &'t model::Archival) -> Self {
        Self {
            text: archival.field.text.as_str().into(),
            at: at(scribe, archival.field.span),
            repository: archival.repository.as_deref().map(Into::into),
            levels: archival.levels.iter().map(|(kind, value)| Level { kind: kind.as_ref().into(), value: value.into() }).collect(),
            leaves: archival.leaves.as_ref().map(|(from, to)| Leaves { from: from.into(), to: to.into() }),
            leaves_text: archival.leaves_text.as_str().into(),
        }
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Archival {
        model::Archival {
            field: placed(self.text, self.at, desk, path),
            repository: self.repository.map(Into::into),
            levels: self.levels.into_iter().map(|level| (level.kind.into_owned().into(), level.value.into())).collect(),
            leaves: self.leaves.map(|leaves| (leaves.from.into(), leaves.to.into())),
            leaves_text: self.leaves_text.into(),
        }
    }
}

impl<'t> Publication<'t> {
    fn of(scribe: &Scribe<'t>, publication: &'t model::Publication) -> Self {
        Self {
            text: publication.field.text.as_str().into(),
            at: at(scribe, publication.field.span),
            title: publication.title.as_ref().map(|title| Field::of(scribe, title, None)),
            date: publication.date.as_ref().map(|date| HeaderDate::of(scribe, date)),
            doubt: publication.doubt.as_deref().map(Into::into),
        }
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Publication {
        model::Publication {
            field: placed(self.text, self.at, desk, path),
            title: optional_field(self.title, desk, &path.key("title")),
            date: self.date.map(|date| date.read(desk, &path.key("date"))),
            doubt: self.doubt.map(Into::into),
        }
    }
}

impl<'t> Labelled<'t> {
    fn of(scribe: &Scribe<'t>, label: &'t str, field: &'t model::Field) -> Self {
        Self { label: label.into(), text: field.text.as_str().into(), at: at(scribe, field.span) }
    }

    fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> (String, model::Field) {
        (self.label.into_owned(), placed(self.text, self.at, desk, path))
    }
}

impl<'t> Recording<'t> {
    fn of(recording: &'t model::Recording) -> Self {
        Self {
            kind: recording.kind,
            duration: recording.duration.map(Seconds),
            url: recording.url.as_deref().map(Into::into),
            mime_type: recording.mime_type.as_deref().map(Into::into),
        }
    }

    fn read(self) -> model::Recording {
        model::Recording {
            kind: self.kind,
            duration: self.duration.map(|duration| duration.0),
            url: self.url.map(Into::into),
            mime_type: self.mime_type.map(Into::into),
        }
    }
}
