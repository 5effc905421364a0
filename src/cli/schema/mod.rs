//! `teiscribe schema`: which schemas there are, which a document would be judged by, and how they are pinned.

mod export;
mod list;
mod lock;
mod show;
mod verify;
mod which;

use std::io;

use clap::{Subcommand, ValueEnum};

use crate::report::Report;
use crate::validate::document::NoSchema;
use crate::workspace::schemas::Shelf;
use crate::workspace::settings::Settings;

use super::outcome::Exit;
use super::output::Streams;
use super::validate::unusable_shelf;
use super::{Reporting, shelving::Shelving};

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the schemas that are part of the program and those that are pinned
    List(list::Arguments),
    /// Say what is known of a schema, or print it
    Show(show::Arguments),
    /// Say by which schemas documents would be judged, and why
    Which(which::Arguments),
    /// Pin a schema, with all that it refers to, in `teiscribe.lock`
    Lock(lock::Arguments),
    /// Check that every pinned schema is there and is what was pinned
    Verify(verify::Arguments),
    /// Write a RELAX NG schema in the XML or the compact syntax, as one file: includes become divs, annotations are kept, comments are not
    Export(export::Arguments),
}

/// How lists are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Listing {
    /// For people.
    Human,
    /// For programs.
    Json,
}

impl Arguments {
    /// How findings are reported, where any are.
    pub(super) fn reporting(&self) -> Option<&Reporting> {
        match &self.command {
            Command::Lock(arguments) => Some(&arguments.reporting),
            Command::Verify(arguments) => Some(&arguments.reporting),
            Command::Export(arguments) => Some(&arguments.reporting),
            Command::List(_) | Command::Show(_) | Command::Which(_) => None,
        }
    }

    fn shelving(&self) -> &Shelving {
        match &self.command {
            Command::List(arguments) => &arguments.shelving,
            Command::Show(arguments) => &arguments.shelving,
            Command::Which(arguments) => &arguments.shelving,
            Command::Lock(arguments) => &arguments.shelving,
            Command::Verify(arguments) => &arguments.shelving,
            Command::Export(arguments) => &arguments.shelving,
        }
    }
}

/// Runs the subcommand.
pub(super) fn run(arguments: &Arguments, settings: &Settings, streams: &mut Streams) -> io::Result<Exit> {
    let shelf = match arguments.shelving().shelf(settings.file_folder()) {
        Ok(shelf) => shelf,
        Err(report) => return unusable_shelf(&report, streams),
    };
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, &shelf, streams),
        Command::Show(arguments) => show::run(arguments, &shelf, streams),
        Command::Which(arguments) => which::run(arguments, &shelf, streams),
        Command::Lock(arguments) => lock::run(arguments, &shelf, streams),
        Command::Verify(arguments) => verify::run(arguments, &shelf, streams),
        Command::Export(arguments) => export::run(arguments, &shelf, streams),
    }
}

/// A schema that cannot be had or used: nothing is done. What is wrong with it is reported, `reporting` says how.
fn refused(failure: NoSchema, shelf: &Shelf, reporting: Option<(&Reporting, bool)>, streams: &mut Streams) -> io::Result<Exit> {
    match failure {
        NoSchema::Absent { .. } | NoSchema::Changed { .. } => streams.err(&format!("error: the schema cannot be used: {failure}\n"))?,
        NoSchema::Unusable(finding) => {
            let path = finding.place.as_ref().map(|place| place.path.to_string()).unwrap_or_default();
            let report = Report::about(&path, vec![*finding], &shelf.text(&path));
            match reporting {
                Some((reporting, out_is_taken)) => drop(streams.report(&report, reporting, out_is_taken)?),
                None => streams.findings(&report)?,
            }
            streams.err("error: the schema cannot be used\n")?;
        }
    }
    Ok(Exit::Failed)
}
