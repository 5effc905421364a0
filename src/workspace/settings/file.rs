//! The text of `teiscribe.toml` into settings, or everything that is wrong with it.

use std::path::Path;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{self, Document};
use crate::source::Source;

use super::super::address;
use super::codes::{SYNTAX, UNKNOWN_KEY, VALUE};
use super::keys::{Key, Kind, compiled, keys};
use super::{Origin, Setting};

/// What the file is called.
pub(super) const NAME: &str = "teiscribe.toml";

/// The settings in the text, paths as seen from where the text's name is seen from.
pub(super) fn read(source: &Source) -> Result<Vec<(Key, Setting)>, Vec<Diagnostic>> {
    let document =
        json::toml::parse(source).map_err(|(span, reason)| vec![Diagnostic::error(&SYNTAX, reason).at(source, span).help(SYNTAX.remedy)])?;
    let findings = judge(&document, source);
    if findings.is_empty() { Ok(settings(&document, source)) } else { Err(findings) }
}

/// What the published schema says against the document.
pub(super) fn judge(document: &Document<'_>, source: &Source) -> Vec<Diagnostic> {
    match compiled() {
        Ok(schema) => json::schema::check(document, source, &schema).into_iter().map(in_words_of_settings).collect(),
        Err(reason) => vec![Diagnostic::error(&VALUE, reason)],
    }
}

/// A finding of JSON Schema as one of settings: `/validate/shcema` is the key `shcema` of the section `[validate]`.
fn in_words_of_settings(mut finding: Diagnostic) -> Diagnostic {
    let path: Vec<String> = finding.context.split('/').skip(1).map(str::to_owned).collect();
    finding.context.clear();
    let unknown = finding.code.id == json::codes::UNKNOWN.id;
    finding.code = if unknown { &UNKNOWN_KEY } else { &VALUE };
    finding.severity = Severity::Error;
    match path.as_slice() {
        [section] if unknown => finding.message = format!("there is no section `[{section}]`"),
        [section, .., key] if unknown => finding.message = format!("`[{section}]` has no key `{key}`"),
        _ => {}
    }
    finding
}

fn settings(document: &Document<'_>, source: &Source) -> Vec<(Key, Setting)> {
    let path = Path::new(source.name());
    let folder = path.parent().unwrap_or(Path::new(""));
    let setting = |key: Key| {
        let section = document.root().get(key.section)?.as_object()?;
        let member = section.member(key.name)?;
        let origin = Origin::File { path: path.to_owned(), line: source.position(member.key_span.start).line };
        Some((key, Setting { value: relocated(member.value.to_serde(), key.kind, folder), origin }))
    };
    keys().filter_map(setting).collect()
}

/// Paths of a file in `folder` as paths from where the file was named.
fn relocated(value: Value, kind: Kind, folder: &Path) -> Value {
    let from_here = |path: &str| if address::is_absolute(path) { path.to_owned() } else { folder.join(path).to_string_lossy().into_owned() };
    match (kind, value) {
        (Kind::Path | Kind::Paths, Value::String(path)) => from_here(&path).into(),
        (Kind::Targets, Value::String(target)) => {
            target.split_once('=').map(|(format, file)| format!("{format}={}", from_here(file))).unwrap_or(target).into()
        }
        (Kind::Paths | Kind::Targets, Value::Array(items)) => items.into_iter().map(|item| relocated(item, kind, folder)).collect(),
        (_, value) => value,
    }
}
