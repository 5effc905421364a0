//! One document of a run: read, found among the results that are kept, or judged; its text is let go at once.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{Failure, Finding, Texts, Verdict};
use crate::source::{Source, sha256};
use crate::validate::document::{Check, Judged, Loaded, NoSchema, Request, Schemas, judge, judge_flowing};
use crate::validate::pointers::Files;
use crate::validate::suppression::{Instructions, suppress, suppress_by};
use crate::workspace::results::{Judgement, Need, Results};
use crate::workspace::{LocalSchemas, LocalTargets};
use crate::xml::{Input, Stop};
use crate::{json, xml};

use super::super::files::{self, Opened};
use super::Arguments;

/// What every document of a run is judged with.
pub(super) struct Judging<'a> {
    pub arguments: &'a Arguments,
    pub checks: BTreeSet<Check>,
    /// The schemas of `--schema`.
    pub given: Vec<Arc<Loaded>>,
    pub schemas: &'a LocalSchemas,
    /// The files that pointers lead into.
    pub targets: &'a LocalTargets,
    pub results: &'a Results,
}

/// What came of one path.
pub(super) enum Outcome {
    Unreadable(Failure),
    Judged(Judgement),
}

impl Outcome {
    /// The verdict on the document.
    pub(super) fn verdict(&self) -> Verdict {
        let Self::Judged(judgement) = self else { return Verdict::NotRead };
        let errors = || judgement.findings.iter().filter(|(finding, _)| finding.diagnostic.severity == Severity::Error);
        match judgement.incomplete {
            true => Verdict::NotValidated,
            false if errors().next().is_none() => Verdict::Valid,
            false if errors().all(|(_, reason)| reason.is_some()) => Verdict::Accepted,
            false => Verdict::Invalid,
        }
    }
}

/// Findings, each with the reason for which it is suppressed.
type Suppressed = Vec<(Diagnostic, Option<String>)>;

