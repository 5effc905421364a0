//! The command line: one file for each command; arguments in, one library call, a report and an exit code out.
//!
//! Exit codes: 0 clean, 1 findings, 2 the job could not be done, 101 a fault of the tool.

mod book;
mod completions;
mod convert;
mod decided;
mod decisions;
mod diff;
mod explain;
mod files;
mod git;
mod init;
mod knowledge;
mod limits;
mod making;
mod man;
mod outcome;
mod output;
mod progress;
mod review;
mod schema;
mod settings;
mod shelving;
mod snapshot;
mod summary;
mod validate;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::convert::Request;
use crate::diagnostic::Severity;
use crate::render::target::each_has_its_place;
use crate::report::{Report, Target};
use crate::workspace::settings::Settings;

use outcome::Exit;
use output::Streams;

/// Transcripts of conversations into scholarly TEI P5 XML and JSON-LD, proved against schemas and against the source.
#[derive(Debug, Parser)]
#[command(name = "teiscribe", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// File of settings; else the nearest `teiscribe.toml` in or above this folder, up to the repository's root
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print every setting with where it comes from, and do nothing else
    #[arg(long, global = true)]
    show_settings: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Turn transcripts (text, or parsed transcripts as JSON) into editions
    Convert(Box<convert::Arguments>),
    /// Read an edition that was edited by hand back, as decisions
    Decisions(Box<decisions::Arguments>),
    /// Decide about what the tool is not sure of, statement by statement
    Review(Box<review::Arguments>),
    /// Judge documents by their schemas, and their ids, pointers and places
    Validate(validate::Arguments),
    /// Say what changed between two documents, as an editor would
    Diff(diff::Arguments),
    /// What git calls for `*.xml diff=teiscribe`: print what changed, exit with 0
    #[command(name = "git-diff")]
    GitDiff(git::DriverArguments),
    /// Print the canonical form of a document, for `git log -p`
    Textconv(git::ConversionArguments),
    /// Look up, pin, check and write out schemas
    Schema(schema::Arguments),
    /// Lock the outputs of a corpus: see what changed in every edition, and decide
    Snapshot(snapshot::Arguments),
    /// Say what a code means: what was found, why it matters, an example, the remedy
    Explain(explain::Arguments),
    /// Prepare a repository of editions: settings, a workflow, a hook, attributes for git
    Init(init::Arguments),
    /// Print a script by which a shell completes commands and options
    Completions(completions::Arguments),
    /// Print the manual page of a command, or write all of them
    Man(man::Arguments),
    /// Print a generated page of the documentation
    #[command(hide = true)]
    Book(book::Arguments),
}

/// What every command that reports findings takes.
#[derive(Debug, Args)]
struct Reporting {
    /// Format of the findings: human, concise, json, jsonl, sarif, junit, github, markdown, html; with `=FILE` it goes to a
    /// file; may be given several times
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "human")]
    format: Vec<Target>,
    /// Least severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Exit with 0 whatever is found (not where the job could not be done)
    #[arg(long)]
    exit_zero: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

