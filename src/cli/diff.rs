//! `teiscribe diff OLD NEW`, `teiscribe diff --apply SCRIPT OLD`: what changed between two documents.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::diagnostic::Diagnostic;
use crate::diff::formats::{FORMATS, File, Report, Status, format, to_string};
use crate::diff::{Comparison, IGNORABLE, KINDS, Kind, Options, Script, compare, script};
use crate::source::Source;

use super::Colour;
use super::files;
use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The two versions: XML, or JSON and JSON-LD; with `--apply` the old one alone
    #[arg(required = true, num_args = 1..=2, value_names = ["OLD", "NEW"])]
    versions: Vec<PathBuf>,
    /// Format of the report
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name())))]
    format: String,
    /// What not to report
    #[arg(long, value_delimiter = ',', value_name = "WHAT", value_parser = PossibleValuesParser::new(IGNORABLE.iter().map(|ignore| ignore.name())))]
    ignore: Vec<String>,
    /// Kinds of changes to report, and no others
    #[arg(long, value_delimiter = ',', value_name = "KINDS", value_parser = PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name())))]
    only: Vec<String>,
    /// Whether every white space in running text counts
    #[arg(long, value_name = "HOW", default_value = "collapse", value_parser = ["collapse", "strict"])]
    whitespace: String,
    /// Apply the edit script of a report in JSON to OLD, and print the canonical form of the new version
    #[arg(long, value_name = "SCRIPT", conflicts_with_all = ["ignore", "only", "whitespace", "format"])]
    apply: Option<PathBuf>,
    /// With `--apply`: the way back
    #[arg(long, requires = "apply")]
    reverse: bool,
    /// Exit with 0 whatever changed
    #[arg(long)]
    exit_zero: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

/// Compares, or applies a script.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    match (&arguments.apply, &arguments.versions[..]) {
        (Some(path), [old]) => printed(applied(path, old, arguments.reverse), streams),
        (None, [old, new]) => two(old, new, arguments, streams),
        _ => failed("two versions are needed, or one with --apply", streams),
    }
}

fn two(old: &Path, new: &Path, arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let found = compared(old, new, arguments);
    let file = match found {
        Ok(file) => file,
        Err(message) => return failed(&message, streams),
    };
    let differs = file.comparison.differs();
    let report = Report { files: vec![file], single: true, colour: streams.colour(arguments.color) };
    if let Some(format) = format(&arguments.format) {
        streams.out(to_string(format, &report).as_bytes())?;
    }
    Ok(if differs && !arguments.exit_zero { Exit::Findings } else { Exit::Clean })
}

fn compared(old: &Path, new: &Path, arguments: &Arguments) -> Result<File, String> {
    let read = |path: &Path| files::read(path).map_err(|error| error.to_string());
    let (one, other) = (read(old)?, read(new)?);
    let name = |path: &Path| path.to_string_lossy().into_owned();
    let wants_script = arguments.format == "json";
    let (comparison, script) = if one == other && !wants_script {
        (Comparison::default(), None)
    } else {
        let (one, other) = (decoded(old, one)?, decoded(new, other)?);
        let comparison = compare(&one, &other, &options(arguments)).map_err(|fault| told(&fault))?;
        let script = wants_script.then(|| script(&one, &other)).transpose().map_err(|fault| told(&fault))?;
        (comparison, script)
    };
    Ok(File { old: name(old), new: name(new), status: Status::Changed, comparison, script })
}

fn options(arguments: &Arguments) -> Options {
    Options {
        ignore: IGNORABLE.iter().copied().filter(|ignore| arguments.ignore.iter().any(|name| name == ignore.name())).collect(),
        only: arguments.only.iter().filter_map(|name| Kind::named(name)).collect(),
        strict_whitespace: arguments.whitespace == "strict",
    }
}

fn applied(path: &Path, old: &Path, reverse: bool) -> Result<String, String> {
    let (edits, old) = (read(path)?, read(old)?);
    let script = Script::parse(&edits).map_err(|fault| told(&fault))?;
    let script = if reverse { script.inverted() } else { script };
    script.apply(&old).map_err(|fault| told(&fault))
}

/// A document, decoded as it declares.
pub(super) fn read(path: &Path) -> Result<Source, String> {
    decoded(path, files::read(path).map_err(|error| error.to_string())?)
}

fn decoded(path: &Path, bytes: Vec<u8>) -> Result<Source, String> {
    crate::xml::decode(&path.to_string_lossy(), bytes).map_err(|fault| told(&fault))
}

/// A finding on one line, with its place.
pub(super) fn told(fault: &Diagnostic) -> String {
    let help = fault.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    match &fault.place {
        Some(place) => format!("{}:{}:{}: [{}] {}{help}", place.path, place.start.line, place.start.column, fault.code.id, fault.message),
        None => format!("[{}] {}{help}", fault.code.id, fault.message),
    }
}

/// Prints a text, or why there is none.
pub(super) fn printed(text: Result<String, String>, streams: &mut Streams) -> io::Result<Exit> {
    match text {
        Ok(text) => streams.out(text.as_bytes()).map(|()| Exit::Clean),
        Err(message) => failed(&message, streams),
    }
}

fn failed(message: &str, streams: &mut Streams) -> io::Result<Exit> {
    streams.err(&format!("error: {message}\n"))?;
    Ok(Exit::Failed)
}
