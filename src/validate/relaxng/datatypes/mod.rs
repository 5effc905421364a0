//! The datatypes of XML Schema Part 2 (second edition, 2004) as a RELAX NG datatype library, with all facets that
//! "Guidelines for using W3C XML Schema Datatypes with RELAX NG" admits: everything but `enumeration` and `whiteSpace`.
//!
//! A datatype is a rule for white space, a space of values and facets. Numbers and years have no bounds of size.

mod binary;
mod blocks;
mod calendar;
mod duration;
mod facets;
mod number;
mod pattern;
mod strings;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Debug;
use std::sync::Arc;

use super::datatype::{Datatype, IdKind, Library, NamespaceContext, Refusal, collapse};
use super::syntax::{Context, Param};

use facets::Facet;

/// The URI of the library.
pub const XML_SCHEMA: &str = "http://www.w3.org/2001/XMLSchema-datatypes";

/// The library.
pub(super) struct XmlSchema;

impl Library for XmlSchema {
    fn uri(&self) -> &'static str {
        XML_SCHEMA
    }

    fn datatype(&self, name: &str, params: &[Param], context: &Context) -> Result<Arc<dyn Datatype>, Refusal> {
        let row = row_of(name)?;
        let facets = facets::facets(row, params, context)?;
        facets.iter().enumerate().try_for_each(|(number, facet)| facet.prepare().map_err(|message| Refusal { message, param: Some(number) }))?;
        Ok(Arc::new(Type { row, facets }))
    }

    fn trusted(&self, name: &str, params: &[Param]) -> Result<Arc<dyn Datatype>, Refusal> {
        let row = row_of(name)?;
        Ok(Arc::new(Type { row, facets: facets::facets(row, params, &Context::default())? }))
    }
}

fn row_of(name: &str) -> Result<&'static Row, Refusal> {
    let found = TABLE.iter().find(|row| row.name == name);
    found.ok_or_else(|| Refusal::new(format!("XML Schema has no datatype `{name}`")))
}

/// A set of values and how they are written (XML Schema Part 2, section 2).
trait Space: Debug + Send + Sync {
    /// Whether a string, its white space already settled, writes a value.
    ///
    /// # Errors
    /// Why not, as a phrase that follows the quoted value.
    fn check(&self, text: &str, context: &dyn NamespaceContext) -> Result<(), String>;

    /// The one way to write the value.
    fn canonical<'v>(&self, text: &'v str, _context: &dyn NamespaceContext) -> Cow<'v, str> {
        Cow::Borrowed(text)
    }

    /// Length in the unit that `length` counts; `None` where values have none.
    fn length(&self, _text: &str) -> Option<usize> {
        None
    }

    /// The order of two values; `None` where they have none, or are not comparable.
    fn compare(&self, _left: &str, _right: &str) -> Option<Ordering> {
        None
    }

    /// Which facets it takes beside `pattern`.
    fn family(&self) -> Family;
}

/// Which facets values of a space take beside `pattern` (section 4.1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// None.
    Plain,
    /// `length`, `minLength`, `maxLength`.
    Measured,
    /// `minInclusive`, `minExclusive`, `maxInclusive`, `maxExclusive`.
    Ordered,
    /// Those of ordered values, `totalDigits` and `fractionDigits`.
    Decimal,
}

/// What is done to white space first (section 4.3.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blanks {
    Preserve,
    Replace,
    Collapse,
}

impl Blanks {
    fn settle(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Replace if text.contains(['\t', '\n', '\r']) => Cow::Owned(text.replace(['\t', '\n', '\r'], " ")),
            Self::Replace | Self::Preserve => Cow::Borrowed(text),
            Self::Collapse => collapse(text),
        }
    }
}

/// A datatype of the library.
#[derive(Debug)]
struct Row {
    name: &'static str,
    blanks: Blanks,
    space: &'static dyn Space,
    ids: IdKind,
}

