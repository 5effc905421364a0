//! `teiscribe convert IN… --to tei,jsonld -o DIR`: every source becomes an edition, all of whose files are written or none.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use rayon::prelude::*;

use crate::annotate::authority;
use crate::convert::{self, Converted, Fault, Refusal, Request, convert_decided};
use crate::diagnostic::Diagnostic;
use crate::files::Pending;
use crate::model::Register;
use crate::report::{Document, Failure, Finding, Report, Verdict};
use crate::source::Source;
use crate::write::WRITERS;

use super::decided::{self, Unread};
use super::files;
use super::making::Making;
use super::outcome::Exit;
use super::output::Streams;
use super::{Reporting, summary};

/// Arguments of `convert`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Transcripts: text files or parsed transcripts as JSON; `-` is standard input
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// Formats to write
    #[arg(long, value_delimiter = ',', value_name = "FORMATS", default_value = "tei,jsonld", value_parser = PossibleValuesParser::new(WRITERS.iter().map(|writer| writer.format())))]
    to: Vec<String>,
    /// Folder for the editions, or the file where one format of one source is written; `-` is standard output
    #[arg(short, long, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    /// Write who and what was found, in all sources together, as an authority file to be corrected once and used for a whole corpus
    #[arg(long, value_name = "FILE")]
    register: Option<PathBuf>,
    /// Decisions of an editor, for one source; without it those of `<stem>.decisions.toml` beside the source, if there are any
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    making: Making,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Sources converted at once; their editions are in memory together.
const BATCH: usize = 32;

/// Converts every input; one that fails does not stop the others.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let plan = match Plan::new(arguments) {
        Ok(plan) => plan,
        Err(message) => {
            streams.err(&format!("error: {message}\n"))?;
            return Ok(Exit::Failed);
        }
    };
    let mut run = Run::default();
    let mut register = Register::default();
    for batch in plan.jobs.chunks(BATCH) {
        let done: Vec<Done> = batch.par_iter().map(|job| job.run(&plan)).collect();
        for (job, done) in batch.iter().zip(done) {
            if let (Done::Edition(_, converted), Some(_)) = (&done, &arguments.register) {
                register.absorb(&converted.transcript.register);
            }
            let exit = run.finish(job, done, &plan, arguments, streams)?;
            run.exit = run.exit.max(exit);
        }
    }
    let reported = streams.report(&run.report, &arguments.reporting, matches!(plan.output, Output::Standard))?;
    streams.err(&run.closing)?;
    let exit = run.exit.max(reported);
    match &arguments.register {
        Some(path) => Ok(exit.max(write_register(path, &register, &plan, streams)?)),
        None => Ok(exit),
    }
}

/// Writes what was found, with what the user knew already; a file that somebody may have corrected is never replaced by another text.
fn write_register(path: &Path, register: &Register, plan: &Plan, streams: &mut Streams) -> io::Result<Exit> {
    let text = authority::write(register, &plan.request.knowledge.authority);
    if std::fs::read(path).is_ok_and(|there| there != text.as_bytes()) {
        streams.err(&format!("error: {} is there already and may have been corrected; give --register another name\n", path.display()))?;
        return Ok(Exit::Failed);
    }
    match Pending::write(path, text.as_bytes()).and_then(Pending::commit) {
        Ok(()) => streams.err(&format!("register: {} entries in {}\n", authority::entries(register).count(), path.display())).map(|()| Exit::Clean),
        Err(error) => streams.err(&format!("error: {error}\n")).map(|()| Exit::Failed),
    }
}

/// What a run over many sources gathers.
#[derive(Default)]
struct Run {
    report: Report,
    /// What is printed at the end: summaries and failures.
    closing: String,
    exit: Exit,
}

/// One source and the name of its edition.
struct Job {
    input: PathBuf,
    name: String,
}

/// What came of a source.
enum Done {
    /// It cannot be read from the disk.
    Unreadable(Failure),
    /// It is no text, or no document.
    Refused(Vec<Arc<Source>>, Vec<Diagnostic>),
    /// A fault of the tool.
    Fault(Fault),
    /// An edition.
    Edition(Vec<Arc<Source>>, Box<Converted>),
}

