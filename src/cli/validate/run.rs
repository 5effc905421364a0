//! One run over all documents: what is to be judged, on all cores, one report, one exit code.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::ThreadPool;
use rayon::prelude::*;

use crate::files::Pending;
use crate::report::{Acceptance, Accepted, Document, Failure, Report, Verdict, plural};
use crate::validate::document::{Loaded, NoSchema};
use crate::workspace::results::Results;
use crate::workspace::settings::Settings;
use crate::workspace::{Baseline, Found, LocalSchemas, LocalTargets, Since, walk};

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::progress::Progress;
use super::Arguments;
use super::document::{Judging, Outcome};

/// Why a run cannot begin.
enum Refused {
    /// A schema of `--schema` is none.
    Schema(Box<Report>),
    /// The lock file or a catalogue cannot be relied on.
    Shelf(Box<Report>),
    Message(String),
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

/// How a run ended.
pub(super) struct Done {
    pub exit: Exit,
    /// The files of the schemas that were used.
    pub schemas: Vec<PathBuf>,
}

/// Judges all documents; one that cannot be read does not stop the others.
pub(super) fn once(arguments: &Arguments, settings: &Settings, threads: &ThreadPool, streams: &mut Streams) -> io::Result<Done> {
    match prepared(arguments, settings, threads) {
        Ok(run) => run.finish(arguments, threads, streams),
        Err(Refused::Message(message)) => streams.err(&format!("error: {message}\n")).map(|()| failed()),
        Err(Refused::Shelf(report)) => unusable_shelf(&report, streams).map(|_| failed()),
        Err(Refused::Schema(report)) => {
            streams.report(&report, &arguments.reporting, false)?;
            streams.err("error: the schema cannot be used; nothing was judged\n")?;
            Ok(failed())
        }
    }
}

const fn failed() -> Done {
    Done { exit: Exit::Failed, schemas: Vec::new() }
}

/// A run that can begin.
struct Run {
    schemas: LocalSchemas,
    given: Vec<Arc<Loaded>>,
    baseline: Option<(PathBuf, Baseline)>,
    files: Vec<PathBuf>,
    /// What narrowed the files down, in words.
    narrowed: String,
    /// Whether it is right that nothing is judged.
    may_be_empty: bool,
    report: Report,
}

fn prepared(arguments: &Arguments, settings: &Settings, threads: &ThreadPool) -> Result<Run, Refused> {
    let baseline = arguments.baseline.as_ref().map(|path| read_baseline(path, arguments.write_baseline)).transpose()?;
    let shelf = arguments.shelving.shelf(None).map_err(Refused::Shelf)?;
    let schemas = LocalSchemas::kept_in(shelf, arguments.cache());
    let given = arguments.schema.iter().map(|name| given_schema(name, &schemas)).collect::<Result<_, _>>()?;
    let mut found = walk(&arguments.paths, arguments.force_exclude);
    found.missing.retain(|missing| !(missing.empty && arguments.allow_empty));
    let failures = found.missing.drain(..).map(|missing| Failure { path: missing.path.display().to_string(), reason: missing.reason });
    let report = Report { failures: failures.collect(), ..Report::default() };
    let may_be_empty = arguments.allow_empty || arguments.since.is_some() || found.excluded > 0;
    let narrowed = threads.install(|| narrow(&mut found, arguments, settings, &schemas))?;
    Ok(Run { schemas, given, baseline, files: found.files, narrowed, may_be_empty, report })
}

fn read_baseline(path: &PathBuf, may_be_new: bool) -> Result<(PathBuf, Baseline), String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(reason) if reason.kind() == io::ErrorKind::NotFound && may_be_new => None,
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => {
            return Err(format!("the baseline {} is not there; make it with --write-baseline", path.display()));
        }
        Err(reason) => return Err(format!("the baseline {} cannot be read: {reason}", path.display())),
    };
    let baseline = Baseline::read(path, text.as_deref()).map_err(|reason| format!("{} is no baseline: {reason}", path.display()))?;
    Ok((path.clone(), baseline))
}

/// A schema of `--schema`.
fn given_schema(name: &Path, schemas: &LocalSchemas) -> Result<Arc<Loaded>, Refused> {
    schemas.given(name).map_err(|failure| match failure {
        NoSchema::Absent { .. } | NoSchema::Changed { .. } => Refused::Message(format!("the schema cannot be used: {failure}")),
        NoSchema::Unusable(finding) => {
            let at = finding.place.as_ref().map(|place| place.path.to_string()).unwrap_or_default();
            Refused::Schema(Box::new(Report::about(&name.to_string_lossy(), vec![*finding], &schemas.shelf.text(&at))))
        }
    })
}

/// A lock file or a catalogue that cannot be relied on: nothing is done.
pub(in super::super) fn unusable_shelf(report: &Report, streams: &mut Streams) -> io::Result<Exit> {
    streams.findings(report)?;
    streams.err("error: schemas cannot be looked up; nothing was done\n")?;
    Ok(Exit::Failed)
}

/// Leaves of the files those that `--since` means, and says so.
fn narrow(found: &mut Found, arguments: &Arguments, settings: &Settings, schemas: &LocalSchemas) -> Result<String, String> {
    let excluded = match found.excluded {
        0 => String::new(),
        count => format!("{} left out by ignore files\n", plural(count, "file")),
    };
    let Some(revision) = &arguments.since else { return Ok(excluded) };
    let since = Since::new(revision)?;
    let shelf = schemas.shelf.files();
    let whole = arguments.schema.iter().chain(&arguments.source).chain(&shelf);
    let whole = whole.chain(settings.file.as_ref()).find(|file| since.concerns_whole(file));
    if let Some(file) = whole {
        return Ok(format!("{excluded}{} changed since {revision}, which concerns all documents\n", file.display()));
    }
    let all = found.files.len();
    found.files = since.of(&found.files);
    Ok(format!("{excluded}{} of {} concerned by what changed since {revision}\n", found.files.len(), plural(all, "document")))
}

