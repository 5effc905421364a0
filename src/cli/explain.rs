//! `teiscribe explain CODE`: what was found, why it matters, an example, the remedy.

use std::io;

use clap::Args;

use crate::diagnostic::{Code, nearest};
use crate::model::Rule;
use crate::{annotate, convert, diff, interchange, json, read, snapshot, validate, workspace, write, xml};

use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The code of a finding (`annotate/ambiguous-name`) or the id of a rule (`rule.that`); without it all are listed
    code: Option<String>,
}

/// Every table of codes, stage by stage.
const TABLES: &[&[&Code]] = &[
    read::CODES,
    annotate::CODES,
    annotate::decisions::CODES,
    convert::edited::CODES,
    xml::CODES,
    validate::relaxng::codes::CODES,
    validate::pointers::CODES,
    validate::document::CODES,
    validate::suppression::CODES,
    json::codes::CODES,
    interchange::codes::CODES,
    validate::jsonld::CODES,
    write::tei::CODES,
    write::jsonld::CODES,
    convert::CODES,
    snapshot::codes::CODES,
    workspace::settings::codes::CODES,
    workspace::catalog::codes::CODES,
    workspace::lock::codes::CODES,
    diff::CODES,
];

/// Every code, stage by stage.
pub(super) fn codes() -> impl Iterator<Item = &'static Code> {
    TABLES.iter().flat_map(|table| table.iter().copied())
}

/// Every rule by which annotations are found, in the order of the passes.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    annotate::PASSES.iter().flat_map(|pass| pass.rules().iter().copied())
}

/// Prints one code or rule, or lists all.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let Some(wanted) = &arguments.code else { return list(streams) };
    if let Some(code) = codes().find(|code| code.id == wanted) {
        streams.out(explained(code).as_bytes())?;
        return Ok(Exit::Clean);
    }
    if let Some(rule) = rules().find(|rule| rule.id == *wanted) {
        streams.out(format!("{}\n\n{}\n", rule.id, rule.what).as_bytes())?;
        return Ok(Exit::Clean);
    }
    let meant = nearest(wanted, codes().map(|code| code.id).chain(rules().map(|rule| &*rule.id)));
    let meant = meant.map(|name| format!(" did you mean `{name}`?")).unwrap_or_default();
    streams.err(&format!("error: there is no code and no rule `{wanted}`;{meant} `teiscribe explain` lists all\n"))?;
    Ok(Exit::Failed)
}

fn explained(code: &Code) -> String {
    format!("{}\n\nWhat     {}\nWhy      {}\nExample  {}\nRemedy   {}\n", code.id, code.what, code.why, code.example, code.remedy)
}

fn list(streams: &mut Streams) -> io::Result<Exit> {
    for code in codes() {
        streams.out(format!("{}  {}\n", code.id, code.what).as_bytes())?;
    }
    for rule in rules() {
        streams.out(format!("{}  {}\n", rule.id, rule.what).as_bytes())?;
    }
    Ok(Exit::Clean)
}
