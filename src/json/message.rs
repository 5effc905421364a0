//! What `jsonschema` finds, in plain words: "`age` is a string; a whole number is wanted".

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use crate::diagnostic::{Code, nearest};

use super::codes::{MISSING, NOT_ALLOWED, SCHEMA, TOO_FEW, TYPE, UNKNOWN, VALUE};
use super::schema::CompiledSchema;

/// One finding, before it has a place.
pub(super) struct Finding {
    pub code: &'static Code,
    /// The value it concerns; of a property that is missing or unknown, the object.
    pub pointer: String,
    /// The property that is missing or unknown.
    pub property: Option<String>,
    /// The property that an unknown one was probably meant to be.
    pub meant: Option<String>,
    pub message: String,
    pub help: Option<String>,
}

/// The findings in one error: an unknown property each, or those of the alternative that was probably meant.
pub(super) fn findings(schema: &CompiledSchema, error: &ValidationError<'_>) -> Vec<Finding> {
    match error.kind() {
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected.iter().map(|name| unknown(schema, error, name)).collect()
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => alternative(schema, error, context),
        _ => vec![finding(schema, error)],
    }
}

/// The keys by which documents say what an object is.
const SELECTORS: &[&str] = &["@type", "type", "kind", "format"];

/// The findings of the alternative that was probably meant: its selector fits, then its type, then the fewest errors.
fn alternative(schema: &CompiledSchema, error: &ValidationError<'_>, context: &[Vec<ValidationError<'static>>]) -> Vec<Finding> {
    let other_kind = |error: &ValidationError<'_>| {
        let last = error.instance_path().as_str().rsplit('/').next().unwrap_or_default();
        matches!(error.kind(), Kind::Constant { .. } | Kind::Enum { .. }) && SELECTORS.contains(&last)
    };
    let other_type = |inner: &ValidationError<'_>| matches!(inner.kind(), Kind::Type { .. }) && inner.instance_path() == error.instance_path();
    let meant = context.iter().min_by_key(|errors| (errors.iter().any(other_kind), errors.iter().any(other_type), errors.len()));
    let found: Vec<Finding> = meant.into_iter().flatten().flat_map(|error| findings(schema, error)).collect();
    if found.is_empty() { vec![finding(schema, error)] } else { found }
}

/// The schema that holds the keyword which failed.
fn around<'s>(schema: &'s CompiledSchema, error: &ValidationError<'_>) -> Option<&'s Value> {
    schema.at(error.schema_path().as_str().rsplit_once('/')?.0)
}

fn description(schema: &CompiledSchema, part: Option<&Value>) -> Option<String> {
    let part = part?;
    let own = part.get("description").or_else(|| schema.at(part.get("$ref")?.as_str()?.strip_prefix('#')?)?.get("description"));
    own?.as_str().map(str::to_owned)
}

fn unknown(schema: &CompiledSchema, error: &ValidationError<'_>, name: &str) -> Finding {
    let properties = around(schema, error).and_then(|part| part.get("properties")?.as_object());
    let allowed: Vec<&str> = properties.into_iter().flat_map(|properties| properties.keys()).map(String::as_str).collect();
    let present = error.instance().as_object();
    let absent = allowed.iter().copied().filter(|&name| present.is_none_or(|present| !present.contains_key(name)));
    let meant = nearest(name, absent).map(str::to_owned);
    let help = match &meant {
        Some(meant) => Some(format!("did you mean `{meant}`?")),
        None if allowed.is_empty() => None,
        None => Some(format!("allowed here: {}", listed(&allowed))),
    };
    Finding {
        code: &UNKNOWN,
        pointer: error.instance_path().as_str().to_owned(),
        property: Some(name.to_owned()),
        meant,
        message: match kind_stated(error.instance()) {
            Some((key, kind)) => format!("an object of {key} `{}` has no property `{}`", shortened(kind), shortened(name)),
            None => format!("there is no property `{}` here", shortened(name)),
        },
        help,
    }
}