/// All that is to be done, known before anything is read.
struct Plan {
    jobs: Vec<Job>,
    request: Request,
    decisions: Option<PathBuf>,
    output: Output,
}

/// Where editions go.
enum Output {
    Folder(PathBuf),
    File(PathBuf),
    Standard,
}

impl Arguments {
    /// What is asked of the conversion of each source.
    ///
    /// # Errors
    /// Why the command line makes no sense.
    pub(super) fn request(&self) -> Result<Request, String> {
        let writers = WRITERS.iter().copied().filter(|writer| self.to.iter().any(|format| format == writer.format())).collect();
        self.making.request(writers, self.inputs.len())
    }
}

impl Plan {
    /// # Errors
    /// Why the command line makes no sense.
    fn new(arguments: &Arguments) -> Result<Self, String> {
        let jobs: Vec<Job> = arguments.inputs.iter().map(|input| Job { input: input.clone(), name: edition_name(input) }).collect();
        let mut seen: BTreeMap<&str, &Path> = BTreeMap::new();
        for job in &jobs {
            if let Some(other) = seen.insert(&job.name, &job.input) {
                return Err(format!("{} and {} would both become the edition `{}`", other.display(), job.input.display(), job.name));
            }
        }
        let request = arguments.request()?;
        let output = output_of(arguments, jobs.len(), request.writers.len())?;
        if arguments.decisions.is_some() && jobs.len() > 1 {
            return Err("--decisions takes the decisions about one source; those about several lie beside them".to_owned());
        }
        Ok(Self { jobs, request, decisions: arguments.decisions.clone(), output })
    }

    fn path_of(&self, job: &Job, extension: &str) -> PathBuf {
        match &self.output {
            Output::Folder(folder) => folder.join(format!("{}{extension}", job.name)),
            Output::File(path) if extension == ".ledger.json" => path.with_extension("ledger.json"),
            Output::File(path) => path.clone(),
            Output::Standard => PathBuf::from("-"),
        }
    }
}

/// A folder, unless one format of one source is asked for and the path looks like a file.
fn output_of(arguments: &Arguments, sources: usize, formats: usize) -> Result<Output, String> {
    let single = sources == 1 && formats == 1;
    let reads_standard_input = arguments.inputs[0] == Path::new("-");
    match &arguments.output {
        None if single && reads_standard_input => Ok(Output::Standard),
        None => Ok(Output::Folder(PathBuf::new())),
        Some(path) if path == Path::new("-") && single => Ok(Output::Standard),
        Some(path) if path == Path::new("-") => Err("standard output takes one format of one source".to_owned()),
        Some(path) if single && path.extension().is_some() && !path.is_dir() => Ok(Output::File(path.clone())),
        Some(path) if path.is_file() => Err(format!("{} is a file; several files need a folder", path.display())),
        Some(path) => Ok(Output::Folder(path.clone())),
    }
}

/// How the edition of `input` is called; the folder's name is asked of the disk, so that `source.txt` has one too.
pub(super) fn edition_name(input: &Path) -> String {
    convert::edition_name(input, || {
        let folder = input.parent().filter(|folder| !folder.as_os_str().is_empty())?;
        folder.canonicalize().ok()?.file_name().map(|name| name.to_string_lossy().into_owned())
    })
}

impl Job {
    fn run(&self, plan: &Plan) -> Done {
        let bytes = match files::read(&self.input) {
            Ok(bytes) => bytes,
            Err(failure) => return Done::Unreadable(failure),
        };
        let shown = self.input.to_string_lossy();
        let source = match Source::from_bytes(&shown, bytes) {
            Ok(source) => Arc::new(source),
            Err(fault) => {
                let path = format!("{shown}:{}:{}", fault.position.line, fault.position.column);
                return Done::Unreadable(Failure { path, reason: fault.to_string() });
            }
        };
        let decisions = match decided::of(&self.input, plan.decisions.as_deref()) {
            Ok(decisions) => decisions,
            Err(Unread::Unreadable(message)) => return Done::Unreadable(message),
            Err(Unread::Wrong(file, findings)) => return Done::Refused(vec![file], findings),
        };
        let mut sources = vec![Arc::clone(&source)];
        sources.extend(decisions.as_ref().map(|decisions| Arc::clone(&decisions.source)));
        match convert_decided(source, &self.name, decisions.as_ref(), &plan.request) {
            Ok(converted) => Done::Edition(sources, Box::new(converted)),
            Err(Refusal::Source(findings)) => Done::Refused(sources, findings),
            Err(Refusal::Decisions(text, findings)) => {
                sources.push(text);
                Done::Refused(sources, findings)
            }
            Err(Refusal::Fault(fault)) => Done::Fault(fault),
        }
    }
}

