//! Pinned schemas against their copies.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::validate::relaxng::Schema;
use crate::xml;

use super::super::schemas::{Language, Shelf, update, version};
use super::codes::{CHANGED, MISSING, UNUSED, VERSION};
use super::{Entry, Lock, Pinned};

/// What a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// What was pinned.
    Same,
    /// Another text.
    Changed,
    /// Not there.
    Missing,
}

impl State {
    /// The word for it in lists.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "as pinned",
            Self::Changed => "changed",
            Self::Missing => "missing",
        }
    }
}

impl Lock {
    /// What the copy of an entry is.
    pub fn state(&self, entry: &Entry) -> State {
        let path = self.copy(entry);
        match fs::read(&path) {
            Err(_) => State::Missing,
            Ok(bytes) => match decoded(&path, bytes) {
                Ok(source) if source.sha256() == entry.sha256 => State::Same,
                Ok(_) | Err(_) => State::Changed,
            },
        }
    }
}

fn decoded(path: &Path, bytes: Vec<u8>) -> Result<Source, Box<Diagnostic>> {
    xml::decode(&path.to_string_lossy(), bytes)
}

/// Everything that is wrong with pinned schemas, in the order of the lock file.
pub fn verify(shelf: &Shelf) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    for pinned in &shelf.lock.pinned {
        let path = shelf.lock.copy(&pinned.entry);
        match fs::read(&path) {
            Err(reason) => findings.push(missing(pinned, &path, &reason.to_string())),
            Ok(bytes) => match decoded(&path, bytes) {
                Err(finding) => findings.push(*finding),
                Ok(source) => findings.extend(copy(pinned, &path, &source, shelf, &mut used)),
            },
        }
    }
    // What is wrong with a schema may hide what it refers to.
    if findings.is_empty() {
        findings.extend(shelf.lock.pinned.iter().filter(|pinned| pinned.entry.part).filter_map(|pinned| unused(pinned, shelf, &used)));
    }
    findings
}

fn missing(pinned: &Pinned, path: &Path, reason: &str) -> Diagnostic {
    let finding = Diagnostic::error(&MISSING, format!("the copy `{}` is not there: {reason}", path.display()));
    Diagnostic { place: Some(pinned.spans[0].clone()), help: Some(Shelf::restored(&pinned.entry, path)), ..finding }
}

fn copy(pinned: &Pinned, path: &Path, source: &Source, shelf: &Shelf, used: &mut BTreeSet<String>) -> Option<Diagnostic> {
    let entry = &pinned.entry;
    if source.sha256() != entry.sha256 {
        let finding = Diagnostic::error(&CHANGED, shelf.difference(entry, path, source)).help(update(entry, path));
        return Some(Diagnostic { place: Some(pinned.spans[1].clone()), ..finding });
    }
    let stated = version(source);
    if stated != entry.version {
        let said = |version: &Option<String>| version.as_ref().map_or("none".to_owned(), |version| format!("`{version}`"));
        let message = format!("the schema states the version {}, pinned is {}", said(&stated), said(&entry.version));
        return Some(Diagnostic { place: Some(pinned.spans[2].clone()), ..Diagnostic::error(&VERSION, message).help(update(entry, path)) });
    }
    if entry.part || Language::of(source) != Language::RelaxNg {
        return None;
    }
    match Schema::load(source, shelf) {
        Ok(schema) => used.extend(schema.sources().iter().map(|source| source.name().to_owned())),
        Err(finding) => return Some(*finding),
    }
    None
}

fn unused(pinned: &Pinned, shelf: &Shelf, used: &BTreeSet<String>) -> Option<Diagnostic> {
    let path = shelf.lock.copy(&pinned.entry);
    let finding = Diagnostic::warning(&UNUSED, format!("no pinned schema refers to `{}`", pinned.entry.file)).help(UNUSED.remedy);
    (!used.contains(&*path.to_string_lossy())).then(|| Diagnostic { place: Some(pinned.place.clone()), ..finding })
}
