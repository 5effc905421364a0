//! An authority file in TOML.

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Diagnostic;
use crate::model::EntityKind;
use crate::source::{Source, Span};

use super::{AUTHORITY_SYNTAX, Known};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default)]
    person: Vec<Spanned<Row>>,
    #[serde(default)]
    group: Vec<Spanned<Row>>,
    #[serde(default)]
    organisation: Vec<Spanned<Row>>,
    #[serde(default)]
    place: Vec<Spanned<Row>>,
    #[serde(default)]
    work: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Option<String>,
    name: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    honorifics: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    same_as: Vec<String>,
}

/// The entries, in the order of the file.
pub(super) fn read(source: &Source) -> Result<Vec<Known>, Vec<Diagnostic>> {
    let tables: Tables = toml::from_str(source.text()).map_err(|error| vec![fault(source, &error)])?;
    let kinds = [
        (EntityKind::Person, tables.person),
        (EntityKind::Group, tables.group),
        (EntityKind::Organisation, tables.organisation),
        (EntityKind::Place, tables.place),
        (EntityKind::Work, tables.work),
    ];
    let mut entries: Vec<Known> = kinds.into_iter().flat_map(|(kind, rows)| rows.into_iter().map(move |row| known(kind, row))).collect();
    entries.sort_by_key(|entry| entry.place);
    Ok(entries)
}

fn known(kind: EntityKind, row: Spanned<Row>) -> Known {
    let place = Span::from(row.span());
    let row = row.into_inner();
    let forms = row.forms.into_iter().filter(|form| *form != row.name).collect();
    Known { kind, id: row.id, forms, name: row.name, honorifics: row.honorifics, roles: row.roles, same_as: row.same_as, place }
}

fn fault(source: &Source, error: &toml::de::Error) -> Diagnostic {
    let fault = Diagnostic::error(&AUTHORITY_SYNTAX, error.message().trim_end().to_owned());
    match error.span() {
        Some(span) => fault.at(source, Span::from(span)),
        None => fault.at(source, Span::new(0, 0)),
    }
}
