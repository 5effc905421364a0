//! `teiscribe schema export`: a RELAX NG schema, with everything it includes, as one file in either syntax.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::files::Pending;
use crate::validate::document::NoSchema;
use crate::validate::relaxng::Syntax;
use crate::workspace::schemas::{self, Shelf};

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::{Reporting, shelving::Shelving};

/// Arguments of `schema export`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The schema: a file (.rng, .rnc) or an address
    #[arg(value_name = "SCHEMA")]
    schema: PathBuf,
    /// The syntax to write: XML (rng) or compact (rnc)
    #[arg(long, value_name = "SYNTAX", value_parser = PossibleValuesParser::new(Syntax::ALL.map(Syntax::ending)))]
    syntax: String,
    /// File to write; `-`, the default, is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    #[command(flatten)]
    pub(super) shelving: Shelving,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Writes a schema out.
pub(super) fn run(arguments: &Arguments, shelf: &Shelf, streams: &mut Streams) -> io::Result<Exit> {
    let syntax = Syntax::ALL.into_iter().find(|syntax| syntax.ending() == arguments.syntax).unwrap_or(Syntax::Xml);
    let located = shelf.named(&arguments.schema);
    let out_is_taken = arguments.output == Path::new("-");
    let text = match located.and_then(|located| schemas::export(&located, shelf, syntax).map_err(NoSchema::Unusable)) {
        Ok(text) => text,
        Err(failure) => return super::refused(failure, shelf, Some((&arguments.reporting, out_is_taken)), streams),
    };
    if out_is_taken {
        streams.out(text.as_bytes())?;
        return Ok(Exit::Clean);
    }
    match Pending::write(&arguments.output, text.as_bytes()).and_then(Pending::commit) {
        Ok(()) => Ok(Exit::Clean),
        Err(error) => streams.err(&format!("error: {error}\n")).map(|()| Exit::Failed),
    }
}
