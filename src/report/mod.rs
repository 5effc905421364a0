//! Findings as people and machines read them: one file for each format, one ordered table.

mod concise;
mod human;
mod json;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// The texts in which something was found, by the name by which findings call them.
#[derive(Debug, Default)]
pub struct Sources(BTreeMap<Arc<str>, Arc<Source>>);

impl Sources {
    /// Keeps a text.
    pub fn add(&mut self, source: Arc<Source>) {
        self.0.insert(source.shared_name(), source);
    }

    /// The text called `name`.
    pub fn get(&self, name: &str) -> Option<&Source> {
        self.0.get(name).map(Arc::as_ref)
    }
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order in which they are printed.
    pub findings: Vec<Diagnostic>,
    /// The texts they were found in, as far as they are kept; a format that shows excerpts does without the rest.
    pub sources: Sources,
}

impl Report {
    /// Number of findings of the severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
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

    /// The report as text, ending in a line feed unless it is empty.
    fn render(&self, report: &Report, style: Style) -> String;
}

/// All formats, in the order in which help lists them.
pub const FORMATS: &[&dyn Format] = &[&human::Human, &concise::Concise, &json::Json, &json::JsonLines];

/// The format called `name`.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
