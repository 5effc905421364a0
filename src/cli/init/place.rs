//! One file of `teiscribe init` into its place: written where nothing is, kept where something is.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::Error;
use crate::files::Pending;

use super::templates::Template;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// The file was not there.
    Written,
    /// The file was there and was replaced, as asked for.
    Replaced,
    /// Lines were added to the file.
    Added,
    /// The file holds all it should.
    AsItShouldBe,
    /// The file is another one and was left.
    Left,
}

/// Puts the file into `folder`.
///
/// # Errors
/// A file that is there cannot be read, or the file cannot be written.
pub(super) fn place(template: &Template, folder: &Path, force: bool) -> Result<Placed, Error> {
    let path = folder.join(template.path);
    let there = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => return written(&path, &template.text, Placed::Written),
        Err(reason) => return Err(Error::read(&path, reason)),
    };
    if template.by_line {
        let missing = missing_lines(&template.text, &there);
        return if missing.is_empty() { Ok(Placed::AsItShouldBe) } else { written(&path, &joined(&there, &missing), Placed::Added) };
    }
    let has_entry = template.entry.as_ref().is_some_and(|entry| there.replace("\r\n", "\n").contains(entry.trim_end()));
    match () {
        () if has_entry || there == template.text => Ok(Placed::AsItShouldBe),
        () if force => written(&path, &template.text, Placed::Replaced),
        () => Ok(Placed::Left),
    }
}

fn written(path: &Path, text: &str, placed: Placed) -> Result<Placed, Error> {
    Pending::write(path, text.as_bytes()).and_then(Pending::commit).map(|()| placed)
}

/// The lines of `wanted` that `there` lacks; its comments only together with a line.
fn missing_lines(wanted: &str, there: &str) -> String {
    let lacks = |line: &&str| !there.lines().any(|other| other.trim() == line.trim());
    let missing: Vec<&str> = wanted.lines().filter(lacks).collect();
    if missing.iter().all(|line| line.starts_with('#')) { String::new() } else { missing.join("\n") + "\n" }
}

fn joined(there: &str, missing: &str) -> String {
    let break_between = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
    format!("{there}{break_between}{missing}")
}
