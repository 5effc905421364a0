//! `teiscribe schema verify`: every pinned schema is there, is what was pinned, and can be used.

use std::io;

use clap::Args;

use crate::report::{Report, Texts, plural};
use crate::workspace::lock::verify;
use crate::workspace::schemas::Shelf;

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::{Reporting, shelving::Shelving};

/// Arguments of `schema verify`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) shelving: Shelving,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Checks the lock file against the copies.
pub(super) fn run(arguments: &Arguments, shelf: &Shelf, streams: &mut Streams) -> io::Result<Exit> {
    let Some(source) = shelf.lock.source() else {
        streams.err("error: there is no teiscribe.lock in or above this folder; `teiscribe schema lock` makes one\n")?;
        return Ok(Exit::Failed);
    };
    let mut report = Report::default();
    let findings = verify(shelf);
    let named = findings.iter().filter_map(|finding| finding.place.as_ref()).map(|place| place.path.to_string());
    let others: Vec<_> = named.filter(|name| *name != source.name()).filter_map(|name| shelf.text(&name)).collect();
    report.add(source.name(), findings, &std::iter::once(source).chain(&others).collect::<Texts<'_>>());
    let reported = streams.report(&report, &arguments.reporting, false)?;
    let found = plural(report.findings.len(), "finding");
    streams.err(&format!("{} pinned by {}: {found}\n", plural(shelf.lock.pinned.len(), "file"), source.name()))?;
    Ok(reported.max(Exit::of(&report.findings, &arguments.reporting)))
}