impl Run {
    fn finish(mut self, arguments: &Arguments, threads: &ThreadPool, streams: &mut Streams) -> io::Result<Done> {
        let checks = arguments.checks();
        self.judge(arguments, threads);
        if let Some((_, baseline)) = &self.baseline {
            baseline.apply(&mut self.report, &checks);
        }
        let written = self.write_baseline(arguments, streams)?;
        let reported = streams.report(&self.report, &arguments.reporting, false)?;
        streams.err(&self.closing())?;
        let nothing = self.report.documents.is_empty() && !self.may_be_empty;
        let not_done = nothing || !self.report.failures.is_empty() || self.report.count_of(Verdict::NotValidated) > 0;
        let found = if not_done { Exit::Failed } else { Exit::of(&self.report.findings, &arguments.reporting) };
        let schemas = self.schemas.loaded();
        let files = schemas.iter().flat_map(|loaded| loaded.schema.sources()).map(|source| PathBuf::from(source.name()));
        let files = files.chain(self.schemas.shelf.files());
        Ok(Done { exit: found.max(reported).max(written), schemas: files.filter(|file| file.exists()).collect() })
    }

    fn judge(&mut self, arguments: &Arguments, threads: &ThreadPool) {
        let results = Results::open(arguments.cache().as_deref(), &self.set_up(arguments));
        let targets = LocalTargets::new(arguments.limits.reading());
        let (checks, given) = (arguments.checks(), self.given.clone());
        let judging = Judging { arguments, checks, given, schemas: &self.schemas, targets: &targets, results: &results };
        let progress = Progress::new("documents");
        let (done, faulty) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let judge = |path: &PathBuf| {
            let outcome = judging.document(path);
            let is_faulty = usize::from(matches!(outcome.verdict(), Verdict::Invalid | Verdict::NotRead));
            let faulty = faulty.fetch_add(is_faulty, Ordering::Relaxed) + is_faulty;
            progress.tell(done.fetch_add(1, Ordering::Relaxed) + 1, self.files.len(), faulty);
            outcome
        };
        let outcomes: Vec<Outcome> = threads.install(|| self.files.par_iter().with_max_len(1).map(judge).collect());
        progress.end();
        results.close();
        for (path, outcome) in std::mem::take(&mut self.files).iter().zip(outcomes) {
            take(&mut self.report, path.to_string_lossy().into_owned(), outcome);
        }
        for loaded in self.schemas.loaded() {
            self.report.add(&loaded.judge.name, loaded.notes(), &loaded.schema.sources().iter().collect());
        }
    }

    /// All that results depend on beside documents and what those ask for.
    fn set_up(&self, arguments: &Arguments) -> String {
        let folder = std::env::current_dir().unwrap_or_default();
        let given: Vec<_> = self.given.iter().map(|loaded| (loaded.judge.name.clone(), loaded.digest().to_owned())).collect();
        let (checks, limits) = (arguments.checks(), arguments.limits.reading());
        format!("{} {given:?} {checks:?} {limits:?} {} {:?}", folder.display(), arguments.limits.size, arguments.source)
    }

    /// Writes the baseline anew where that is asked for: what was found is known from then on.
    fn write_baseline(&mut self, arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
        let Some((path, baseline)) = self.baseline.as_ref().filter(|_| arguments.write_baseline) else { return Ok(Exit::Clean) };
        let checks = arguments.checks();
        let written = baseline.renewed(&self.report, &checks).and_then(|text| {
            Pending::write(path, text.as_bytes()).and_then(Pending::commit).map_err(|reason| reason.to_string())?;
            Baseline::read(path, Some(&text))
        });
        match written {
            Ok(renewed) => {
                renewed.apply(&mut self.report, &checks);
                streams.err(&format!("baseline: {} in {}\n", plural(renewed.len(), "finding"), path.display())).map(|()| Exit::Clean)
            }
            Err(reason) => streams.err(&format!("error: {reason}\n")).map(|()| Exit::Failed),
        }
    }

    /// What stands at the end, on standard error.
    fn closing(&self) -> String {
        let failures = self.report.failures.iter().map(|failure| format!("error: {failure}\n"));
        let judged_by = self.report.judged_by().map(|line| format!("  {line}\n"));
        let gone = self.report.gone.filter(|gone| *gone > 0).zip(self.baseline.as_ref());
        let gone =
            gone.map(|(count, (path, _))| format!("{} of {} gone; --write-baseline takes them out\n", plural(count, "finding"), path.display()));
        let lines = std::iter::once(self.narrowed.clone()).chain(failures).chain([self.report.summary() + "\n"]).chain(judged_by);
        lines.chain(gone).collect()
    }
}

/// Takes up what came of a document.
fn take(report: &mut Report, path: String, outcome: Outcome) {
    let verdict = outcome.verdict();
    match outcome {
        Outcome::Unreadable(failure) => report.failures.push(failure),
        Outcome::Judged(judgement) => {
            for by in judgement.judged_by {
                *report.judges.entry(by).or_default() += 1;
            }
            report.rules_skipped += judgement.rules_skipped;
            for (finding, reason) in judgement.findings {
                match reason {
                    Some(reason) => report.accepted.push(Accepted { finding, by: Acceptance::Suppressed(reason) }),
                    None => report.findings.push(finding),
                }
            }
        }
    }
    report.documents.push(Document { path, verdict });
}
