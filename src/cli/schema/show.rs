//! `teiscribe schema show`: what is known of a schema, or its text.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use clap::Args;

use crate::source::Source;
use crate::validate::bundled::{self, Bundled};
use crate::validate::document::NoSchema;
use crate::validate::relaxng::Schema;
use crate::workspace::schemas::{Language, Located, Shelf, Way};

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::shelving::Shelving;

/// Arguments of `schema show`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The schema: a file, or an address
    #[arg(value_name = "SCHEMA")]
    schema: PathBuf,
    /// Print the schema itself
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    pub(super) shelving: Shelving,
}

/// Shows a schema.
pub(super) fn run(arguments: &Arguments, shelf: &Shelf, streams: &mut Streams) -> io::Result<Exit> {
    let shown =
        shelf.named(&arguments.schema).and_then(|located| if arguments.text { Ok(located.source.text().to_owned()) } else { facts(&located, shelf) });
    match shown {
        Ok(text) => streams.out(text.as_bytes()).map(|()| Exit::Clean),
        Err(failure) => super::refused(failure, shelf, None, streams),
    }
}

/// What is known of a schema, a fact a line.
fn facts(located: &Located, shelf: &Shelf) -> Result<String, NoSchema> {
    let mut text = format!("{}\n", located.address);
    let mut fact = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<9} {value}");
    };
    let bundled = if located.way == Way::Bundled { bundled::find(&located.address) } else { None };
    let language = Language::of(&located.source);
    fact("what", bundled.map_or(language.name(), |bundled| bundled.what));
    fact("version", located.version().as_deref().unwrap_or("not stated"));
    fact("sha256", &located.source.sha256());
    fact("found", &located.way.to_string());
    if bundled.is_none() {
        fact("file", located.source.name());
    }
    if bundled.map_or(language == Language::RelaxNg, Bundled::is_relax_ng) {
        let schema = Schema::load(&located.source, shelf).map_err(NoSchema::Unusable)?;
        let parts: BTreeSet<&str> = schema.sources().iter().skip(1).map(Source::name).collect();
        for part in parts {
            fact("refers to", part);
        }
        fact("rules", &format!("{} Schematron assertions", schema.embedded_rules()));
    }
    Ok(text)
}
