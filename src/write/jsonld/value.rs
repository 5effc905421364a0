//! The small shapes JSON-LD values take: one or many, a class or several, a reference, a date.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::{Date, Field};

use super::Profile;

/// No value, one value, or an array of several.
#[derive(Debug)]
pub(super) struct Many<T>(pub(super) Vec<T>);

impl<T> Many<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Those of `values` that hold something.
pub(super) fn texts<'a>(values: impl IntoIterator<Item = &'a str>) -> Many<&'a str> {
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

/// The words of a field, if it has any.
pub(super) fn text(field: Option<&Field>) -> Option<&str> {
    field.map(|field| field.text.as_str()).filter(|text| !text.is_empty())
}

impl<T> FromIterator<T> for Many<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Many<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [only] => only.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

/// The classes of a node, in a fixed order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Types(pub(super) &'static [&'static str]);

impl Serialize for Types {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [only] => only.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

/// The IRI of the document, or of something in it: `<document>#<fragment>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Iri<'a> {
    pub(super) document: &'a str,
    /// Empty for the document itself.
    pub(super) fragment: Cow<'a, str>,
    /// What is put behind the fragment.
    pub(super) tail: Tail,
}

/// What of an utterance's anchor an IRI names. Nothing there is left without one: processors compare graphs with many
/// blank nodes in time that grows with the square of their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing: the thing itself.
    None,
    /// The annotation: `p4.s17-anchor`.
    Annotation,
    /// The stretch with this number, from 1: `p4.s17-1-anchor`.
    Stretch(usize),
    /// A selector of that stretch: `p4.s17-1-quote-anchor`.
    Selector(usize, &'static str),
}

impl fmt::Display for Tail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Annotation => f.write_str("-anchor"),
            Self::Stretch(number) => write!(f, "-{number}-anchor"),
            Self::Selector(number, kind) => write!(f, "-{number}-{kind}-anchor"),
        }
    }
}

impl fmt::Display for Iri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.document)?;
        if self.fragment.is_empty() { Ok(()) } else { write!(f, "#{}{}", self.fragment, self.tail) }
    }
}

impl Serialize for Iri<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A pointer at a node: the IRI in the full profile, `{"@id": …}` in the web profile, whose context types few properties.
#[derive(Clone, Debug)]
pub(super) struct Ref<'a> {
    pub(super) iri: Iri<'a>,
    pub(super) profile: Profile,
}

impl Serialize for Ref<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.profile {
            Profile::Full => self.iri.serialize(serializer),
            Profile::Web => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("@id", &self.iri)?;
                map.end()
            }
        }
    }
}

/// A date: a string where the context types it (a day, or any date on the web), else a typed value.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateNode {
    pub(super) date: Date,
    pub(super) profile: Profile,
}

impl Serialize for DateNode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.profile == Profile::Web || self.date.day.is_some() {
            return serializer.collect_str(&self.date);
        }
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("@value", &self.date.to_string())?;
        map.serialize_entry("@type", &format!("xsd:{}", self.date.xsd_type()))?;
        map.end()
    }
}
