//! Printed values and dates in JSON and in the model: `"A talk"`, or with its place `{"text": "A talk", "at": [0, 6]}`.

use serde::{Deserialize, Serialize};

use crate::model::{self, DateValue, EntityId};
use crate::source::Span;

use super::desk::{Desk, Scribe};
use super::format::Text;
use super::numbers::At;
use super::path::Path;

/// A printed value; `ref` where it means an entry of the register.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Field<'t> {
    Words(Text<'t>),
    Placed(Placed<'t>),
}

#[derive(Serialize, Deserialize)]
pub(super) struct Placed<'t> {
    text: Text<'t>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<At>,
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    entity: Option<Text<'t>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum HeaderDate<'t> {
    Day(Text<'t>),
    Printed(PrintedDate<'t>),
}

#[derive(Serialize, Deserialize)]
pub(super) struct PrintedDate<'t> {
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

/// Every item of a list, each at its place.
pub(super) fn all<T, U>(items: Vec<T>, desk: &mut Desk<'_>, path: &Path<'_>, read: impl Fn(T, &mut Desk<'_>, &Path<'_>) -> U) -> Vec<U> {
    items.into_iter().enumerate().map(|(index, item)| read(item, desk, &path.index(index))).collect()
}

pub(super) fn optional_field(field: Option<Field<'_>>, desk: &mut Desk<'_>, path: &Path<'_>) -> Option<model::Field> {
    field.map(|field| field.read(desk, path))
}

pub(super) fn agents(agents: Vec<Field<'_>>, desk: &mut Desk<'_>, path: &Path<'_>) -> Vec<(model::Field, Option<EntityId>)> {
    all(agents, desk, path, Field::read_agent)
}

pub(super) fn placed(text: Text<'_>, at: Option<At>, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Field {
    model::Field { text: text.into_owned(), span: desk.optional_span(at, &path.key("at")) }
}

pub(super) fn at(scribe: &Scribe<'_>, span: Option<Span>) -> Option<At> {
    span.map(|span| scribe.at(span))
}

impl<'t> Field<'t> {
    pub(super) fn of(scribe: &Scribe<'t>, field: &'t model::Field, entity: Option<EntityId>) -> Self {
        let text = field.text.as_str().into();
        if field.span.is_none() && entity.is_none() {
            return Self::Words(text);
        }
        Self::Placed(Placed { text, at: at(scribe, field.span), entity: entity.map(|entity| scribe.id(entity)) })
    }

    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Field {
        self.read_agent(desk, path).0
    }

    pub(super) fn read_agent(self, desk: &mut Desk<'_>, path: &Path<'_>) -> (model::Field, Option<EntityId>) {
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
    pub(super) fn of(scribe: &Scribe<'t>, date: &'t model::HeaderDate) -> Self {
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

    pub(super) fn read(self, desk: &mut Desk<'_>, path: &Path<'_>) -> model::HeaderDate {
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
