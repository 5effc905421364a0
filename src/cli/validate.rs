//! `teiscribe validate PATH…`: every document is judged by all that applies to it; nothing passes that was not judged.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{Document, Failure, Report, Texts, Verdict};
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
    pub(super) reporting: Reporting,
}

/// Documents judged at once; their texts are in memory together.
const BATCH: usize = 64;

/// Judges all documents; one that cannot be read does not stop the others.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let schemas = LocalSchemas::kept_in(cache(arguments));
    let given = match given_schema(arguments, &schemas) {
        Ok(given) => given,
        Err(unusable) => return unusable_schema(unusable, arguments, streams),
    };
    let found = walk(&arguments.paths, arguments.force_exclude);
    let mut run = Run { checks: checks(arguments), given, schemas, report: Report::default() };
    if !arguments.allow_empty {
        let failures = found.missing.into_iter().map(|missing| Failure { path: missing.path.display().to_string(), reason: missing.reason });
        run.report.failures.extend(failures);
    }
    for batch in found.files.chunks(BATCH) {
        let judged: Vec<Outcome> = batch.par_iter().map(|path| run.document(path, arguments)).collect();
        for (path, outcome) in batch.iter().zip(judged) {
            run.take(path, outcome);
        }
    }
    for loaded in run.schemas.loaded() {
        run.note(&loaded);
    }
    let reported = streams.report(&run.report, &arguments.reporting, false)?;
    streams.err(&summary(&run.report))?;
    let nothing = run.report.documents.is_empty() && !arguments.allow_empty;
    let not_done = nothing || !run.report.failures.is_empty() || run.report.count_of(Verdict::NotValidated) > 0;
    Ok(reported.max(if not_done { Exit::Failed } else { Exit::of(&run.report.findings, &arguments.reporting) }))
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
            let source = files::read(path).ok().and_then(|bytes| xml::decode(&path.to_string_lossy(), bytes).ok());
            let mut report = Report::default();
            report.add(&path.to_string_lossy(), vec![*finding], &source.iter().collect());
            Ok(report)
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

fn summary(report: &Report) -> String {
    let failures = report.failures.iter().map(|failure| format!("error: {failure}\n"));
    let judged_by = report.judged_by().map(|line| format!("  {line}\n"));
    failures.chain(std::iter::once(report.summary() + "\n")).chain(judged_by).collect()
}

/// A run over many documents.
struct Run {
    checks: BTreeSet<Check>,
    given: Option<Arc<Loaded>>,
    schemas: LocalSchemas,
    report: Report,
}

/// What came of one path.
enum Outcome {
    Unreadable(Failure),
    /// A document that is no text.
    Undecodable(Box<Diagnostic>),
    Judged(Box<Source>, Judged),
}

impl Run {
    fn document(&self, path: &Path, arguments: &Arguments) -> Outcome {
        let bytes = match files::read_within(path, arguments.limits.size) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Outcome::Undecodable(arguments.limits.too_large(path)),
            Err(failure) => return Outcome::Unreadable(failure),
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Outcome::Unreadable(Failure { path: path.display().to_string(), reason: "the document is empty".to_owned() });
        }
        let source = match xml::decode(&path.to_string_lossy(), bytes) {
            Ok(source) => source,
            Err(finding) => return Outcome::Undecodable(finding),
        };
        let text = text_of(&source, path, arguments);
        let request = Request {
            checks: &self.checks,
            schema: self.given.as_ref(),
            schemas: &self.schemas,
            text: text.as_ref(),
            limits: arguments.limits.reading(),
        };
        let judged = judge(&source, &request);
        Outcome::Judged(Box::new(source), judged)
    }

    /// What is worth knowing about a schema, once a run.
    fn note(&mut self, loaded: &Loaded) {
        self.report.add(&loaded.judge.name, loaded.schema.notes(), &loaded.schema.sources().iter().collect());
    }

    fn take(&mut self, path: &Path, outcome: Outcome) {
        let path = path.to_string_lossy().into_owned();
        let verdict = match outcome {
            Outcome::Unreadable(failure) => {
                self.report.failures.push(failure);
                Verdict::NotRead
            }
            Outcome::Undecodable(finding) => {
                self.report.add(&path, vec![*finding], &Texts::default());
                Verdict::Invalid
            }
            Outcome::Judged(source, judged) => self.take_judged(&path, &source, judged),
        };
        self.report.documents.push(Document { path, verdict });
    }

    fn take_judged(&mut self, path: &str, source: &Source, judged: Judged) -> Verdict {
        let verdict = match judged.findings.iter().any(|finding| finding.severity == Severity::Error) {
            _ if judged.incomplete => Verdict::NotValidated,
            true => Verdict::Invalid,
            false => Verdict::Valid,
        };
        for by in judged.judged_by {
            *self.report.judges.entry(by).or_default() += 1;
        }
        self.report.rules_skipped += judged.rules_skipped;
        let schemas = judged.schemas.iter().flat_map(|loaded| loaded.schema.sources());
        self.report.add(path, judged.findings, &std::iter::once(source).chain(schemas).collect());
        verdict
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
