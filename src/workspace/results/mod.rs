//! What came of documents, kept from one run to the next.
//!
//! A result holds for a document's bytes, everything else that judging it asked for (schemas with all they include, the
//! text that a JSON-LD document speaks of) as it was then, the options of the run and the build of the program. When any of
//! these differs the document is judged anew: a result never stands in for a verdict that could be another one. All results
//! of a folder are one file, a line each; a file that is damaged counts as none.

mod record;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Judge;
use crate::files::Pending;
use crate::report::Finding;
use crate::source::{Source, sha256};
use crate::validate::document::Schemas;

use super::once::Once;

/// What came of a document.
#[derive(Debug, Default)]
pub struct Judgement {
    /// What was found, in text order, each with the reason for which an instruction suppresses it.
    pub findings: Vec<(Finding, Option<String>)>,
    /// By what it was judged.
    pub judged_by: Vec<Judge>,
    /// Rules that apply to it and were not evaluated.
    pub rules_skipped: usize,
    /// Whether something that was asked for could not be done.
    pub incomplete: bool,
    /// What it rests on beside the document.
    pub needs: Vec<Need>,
}

/// Something that a result rests on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Need {
    /// The schema that the document names so.
    Schema {
        /// As the document writes it.
        href: String,
        /// Digest of the schema and all it includes.
        digest: String,
    },
    /// A file; one that was not there has no digest.
    File {
        /// Where it was looked for.
        path: PathBuf,
        /// SHA-256 of its bytes.
        digest: Option<String>,
    },
}

/// Results kept in a file, and those of this run.
#[derive(Debug, Default)]
pub struct Results {
    place: Option<PathBuf>,
    text: String,
    /// For each document its line.
    lines: BTreeMap<String, Range<usize>>,
    made: Mutex<BTreeMap<String, String>>,
    /// Digests of files on which results rest, each read once.
    digests: Once<PathBuf, Option<String>>,
}

/// A result of more bytes than this is not kept: judging anew is no slower than reading it.
const LONGEST: usize = 1 << 20;

impl Results {
    /// The results kept in `folder` for runs of this set-up; without a folder none are kept.
    pub fn open(folder: Option<&Path>, setup: &str) -> Self {
        let place = folder.map(|folder| folder.join(format!("{}.results", sha256(format!("{}\n{setup}", build()).as_bytes()))));
        let text = place.as_ref().and_then(|place| fs::read_to_string(place).ok()).and_then(|text| sound(&text)).unwrap_or_default();
        let lines = lines(&text);
        Self { place, text, lines, ..Self::default() }
    }

    /// Whether results are kept at all.
    pub fn are_kept(&self) -> bool {
        self.place.is_some()
    }

    /// What came of the document at `path` when its bytes had this digest, if all it rests on is as it was.
    pub fn find(&self, path: &str, digest: &str, schemas: &dyn Schemas) -> Option<Judgement> {
        let line = &self.text[self.lines.get(path)?.clone()];
        let (known, record) = line.split_once('\t')?.1.split_once('\t')?;
        let judgement = if known == digest { record::read(record)? } else { return None };
        judgement.needs.iter().all(|need| self.holds(need, path, schemas)).then_some(judgement)
    }

    /// Whether something is as it was for the document at `path`.
    fn holds(&self, need: &Need, path: &str, schemas: &dyn Schemas) -> bool {
        match need {
            Need::Schema { href, digest } => schemas.schema(&Source::from_text(path, ""), href).is_ok_and(|loaded| loaded.digest() == digest),
            Need::File { path, digest } => self.digest(path) == *digest,
        }
    }

    fn digest(&self, path: &Path) -> Option<String> {
        self.digests.get(path.to_owned(), || fs::read(path).ok().map(|bytes| sha256(&bytes)))
    }

    /// Keeps what came of a document. What could not be done is tried again in each run.
    pub fn keep(&self, path: &str, digest: &str, judgement: &Judgement) {
        if self.place.is_none() || judgement.incomplete || path.contains(['\t', '\n', '\r']) {
            return;
        }
        let Some(record) = record::write(judgement).filter(|record| record.len() <= LONGEST) else { return };
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), format!("{path}\t{digest}\t{record}\n"));
    }

    /// Writes the results of this run over those of earlier ones, of which those of files that are gone are left out. That it
    /// cannot be written is no fault.
    pub fn close(self) {
        let made = self.made.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(place) = self.place.filter(|_| !made.is_empty()) else { return };
        let old = self.lines.iter().filter(|(path, _)| !made.contains_key(*path) && Path::new(path).exists());
        let mut lines: BTreeMap<&str, &str> = old.map(|(path, line)| (&**path, &self.text[line.clone()])).collect();
        lines.extend(made.iter().map(|(path, line)| (&**path, &**line)));
        let body: String = lines.into_values().collect();
        let _ = Pending::draft(&place, format!("{}\n{body}", sha256(body.as_bytes())).as_bytes()).and_then(Pending::commit);
    }
}

/// What tells one build of the program from another.
fn build() -> String {
    let metadata = std::env::current_exe().and_then(fs::metadata).ok();
    let changed = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
    format!("{} {:?} {changed:?}", env!("CARGO_PKG_VERSION"), metadata.map(|metadata| metadata.len()))
}

/// The lines of a file of results, if they are as they were written.
fn sound(text: &str) -> Option<String> {
    let (digest, body) = text.split_once('\n')?;
    (digest == sha256(body.as_bytes())).then(|| body.to_owned())
}

fn lines(text: &str) -> BTreeMap<String, Range<usize>> {
    let mut at = 0;
    let places = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (line.split('\t').next().unwrap_or_default().to_owned(), at - line.len()..at)
    });
    places.collect()
}
