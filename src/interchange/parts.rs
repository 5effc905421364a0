//! What the header lists: meetings, archival references, publications, labelled values, recordings.

use serde::{Deserialize, Serialize};

use crate::model::{self, RecordingKind};

use super::desk::{Desk, Scribe};
use super::fields::{Field, HeaderDate, at, optional_field, placed};
use super::format::Text;
use super::numbers::{At, Seconds, Whole};
use super::path::Path;

/// A meeting the document reports.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Setting<'t> {
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

/// Where an archive keeps the original.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Archival<'t> {
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
pub(super) struct Level<'t> {
    #[serde(rename = "type")]
    kind: Text<'t>,
    value: Text<'t>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Leaves<'t> {
    from: Text<'t>,
    to: Text<'t>,
}

/// A statement that the document was published elsewhere.
#[derive(Serialize, Deserialize)]
pub(super) struct Publication<'t> {
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

/// A value with its label.
#[derive(Serialize, Deserialize)]
pub(super) struct Labelled<'t> {
    label: Text<'t>,
    text: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
}

/// How many the text says were present.
#[derive(Serialize, Deserialize)]
pub(super) struct SaidPresent {
    pub(super) count: Whole,
    pub(super) at: At,
}

/// Somebody who decided something about the edition.
#[derive(Serialize, Deserialize)]
pub(super) struct Editor<'t> {
    id: Text<'t>,
    name: Text<'t>,
}

impl<'t> Editor<'t> {
    pub(super) fn of(editor: &'t model::Editor) -> Self {
        Self { id: editor.id.as_str().into(), name: editor.name.as_str().into() }
    }

    pub(super) fn read(self) -> model::Editor {
        model::Editor { id: self.id.into_owned(), name: self.name.into_owned() }
    }
}

/// A recording from which the transcript was made.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Recording<'t> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<RecordingKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    duration: Option<Seconds>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mime_type: Option<Text<'t>>,
}

impl<'t> Setting<'t> {
    pub(super) fn of(scribe: &Scribe<'t>, setting: &'t model::Setting) -> Self {
        Self {
            place: setting.place.map(|place| scribe.id(place)),
            place_text: setting.place_text.as_ref().map(|field| Field::of(scribe, field, None)),
            date: setting.date.as_ref().map(|date| HeaderDate::of(scribe, date)),
            activity: setting.activity.as_ref().map(|field| Field::of(scribe, field, None)),
            attendees: scribe.ids(&setting.attendees),
            extent: at(scribe, setting.extent),
        }
    }

    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Setting {
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
    pub(super) fn of(scribe: &Scribe<'t>, archival: &'t model::Archival) -> Self {
        Self {
            text: archival.field.text.as_str().into(),
            at: at(scribe, archival.field.span),
            repository: archival.repository.as_deref().map(Into::into),
            levels: archival.levels.iter().map(|(kind, value)| Level { kind: kind.as_ref().into(), value: value.into() }).collect(),
            leaves: archival.leaves.as_ref().map(|(from, to)| Leaves { from: from.into(), to: to.into() }),
            leaves_text: archival.leaves_text.as_str().into(),
        }
    }

    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Archival {
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
    pub(super) fn of(scribe: &Scribe<'t>, publication: &'t model::Publication) -> Self {
        Self {
            text: publication.field.text.as_str().into(),
            at: at(scribe, publication.field.span),
            title: publication.title.as_ref().map(|title| Field::of(scribe, title, None)),
            date: publication.date.as_ref().map(|date| HeaderDate::of(scribe, date)),
            doubt: publication.doubt.as_deref().map(Into::into),
        }
    }

    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Publication {
        model::Publication {
            field: placed(self.text, self.at, desk, path),
            title: optional_field(self.title, desk, &path.key("title")),
            date: self.date.map(|date| date.read(desk, &path.key("date"))),
            doubt: self.doubt.map(Into::into),
        }
    }
}

impl<'t> Labelled<'t> {
    pub(super) fn of(scribe: &Scribe<'t>, label: &'t str, field: &'t model::Field) -> Self {
        Self { label: label.into(), text: field.text.as_str().into(), at: at(scribe, field.span) }
    }

    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> (String, model::Field) {
        (self.label.into_owned(), placed(self.text, self.at, desk, path))
    }
}

impl<'t> Recording<'t> {
    pub(super) fn of(recording: &'t model::Recording) -> Self {
        Self {
            kind: recording.kind,
            duration: recording.duration.map(Seconds),
            url: recording.url.as_deref().map(Into::into),
            mime_type: recording.mime_type.as_deref().map(Into::into),
        }
    }

    pub(super) fn read(self) -> model::Recording {
        model::Recording {
            kind: self.kind,
            duration: self.duration.map(|duration| duration.0),
            url: self.url.map(Into::into),
            mime_type: self.mime_type.map(Into::into),
        }
    }
}
