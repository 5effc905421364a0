//! `teiscribe git-diff` and `teiscribe textconv`: what git calls for `*.xml diff=teiscribe`.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::diff::formats::{File, Human, Report, Status, to_string};
use crate::diff::{Comparison, Options, canonical, compare};

use super::diff::{printed, read, told};
use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `git-diff`, in the order in which git gives them to a diff driver.
#[derive(Debug, Args)]
pub(super) struct DriverArguments {
    /// `PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE`, and for a renamed file its new name and more
    #[arg(required = true, num_args = 1.., allow_hyphen_values = true)]
    from_git: Vec<String>,
}

/// Arguments of `textconv`.
#[derive(Debug, Args)]
pub(super) struct ConversionArguments {
    /// A document: XML, or JSON and JSON-LD
    document: PathBuf,
}

/// Prints what changed; whatever that is, the exit code is 0, for git takes any other for a driver that died.
pub(super) fn driver(arguments: &DriverArguments, streams: &mut Streams) -> io::Result<Exit> {
    let [path, old, _, _, new, ..] = &arguments.from_git[..] else {
        streams.out(format!("{}: not merged\n", arguments.from_git[0]).as_bytes())?;
        return Ok(Exit::Clean);
    };
    let nothing = |side: &str| side == "/dev/null";
    let status = match (nothing(old), nothing(new)) {
        (true, _) => Status::Added,
        (_, true) => Status::Removed,
        (false, false) => Status::Changed,
    };
    let comparison = if status == Status::Changed { compared(old, new) } else { Ok(Comparison::default()) };
    let text = match comparison {
        Ok(comparison) => {
            let file = File { old: path.clone(), new: path.clone(), status, comparison, script: None };
            let report = Report { files: vec![file], ..Report::default() };
            to_string(&Human, &report)
        }
        Err(message) => format!("{path}: cannot be compared: {message}\n"),
    };
    streams.out(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn compared(old: &str, new: &str) -> Result<Comparison, String> {
    compare(&read(Path::new(old))?, &read(Path::new(new))?, &Options::default()).map_err(|fault| told(&fault))
}

/// Prints the canonical form of a document; what is neither XML nor JSON, or not well-formed, stays as it is.
pub(super) fn conversion(arguments: &ConversionArguments, streams: &mut Streams) -> io::Result<Exit> {
    let text = read(&arguments.document).map(|source| canonical(&source).unwrap_or_else(|_| source.text().to_owned()));
    printed(text, streams)
}