impl Run {
    fn finish(&mut self, job: &Job, done: Done, plan: &Plan, arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
        match done {
            Done::Unreadable(failure) => {
                self.say(&format!("error: {failure}\n"));
                self.report.failures.push(failure);
                Ok(Exit::Failed)
            }
            Done::Refused(sources, findings) => {
                self.add(job, &sources, findings, Verdict::Invalid);
                self.say(&format!("{}: no edition was made\n", job.input.display()));
                Ok(Exit::Failed)
            }
            Done::Fault(fault) => Ok(self.faulty(job, fault)),
            Done::Edition(sources, converted) => self.edition(job, &sources, &converted, plan, arguments, streams),
        }
    }

    fn say(&mut self, text: &str) {
        self.closing.push_str(text);
    }

    /// Takes up a source with what was found about it, and gives that back.
    fn add(&mut self, job: &Job, sources: &[Arc<Source>], findings: Vec<Diagnostic>, verdict: Verdict) -> &[Finding] {
        let path = job.input.display().to_string();
        let before = self.report.findings.len();
        self.report.add(&path, findings, &sources.iter().map(Arc::as_ref).collect());
        self.report.documents.push(Document { path, verdict });
        &self.report.findings[before..]
    }

    fn faulty(&mut self, job: &Job, fault: Fault) -> Exit {
        self.say(&format!("internal error: {}: {fault}; nothing was written. Please report it with the source.\n", job.input.display()));
        if let Fault::Invalid { findings, source, .. } = fault {
            self.add(job, &[source], findings, Verdict::Invalid);
        }
        Exit::Fault
    }

    fn edition(
        &mut self,
        job: &Job,
        sources: &[Arc<Source>],
        converted: &Converted,
        plan: &Plan,
        arguments: &Arguments,
        streams: &mut Streams,
    ) -> io::Result<Exit> {
        let written = if matches!(plan.output, Output::Standard) {
            streams.out(&converted.files[0].bytes)?;
            Ok(vec![PathBuf::from("-")])
        } else {
            write_files(job, converted, plan)
        };
        let written = match written {
            Ok(written) => written,
            Err(message) => {
                self.say(&format!("error: {message}; nothing of this edition was written\n"));
                return Ok(Exit::Failed);
            }
        };
        let mut findings = converted.transcript.queries.clone();
        findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span));
        findings.extend(converted.notices.iter().cloned());
        let findings = self.add(job, sources, findings, Verdict::Valid);
        let (exit, summary) = (Exit::of(findings, &arguments.reporting), summary::of(&job.input, converted, findings, &written));
        self.say(&summary);
        Ok(exit)
    }
}

/// Writes all files of an edition beside their places, then moves them there.
fn write_files(job: &Job, converted: &Converted, plan: &Plan) -> Result<Vec<PathBuf>, String> {
    let paths: Vec<PathBuf> = converted.files.iter().map(|file| plan.path_of(job, file.extension)).collect();
    let input = job.input.canonicalize().ok();
    if let Some(path) = paths.iter().find(|path| input.is_some() && path.canonicalize().ok() == input) {
        return Err(format!("{} is the source itself; choose another folder with -o", path.display()));
    }
    let pending: Result<Vec<Pending>, _> = paths.iter().zip(&converted.files).map(|(path, file)| Pending::write(path, &file.bytes)).collect();
    for pending in pending.map_err(|error| error.to_string())? {
        pending.commit().map_err(|error| error.to_string())?;
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_called_by_its_file_or_its_folder() {
        assert_eq!(edition_name(Path::new("talks/minutes-3.txt")), "minutes-3");
        assert_eq!(edition_name(Path::new("x/note.transcript.json")), "note");
        assert_eq!(edition_name(Path::new("-")), "transcript");
    }
}