/// The kind that an object says it is: `("kind", "paragraph")`.
fn kind_stated(value: &Value) -> Option<(&'static str, &str)> {
    ["@type", "type", "kind"].into_iter().find_map(|key| Some((key, value.get(key)?.as_str()?)))
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn finding(schema: &CompiledSchema, error: &ValidationError<'_>) -> Finding {
    let (code, message, help) = phrase(schema, error);
    let property = match error.kind() {
        Kind::Required { property } => property.as_str().map(str::to_owned),
        _ => None,
    };
    Finding { code, pointer: error.instance_path().as_str().to_owned(), property, meant: None, message, help }
}

type Phrase = (&'static Code, String, Option<String>);

fn phrase(schema: &CompiledSchema, error: &ValidationError<'_>) -> Phrase {
    let subject = subject(error.instance_path().as_str());
    let value = shown(error.instance());
    let about = description(schema, around(schema, error));
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let about = around(schema, error).and_then(|part| description(schema, part.get("properties")?.get(name)));
            (&MISSING, format!("the property `{name}` is missing"), about)
        }
        Kind::Type { kind } => (&TYPE, format!("{subject} is {}; {} is wanted", kind_of(error.instance()), types(kind)), about),
        Kind::Constant { expected_value } => (&VALUE, format!("{subject} is {value}; {} is wanted", shown(expected_value)), about),
        Kind::Enum { options } => one_of(&subject, error.instance(), options),
        Kind::Pattern { pattern } => {
            let about = about.map(|about| format!("{about} ")).unwrap_or_default();
            (&VALUE, format!("{subject} is {value}, which does not have the form wanted"), Some(format!("{about}Form: {pattern}")))
        }
        Kind::Format { format } => (&VALUE, format!("{subject} is {value}, which is no {format}"), about),
        Kind::Minimum { limit } => (&VALUE, format!("{subject} is {value}; at least {limit} is wanted"), about),
        Kind::Maximum { limit } => (&VALUE, format!("{subject} is {value}; at most {limit} is wanted"), about),
        Kind::ExclusiveMinimum { limit } => (&VALUE, format!("{subject} is {value}; more than {limit} is wanted"), about),
        Kind::ExclusiveMaximum { limit } => (&VALUE, format!("{subject} is {value}; less than {limit} is wanted"), about),
        Kind::MinItems { limit } | Kind::MinProperties { limit } => (&TOO_FEW, counted(&subject, error.instance(), "at least", *limit), about),
        Kind::MaxItems { limit } | Kind::MaxProperties { limit } => (&TOO_FEW, counted(&subject, error.instance(), "at most", *limit), about),
        Kind::AdditionalItems { limit } => (&TOO_FEW, counted(&subject, error.instance(), "at most", *limit as u64), about),
        Kind::MinLength { limit: 1 } => (&TOO_FEW, format!("{subject} is empty"), about),
        Kind::MinLength { limit } => (&TOO_FEW, format!("{subject} is {value}; at least {limit} characters are wanted"), about),
        Kind::MaxLength { limit } => (&TOO_FEW, format!("{subject} is {value}; at most {limit} characters are wanted"), about),
        Kind::UniqueItems => (&VALUE, format!("{subject} holds one entry twice"), about),
        Kind::FalseSchema => (&NOT_ALLOWED, format!("{subject} may not stand here"), about),
        Kind::Not { .. } => (&NOT_ALLOWED, format!("{subject} is {value}, which is excluded here"), about),
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            (&SCHEMA, format!("{subject} has none of the {} forms that are allowed", context.len()), about)
        }
        _ => (&SCHEMA, format!("{subject}: {error}"), about),
    }
}

fn one_of(subject: &str, found: &Value, options: &Value) -> Phrase {
    let options: Vec<String> =
        options.as_array().into_iter().flatten().map(|option| option.as_str().map_or_else(|| option.to_string(), str::to_owned)).collect();
    let names: Vec<&str> = options.iter().map(String::as_str).collect();
    let meant = found.as_str().and_then(|found| nearest(found, names.iter().copied()));
    let help = meant.map_or_else(|| format!("allowed are {}", listed(&names)), |meant| format!("did you mean `{meant}`?"));
    (&VALUE, format!("{subject} is {}, which is not among the values allowed", shown(found)), Some(help))
}

fn counted(subject: &str, found: &Value, bound: &str, limit: u64) -> String {
    let number = found.as_array().map(Vec::len).or(found.as_object().map(serde_json::Map::len)).unwrap_or_default();
    let entries = if number == 1 { "entry" } else { "entries" };
    let are = if limit == 1 { "is" } else { "are" };
    format!("{subject} has {number} {entries}; {bound} {limit} {are} wanted")
}

/// What a pointer points at, as a message names it: `age`, entry 3 of `turns`, the document.
fn subject(pointer: &str) -> String {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return "the document".to_owned() };
    let name = |step: &str| shortened(&super::unescape(step));
    match (last.parse::<usize>(), parent.rsplit_once('/')) {
        (Ok(index), Some((_, container))) => format!("entry {} of `{}`", index + 1, name(container)),
        (Ok(index), None) => format!("entry {} of the document", index + 1),
        (Err(_), _) => format!("`{}`", name(last)),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn types(kind: &TypeKind) -> String {
    let name = |kind: JsonType| match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
    };
    match kind {
        TypeKind::Single(single) => name(*single).to_owned(),
        TypeKind::Multiple(set) => set.iter().map(name).collect::<Vec<_>>().join(" or "),
    }
}

/// A value as a message quotes it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", shortened(text)),
        Value::Array(_) | Value::Object(_) => kind_of(value).to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The first characters, controls escaped.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 48;
    let mut short: String = text
        .chars()
        .take(LONGEST)
        .flat_map(|character| if character.is_control() { character.escape_default().collect() } else { vec![character] })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
