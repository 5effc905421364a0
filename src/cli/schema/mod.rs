//! `teiscribe schema export`: a RELAX NG schema, with everything it includes, as one file in either syntax.

use std::io;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use crate::report::Report;
use crate::validate::document::NoSchema;
use crate::validate::relaxng::Syntax;
use crate::workspace::schemas;

use super::outcome::Exit;
use super::output::Streams;
use super::{Reporting, files};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a RELAX NG schema in the XML or the compact syntax, as one file: includes become divs, annotations are kept, comments are not
    Export(Export),
}

#[derive(Debug, Args)]
struct Export {
    /// The schema (.rng, .rnc), or the address of a bundled one
    #[arg(value_name = "FILE")]
    schema: PathBuf,
    /// The syntax to write: XML (rng) or compact (rnc)
    #[arg(long, value_name = "SYNTAX", value_parser = PossibleValuesParser::new(Syntax::ALL.map(Syntax::ending)))]
    syntax: String,
    /// File to write; `-`, the default, is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    #[command(flatten)]
    reporting: Reporting,
}

impl Arguments {
    /// How findings are reported.
    pub(super) fn reporting(&self) -> &Reporting {
        let Command::Export(export) = &self.command;
        &export.reporting
    }
}

/// Runs the subcommand.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    match &arguments.command {
        Command::Export(export) => self::export(export, streams),
    }
}

fn export(arguments: &Export, streams: &mut Streams) -> io::Result<Exit> {
    let syntax = Syntax::ALL.into_iter().find(|syntax| syntax.ending() == arguments.syntax).unwrap_or(Syntax::Xml);
    let text = match schemas::export(&arguments.schema, syntax) {
        Ok(text) => text,
        Err(failure) => return refused(failure, arguments, streams),
    };
    if arguments.output == Path::new("-") {
        streams.out(text.as_bytes())?;
        return Ok(Exit::Clean);
    }
    match files::Pending::write(&arguments.output, text.as_bytes()).and_then(files::Pending::commit) {
        Ok(()) => Ok(Exit::Clean),
        Err(error) => {
            streams.err(&format!("error: {error}\n"))?;
            Ok(Exit::Failed)
        }
    }
}

/// A schema that is not there or cannot be used: nothing is written.
fn refused(failure: NoSchema, arguments: &Export, streams: &mut Streams) -> io::Result<Exit> {
    match failure {
        NoSchema::Absent(reason) => streams.err(&format!("error: the schema cannot be read: {reason}\n"))?,
        NoSchema::Unusable(finding) => {
            let path = finding.place.as_ref().map(|place| place.path.clone()).unwrap_or_default();
            let source = schemas::source(Path::new(&*path)).ok();
            let out_is_taken = arguments.output == Path::new("-");
            streams.report(&Report::about(&path, vec![*finding], &source), &arguments.reporting, out_is_taken)?;
            streams.err("error: the schema cannot be used; nothing was written\n")?;
        }
    }
    Ok(Exit::Failed)
}
