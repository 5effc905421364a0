//! Two documents named on the command line; an edit script applied to one.

use std::io;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::diff::formats::{File, Report, Status};
use crate::diff::{Script, compare, script};
use crate::source::Source;

use super::{Arguments, failed};
use crate::cli::files;
use crate::cli::outcome::Exit;
use crate::cli::output::Streams;

/// What changed between two documents.
///
/// # Errors
/// One cannot be read, is not well-formed, or they are of two kinds.
pub(super) fn compared(old: &Path, new: &Path, arguments: &Arguments) -> Result<Report, String> {
    let (one, other) = (read(old)?, read(new)?);
    let comparison = compare(&one, &other, &arguments.options()).map_err(|fault| told(&fault))?;
    let wants_script = arguments.format.iter().any(|target| target.format.name() == "json");
    let script = wants_script.then(|| script(&one, &other)).transpose().map_err(|fault| told(&fault))?;
    let name = |path: &Path| path.to_string_lossy().into_owned();
    let file = File { old: name(old), new: name(new), status: Status::Changed, comparison, script };
    Ok(Report { files: vec![file], single: true, ..Report::default() })
}

/// The canonical form of the version to which a script leads.
///
/// # Errors
/// The script is none, or was made for another document.
pub(super) fn applied(path: &Path, old: &Path, reverse: bool) -> Result<String, String> {
    let (edits, old) = (read(path)?, read(old)?);
    let script = Script::parse(&edits).map_err(|fault| told(&fault))?;
    let script = if reverse { script.inverted() } else { script };
    script.apply(&old).map_err(|fault| told(&fault))
}

/// A document, decoded as it declares.
pub(in crate::cli) fn read(path: &Path) -> Result<Source, String> {
    decoded(&path.to_string_lossy(), files::read(path).map_err(|error| error.to_string())?)
}

/// The bytes of a document as it declares them.
pub(super) fn decoded(name: &str, bytes: Vec<u8>) -> Result<Source, String> {
    crate::xml::decode(name, bytes).map_err(|fault| told(&fault))
}

/// A finding on one line, with its place.
pub(in crate::cli) fn told(fault: &Diagnostic) -> String {
    let help = fault.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    match &fault.place {
        Some(place) => format!("{}:{}:{}: [{}] {}{help}", place.path, place.start.line, place.start.column, fault.code.id, fault.message),
        None => format!("[{}] {}{help}", fault.code.id, fault.message),
    }
}

/// Prints a text, or why there is none.
pub(in crate::cli) fn printed(text: Result<String, String>, streams: &mut Streams) -> io::Result<Exit> {
    match text {
        Ok(text) => streams.out(text.as_bytes()).map(|()| Exit::Clean),
        Err(message) => failed(&message, streams),
    }
}