const fn row(name: &'static str, space: &'static dyn Space) -> Row {
    Row { name, blanks: Blanks::Collapse, space, ids: IdKind::None }
}

/// All datatypes, in the order of the specification.
static TABLE: &[Row] = &[
    Row { blanks: Blanks::Preserve, ..row("string", &strings::ANY) },
    row("boolean", &number::Boolean),
    row("decimal", &number::DECIMAL),
    row("float", &number::Float { single: true }),
    row("double", &number::Float { single: false }),
    row("duration", &duration::Duration),
    row("dateTime", &calendar::DATE_TIME),
    row("time", &calendar::TIME),
    row("date", &calendar::DATE),
    row("gYearMonth", &calendar::YEAR_MONTH),
    row("gYear", &calendar::YEAR),
    row("gMonthDay", &calendar::MONTH_DAY),
    row("gDay", &calendar::DAY),
    row("gMonth", &calendar::MONTH),
    row("hexBinary", &binary::Hex),
    row("base64Binary", &binary::Base64),
    row("anyURI", &strings::URI),
    row("QName", &strings::QName),
    row("NOTATION", &strings::QName),
    Row { blanks: Blanks::Replace, ..row("normalizedString", &strings::ANY) },
    row("token", &strings::ANY),
    row("language", &strings::LANGUAGE),
    row("NMTOKEN", &strings::NMTOKEN),
    row("NMTOKENS", &strings::NMTOKENS),
    row("Name", &strings::NAME),
    row("NCName", &strings::NC_NAME),
    Row { ids: IdKind::Id, ..row("ID", &strings::NC_NAME) },
    Row { ids: IdKind::IdRef, ..row("IDREF", &strings::NC_NAME) },
    Row { ids: IdKind::IdRefs, ..row("IDREFS", &strings::NC_NAMES) },
    row("ENTITY", &strings::ENTITY),
    row("ENTITIES", &strings::ENTITIES),
    row("integer", &number::integer(None, None)),
    row("nonPositiveInteger", &number::integer(None, Some("0"))),
    row("negativeInteger", &number::integer(None, Some("-1"))),
    row("long", &number::integer(Some("-9223372036854775808"), Some("9223372036854775807"))),
    row("int", &number::integer(Some("-2147483648"), Some("2147483647"))),
    row("short", &number::integer(Some("-32768"), Some("32767"))),
    row("byte", &number::integer(Some("-128"), Some("127"))),
    row("nonNegativeInteger", &number::integer(Some("0"), None)),
    row("unsignedLong", &number::integer(Some("0"), Some("18446744073709551615"))),
    row("unsignedInt", &number::integer(Some("0"), Some("4294967295"))),
    row("unsignedShort", &number::integer(Some("0"), Some("65535"))),
    row("unsignedByte", &number::integer(Some("0"), Some("255"))),
    row("positiveInteger", &number::integer(Some("1"), None)),
];

/// A datatype with its facets.
#[derive(Debug)]
struct Type {
    row: &'static Row,
    facets: Vec<Facet>,
}

impl Datatype for Type {
    fn name(&self) -> &str {
        self.row.name
    }

    fn allows(&self, value: &str, context: &dyn NamespaceContext) -> Result<(), String> {
        let text = self.row.blanks.settle(value);
        self.row.space.check(&text, context)?;
        self.facets.iter().try_for_each(|facet| facet.check(&text, self.row.space))
    }

    fn canonical<'v>(&self, value: &'v str, context: &dyn NamespaceContext) -> Cow<'v, str> {
        match self.row.blanks.settle(value) {
            Cow::Borrowed(text) => self.row.space.canonical(text, context),
            Cow::Owned(text) => Cow::Owned(self.row.space.canonical(&text, context).into_owned()),
        }
    }

    fn depends_on_context(&self) -> bool {
        matches!(self.row.name, "QName" | "NOTATION" | "ENTITY" | "ENTITIES")
    }

    fn id_kind(&self) -> IdKind {
        self.row.ids
    }
}

#[cfg(test)]
mod tests;
