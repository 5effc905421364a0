//! `teiscribe snapshot check | review | accept | …`: the outputs of a corpus, locked and decided upon.

mod check;
mod decide;
mod look;
mod review;

use std::io::{self, BufRead};
use std::path::{Component, Path, PathBuf};

use clap::{Args, Subcommand};

use crate::convert::Request;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::report::Report;
use crate::snapshot::{Corpus, codes};
use crate::workspace::settings::Settings;

use super::Reporting;
use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `snapshot`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make all outputs and compare them with what was accepted
    Check {
        #[command(flatten)]
        reporting: Reporting,
    },
    /// Look at what is pending, one output after the other, and decide
    Review {
        /// Write a page to decide on in a browser instead; it saves a file for `apply`
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Make pending outputs the accepted ones
    Accept(Named),
    /// Delete pending outputs
    Reject(Named),
    /// List what waits for a decision
    List {
        /// Format of the list
        #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
        format: String,
    },
    /// Show what changes in pending outputs
    Show {
        /// Sources, folders or files of locked outputs
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Show the changes word by word in their context
        #[arg(long)]
        diff: bool,
    },
    /// Carry out decisions saved by the page of `review --html`
    Apply {
        /// The file of decisions
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Delete accepted outputs that no source makes any more
    Prune,
}

/// Which pending outputs are meant.
#[derive(Debug, Args)]
struct Named {
    /// Sources, folders or files of locked outputs
    #[arg(value_name = "PATH", required_unless_present_any = ["all", "groups", "kinds"])]
    paths: Vec<PathBuf>,
    /// Outputs in which nothing but the changes of this group differs; may be given more than once
    #[arg(long = "group", value_name = "ID")]
    groups: Vec<String>,
    /// Outputs in which nothing but changes of this kind differs: text, typography, speaker …; also missing, form, damaged
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
    /// All pending outputs
    #[arg(long, conflicts_with_all = ["paths", "groups", "kinds"])]
    all: bool,
    /// Do not ask whether all are meant
    #[arg(long, requires = "all")]
    yes: bool,
}

/// Runs one of the commands on the corpus of the settings.
pub(super) fn run(arguments: &Arguments, settings: &Settings, streams: &mut Streams) -> io::Result<Exit> {
    let corpus = match corpus(settings) {
        Ok(corpus) => corpus,
        Err(findings) => return refused(findings, streams),
    };
    match &arguments.command {
        Command::Check { reporting } => check::run(&corpus, reporting, streams),
        Command::Review { html: None } => review::run(&corpus, streams),
        Command::Review { html: Some(page) } => review::page(&corpus, page, streams),
        Command::Accept(named) => decide::accept(&corpus, named, streams),
        Command::Reject(named) => decide::reject(&corpus, named, streams),
        Command::List { format } => look::list(&corpus, format == "json", streams),
        Command::Show { paths, diff } => look::show(&corpus, paths, *diff, streams),
        Command::Apply { file } => decide::apply(&corpus, file, streams),
        Command::Prune => decide::prune(&corpus, streams),
    }
}

impl Arguments {
    /// How it reports findings, if it does.
    pub(super) const fn reporting(&self) -> Option<&Reporting> {
        match &self.command {
            Command::Check { reporting } => Some(reporting),
            Command::Review { .. }
            | Command::Accept(_)
            | Command::Reject(_)
            | Command::List { .. }
            | Command::Show { .. }
            | Command::Apply { .. }
            | Command::Prune => None,
        }
    }
}

/// The corpus of the settings, converted as `teiscribe convert` would convert it, but with no date of the run.
fn corpus(settings: &Settings) -> Result<Corpus, Vec<Diagnostic>> {
    let snapshot = settings.snapshot();
    let root = if settings.folder.as_os_str().is_empty() { PathBuf::from(".") } else { settings.folder.clone() };
    let mut request = super::convert_request(settings).map_err(|reason| vec![Diagnostic::error(&codes::SETTINGS, reason)])?;
    request.options.date = None;
    Corpus::new(root, snapshot.inputs, &snapshot.outputs, &snapshot.redactions, Request { previous: None, ..request })
}

/// Nothing can be done; why.
fn refused(findings: Vec<Diagnostic>, streams: &mut Streams) -> io::Result<Exit> {
    streams.findings(&Report::about("teiscribe.toml", findings, None))?;
    Ok(Exit::Failed)
}

/// The finding that nothing is meant by what was named.
fn nothing(message: &str) -> Diagnostic {
    Diagnostic::error(&codes::NOTHING, message).help(codes::NOTHING.remedy)
}

/// A file could not be read or written.
fn failed(failure: &Error, streams: &mut Streams) -> io::Result<Exit> {
    streams.err(&format!("error: {failure}\n"))?;
    Ok(Exit::Failed)
}

/// Whether the run is one of a machine that only checks: `CI` is set, and not to `false` or `0`.
fn only_checks() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}

/// Asks on standard output and reads one line; `None` at the end of the input.
fn ask(question: &str, input: &mut impl BufRead, streams: &mut Streams) -> io::Result<Option<String>> {
    streams.out(question.as_bytes())?;
    streams.flush()?;
    let mut line = String::new();
    let read = input.read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// Paths of a command line as seen from the folder of the settings, with `/` between folders; one outside names nothing.
fn seen_from_root(paths: &[PathBuf], corpus: &Corpus) -> Vec<String> {
    let here = std::env::current_dir().unwrap_or_default();
    let root = plain(&here.join(&corpus.root));
    let inner = |path: &PathBuf| {
        let path = plain(&here.join(path));
        let steps = path.strip_prefix(&root).ok()?.iter().map(|step| step.to_string_lossy().into_owned());
        Some(steps.collect::<Vec<_>>().join("/"))
    };
    paths.iter().filter_map(inner).collect()
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, step| {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(step),
        }
        plain
    })
}
