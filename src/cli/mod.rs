//! The command line: one file for each command; arguments in, one library call, a report and an exit code out.
//!
//! Exit codes: 0 clean, 1 findings, 2 the job could not be done, 101 a fault of the tool.

mod convert;
mod explain;
mod files;
mod outcome;
mod output;
mod summary;
mod validate;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Severity;
use crate::report::FORMATS;

use outcome::Exit;
use output::Streams;

/// Transcripts of conversations into scholarly TEI P5 XML and JSON-LD, proved against schemas and against the source.
#[derive(Debug, Parser)]
#[command(name = "teiscribe", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Turn transcripts (text, or parsed transcripts as JSON) into editions
    Convert(Box<convert::Arguments>),
    /// Judge documents by their schemas, and their ids, pointers and places
    Validate(validate::Arguments),
    /// Say what a code means: what was found, why it matters, an example, the remedy
    Explain(explain::Arguments),
}

/// What every command that reports findings takes.
#[derive(Debug, Args)]
struct Reporting {
    /// Format of the findings
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name())))]
    format: String,
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
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => return usage(&message),
    };
    let mut streams = Streams::of_process();
    let done = match cli.command {
        Command::Convert(arguments) => convert::run(&arguments, &mut streams),
        Command::Validate(arguments) => validate::run(&arguments, &mut streams),
        Command::Explain(arguments) => explain::run(&arguments, &mut streams),
    };
    // A reader that went away (`| head`) is no fault and needs no message.
    let flushed = streams.flush();
    match done.and_then(|exit| flushed.map(|()| exit)) {
        Ok(exit) => exit.code(),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => Exit::Failed.code(),
    }
}

/// Help and version go to standard output with 0, a wrong command line to standard error with 2.
fn usage(message: &clap::Error) -> ExitCode {
    let _ = message.print();
    if message.use_stderr() { Exit::Failed.code() } else { ExitCode::SUCCESS }
}
