//! An edit script: what to take out of the canonical form of one version, and what to put in, to have that of the other.
//!
//! Each edit names its place in both (line and column, from 1), the characters that go and those that come. Applied the other way it leads back.

use serde::{Deserialize, Serialize};

use super::align::align;
use super::codes::{SCRIPT, STALE_SCRIPT};
use super::tree::hash_of;
use super::words;
use crate::diagnostic::Diagnostic;
use crate::source::{Position, Source};

/// All edits between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Script {
    /// SHA-256 of the canonical form of the old version.
    pub old_sha256: String,
    /// SHA-256 of the canonical form of the new version.
    pub new_sha256: String,
    /// The edits, in text order; none overlaps another.
    pub edits: Vec<Edit>,
}

/// One stretch that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Line and column where it begins in the old canonical form.
    pub old: (usize, usize),
    /// Line and column where it begins in the new canonical form.
    pub new: (usize, usize),
    /// The characters that go.
    pub remove: String,
    /// The characters that come.
    pub insert: String,
}

impl Script {
    /// The edits between two canonical forms.
    pub(super) fn between(old: &str, new: &str) -> Self {
        let (lefts, rights) = (lines(old), lines(new));
        let keys = |text: &str, lines: &[(usize, usize)]| lines.iter().map(|&(start, end)| hash_of(&text.as_bytes()[start..end])).collect::<Vec<_>>();
        let pairs = align(&keys(old, &lefts), &keys(new, &rights));
        let (before, behind) = (Source::from_text("", old), Source::from_text("", new));
        let mut edits = Vec::new();
        let (mut left, mut right) = (0, 0);
        for (one, other) in pairs.into_iter().chain([(lefts.len(), rights.len())]) {
            let gone = (start(&lefts, left, old), start(&lefts, one, old));
            let come = (start(&rights, right, new), start(&rights, other, new));
            for op in words::compare(&old[gone.0..gone.1], &new[come.0..come.1]).into_iter().filter(|op| !op.same) {
                edits.push(Edit {
                    old: place(&before, gone.0 + op.old.start),
                    new: place(&behind, come.0 + op.new.start),
                    remove: old[gone.0 + op.old.start..gone.0 + op.old.end].to_owned(),
                    insert: new[come.0 + op.new.start..come.0 + op.new.end].to_owned(),
                });
            }
            (left, right) = (one + 1, other + 1);
        }
        Self { old_sha256: digest(old), new_sha256: digest(new), edits }
    }

    /// Reads a script, or the `script` of a report of `teiscribe diff --format json`.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(source: &Source) -> Result<Self, Box<Diagnostic>> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Any {
            Script(Script),
            Report { script: Script },
        }
        match serde_json::from_str(source.text()) {
            Ok(Any::Script(script) | Any::Report { script }) => Ok(script),
            Err(error) => Err(Box::new(Diagnostic::error(&SCRIPT, format!("`{}` is no edit script: {error}", source.name())).help(SCRIPT.remedy))),
        }
    }

    /// The script that leads back.
    #[must_use]
    pub fn inverted(&self) -> Self {
        let edits = self.edits.iter().map(|edit| Edit { old: edit.new, new: edit.old, remove: edit.insert.clone(), insert: edit.remove.clone() });
        Self { old_sha256: self.new_sha256.clone(), new_sha256: self.old_sha256.clone(), edits: edits.collect() }
    }

    /// Applies the edits to a document; gives the canonical form of the new version.
    ///
    /// # Errors
    /// The document is not well-formed, or not the one that the script was made for.
    pub fn apply(&self, source: &Source) -> Result<String, Box<Diagnostic>> {
        let old = super::canonical(source)?;
        let new = (digest(&old) == self.old_sha256).then(|| self.edited(&old)).flatten().filter(|new| digest(new) == self.new_sha256);
        new.ok_or_else(|| {
            let message = format!("the edit script was made for another document than `{}`", source.name());
            Box::new(Diagnostic::error(&STALE_SCRIPT, message).help(STALE_SCRIPT.remedy))
        })
    }

    fn edited(&self, old: &str) -> Option<String> {
        let mut cursor = Cursor { text: old, lines: lines(old), line: 0, column: 1, at: 0 };
        let mut new = String::with_capacity(old.len());
        let mut at = 0;
        for edit in &self.edits {
            let start = cursor.seek(edit.old)?;
            new.push_str(old.get(at..start)?);
            new.push_str(&edit.insert);
            old.get(start..)?.strip_prefix(edit.remove.as_str())?;
            at = start + edit.remove.len();
        }
        new.push_str(old.get(at..)?);
        Some(new)
    }
}

/// Start and end of each line, its line feed included.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            (start, at)
        })
        .collect()
}

fn start(lines: &[(usize, usize)], line: usize, text: &str) -> usize {
    lines.get(line).map_or(text.len(), |line| line.0)
}

fn place(source: &Source, at: usize) -> (usize, usize) {
    let Position { line, column } = source.position(at);
    (line, column)
}

/// A place that moves on through a text; canonical forms have no line ends but line feeds.
struct Cursor<'t> {
    text: &'t str,
    lines: Vec<(usize, usize)>,
    line: usize,
    column: usize,
    at: usize,
}

impl Cursor<'_> {
    /// The byte at a line and column, counted from the last place where it stands on the same line before it.
    fn seek(&mut self, (line, column): (usize, usize)) -> Option<usize> {
        if line != self.line || column < self.column {
            let start = self.lines.get(line.checked_sub(1)?).map_or(self.text.len(), |line| line.0);
            (self.line, self.column, self.at) = (line, 1, start);
        }
        let rest = &self.text[self.at..];
        let step = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(column.checked_sub(self.column)?)?;
        (self.column, self.at) = (column, self.at + step);
        Some(self.at)
    }
}

fn digest(text: &str) -> String {
    Source::from_text("", text).sha256()
}
