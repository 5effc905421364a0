//! `teiscribe validate PATH…`: every document is judged by all that applies to it; nothing passes that was not judged.

mod document;
mod run;
mod watch;

pub(super) use run::unusable_shelf;

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::validate::document::Check;
use crate::workspace::settings::Settings;

use super::outcome::Exit;
use super::output::Streams;
use super::{Reporting, limits::Limiting, shelving::Shelving};

/// Arguments of `validate`.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Documents (TEI and other XML, JSON-LD, parsed transcripts) or folders of them; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// RELAX NG schema (.rng, .rnc), a file or an address, to judge XML by, whatever the documents name; may be given several times
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    #[command(flatten)]
    shelving: Shelving,
    /// Checks to make
    #[arg(long, value_delimiter = ',', value_name = "CHECKS", value_parser = PossibleValuesParser::new(Check::ALL.iter().map(|check| check.name())))]
    checks: Vec<String>,
    /// The text of which a JSON-LD document gives places; without it the file that the document names is looked for beside it
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    /// Judge only what changed since a revision of git, and what points at something that changed
    #[arg(long, value_name = "REF")]
    since: Option<String>,
    /// File of findings that are known: they are counted, and only new ones fail
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all that is found into the file of `--baseline`, and take out what is gone
    #[arg(long)]
    write_baseline: bool,
    /// Judge again whenever a document or a schema changes, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Documents judged at a time; as many as there are cores, unless given
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    #[command(flatten)]
    limits: Limiting,
    /// Folder for compiled schemas and for what came of documents; else that of the variable `TEISCRIBE_CACHE`, else `teiscribe` in
    /// the user's cache folder
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Compile every schema and judge every document anew, and keep nothing
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
    /// Let ignore files hold for files named outright too
    #[arg(long)]
    force_exclude: bool,
    /// Succeed where there is nothing to judge
    #[arg(long)]
    allow_empty: bool,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Judges all documents, once or again and again.
pub(super) fn run(arguments: &Arguments, settings: &Settings, streams: &mut Streams) -> io::Result<Exit> {
    if arguments.write_baseline && arguments.baseline.is_none() {
        streams.err("error: --write-baseline needs --baseline FILE, the file to write\n")?;
        return Ok(Exit::Failed);
    }
    let threads = rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs.unwrap_or_default().into()).build();
    let Ok(threads) = threads else {
        streams.err("error: the system gives no threads\n")?;
        return Ok(Exit::Failed);
    };
    if arguments.watch { watch::run(arguments, settings, &threads, streams) } else { Ok(run::once(arguments, settings, &threads, streams)?.exit) }
}

impl Arguments {
    fn checks(&self) -> BTreeSet<Check> {
        let wanted = |check: &Check| self.checks.is_empty() || self.checks.iter().any(|name| name == check.name());
        Check::ALL.into_iter().filter(wanted).collect()
    }

    /// Where compiled schemas and results are kept.
    fn cache(&self) -> Option<PathBuf> {
        if self.no_cache {
            return None;
        }
        let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let of_user = || folder("XDG_CACHE_HOME").filter(|folder| folder.is_absolute()).or_else(|| folder("HOME").map(|home| home.join(".cache")));
        self.cache.clone().or_else(|| folder("TEISCRIBE_CACHE")).or_else(|| of_user().map(|folder| folder.join("teiscribe")))
    }
}
