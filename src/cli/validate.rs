//! `teiscribe validate PATH…`: every document is judged by all that applies to it; nothing passes that was not judged.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{Report, Sources};
use crate::source::Source;
use crate::validate::document::{Check, Judged, Loaded, NoSchema, Request, judge};
use crate::workspace::{LocalSchemas, walk};
use crate::{json, xml};

use super::outcome::Exit;
use super::output::Streams;
use super::{Reporting, files, limits::Limiting};

/// Arguments of `validate`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Documents (TEI and other XML, JSON-LD, parsed transcripts) or folders of them; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// RELAX NG schema (.rng, .rnc) to judge XML by, whatever the documents name
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
    /// Checks to make
    #[arg(long, value_delimiter = ',', value_name = "CHECKS", value_parser = PossibleValuesParser::new(Check::ALL.iter().map(|check| check.name())))]
    checks: Vec<String>,
    /// The text of which a JSON-LD document gives places; without it the file that the document names is looked for beside it
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    #[command(flatten)]
    limits: Limiting,
    /// Folder for compiled schemas; else that of the variable `TEISCRIBE_CACHE`, else `teiscribe` in the user's cache folder
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Compile every schema anew and keep none
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
    /// Let ignore files hold for files named outright too
    #[arg(long)]
    force_exclude: bool,
    /// Succeed where there is nothing to judge
    #[arg(long)]
    allow_empty: bool,
    #[command(flatten)]
    reporting: Reporting,
}

/// Documents judged at once; their texts are in memory together.
const BATCH: usize = 64;

/// Judges all documents; one that cannot be read does not stop the others.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let schemas = LocalSchemas::kept_in(cache(arguments));
    let given = match given_schema(arguments, &schemas) {
        Ok(given) => given,
        Err(report) => return unusable_schema(report, arguments, streams),
    };
    let found = walk(&arguments.paths, arguments.force_exclude);
    let mut run = Run { checks: checks(arguments), given, schemas, count: Count::default(), report: Report::default() };
    let missing = if arguments.allow_empty { Vec::new() } else { found.missing };
    for path in &missing {
        streams.err(&format!("error: {path}\n"))?;
    }
    for batch in found.files.chunks(BATCH) {
        let judged: Vec<Outcome> = batch.par_iter().map(|path| run.document(path, arguments)).collect();
        for outcome in judged {
            run.take(outcome);
        }
    }
    for loaded in run.schemas.loaded() {
        run.note(&loaded);
    }
    streams.report(&run.report, &arguments.reporting, false)?;
    for message in &run.count.unreadable {
        streams.err(&format!("error: {message}\n"))?;
    }
    streams.err(&run.count.summary(&run.report))?;
    let not_done =
        !missing.is_empty() || run.count.incomplete > 0 || !run.count.unreadable.is_empty() || (run.count.files == 0 && !arguments.allow_empty);
    Ok(if not_done { Exit::Failed } else { Exit::of(&run.report.findings, &arguments.reporting) })
}

/// Where compiled schemas are kept.
fn cache(arguments: &Arguments) -> Option<PathBuf> {
    if arguments.no_cache {
        return None;
    }
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let of_user = || folder("XDG_CACHE_HOME").filter(|folder| folder.is_absolute()).or_else(|| folder("HOME").map(|home| home.join(".cache")));
    arguments.cache.clone().or_else(|| folder("TEISCRIBE_CACHE")).or_else(|| of_user().map(|folder| folder.join("teiscribe")))
}

fn checks(arguments: &Arguments) -> BTreeSet<Check> {
    let wanted = |check: &Check| arguments.checks.is_empty() || arguments.checks.iter().any(|name| name == check.name());
    Check::ALL.into_iter().filter(wanted).collect()
}

/// The schema of `--schema`.
fn given_schema(arguments: &Arguments, schemas: &LocalSchemas) -> Result<Option<Arc<Loaded>>, Result<Report, String>> {
    let Some(path) = &arguments.schema else { return Ok(None) };
    schemas.file(path).map(Some).map_err(|failure| match failure {
        NoSchema::Absent(reason) => Err(format!("the schema cannot be read: {reason}")),
        NoSchema::Unusable(finding) => {
            let mut sources = Sources::default();
            if let Ok(source) = files::read(path).map_err(drop).and_then(|bytes| xml::decode(&path.to_string_lossy(), bytes).map_err(drop)) {
                sources.add(Arc::new(source));
            }
            Ok(Report { findings: vec![*finding], sources })
        }
    })
}

