//! `teiscribe diff`: what changed between two documents, between two folders, between two revisions of a repository.

mod documents;
mod folders;
mod many;
mod repository;

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::diff::formats::{Report, Target, to_string};
use crate::diff::{IGNORABLE, KINDS, Kind, Options};
use crate::render::target::each_has_its_place;

use super::Colour;
use super::outcome::Exit;
use super::output::Streams;

pub(super) use self::documents::{printed, read, told};

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The two versions: XML, or JSON and JSON-LD, or two folders of them; with `--apply` the old one alone; with `--git` the paths to look at
    #[arg(value_names = ["OLD", "NEW"])]
    versions: Vec<PathBuf>,
    /// Compare two revisions of the git repository here: `REV..REV`, `REV...REV`, or `REV` for what changed since in the working tree
    #[arg(long, value_name = "REV..REV", conflicts_with = "apply")]
    git: Option<String>,
    /// Format of the report: human, concise, json, markdown, html; with `=FILE` it goes to a file; may be given several times
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "human")]
    format: Vec<Target>,
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

impl Arguments {
    fn options(&self) -> Options {
        Options {
            ignore: IGNORABLE.iter().copied().filter(|ignore| self.ignore.iter().any(|name| name == ignore.name())).collect(),
            only: self.only.iter().filter_map(|name| Kind::named(name)).collect(),
            strict_whitespace: self.whitespace == "strict",
        }
    }
}

/// Compares, or applies a script.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    if let Some(script) = &arguments.apply {
        return match &arguments.versions[..] {
            [old] => printed(documents::applied(script, old, arguments.reverse), streams),
            _ => failed("`--apply` takes one document, the old version", streams),
        };
    }
    if let Err(message) = each_has_its_place(&arguments.format) {
        return failed(&message, streams);
    }
    let report = match &arguments.git {
        Some(revisions) => repository::compared(revisions, &arguments.versions, arguments),
        None => named(arguments),
    };
    match report {
        Ok(report) => reported(report, arguments, streams),
        Err(message) => failed(&message, streams),
    }
}

/// Two documents or two folders.
fn named(arguments: &Arguments) -> Result<Report, String> {
    let [old, new] = &arguments.versions[..] else {
        return Err("two versions are needed, OLD and NEW; or `--git REV..REV`; or one document with `--apply`".to_owned());
    };
    let missing = |path: &Path| path != Path::new("-") && !path.exists();
    if let Some(path) = [old, new].into_iter().find(|path| missing(path)) {
        return Err(format!("{}: there is no such file or folder", path.display()));
    }
    match (old.is_dir(), new.is_dir()) {
        (true, true) => folders::compared(old, new, arguments),
        (false, false) => documents::compared(old, new, arguments),
        (true, false) => Err(mixed(old, new)),
        (false, true) => Err(mixed(new, old)),
    }
}

fn mixed(folder: &Path, file: &Path) -> String {
    format!("`{}` is a folder and `{}` is a file; name two files or two folders", folder.display(), file.display())
}

/// Writes the reports that are asked for; says on standard error what could not be compared.
fn reported(mut report: Report, arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let mut exit = if report.differs() && !arguments.exit_zero { Exit::Findings } else { Exit::Clean };
    for target in &arguments.format {
        report.colour = target.file.is_none() && streams.colour(arguments.color);
        let text = to_string(target.format, &report);
        match &target.file {
            Some(file) => exit = exit.max(streams.write_file(file, &text)?),
            None => streams.out(text.as_bytes())?,
        }
    }
    for failure in &report.failures {
        streams.err(&format!("error: {}\n", failure.reason))?;
        exit = Exit::Failed;
    }
    if !report.single {
        streams.err(&format!("{}\n", report.summary()))?;
    }
    Ok(exit)
}

fn failed(message: &str, streams: &mut Streams) -> io::Result<Exit> {
    streams.err(&format!("error: {message}\n"))?;
    Ok(Exit::Failed)
}
