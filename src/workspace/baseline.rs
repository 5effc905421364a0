//! Findings that were there before: a file lists them, so that an old corpus fails on new ones only.
//!
//! A finding is known by its file, as seen from the folder of the baseline, and by what stays the same when lines move. Of
//! files that a run does not judge the baseline says nothing, and keeps what it has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;
use crate::json::emit;
use crate::report::{Acceptance, Accepted, Finding, Report, Verdict};
use crate::validate::document::Check;

use super::place::real;

/// The findings that are known.
#[derive(Debug)]
pub struct Baseline {
    folder: PathBuf,
    entries: BTreeMap<Key, Entry>,
}

/// File and fingerprint.
type Key = (String, String);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    code: String,
    fingerprint: String,
    message: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u8,
    findings: Vec<Entry>,
}

/// The version of the form of the file.
const VERSION: u8 = 1;

impl Baseline {
    /// The findings listed in `text`, the content of the file at `path`; none, where there is no such file yet.
    ///
    /// # Errors
    /// It is no list of findings.
    pub fn read(path: &Path, text: Option<&str>) -> Result<Self, String> {
        let file = match text {
            None => File { version: VERSION, findings: Vec::new() },
            Some(text) => serde_json::from_str(text).map_err(|reason| reason.to_string())?,
        };
        if file.version != VERSION {
            return Err(format!("it has the version {}, and this program reads version {VERSION}", file.version));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let entries = file.findings.into_iter().map(|entry| ((entry.path.clone(), entry.fingerprint.clone()), entry));
        Ok(Self { folder: real(folder), entries: entries.collect() })
    }

    /// Number of findings that are known.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no finding is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes the findings that are known out of those that count, and counts those that are gone.
    pub fn apply(&self, report: &mut Report, checks: &BTreeSet<Check>) {
        let run = Run::new(self, report, checks);
        let already = report.accepted.iter().filter(|accepted| accepted.by == Acceptance::Known);
        let mut met: BTreeSet<Key> = already.filter_map(|accepted| run.key(&accepted.finding)).collect();
        let known = |finding: &Finding| run.key(finding).filter(|key| self.entries.contains_key(key));
        for finding in std::mem::take(&mut report.findings) {
            match known(&finding) {
                Some(key) => {
                    met.insert(key);
                    report.accepted.push(Accepted { finding, by: Acceptance::Known });
                }
                None => report.findings.push(finding),
            }
        }
        let gone = self.entries.iter().filter(|(key, entry)| !met.contains(*key) && run.judges(entry));
        report.gone = Some(gone.count());
        settle(report);
    }

    /// The file as it should be after this run: all that was found, and what the run does not judge.
    ///
    /// # Errors
    /// None that can be reached: what is written can be.
    pub fn renewed(&self, report: &Report, checks: &BTreeSet<Check>) -> Result<String, String> {
        let run = Run::new(self, report, checks);
        let known = report.accepted.iter().filter(|accepted| accepted.by == Acceptance::Known).map(|accepted| &accepted.finding);
        let found = report.findings.iter().chain(known).filter_map(|finding| Some((run.key(finding)?, finding)));
        let found = found.map(|((path, fingerprint), finding)| Entry {
            path,
            code: finding.diagnostic.code.id.to_owned(),
            fingerprint,
            message: finding.diagnostic.message.clone(),
        });
        let mut findings: Vec<Entry> = found.chain(self.entries.values().filter(|entry| !run.judges(entry)).cloned()).collect();
        findings.sort_by(|one, other| (&one.path, &one.code, &one.fingerprint).cmp(&(&other.path, &other.code, &other.fingerprint)));
        findings.dedup();
        emit::to_string(&File { version: VERSION, findings }, 2).map_err(|reason| reason.to_string())
    }
}

/// A document of which all errors are accepted is so itself.
fn settle(report: &mut Report) {
    let wrong: BTreeSet<&str> =
        report.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).map(|finding| &*finding.document).collect();
    for document in report.documents.iter_mut().filter(|document| document.verdict == Verdict::Invalid) {
        if !wrong.contains(&*document.path) {
            document.verdict = Verdict::Accepted;
        }
    }
}

/// What a run can say about a baseline.
struct Run<'a> {
    /// The paths of the run, as the baseline writes them.
    paths: BTreeMap<String, String>,
    /// Documents that were judged.
    judged: BTreeSet<String>,
    /// Documents of which nobody knows whether they are valid: what was found there is no finding to live with.
    open: BTreeSet<String>,
    folder: &'a Path,
    checks: &'a BTreeSet<Check>,
}

impl<'a> Run<'a> {
    fn new(baseline: &'a Baseline, report: &Report, checks: &'a BTreeSet<Check>) -> Self {
        let mut run = Self { paths: BTreeMap::new(), judged: BTreeSet::new(), open: BTreeSet::new(), folder: &baseline.folder, checks };
        let found = report.findings.iter().chain(report.accepted.iter().map(|accepted| &accepted.finding)).map(Finding::path);
        for path in found.chain(report.documents.iter().map(|document| &*document.path)) {
            if !run.paths.contains_key(path) {
                run.paths.insert(path.to_owned(), seen_from(&baseline.folder, path));
            }
        }
        for document in &report.documents {
            let judged = !matches!(document.verdict, Verdict::NotValidated | Verdict::NotRead);
            if judged {
                run.judged.insert(run.paths[&document.path].clone())
            } else {
                run.open.insert(document.path.clone())
            };
        }
        run
    }

    fn key(&self, finding: &Finding) -> Option<Key> {
        if self.open.contains(&*finding.document) {
            return None;
        }
        Some((self.paths.get(finding.path())?.clone(), finding.within.clone()))
    }

    /// Whether the finding would have been met in this run, if it were there still.
    fn judges(&self, entry: &Entry) -> bool {
        let made = Check::of(&entry.code).is_none_or(|check| self.checks.contains(&check));
        let is_gone = || !entry.path.contains("://") && !self.folder.join(&entry.path).exists();
        made && (self.judged.contains(&entry.path) || is_gone())
    }
}

/// A path as seen from a folder, with `/` between its parts.
fn seen_from(folder: &Path, path: &str) -> String {
    if path.contains("://") || path == "-" || path.is_empty() {
        return path.to_owned();
    }
    let path = real(Path::new(path));
    let shared = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    let parts: Vec<String> = up.chain(path.components().skip(shared)).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder_of_the_baseline() {
        let folder = Path::new("/repository/ci");
        assert_eq!(seen_from(folder, "/repository/ci/a.xml"), "a.xml");
        assert_eq!(seen_from(folder, "/repository/texts/a.xml"), "../texts/a.xml");
        assert_eq!(seen_from(folder, "https://example.org/a.rng"), "https://example.org/a.rng");
    }

    #[test]
    fn a_file_of_another_version_or_form_is_refused() {
        let refused = |text| Baseline::read(Path::new("b.json"), Some(text)).expect_err("no baseline");
        assert!(refused("{\"version\": 2, \"findings\": []}").contains("version 2"));
        assert!(refused("[]").contains("line 1"));
    }
}
