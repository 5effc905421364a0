//! Comparisons as people and machines read them: one file for each format, one ordered table.

mod concise;
mod human;
mod json;
mod markdown;

use std::fmt;

use super::{Comparison, Script};

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

/// All files of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files, in the order of their names.
    pub files: Vec<File>,
    /// Whether two documents were named, so that no line needs the name of a file.
    pub single: bool,
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
pub const FORMATS: &[&dyn Format] = &[&human::Human, &concise::Concise, &json::Json, &markdown::Markdown];

/// The format called `name`.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// A report as a string.
pub fn to_string(format: &dyn Format, report: &Report) -> String {
    let mut text = String::new();
    let _ = format.write(report, &mut text);
    text
}
