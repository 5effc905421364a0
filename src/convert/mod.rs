//! The main job: a source is read, annotated, written in the formats asked for, proved and checked. Nothing touches a disk here.

mod check;
pub mod edited;
mod naming;
mod previous;
pub mod proof;
mod summary;

use std::fmt;
use std::sync::Arc;

use crate::annotate::decisions::{self, Applied, Decisions};
use crate::annotate::{Knowledge, annotate};
use crate::diagnostic::Diagnostic;
use crate::model::{Genre, Ledger, PreviousIds, Transcript, Weave};
use crate::read::read;
use crate::source::Source;
use crate::write::{Edition, Options, Writer, tei::Tei};

pub use naming::{decisions_beside, edition_name, is_of_decisions};
pub use previous::{CODES, OTHER_EDITION, previous_ids};
pub use proof::{Failure, Proof, prove};
pub use summary::{SpeakerCount, Summary};

/// What the user asks for.
#[derive(Default)]
pub struct Request {
    /// The formats to write, in the order of [`WRITERS`](crate::write::WRITERS).
    pub writers: Vec<&'static dyn Writer>,
    /// The genre, where the user knows better than the evidence.
    pub genre: Option<Genre>,
    /// What the user knows beyond the text.
    pub knowledge: Knowledge,
    /// Who publishes the edition; it overrides what a parsed transcript says.
    pub publisher: Option<String>,
    /// The edition's own licence; likewise.
    pub licence: Option<String>,
    /// Ids of a previous edition, to be kept.
    pub previous: Option<PreviousIds>,
    /// What the writers are asked for.
    pub options: Options,
}

/// One file of an edition, not yet written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The format's name on the command line; `ledger` for the ledger.
    pub format: &'static str,
    /// What is put behind the edition's name: `.xml`.
    pub extension: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An edition, proved and checked.
#[derive(Debug)]
pub struct Converted {
    /// The transcript it was made from; its queries are what an editor should look at.
    pub transcript: Transcript,
    /// The files, the ledger behind the TEI.
    pub files: Vec<File>,
    /// What the proof counted.
    pub proof: Proof,
    /// What writers have to say: an edition without an address of its own.
    pub notices: Vec<Diagnostic>,
    /// What was found in the source.
    pub summary: Summary,
    /// What an editor decided, if there is a decisions file.
    pub decided: Option<Applied>,
    /// What was checked about the files, one sentence each: "edition.xml: well-formed, every pointer resolves".
    pub checked: Vec<String>,
}

/// Why there is no edition.
#[derive(Debug)]
pub enum Refusal {
    /// The source cannot be read; what is wrong with it.
    Source(Vec<Diagnostic>),
    /// The decisions do not fit the source, which is given to show what is wrong: an edition that lacks one of them is not made.
    Decisions(Arc<Source>, Vec<Diagnostic>),
    /// The edition does not hold the source, or is not valid: a fault of the tool.
    Fault(Fault),
}

/// A fault of the tool itself.
#[derive(Debug)]
pub enum Fault {
    /// The proof failed.
    Proof(Failure),
    /// The tool's own output is not what its schemas demand.
    Invalid {
        /// The format of the file.
        format: &'static str,
        /// What is wrong with it.
        findings: Vec<Diagnostic>,
        /// The file, to show the findings in.
        source: Arc<Source>,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proof(failure) => write!(f, "the edition does not hold the source: {failure}"),
            Self::Invalid { format, findings, .. } => write!(f, "the {format} just made is not valid ({} findings)", findings.len()),
        }
    }
}

impl std::error::Error for Fault {}

/// Turns `source` into an edition called `name`.
///
/// The TEI is always made and proved, whether it is asked for or not: every other format comes from the same weave.
///
/// # Errors
/// A source that is no document, or a fault of the tool.
pub fn convert(source: Arc<Source>, name: &str, request: &Request) -> Result<Converted, Refusal> {
    convert_decided(source, name, None, request)
}

/// Turns `source` into an edition called `name`, in which an editor's decisions stand.
///
/// # Errors
/// What [`convert`] refuses, and decisions that have no place, say too little or contradict each other.
pub fn convert_decided(source: Arc<Source>, name: &str, decisions: Option<&Decisions>, request: &Request) -> Result<Converted, Refusal> {
    let (transcript, decided) = examine(source, name, decisions, request)?;
    edit(transcript, decided, request)
}

