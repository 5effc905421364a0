//! The decisions file of a source: `talk.decisions.toml` beside `talk.txt`, `source.decisions.toml` beside `source.txt`.

use std::path::Path;
use std::sync::Arc;

use crate::annotate::decisions::{self, Decisions};
use crate::convert::decisions_beside;
use crate::diagnostic::Diagnostic;
use crate::report::Failure;
use crate::source::{DecodeError, Source};

use super::files;

/// Why decisions could not be read.
pub(super) enum Unread {
    /// The file cannot be read from the disk.
    Unreadable(Failure),
    /// It is no decisions file.
    Wrong(Arc<Source>, Vec<Diagnostic>),
}

/// The decisions about `input`: those of `named`, else of the file beside it, if there is one.
///
/// # Errors
/// The file that is named is not there, cannot be read, or is no decisions file.
pub(super) fn of(input: &Path, named: Option<&Path>) -> Result<Option<Decisions>, Unread> {
    let path = named.map(Path::to_path_buf).or_else(|| decisions_beside(input).filter(|path| path.exists()));
    path.map(|path| read(&path)).transpose()
}

/// The decisions of one file.
///
/// # Errors
/// It cannot be read, or is no decisions file.
pub(super) fn read(path: &Path) -> Result<Decisions, Unread> {
    let bytes = files::read(path).map_err(Unread::Unreadable)?;
    let shown = path.to_string_lossy();
    let undecodable =
        |fault: DecodeError| Failure { path: format!("{shown}:{}:{}", fault.position.line, fault.position.column), reason: fault.to_string() };
    let source = Source::from_bytes(&shown, bytes).map_err(|fault| Unread::Unreadable(undecodable(fault)))?;
    let source = Arc::new(source);
    decisions::read(&source).map_err(|findings| Unread::Wrong(source, findings))
}
