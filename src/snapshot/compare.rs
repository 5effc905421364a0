//! Two versions of an output: the same, the same in another form, or changed, with one line for each change.

use std::collections::BTreeMap;

use similar::{ChangeTag, TextDiff};

use crate::diff::formats::{self, Concise, File, Report, Status};
use crate::diff::{self, Comparison, Options, group_key};
use crate::render::Piece;
use crate::source::{Source, sha256};

use super::output::{Kind, Output};

/// A change in an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of change: `text`, `attribute`; `line` where lines are compared.
    pub kind: String,
    /// The change on one line: `~ text       p#p4  …the [-bread-]{+grain+}`.
    pub line: String,
    /// The group of changes that say the same: eight hexadecimal digits, equal in every run.
    pub group: String,
    /// What all changes of the group have in common: `~ text p [-bread-]{+grain+}`.
    pub common: String,
    /// The text of the block, word by word, where words changed.
    pub words: Vec<Piece>,
}

/// What comes of comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Equal bytes, line ends aside.
    Same,
    /// Other bytes that say the same.
    Form,
    /// What differs.
    Changed(Vec<Change>),
    /// The accepted version cannot be read as what it should be.
    Damaged,
}

/// Compares the accepted version of an output with a new one.
pub(super) fn compare(output: &Output, accepted: &str, new: &str) -> Verdict {
    let accepted = if accepted.contains('\r') { &accepted.replace("\r\n", "\n") } else { accepted };
    if accepted == new {
        return Verdict::Same;
    }
    let changes = match output.kind() {
        Kind::Lines => lines(output, accepted, new),
        Kind::Xml | Kind::Json => match structural(output, accepted, new) {
            Some(changes) => changes,
            None => return Verdict::Damaged,
        },
    };
    if changes.is_empty() { Verdict::Form } else { Verdict::Changed(changes) }
}

/// A text in the form in which it is locked; `None` where it is not well-formed.
pub(super) fn canonical(output: &Output, text: &str) -> Option<String> {
    match output.kind() {
        Kind::Lines => None,
        Kind::Xml | Kind::Json => diff::canonical(&Source::from_text(output.file, text)).ok(),
    }
}

/// `None` where one of the versions is not well-formed.
fn structural(output: &Output, accepted: &str, new: &str) -> Option<Vec<Change>> {
    let (old, new) = (Source::from_text(output.file, accepted), Source::from_text(output.file, new));
    let comparison = diff::compare(&old, &new, &Options::default()).ok()?;
    let shown = concise(output, &comparison);
    let changes = comparison.changes.iter().zip(shown.lines());
    Some(changes.map(|(change, line)| of(output, change.kind.name(), line, &group_key(change), change.words.clone())).collect())
}

/// One line for each change.
fn concise(output: &Output, comparison: &Comparison) -> String {
    let name = output.file.to_owned();
    let file = File { old: name.clone(), new: name, status: Status::Changed, comparison: comparison.clone(), script: None };
    let report = Report { files: vec![file], single: true, ..Report::default() };
    formats::to_string(&Concise, &report)
}

fn of(output: &Output, kind: &str, line: &str, common: &str, words: Vec<Piece>) -> Change {
    let mut group = sha256(format!("{}\0{common}", output.name).as_bytes());
    group.truncate(8);
    Change { kind: kind.to_owned(), line: line.to_owned(), group, common: common.to_owned(), words }
}

/// Lines that were added and removed; a finding that only stands elsewhere is none.
fn lines(output: &Output, old: &str, new: &str) -> Vec<Change> {
    let diff = TextDiff::from_lines(old, new);
    let changes: Vec<_> = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal).collect();
    let mut balance: BTreeMap<&str, i32> = BTreeMap::new();
    for change in &changes {
        *balance.entry(without_place(change.value())).or_default() += if change.tag() == ChangeTag::Insert { 1 } else { -1 };
    }
    let told = changes.into_iter().filter(|change| balance[without_place(change.value())] != 0);
    told.map(|change| {
        let sign = if change.tag() == ChangeTag::Insert { '+' } else { '-' };
        let text = change.value().trim_end();
        of(output, "line", &format!("{sign} line       {text}"), &format!("{sign} line {}", without_place(text)), Vec::new())
    })
    .collect()
}

/// A finding without its line and column: `12:5: warning[…] …`.
fn without_place(line: &str) -> &str {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match line.splitn(3, ':').collect::<Vec<_>>().as_slice() {
        [at, column, rest] if number(at) && number(column) => rest.trim_start(),
        _ => line,
    }
}
