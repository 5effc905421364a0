//! The report as one JSON document: every change with both places, and the edit script that `diff --apply` takes.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::{File, Format, Report, Status};
use crate::diff::{Change, Piece, Place, Script};
use crate::json::emit;

/// One JSON document.
pub(super) struct Json;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    version: u8,
    files: Vec<Entry<'a>>,
    /// How many documents say the same.
    same: usize,
    /// Files that differ and are not compared.
    not_compared: &'a [String],
    failures: Vec<Failed<'a>>,
    /// The edits, where two documents were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<&'a Script>,
}

#[derive(Serialize)]
struct Failed<'a> {
    name: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    old: &'a str,
    new: &'a str,
    status: &'static str,
    differs: bool,
    counts: BTreeMap<&'static str, usize>,
    changes: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    kind: &'static str,
    sigil: char,
    block: &'a str,
    detail: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    speaker: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<At>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<(&'static str, &'a str)>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct At {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
}

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
        let script = report.files.first().filter(|_| report.single).and_then(|file| file.script.as_ref());
        let document = Document {
            version: 1,
            files: report.files.iter().map(entry).collect(),
            same: report.same,
            not_compared: &report.not_compared,
            failures: report.failures.iter().map(|one| Failed { name: &one.name, reason: &one.reason }).collect(),
            script,
        };
        out.write_str(&emit::to_string(&document, 5).map_err(|_| fmt::Error)?)
    }
}

fn entry(file: &File) -> Entry<'_> {
    Entry {
        old: &file.old,
        new: &file.new,
        status: match file.status {
            Status::Changed => "changed",
            Status::Added => "added",
            Status::Removed => "removed",
            Status::Renamed => "renamed",
        },
        differs: file.status != Status::Changed || file.comparison.differs(),
        counts: file.comparison.counts().into_iter().map(|(kind, count)| (kind.name(), count)).collect(),
        changes: file.comparison.changes.iter().map(line).collect(),
    }
}

fn line(change: &Change) -> Line<'_> {
    Line {
        kind: change.kind.name(),
        sigil: change.sigil.character(),
        block: &change.block,
        detail: &change.detail,
        speaker: &change.speaker,
        old: change.old.map(at),
        new: change.new.map(at),
        words: change.words.iter().map(word).collect(),
    }
}

fn at(place: Place) -> At {
    At {
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
        start: place.span.start,
        end: place.span.end,
    }
}

fn word(piece: &Piece) -> (&'static str, &str) {
    match piece {
        Piece::Same(text) => ("same", text),
        Piece::Removed(text) => ("removed", text),
        Piece::Added(text) => ("added", text),
    }
}
