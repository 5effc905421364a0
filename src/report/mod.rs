//! Findings as people and machines read them: one file for each format, one ordered table.

mod accepted;
mod concise;
mod excerpt;
mod finding;
mod github;
mod html;
mod human;
mod json;
mod junit;
mod markdown;
mod sarif;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Judge, Severity};
use crate::source::Source;

pub use accepted::{Acceptance, Accepted};
pub use concise::Concise;
pub use excerpt::{Excerpt, Texts};
pub use finding::Finding;
pub use github::GitHub;
pub use human::Human;

pub use crate::render::plural;

/// What a run did and found.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order in which they are printed.
    pub findings: Vec<Finding>,
    /// The documents judged, in the order of the run.
    pub documents: Vec<Document>,
    /// By what documents were judged, with their number.
    pub judges: BTreeMap<Judge, usize>,
    /// Rules that apply and were not evaluated, summed over the documents.
    pub rules_skipped: usize,
    /// What could not be done at all: a path that means nothing, a file that cannot be read.
    pub failures: Vec<Failure>,
    /// Findings that do not count: an instruction suppresses them, or the baseline knows them.
    pub accepted: Vec<Accepted>,
    /// Findings that the baseline knows and that are gone; `None` without a baseline.
    pub gone: Option<usize>,
}

/// Something that could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The path, as the user gave it.
    pub path: String,
    /// Why, without the path.
    pub reason: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// A document and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its path, as the user gave it.
    pub path: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No error was found by all that it was to be judged by.
    Valid,
    /// Errors were found, and all of them are accepted: suppressed, or known by the baseline.
    Accepted,
    /// An error was found.
    Invalid,
    /// Something that it was to be judged by is not at hand; whether it is valid is not known.
    NotValidated,
    /// It could not be read.
    NotRead,
}

impl Verdict {
    /// The words for it in a report.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Accepted => "accepted",
            Self::Invalid => "invalid",
            Self::NotValidated => "not validated",
            Self::NotRead => "not read",
        }
    }
}

impl Report {
    /// What was found about one document, with what `texts` show of it.
    pub fn about<'s>(document: &str, findings: Vec<Diagnostic>, texts: impl IntoIterator<Item = &'s Source>) -> Self {
        let mut report = Self::default();
        report.add(document, findings, &texts.into_iter().collect());
        report
    }

    /// Takes up what was found about a document, with what `texts` show of it.
    pub fn add(&mut self, document: &str, findings: Vec<Diagnostic>, texts: &Texts<'_>) {
        self.findings.extend(Finding::of(document, findings, texts));
    }

    /// Number of findings of the severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }

    /// Number of documents of which that came.
    pub fn count_of(&self, verdict: Verdict) -> usize {
        self.documents.iter().filter(|document| document.verdict == verdict).count()
    }

    /// What a run over documents came to, in one line without line feed:
    /// `3 documents: 1 invalid, 1 not read (2 errors, 0 warnings), 0 rules skipped`.
    pub fn summary(&self) -> String {
        let verdicts =
            [Verdict::Accepted, Verdict::Invalid, Verdict::NotValidated, Verdict::NotRead].map(|verdict| (verdict, self.count_of(verdict)));
        let verdicts = verdicts.iter().filter(|(verdict, count)| *count > 0 || *verdict == Verdict::Invalid);
        let verdicts: Vec<String> = verdicts.map(|(verdict, count)| format!("{count} {}", verdict.name())).collect();
        format!(
            "{}: {} ({}, {}), {} skipped{}",
            plural(self.documents.len(), "document"),
            verdicts.join(", "),
            plural(self.count(Severity::Error), "error"),
            plural(self.count(Severity::Warning), "warning"),
            plural(self.rules_skipped, "rule"),
            self.accepted_in_words(),
        )
    }

    /// By what documents were judged, one line each: `3 documents judged by tei.rnc (sha256 …)`.
    pub fn judged_by(&self) -> impl Iterator<Item = String> {
        self.judges.iter().map(|(judge, count)| format!("{} judged by {judge}", plural(*count, "document")))
    }
}

/// How a report is dressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether escape codes for colour may be used.
    pub colour: bool,
}

/// A format of reports.
pub trait Format: Sync {
    /// Its name on the command line: `concise`.
    fn name(&self) -> &'static str;

    /// Whether a program reads the report, so that nothing else may stand beside it.
    fn is_for_machines(&self) -> bool {
        false
    }

    /// The report as text, ending in a line feed unless it is empty.
    fn render(&self, report: &Report, style: Style) -> String;
}

/// All formats, in the order in which help lists them.
pub const FORMATS: &[&dyn Format] = &[
    &human::Human,
    &concise::Concise,
    &json::Json,
    &json::JsonLines,
    &sarif::Sarif,
    &junit::JUnit,
    &github::GitHub,
    &markdown::Markdown,
    &html::Html,
];

/// A report with its place: `sarif=out.sarif`.
pub type Target = crate::render::Target<dyn Format>;

impl crate::render::Family for dyn Format {
    fn all() -> &'static [&'static Self] {
        FORMATS
    }

    fn called(&self) -> &'static str {
        self.name()
    }
}

/// What every machine-readable report calls the program.
pub(crate) const TOOL: (&str, &str) = ("teiscribe", env!("CARGO_PKG_VERSION"));
