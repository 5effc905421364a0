//! The meetings the document reports: when, where, who was there.

use serde::Serialize;

use crate::model::{EntityId, EntityKind, Setting, event_id};

use super::scope::Scope;
use super::value::{DateNode, Iri, Many, Ref, text};

/// A meeting.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<DateNode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<DateNode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    recorded_in: Ref<'a>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    attendee: Many<Ref<'a>>,
}

/// A place of the register, or one the page prints only here.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Location<'a> {
    Known(Ref<'a>),
    Printed {
        #[serde(rename = "@type")]
        types: &'static str,
        name: &'a str,
    },
}

impl<'a> Scope<'a> {
    /// The meetings, in the order of the header.
    pub(super) fn events(&self) -> Vec<Event<'a>> {
        self.transcript.header.settings.iter().enumerate().map(|(index, setting)| self.event(setting, index)).collect()
    }

    fn event(&self, setting: &'a Setting, index: usize) -> Event<'a> {
        let printed = text(setting.place_text.as_ref()).map(|name| Location::Printed { types: "Place", name });
        let value = setting.date.as_ref().map(|date| date.value).unwrap_or_default();
        let date = |date: crate::model::Date| DateNode { date, profile: self.profile };
        Event {
            id: self.iri(event_id(index)),
            types: "Event",
            name: text(setting.activity.as_ref()),
            start_date: value.when.or(value.from).map(date),
            end_date: value.to.map(date),
            location: setting.place.filter(|&place| self.is_place(place)).map(|place| Location::Known(self.entity(place))).or(printed),
            recorded_in: self.pointer(self.document()),
            attendee: self.actors(&setting.attendees),
        }
    }

    fn is_place(&self, id: EntityId) -> bool {
        self.transcript.register.get(id).kind == EntityKind::Place
    }

    /// The meeting at which the word at byte `offset` was spoken.
    pub(super) fn meeting_at(&self, offset: usize) -> Option<Ref<'a>> {
        let settings = &self.transcript.header.settings;
        let at = settings.iter().rposition(|setting| setting.extent.is_some_and(|extent| extent.range().contains(&offset)))?;
        Some(self.refer(event_id(at)))
    }
}
