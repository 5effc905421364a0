//! The keys that settings have: read from the published JSON Schema, which is the one list of them.

use std::sync::LazyLock;

use serde_json::Value;

use crate::json::schema::CompiledSchema;
use crate::validate::bundled;

/// The address of the schema.
const ADDRESS: &str = "https://w3id.org/teiscribe/schemas/settings/1.0/settings.schema.json";

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(text()).unwrap_or_default());

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A list of strings.
    List,
    /// A file or folder, as seen from the folder of the settings.
    Path,
    /// A file or folder or a list of them.
    Paths,
    /// A report or a list of them: `json`, `sarif=out.sarif`.
    Targets,
    /// A list of tables.
    Tables,
}

/// A key and its section.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The section, named as a command is: `validate`.
    pub section: &'static str,
    /// The key, named as an option is: `force-exclude`.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
}

impl Key {
    /// The variable of the environment that sets it: `TEISCRIBE_VALIDATE_FORCE_EXCLUDE`.
    pub fn variable(&self) -> String {
        format!("TEISCRIBE_{}_{}", self.section, self.name).replace('-', "_").to_ascii_uppercase()
    }
}

fn text() -> &'static str {
    bundled::find(ADDRESS).map_or("{}", |schema| schema.text)
}

/// The schema, as published.
pub fn schema() -> &'static Value {
    &SCHEMA
}

/// The schema, ready to judge settings.
///
/// # Errors
/// It is no schema, which a test excludes.
pub(super) fn compiled() -> Result<CompiledSchema, String> {
    CompiledSchema::compile(text())
}

/// The sections, in the order of the schema's text.
pub fn sections() -> impl Iterator<Item = &'static str> {
    ["convert", "validate", "schema", "diff", "snapshot", "report"].into_iter()
}

/// All keys, section by section.
///
/// ```
/// use teiscribe::workspace::settings::{Kind, keys};
/// let checks = keys().find(|key| key.section == "validate" && key.name == "checks").expect("a key");
/// assert_eq!((checks.kind, checks.variable().as_str()), (Kind::List, "TEISCRIBE_VALIDATE_CHECKS"));
/// ```
pub fn keys() -> impl Iterator<Item = Key> {
    sections().flat_map(|section| {
        let properties = SCHEMA["$defs"][section]["properties"].as_object();
        properties.into_iter().flatten().map(move |(name, schema)| Key { section, name, kind: kind(schema) })
    })
}

fn kind(schema: &Value) -> Kind {
    match (schema["$ref"].as_str(), schema["type"].as_str()) {
        (Some("#/$defs/path"), _) => Kind::Path,
        (Some("#/$defs/paths"), _) => Kind::Paths,
        (Some("#/$defs/targets"), _) => Kind::Targets,
        (_, Some("boolean")) => Kind::Flag,
        (_, Some("integer")) => Kind::Number,
        (_, Some("array")) if schema["items"]["type"] == "object" => Kind::Tables,
        (_, Some("array")) => Kind::List,
        _ if schema["anyOf"].is_array() => Kind::List,
        _ => Kind::Text,
    }
}
