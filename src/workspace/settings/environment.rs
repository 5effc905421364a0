//! Variables of the environment into settings: `TEISCRIBE_VALIDATE_CHECKS=relaxng,pointers`.
//!
//! Lists are parted by commas. A variable that begins with the name of a section and names no key of it is an error;
//! an empty one counts as not set.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, nearest};
use crate::json;
use crate::source::{Source, Span};

use super::codes::{UNKNOWN_KEY, VALUE};
use super::file::judge;
use super::keys::{Key, Kind, keys, sections};
use super::{Origin, Setting};

/// The setting of one variable: `None` where it is none of ours.
pub(super) fn read(variable: &Source) -> Option<Result<(Key, Setting), Vec<Diagnostic>>> {
    let ours = sections().any(|section| variable.name().starts_with(&format!("TEISCRIBE_{}_", section.to_ascii_uppercase())));
    (ours && !variable.text().is_empty()).then(|| setting(variable))
}

fn setting(variable: &Source) -> Result<(Key, Setting), Vec<Diagnostic>> {
    let Some(key) = keys().find(|key| key.variable() == variable.name()) else { return Err(vec![unknown(variable)]) };
    let value = value(key, variable.text()).map_err(|message| vec![at(variable, Diagnostic::error(&VALUE, message))])?;
    let document = Source::from_text(variable.name(), json!({ key.section: { key.name: value } }).to_string());
    let findings = json::parse(&document).map_or_else(|fault| vec![*fault], |parsed| judge(&parsed, &document));
    if findings.is_empty() {
        Ok((key, Setting { value, origin: Origin::Environment(variable.name().to_owned()) }))
    } else {
        Err(findings.into_iter().map(|finding| at(variable, finding)).collect())
    }
}

fn at(variable: &Source, finding: Diagnostic) -> Diagnostic {
    finding.at(variable, Span::new(0, variable.text().len()))
}

fn unknown(variable: &Source) -> Diagnostic {
    let names: Vec<String> = keys().map(|key| key.variable()).collect();
    let finding = Diagnostic::error(&UNKNOWN_KEY, format!("no key is set by the variable `{}`", variable.name()));
    let finding = at(variable, finding);
    match nearest(variable.name(), names.iter().map(String::as_str)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help("`teiscribe --show-settings` lists all keys"),
    }
}

/// # Errors
/// Why the text is no value of the key.
fn value(key: Key, text: &str) -> Result<Value, String> {
    match (key.kind, text) {
        (Kind::Text | Kind::Path, _) => Ok(Value::from(text)),
        (Kind::Flag, "true" | "1") => Ok(Value::Bool(true)),
        (Kind::Flag, "false" | "0") => Ok(Value::Bool(false)),
        (Kind::Flag, _) => Err(format!("`{}` is `{text}`; `true` or `false` is wanted", key.name)),
        (Kind::Number, _) => text.parse::<u64>().map(Value::from).map_err(|_| format!("`{}` is `{text}`; a number is wanted", key.name)),
        (Kind::List | Kind::Paths | Kind::Targets, _) => Ok(text.split(',').map(str::trim).collect()),
        (Kind::Tables, _) => Err(format!("`{}` holds tables, which only a file can give", key.name)),
    }
}