/// Reads and annotates `source`, and applies an editor's decisions; nothing is written.
///
/// # Errors
/// A source that is no document, and decisions that have no place, say too little or contradict each other.
pub fn examine(source: Arc<Source>, name: &str, decisions: Option<&Decisions>, request: &Request) -> Result<(Transcript, Option<Applied>), Refusal> {
    let mut transcript = read(source, name, request.genre).map_err(Refusal::Source)?;
    let header = &mut transcript.header;
    header.publisher = request.publisher.clone().or_else(|| header.publisher.take());
    header.licence = request.licence.clone().or_else(|| header.licence.take());
    annotate(&mut transcript, &request.knowledge);
    let decided = decisions.map(|decisions| decide(&mut transcript, decisions)).transpose()?;
    Ok((transcript, decided))
}

/// Puts decisions to a transcript.
fn decide(transcript: &mut Transcript, decisions: &Decisions) -> Result<Applied, Refusal> {
    let source = Arc::clone(&transcript.source);
    decisions::apply(transcript, decisions).map_err(|findings| Refusal::Decisions(source, findings))
}

/// Writes, proves and checks the edition of an annotated transcript.
fn edit(transcript: Transcript, decided: Option<Applied>, request: &Request) -> Result<Converted, Refusal> {
    let edition = write(&transcript, request).map_err(Refusal::Fault)?;
    let summary = Summary::of(&transcript);
    let mut notices = edition.notices;
    notices.extend(decided.iter().flat_map(|applied| applied.notices.iter().cloned()));
    Ok(Converted { files: edition.files, proof: edition.proof, checked: edition.checked, notices, summary, decided, transcript })
}

/// The weave of a transcript with the ids that `request` asks for; a warning where those of the previous edition belong to another document.
pub fn weave<'t>(transcript: &'t Transcript, request: &Request) -> (Weave<'t>, Option<Diagnostic>) {
    match request.previous.as_ref().map(|previous| previous::fitting(previous, transcript)) {
        None => (Weave::new(transcript), None),
        Some(Ok(previous)) => (Weave::carrying_over(transcript, previous), None),
        Some(Err(warning)) => (Weave::new(transcript), Some(*warning)),
    }
}

struct Written {
    files: Vec<File>,
    proof: Proof,
    checked: Vec<String>,
    notices: Vec<Diagnostic>,
}

fn write(transcript: &Transcript, request: &Request) -> Result<Written, Fault> {
    let (weave, other_edition) = weave(transcript, request);
    let edition = Edition { weave: &weave, options: &request.options };
    let ledger = Ledger::of(&weave);
    let tei = Tei.write(&edition);
    let proof = prove_bytes(transcript, &tei, &ledger).map_err(Fault::Proof)?;
    let mut written = Written { files: Vec::new(), proof, checked: Vec::new(), notices: other_edition.into_iter().collect() };
    let mut tei = Some(tei);
    for writer in &request.writers {
        let notices = writer.notices(&edition);
        written.notices.extend(notices.into_iter().filter(|notice| !written.notices.contains(notice)).collect::<Vec<_>>());
        let bytes = if writer.format() == Tei.format() { tei.take().unwrap_or_default() } else { writer.write(&edition) };
        let (bytes, sentence) = check::check(transcript, writer.format(), writer.extension(), bytes)?;
        written.checked.extend(sentence);
        written.files.push(File { format: writer.format(), extension: writer.extension(), bytes });
        if writer.format() == Tei.format() {
            written.files.push(File { format: "ledger", extension: ".ledger.json", bytes: ledger_bytes(&ledger) });
        }
    }
    Ok(written)
}

fn prove_bytes(transcript: &Transcript, tei: &[u8], ledger: &Ledger) -> Result<Proof, Failure> {
    let text = std::str::from_utf8(tei).map_err(|error| Failure(format!("the TEI is no UTF-8: {error}")))?;
    prove(transcript, text, ledger)
}

fn ledger_bytes(ledger: &Ledger) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(ledger).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