impl Judging<'_> {
    /// What comes of the document at `path`.
    pub(super) fn document(&self, path: &Path) -> Outcome {
        let bytes = match files::open(path, self.arguments.limits.size) {
            Ok(Opened::Whole(bytes)) => bytes,
            Ok(Opened::Flowing(from)) => return self.flowing(path, from),
            Ok(Opened::TooLarge) => return Outcome::Judged(undecodable(path, self.arguments.limits.too_large(path))),
            Err(failure) => return Outcome::Unreadable(failure),
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Outcome::Unreadable(Failure { path: path.display().to_string(), reason: "the document is empty".to_owned() });
        }
        if path == Path::new("-") || !self.results.are_kept() {
            return Outcome::Judged(self.judge(path, bytes));
        }
        let (name, digest) = (path.to_string_lossy(), sha256(&bytes));
        let found = self.results.find(&name, &digest, self.schemas);
        Outcome::Judged(found.unwrap_or_else(|| {
            let judgement = self.judge(path, bytes);
            self.results.keep(&name, &digest, &judgement);
            judgement
        }))
    }

    fn judge(&self, path: &Path, bytes: Vec<u8>) -> Judgement {
        let source = match xml::decode(&path.to_string_lossy(), bytes) {
            Ok(source) => source,
            Err(finding) => return undecodable(path, finding),
        };
        let asked = Asked { schemas: self.schemas, targets: self.targets, needs: Mutex::default() };
        let (text, file) = self.text_of(&source, path);
        let limits = self.arguments.limits.reading();
        let request = Request { checks: &self.checks, given: &self.given, schemas: &asked, files: &asked, text: text.as_ref(), limits };
        let judged = judge(&source, &request);
        let needs = asked.needs.into_inner().unwrap_or_else(PoisonError::into_inner);
        Judgement {
            needs: needs.into_iter().chain(file).collect(),
            ..Self::judgement(&source, judged, |source, findings| suppress(source, findings, &self.checks, limits))
        }
    }

    /// Judges an XML document as it comes in; its result is not kept.
    fn flowing(&self, path: &Path, from: Box<dyn Read + Send>) -> Outcome {
        let name = path.to_string_lossy();
        let (source, limits) = (Source::flowing(&name), self.arguments.limits);
        let input = Input::new(&name, from, limits.size);
        let asked = Asked { schemas: self.schemas, targets: self.targets, needs: Mutex::default() };
        let request = Request { checks: &self.checks, given: &self.given, schemas: &asked, files: &asked, text: None, limits: limits.reading() };
        let mut instructions = Instructions::default();
        let judged = match judge_flowing(&source, input, &request, &mut |reader, event| instructions.take(reader, event)) {
            Ok(judged) => judged,
            Err(Stop::Unread(reason)) => return Outcome::Unreadable(Failure { path: name.into(), reason: format!("cannot be read: {reason}") }),
            Err(Stop::TooLarge) => return Outcome::Judged(undecodable(path, limits.too_large(path))),
            Err(Stop::Undecodable(finding)) => return Outcome::Judged(undecodable(path, finding)),
        };
        let is_read = !judged.findings.iter().any(|finding| finding.code.id.starts_with("xml/") && finding.severity == Severity::Error);
        let instructions = if is_read { instructions } else { Instructions::default() };
        Outcome::Judged(Self::judgement(&source, judged, |source, findings| suppress_by(instructions, source, findings, &self.checks)))
    }

    /// What was found, with all that is shown of it, so that the texts need not be kept.
    fn judgement(source: &Source, judged: Judged, suppress: impl FnOnce(&Source, Vec<Diagnostic>) -> Suppressed) -> Judgement {
        let found = suppress(source, judged.findings);
        let (diagnostics, reasons): (Vec<Diagnostic>, Vec<Option<String>>) = found.into_iter().unzip();
        let schemas = judged.schemas.iter().flat_map(|loaded| loaded.schema.sources());
        let texts: Texts<'_> = std::iter::once(source).chain(schemas).collect();
        Judgement {
            findings: Finding::of(source.name(), diagnostics, &texts).zip(reasons).collect(),
            judged_by: judged.judged_by,
            rules_skipped: judged.rules_skipped,
            incomplete: judged.incomplete,
            needs: Vec::new(),
        }
    }

    /// The text that a JSON-LD document speaks of: the one given, or the file it names, if it lies beside it; and what that rests on.
    fn text_of(&self, document: &Source, path: &Path) -> (Option<Source>, Option<Need>) {
        let Some(place) = self.arguments.source.clone().or_else(|| text_beside(document, path)) else { return (None, None) };
        let bytes = std::fs::read(&place).ok();
        let need = Need::File { path: place.clone(), digest: bytes.as_deref().map(sha256) };
        (bytes.and_then(|bytes| Source::from_bytes(&place.to_string_lossy(), bytes).ok()), Some(need))
    }
}

/// Where the text would lie that a JSON-LD document names.
fn text_beside(document: &Source, path: &Path) -> Option<PathBuf> {
    if document.text().trim_start_matches('\u{FEFF}').trim_start().starts_with('<') {
        return None;
    }
    let parsed = json::parse(document).ok()?;
    let encoding = parsed.root().get("encoding")?.as_array()?;
    let named = encoding.iter().find(|file| file.get("sha256").is_some())?.get("name")?.as_str()?;
    Some(path.with_file_name(Path::new(named).file_name()?))
}

/// A document that is no text, or too much of it.
fn undecodable(path: &Path, finding: Box<Diagnostic>) -> Judgement {
    let findings = Finding::of(&path.to_string_lossy(), [*finding], &Texts::default()).map(|finding| (finding, None)).collect();
    Judgement { findings, ..Judgement::default() }
}

/// Schemas and files, with those that a document asked for written down.
struct Asked<'a> {
    schemas: &'a LocalSchemas,
    targets: &'a LocalTargets,
    needs: Mutex<Vec<Need>>,
}

impl Asked<'_> {
    fn needs(&self, need: Need) {
        self.needs.lock().unwrap_or_else(PoisonError::into_inner).push(need);
    }
}

impl Schemas for Asked<'_> {
    fn schema(&self, document: &Source, href: &str) -> Result<Arc<Loaded>, NoSchema> {
        let found = self.schemas.schema(document, href)?;
        self.needs(Need::Schema { href: href.to_owned(), digest: found.digest().to_owned() });
        Ok(found)
    }
}

impl Files for Asked<'_> {
    fn ids(&self, document: &Source, file: &str) -> Option<Arc<BTreeSet<String>>> {
        let target = self.targets.target(document, file)?;
        self.needs(Need::File { path: target.path.clone(), digest: target.digest.clone() });
        target.ids.clone()
    }
}
