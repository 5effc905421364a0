//! A document against a JSON Schema: findings in plain words, each at its line and column, one for each root cause.
//!
//! `{"nmae": "Ana"}` lacks `name` and has `nmae`: that is one misspelling, reported once, at `nmae`. Nothing is fetched.

use std::collections::BTreeSet;

use jsonschema::{ValidationError, Validator};

use crate::diagnostic::{Diagnostic, Label};
use crate::source::Source;

use super::codes::{DUPLICATE_KEY, MISSING, TYPE, UNKNOWN};
use super::instance::Placed;
use super::message::{Finding, findings};
use super::{Document, pointer_to};

/// A JSON Schema, ready for use; it refers to nothing outside itself.
#[derive(Debug)]
pub struct CompiledSchema {
    validator: Validator<Placed>,
    text: serde_json::Value,
}

impl CompiledSchema {
    /// Compiles a JSON Schema (draft 2020-12 unless it names another).
    ///
    /// # Errors
    /// What is wrong with the schema, as a sentence.
    pub fn compile(text: &str) -> Result<Self, String> {
        let text: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let validator = jsonschema::options_for::<Placed>().should_validate_formats(true).build(&text).map_err(|error| error.to_string())?;
        Ok(Self { validator, text })
    }

    /// Its address, `$id`.
    pub fn id(&self) -> Option<&str> {
        self.text.get("$id")?.as_str()
    }

    /// The part of the schema at a JSON Pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<&serde_json::Value> {
        self.text.pointer(pointer)
    }
}

/// Everything in `document` that `schema` does not allow, and every key that stands twice, in text order.
pub fn check(document: &Document<'_>, source: &Source, schema: &CompiledSchema) -> Vec<Diagnostic> {
    let errors: Vec<ValidationError<'_>> = schema.validator.iter_errors(document.root()).collect();
    let found: Vec<Finding> = errors.iter().flat_map(|error| findings(schema, error)).collect();
    let mut diagnostics = duplicate_keys(document, source);
    diagnostics.extend(one_for_each_cause(found).into_iter().map(|finding| report(finding, document, source)));
    diagnostics.sort_by(|left, right| order(left).cmp(&order(right)));
    diagnostics
}

fn order(diagnostic: &Diagnostic) -> (usize, &str, &str) {
    (diagnostic.place.as_ref().map_or(0, |place| place.span.start), diagnostic.code.id, &diagnostic.message)
}

fn duplicate_keys(document: &Document<'_>, source: &Source) -> Vec<Diagnostic> {
    let report = |duplicate: &super::Duplicate| {
        Diagnostic::error(&DUPLICATE_KEY, format!("the key {} stands twice in one object", source.slice(duplicate.key)))
            .at(source, duplicate.key)
            .related(Label::new(source, duplicate.first, "it stands here first"))
            .help("delete one of the two")
    };
    document.duplicates().iter().map(report).collect()
}

/// Drops what follows from another finding: at a value of the wrong type all else, a missing property where its
/// misspelling was found, and what was found twice.
fn one_for_each_cause(found: Vec<Finding>) -> Vec<Finding> {
    let wrong_type: BTreeSet<&str> = found.iter().filter(|finding| finding.code == &TYPE).map(|finding| finding.pointer.as_str()).collect();
    let misspelt: BTreeSet<(&str, &str)> = found
        .iter()
        .filter(|finding| finding.code == &UNKNOWN)
        .filter_map(|finding| Some((finding.pointer.as_str(), finding.meant.as_deref()?)))
        .collect();
    let mut seen = BTreeSet::new();
    let follows: Vec<bool> = found
        .iter()
        .map(|finding| {
            let pointer = finding.pointer.as_str();
            let name = finding.property.as_deref();
            (finding.code != &TYPE && wrong_type.contains(pointer))
                || (finding.code == &MISSING && name.is_some_and(|name| misspelt.contains(&(pointer, name))))
                || !seen.insert((finding.code.id, pointer, name, if name.is_some() { "" } else { finding.message.as_str() }))
        })
        .collect();
    found.into_iter().zip(follows).filter(|(_, follows)| !follows).map(|(finding, _)| finding).collect()
}

