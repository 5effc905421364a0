//! TOML text into the same values with their places, so that a JSON Schema can judge it: `checks = ["json"]`.
//!
//! A date becomes a string; a table that is spread over several headers stands where its first one does.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::source::{Source, Span};

use super::{Document, Kind, Member, Object, Value};

/// Reads the text of `source` as TOML.
///
/// # Errors
/// The first place at which it is no TOML, and why.
///
/// ```
/// use teiscribe::{json::toml, source::Source};
/// let source = Source::from_text("t.toml", "[validate]\nchecks = ['json']\n");
/// let document = toml::parse(&source).expect("TOML");
/// assert_eq!(source.slice(document.at("/validate/checks/0").expect("a value").span), "'json'");
/// ```
pub fn parse(source: &Source) -> Result<Document<'_>, (Span, String)> {
    let table = DeTable::parse(source.text()).map_err(|error| {
        let span = error.span().map_or(Span::new(0, 0), Span::from);
        (span, error.message().trim_end().to_owned())
    })?;
    let span = Span::from(table.span());
    Ok(Document { root: Value { span, kind: object(table.into_inner()) }, duplicates: Vec::new() })
}

fn object(table: DeTable<'_>) -> Kind<'_> {
    let mut members: Vec<Member<'_>> = table.into_iter().map(|(key, value)| member(key, value)).collect();
    members.sort_by_key(|member| member.key_span);
    Kind::Object(Object::new(members).0)
}

fn member<'s>(key: Spanned<Cow<'s, str>>, value: Spanned<DeValue<'s>>) -> Member<'s> {
    Member { key_span: Span::from(key.span()), key: key.into_inner(), value: self::value(value) }
}

fn value(value: Spanned<DeValue<'_>>) -> Value<'_> {
    let span = Span::from(value.span());
    let kind = match value.into_inner() {
        DeValue::String(text) => Kind::String(text),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or_else(|_| Kind::String(integer.as_str().to_owned().into()), |number| Kind::Number(number.into())),
        DeValue::Float(float) => number(float.as_str()),
        DeValue::Boolean(value) => Kind::Bool(value),
        DeValue::Datetime(date) => Kind::String(date.to_string().into()),
        DeValue::Array(items) => Kind::Array(items.into_iter().map(self::value).collect()),
        DeValue::Table(table) => object(table),
    };
    Value { span, kind }
}

/// A number that JSON does not know (`inf`) stays a string, so that a schema which wants a number refuses it.
fn number<'s>(text: &str) -> Kind<'s> {
    let number = text.parse().ok().and_then(serde_json::Number::from_f64);
    number.map_or_else(|| Kind::String(text.to_owned().into()), Kind::Number)
}
