//! The page of settings, from their published JSON Schema and from the options whose defaults they are.

use std::fmt::Write as _;

use clap::Command;
use serde_json::Value;

use crate::cli::settings::default_of;
use crate::workspace::settings::{Key, Kind, keys, schema, sections};

use super::{listed, prose};

const HEAD: &str = "# Settings

Generated from the published JSON Schema,
[`settings.schema.json`](../../schemas/settings/1.0/settings.schema.json).

`teiscribe.toml` is looked for in the folder of the run and above it, up to the root of the repository; `--config FILE` names another. The
command line counts more than the environment, the environment more than the file, the file more than the default. A wrong key is an error
that names the nearest one. `teiscribe --show-settings` prints every key with its value and where that comes from.
";

/// The page in Markdown.
pub(super) fn page(command: &Command) -> String {
    let mut text = HEAD.to_owned();
    for section in sections() {
        let described = &schema()["$defs"][section];
        let _ = writeln!(text, "\n## [{section}]\n\n{}", prose(word(described, "description")));
        for key in keys().filter(|key| key.section == section) {
            entry(&mut text, &key, &described["properties"][key.name], command);
        }
    }
    text
}

fn entry(text: &mut String, key: &Key, property: &Value, command: &Command) {
    let _ = writeln!(text, "\n### {}\n\n{}\n", key.name, prose(description(property)));
    let _ = writeln!(text, "- Takes {}.", takes(key, property));
    if let Some(default) = default_of(command, key) {
        let _ = writeln!(text, "- Default: `{default}`.");
    }
    if key.kind != Kind::Tables {
        let _ = writeln!(text, "- Variable: `{}`.", key.variable());
    }
}

/// The key's own description, or that of what it refers to.
fn description(property: &Value) -> &str {
    let referred = property["$ref"].as_str().and_then(|reference| schema().pointer(reference.trim_start_matches('#')));
    match (word(property, "description"), referred) {
        ("", Some(referred)) => word(referred, "description"),
        (own, _) => own,
    }
}

fn takes(key: &Key, property: &Value) -> String {
    let values = property.get("enum").or_else(|| property["items"].get("enum")).and_then(Value::as_array);
    let values = values.map(|values| listed(values.iter().filter_map(Value::as_str)));
    match (key.kind, values) {
        (Kind::List, Some(values)) => format!("a list of {values}"),
        (_, Some(values)) => format!("one of {values}"),
        (Kind::Flag, None) => "`true` or `false`".to_owned(),
        (Kind::Number, None) => "a whole number".to_owned(),
        (Kind::Text, None) => "a text".to_owned(),
        (Kind::Path, None) => "a path".to_owned(),
        (Kind::Paths, None) => "a path or a list of paths".to_owned(),
        (Kind::Targets, None) => "a report or a list of reports".to_owned(),
        (Kind::List, None) => "a text or a list of texts".to_owned(),
        (Kind::Tables, None) => "a list of tables".to_owned(),
    }
}

fn word<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}