fn report(finding: Finding, document: &Document<'_>, source: &Source) -> Diagnostic {
    let value = document.at(&finding.pointer).unwrap_or(document.root());
    let key = finding.property.as_deref().filter(|_| finding.code != &MISSING);
    let span = match key.and_then(|key| document.key_at(&finding.pointer, key)) {
        Some(key) => key,
        None if finding.code == &MISSING => crate::source::Span::new(value.span.start, value.span.start + 1),
        None => value.span,
    };
    let context = key.map_or_else(|| finding.pointer.clone(), |key| pointer_to(&finding.pointer, key));
    let diagnostic = Diagnostic::error(finding.code, finding.message).at(source, span).within(context);
    match finding.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r#"{
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.org/people.schema.json",
        "type": "object", "required": ["name", "role"], "additionalProperties": false,
        "properties": {
            "name": {"type": "string", "description": "The name as an edition prints it."},
            "role": {"enum": ["chair", "guest"]},
            "age": {"type": "integer", "minimum": 0},
            "born": {"type": "string", "pattern": "^[0-9]{4}$", "description": "A year."},
            "at": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
            "either": {"anyOf": [
                {"type": "object", "required": ["type", "a"], "properties": {"type": {"const": "A"}}},
                {"type": "object", "required": ["type", "b"], "properties": {"type": {"const": "B"}}}
            ]}
        }
    }"#;

    fn found(text: &str) -> Vec<String> {
        let schema = CompiledSchema::compile(SCHEMA).expect("a schema");
        let source = Source::from_text("t.json", text);
        let document = super::super::parse(&source).expect("JSON");
        let line = |diagnostic: &Diagnostic| {
            let place = diagnostic.place.as_ref().expect("a place").start;
            let help = diagnostic.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{}:{} {} {}{help}", place.line, place.column, diagnostic.code.id, diagnostic.message)
        };
        check(&document, &source, &schema).iter().map(line).collect()
    }

    #[test]
    fn each_root_cause_is_one_finding_in_plain_words() {
        assert_eq!(found(r#"{"name": "Ana", "role": "chair", "at": [1, 2]}"#), [""; 0]);
        assert_eq!(
            found("{\"nmae\": \"Ana\",\n \"role\": \"char\"}"),
            [
                "1:2 json/unknown-property there is no property `nmae` here (did you mean `name`?)",
                "2:10 json/value `role` is \"char\", which is not among the values allowed (did you mean `chair`?)",
            ]
        );
        assert_eq!(
            found(r#"{"role": "chair", "age": "old", "born": "1950s"}"#),
            [
                "1:1 json/missing-property the property `name` is missing (The name as an edition prints it.)",
                "1:26 json/type `age` is a string; a whole number is wanted",
                "1:41 json/value `born` is \"1950s\", which does not have the form wanted (A year. Form: ^[0-9]{4}$)",
            ]
        );
        assert_eq!(
            found(r#"{"name": "A", "role": "guest", "colour": 1, "age": -1, "at": [1]}"#),
            [
                "1:32 json/unknown-property there is no property `colour` here (allowed here: `age`, `at`, `born`, `either`, `name`, `role`)",
                "1:52 json/value `age` is -1; at least 0 is wanted",
                "1:62 json/length `at` has 1 entry; at least 2 are wanted",
            ]
        );
    }

    #[test]
    fn of_alternatives_the_one_that_the_type_selects_speaks() {
        assert_eq!(found(r#"{"name": "A", "role": "guest", "either": {"type": "B"}}"#), ["1:42 json/missing-property the property `b` is missing"]);
        assert_eq!(found(r#"{"name": "A", "role": "guest", "either": 3}"#), ["1:42 json/type `either` is a number; an object is wanted"]);
    }

    #[test]
    fn a_key_that_stands_twice_is_found_with_its_first_place() {
        assert_eq!(
            found(r#"{"name": "A", "role": "guest", "name": "B"}"#),
            [r#"1:32 json/duplicate-key the key "name" stands twice in one object (delete one of the two)"#]
        );
    }
}
