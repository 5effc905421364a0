//! Comparisons as people and machines read them: one file for each format, one ordered table.

mod concise;
mod html;
mod human;
mod json;
mod markdown;

pub use concise::Concise;
pub use human::Human;

use std::fmt;

use super::{Comparison, Script};
use crate::render::counted;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It stands in both versions.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed,
}

/// One file of both versions.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name in the old version; empty for a new file.
    pub old: String,
    /// Its name in the new version; empty for a file that is gone.
    pub new: String,
    /// What became of it.
    pub status: Status,
    /// What changed in it.
    pub comparison: Comparison,
    /// The edits, where a format needs them.
    pub script: Option<Script>,
}

impl File {
    /// The name to call it by.
    pub fn name(&self) -> &str {
        if self.new.is_empty() { &self.old } else { &self.new }
    }

    /// Whether there is anything to say of it.
    pub fn is_silent(&self) -> bool {
        self.status == Status::Changed && self.comparison.is_empty()
    }
}

/// A document that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its name.
    pub name: String,
    /// Why, with the place where there is one: `old.xml:2:7: [xml/end-tag] …`.
    pub reason: String,
}

/// All files of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files, in the order of their names.
    pub files: Vec<File>,
    /// Whether two documents were named, so that no line needs the name of a file.
    pub single: bool,
    /// How many documents stand in both versions and say the same.
    pub same: usize,
    /// Files that differ and are not compared, for their names are not those of XML or JSON.
    pub not_compared: Vec<String>,
    /// Documents that could not be compared.
    pub failures: Vec<Failure>,
    /// Whether escape codes for colour may be used.
    pub colour: bool,
}

/// A format of comparisons.
pub trait Format: Sync {
    /// Its name on the command line: `concise`.
    fn name(&self) -> &'static str;

    /// Writes the report.
    ///
    /// # Errors
    /// `out` refuses it.
    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result;
}

/// All formats, in the order in which help lists them.
pub const FORMATS: &[&dyn Format] = &[&human::Human, &concise::Concise, &json::Json, &markdown::Markdown, &html::Html];

impl Report {
    /// Whether anything differs by more than what is only noted.
    pub fn differs(&self) -> bool {
        self.files.iter().any(|file| file.status != Status::Changed || file.comparison.differs())
    }

    /// The files of which there is something to say.
    fn told(&self) -> Vec<&File> {
        self.files.iter().filter(|file| !file.is_silent()).collect()
    }

    /// How many documents differ, are new, gone, called otherwise, the same: `2 documents differ, 1 is new; 14 say the same`.
    pub fn summary(&self) -> String {
        let count = |status: Status| self.told().iter().filter(|file| file.status == status).count();
        let with = |count: usize, one: &str, many: &str| (count > 0).then(|| counted(count, one, many));
        let parts = [
            Some(counted(count(Status::Changed), "document differs", "documents differ")),
            with(count(Status::Added), "is new", "are new"),
            with(count(Status::Removed), "is gone", "are gone"),
            with(count(Status::Renamed), "has another name", "have other names"),
            with(self.same, "says the same", "say the same"),
            with(self.not_compared.len(), "file is not compared, being neither XML nor JSON", "files are not compared, being neither XML nor JSON"),
            with(self.failures.len(), "could not be compared", "could not be compared"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A report with its place: `markdown=report.md`.
pub type Target = crate::render::Target<dyn Format>;

impl crate::render::Family for dyn Format {
    fn all() -> &'static [&'static Self] {
        FORMATS
    }

    fn called(&self) -> &'static str {
        self.name()
    }
}

/// A report as a string.
pub fn to_string(format: &dyn Format, report: &Report) -> String {
    let mut text = String::new();
    let _ = format.write(report, &mut text);
    text
}