fn unusable_schema(report: Result<Report, String>, arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    match report {
        Ok(report) => {
            streams.report(&report, &arguments.reporting, false)?;
            streams.err("error: the schema cannot be used; nothing was judged\n")?;
        }
        Err(message) => streams.err(&format!("error: {message}\n"))?,
    }
    Ok(Exit::Failed)
}

/// A run over many documents.
struct Run {
    checks: BTreeSet<Check>,
    given: Option<Arc<Loaded>>,
    schemas: LocalSchemas,
    count: Count,
    report: Report,
}

/// What came of one path.
enum Outcome {
    Unreadable(String),
    /// A document that is no text.
    Undecodable(Box<Diagnostic>),
    Judged(Arc<Source>, Judged),
}

/// What a run counts.
#[derive(Default)]
struct Count {
    files: usize,
    invalid: usize,
    incomplete: usize,
    unreadable: Vec<String>,
    /// By what documents were judged, with their number.
    judged_by: BTreeMap<String, usize>,
}

impl Run {
    fn document(&self, path: &Path, arguments: &Arguments) -> Outcome {
        let bytes = match files::read_within(path, arguments.limits.size) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Outcome::Undecodable(arguments.limits.too_large(path)),
            Err(error) => return Outcome::Unreadable(error.to_string()),
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Outcome::Unreadable(format!("{}: the document is empty", path.display()));
        }
        let source = match xml::decode(&path.to_string_lossy(), bytes) {
            Ok(source) => source,
            Err(finding) => return Outcome::Undecodable(finding),
        };
        let text = text_of(&source, path, arguments);
        let request = Request {
            checks: &self.checks,
            schema: self.given.as_deref(),
            schemas: &self.schemas,
            text: text.as_ref(),
            limits: arguments.limits.reading(),
        };
        let judged = judge(&source, &request);
        Outcome::Judged(Arc::new(source), judged)
    }

    /// What is worth knowing about a schema, once a run.
    fn note(&mut self, loaded: &Loaded) {
        let notes = loaded.schema.notes();
        if !notes.is_empty() {
            loaded.schema.sources().iter().for_each(|source| self.report.sources.add(Arc::new(source.clone())));
        }
        self.report.findings.extend(notes);
    }

    fn take(&mut self, outcome: Outcome) {
        self.count.files += 1;
        match outcome {
            Outcome::Unreadable(message) => self.count.unreadable.push(message),
            Outcome::Undecodable(finding) => {
                self.count.invalid += 1;
                self.report.findings.push(*finding);
            }
            Outcome::Judged(source, judged) => {
                self.count.invalid += usize::from(judged.findings.iter().any(|finding| finding.severity == Severity::Error));
                self.count.incomplete += usize::from(judged.incomplete);
                for by in judged.judged_by {
                    *self.count.judged_by.entry(by).or_default() += 1;
                }
                if !judged.findings.is_empty() {
                    self.report.sources.add(source);
                }
                self.report.findings.extend(judged.findings);
            }
        }
    }
}

/// The text that a JSON-LD document speaks of: the one given, or the file it names, if it lies beside it.
fn text_of(document: &Source, path: &Path, arguments: &Arguments) -> Option<Source> {
    let decode = |path: &Path| Source::from_bytes(&path.to_string_lossy(), std::fs::read(path).ok()?).ok();
    if let Some(given) = &arguments.source {
        return decode(given);
    }
    let parsed = json::parse(document).ok()?;
    let encoding = parsed.root().get("encoding")?.as_array()?;
    let named = encoding.iter().find(|file| file.get("sha256").is_some())?.get("name")?.as_str()?;
    decode(&path.with_file_name(Path::new(named).file_name()?))
}

impl Count {
    fn summary(&self, report: &Report) -> String {
        let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let counts = [(self.invalid, "invalid"), (self.incomplete, "not validated"), (self.unreadable.len(), "not read")];
        let counts = counts.iter().filter(|(count, what)| *count > 0 || *what == "invalid").map(|(count, what)| format!("{count} {what}"));
        let found = [(Severity::Error, "error"), (Severity::Warning, "warning")].map(|(severity, what)| plural(report.count(severity), what));
        let documents = plural(self.files, "document");
        let first = format!("{documents}: {} ({})\n", counts.collect::<Vec<_>>().join(", "), found.join(", "));
        let judged_by = self.judged_by.iter().map(|(by, count)| format!("  {} judged by {by}\n", plural(*count, "document")));
        std::iter::once(first).chain(judged_by).collect()
    }
}