impl Reporting {
    /// # Errors
    /// Why the reports that are asked for cannot all be written.
    fn check(&self) -> Result<(), String> {
        each_has_its_place(&self.format)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// Runs the command line `arguments` (the program's name first) on the process's own streams.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut streams = Streams::of_process();
    let done = match understood(&arguments) {
        Ok(Understood::Command(command, settings)) => command.run(&settings, &mut streams),
        Ok(Understood::Show(text)) => streams.out(text.as_bytes()).map(|()| Exit::Clean),
        Err(Refused::Usage(message)) => return usage(&message),
        Err(Refused::Settings(report)) => unusable_settings(&report, &mut streams),
        Err(Refused::Reports(message)) => streams.err(&format!("error: {message}\n")).map(|()| Exit::Failed),
    };
    let flushed = streams.flush();
    match done.and_then(|exit| flushed.map(|()| exit)) {
        Ok(exit) => exit.code(),
        Err(error) => {
            streams.give_up_output();
            let _ = streams.err(&format!("error: standard output cannot be written: {error}\n"));
            Exit::Failed.code()
        }
    }
}

/// What a command line asks for.
enum Understood {
    Command(Box<Command>, Settings),
    /// The settings, as text.
    Show(String),
}

/// Why a command line cannot be followed.
enum Refused {
    Usage(clap::Error),
    Settings(Box<Report>),
    Reports(String),
}

impl From<clap::Error> for Refused {
    fn from(error: clap::Error) -> Self {
        Self::Usage(error)
    }
}

/// Reads the command line with the settings as its defaults. It is read twice: it says where the settings are.
fn understood(arguments: &[OsString]) -> Result<Understood, Refused> {
    let show = arguments.iter().take_while(|word| *word != "--").any(|word| word == "--show-settings");
    let command = if show { with_nothing_required(Cli::command()) } else { Cli::command() };
    let first = settings::as_defaults(command.clone(), &Settings::default()).try_get_matches_from(arguments)?;
    let settings = settings_of(&first, show).map_err(Refused::Settings)?;
    let command = settings::as_defaults(command, &settings);
    if show {
        return Ok(Understood::Show(settings::show(&command, &first, &settings)));
    }
    let command = Cli::from_arg_matches(&command.try_get_matches_from(arguments)?)?.command;
    command.reporting().map_or(Ok(()), Reporting::check).map_err(Refused::Reports)?;
    Ok(Understood::Command(Box::new(command), settings))
}

/// The settings, where the command follows any: `explain` helps where they are broken.
fn settings_of(matches: &ArgMatches, show: bool) -> Result<Settings, Box<Report>> {
    let concerned = show || matches.subcommand_name().is_some_and(settings::concern);
    if concerned { settings::load(matches.get_one("config")) } else { Ok(Settings::default()) }
}

/// What the settings ask of every conversion.
///
/// # Errors
/// Why that makes no sense.
fn convert_request(settings: &Settings) -> Result<Request, String> {
    let matches = settings::as_defaults(Cli::command(), settings).try_get_matches_from(["teiscribe", "convert", "-"]);
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(Cli { command: Command::Convert(arguments), .. }) => arguments.request(),
        Ok(_) => Ok(Request::default()),
        Err(error) => Err(error.to_string()),
    }
}

/// The command line where nothing is set.
fn whole() -> clap::Command {
    settings::as_defaults(Cli::command(), &Settings::default())
}

fn with_nothing_required(command: clap::Command) -> clap::Command {
    let command = command.subcommand_required(false).arg_required_else_help(false).mut_args(|argument| argument.required(false));
    command.mut_subcommands(with_nothing_required)
}

fn unusable_settings(report: &Report, streams: &mut Streams) -> io::Result<Exit> {
    streams.findings(report)?;
    streams.err("error: the settings cannot be used; nothing was done\n")?;
    Ok(Exit::Failed)
}

impl Command {
    /// How it reports findings, if it does.
    fn reporting(&self) -> Option<&Reporting> {
        match self {
            Self::Convert(arguments) => Some(&arguments.reporting),
            Self::Validate(arguments) => Some(&arguments.reporting),
            Self::Decisions(arguments) => Some(arguments.reporting()),
            Self::Schema(arguments) => arguments.reporting(),
            Self::Snapshot(arguments) => arguments.reporting(),
            Self::Review(_)
            | Self::Diff(_)
            | Self::GitDiff(_)
            | Self::Textconv(_)
            | Self::Explain(_)
            | Self::Init(_)
            | Self::Completions(_)
            | Self::Man(_)
            | Self::Book(_) => None,
        }
    }

    fn run(self, settings: &Settings, streams: &mut Streams) -> io::Result<Exit> {
        match self {
            Self::Convert(arguments) => convert::run(&arguments, streams),
            Self::Decisions(arguments) => decisions::run(&arguments, streams),
            Self::Review(arguments) => review::run(&arguments, streams),
            Self::Validate(arguments) => validate::run(&arguments, settings, streams),
            Self::Diff(arguments) => diff::run(&arguments, streams),
            Self::GitDiff(arguments) => git::driver(&arguments, streams),
            Self::Textconv(arguments) => git::conversion(&arguments, streams),
            Self::Schema(arguments) => schema::run(&arguments, settings, streams),
            Self::Snapshot(arguments) => snapshot::run(&arguments, settings, streams),
            Self::Explain(arguments) => explain::run(&arguments, streams),
            Self::Init(arguments) => init::run(&arguments, streams),
            Self::Completions(arguments) => completions::run(&arguments, whole(), streams),
            Self::Man(arguments) => man::run(&arguments, whole(), streams),
            Self::Book(arguments) => book::run(&arguments, whole(), streams),
        }
    }
}

/// Help and version go to standard output with 0, a wrong command line to standard error with 2.
fn usage(message: &clap::Error) -> ExitCode {
    let _ = message.print();
    if message.use_stderr() { Exit::Failed.code() } else { ExitCode::SUCCESS }
}
