//! OASIS XML Catalogs 1.1: where the text of an address lies on this machine.
//!
//! `https://example.org/tei.rng` and an entry `<rewriteURI uriStartString="https://example.org/" rewritePrefix="schemas/"/>` give
//! `schemas/tei.rng`. A schema is looked for as a URI, then as a system identifier, and `urn:publicid:…` as a public identifier.

pub mod codes;
mod entry;
mod read;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::report::{Report, Texts};
use crate::source::Source;
use crate::xml;

use super::address;
use codes::UNREADABLE;
use entry::{About, Does, Entry, public_id};

/// The catalogues of a run, each read once, when it is first asked.
#[derive(Debug, Default)]
pub struct Catalogs {
    given: Vec<String>,
    read: Mutex<BTreeMap<String, Read>>,
}

type Read = Result<Arc<Vec<Entry>>, String>;

/// What catalogues give for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mapped {
    /// The address to take.
    pub to: String,
    /// The catalogue that says so.
    pub catalog: PathBuf,
    /// The line of its entry.
    pub line: usize,
}

/// What an answer came to, and why some catalogue could not be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub mapped: Option<Mapped>,
    /// Catalogues that others name and that cannot be read.
    pub troubles: Vec<String>,
}

impl Catalogs {
    /// The catalogues in the files `given`, the first asked first.
    ///
    /// # Errors
    /// What is wrong with each of them.
    pub fn load(given: &[PathBuf]) -> Result<Self, Box<Report>> {
        let mut report = Report::default();
        let mut read = BTreeMap::new();
        for path in given {
            match source(path).and_then(|source| read::read(&source).map_err(|fault| (fault, Some(source)))) {
                Ok(entries) => drop(read.insert(address::of_path(path), Ok(Arc::new(entries)))),
                Err((fault, source)) => report.add("", vec![*fault], &source.iter().collect::<Texts<'_>>()),
            }
        }
        if !report.findings.is_empty() {
            return Err(Box::new(report));
        }
        Ok(Self { given: given.iter().map(|path| address::of_path(path)).collect(), read: Mutex::new(read) })
    }

    /// The files named by the variable `XML_CATALOG_FILES`: paths or `file:` addresses, parted by blanks.
    pub fn in_variable(value: &str) -> Vec<PathBuf> {
        value
            .split_ascii_whitespace()
            .map(|word| address::to_path(word).filter(|_| address::is_absolute(word)).unwrap_or_else(|| word.into()))
            .collect()
    }

    /// The files that were read, those too that others name.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.keys().filter_map(|catalog| address::to_path(catalog)).collect()
    }

    /// What they give for `address` (section 7.2).
    pub(super) fn find(&self, address: &str) -> Answer {
        let mut search = Search { catalogs: self, asked: BTreeSet::new(), troubles: Vec::new() };
        let mapped = if let Some(id) = public_id(address) {
            search.list(&self.given, &id, About::Public)
        } else {
            let address = address::normal(address);
            let found = search.list(&self.given, &address, About::Uri);
            search.asked.clear();
            found.or_else(|| search.list(&self.given, &address, About::System))
        };
        search.troubles.dedup();
        Answer { mapped, troubles: search.troubles }
    }

    fn read(&self, catalog: &str) -> Read {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(catalog.to_owned()).or_insert_with(|| open(catalog)).clone()
    }
}

fn open(catalog: &str) -> Read {
    let path = address::to_path(catalog).ok_or_else(|| format!("the catalogue {catalog} is on the network, and nothing is fetched"))?;
    let entries = source(&path).and_then(|source| read::read(&source).map_err(|fault| (fault, None)));
    entries.map(Arc::new).map_err(|(fault, _)| {
        let line = fault.place.as_ref().map(|place| format!(":{}:{}", place.start.line, place.start.column)).unwrap_or_default();
        if line.is_empty() { fault.message.clone() } else { format!("{}{line}: {}", path.display(), fault.message) }
    })
}

fn source(path: &Path) -> Result<Source, (Box<Diagnostic>, Option<Source>)> {
    let unreadable = |reason| {
        let message = format!("{}: the catalogue cannot be read: {reason}", path.display());
        Box::new(Diagnostic::error(&UNREADABLE, message).help(UNREADABLE.remedy))
    };
    let bytes = fs::read(path).map_err(|reason| (unreadable(reason), None))?;
    xml::decode(&path.to_string_lossy(), bytes).map_err(|fault| (fault, None))
}

/// One search through all catalogues. None is asked twice, so that catalogues which name each other come to an end.
struct Search<'c> {
    catalogs: &'c Catalogs,
    asked: BTreeSet<String>,
    troubles: Vec<String>,
}

/// What one catalogue, with those it names, comes to.
enum Came {
    To(Mapped),
    ToNothing,
    /// Another catalogue answers for such addresses, and it has none.
    ToAnEnd,
}

impl Search<'_> {
    fn list(&mut self, catalogs: &[String], wanted: &str, about: About) -> Option<Mapped> {
        for catalog in catalogs {
            match self.one(catalog, wanted, about) {
                Came::To(mapped) => return Some(mapped),
                Came::ToNothing => {}
                Came::ToAnEnd => return None,
            }
        }
        None
    }

    fn one(&mut self, catalog: &str, wanted: &str, about: About) -> Came {
        if !self.asked.insert(catalog.to_owned()) {
            return Came::ToNothing;
        }
        let entries = match self.catalogs.read(catalog) {
            Ok(entries) => entries,
            Err(trouble) => {
                self.troubles.push(trouble);
                return Came::ToNothing;
            }
        };
        let mapped = |(to, line)| Came::To(Mapped { to, catalog: address::to_path(catalog).unwrap_or_default(), line });
        if let Some(found) = here(&entries, wanted, about) {
            return mapped(found);
        }
        let delegates = delegates(&entries, wanted, about);
        if !delegates.is_empty() {
            return self.list(&delegates, wanted, about).map_or(Came::ToAnEnd, Came::To);
        }
        let next: Vec<String> = entries.iter().filter(|entry| entry.form.does == Does::Continues).map(|entry| entry.to.clone()).collect();
        self.next(&next, wanted, about)
    }

    fn next(&mut self, catalogs: &[String], wanted: &str, about: About) -> Came {
        for catalog in catalogs {
            match self.one(catalog, wanted, about) {
                Came::ToNothing => {}
                came @ (Came::To(_) | Came::ToAnEnd) => return came,
            }
        }
        Came::ToNothing
    }
}

/// What the entries of one catalogue give themselves: by name, then by the longest beginning, then by the longest end.
fn here(entries: &[Entry], wanted: &str, about: About) -> Option<(String, usize)> {
    let which = |does| entries.iter().filter(move |entry| entry.form.about == about && entry.form.does == does);
    if let Some(entry) = which(Does::Names).find(|entry| entry.from == wanted) {
        return Some((entry.to.clone(), entry.line));
    }
    if let Some(entry) = longest(which(Does::Rewrites).filter(|entry| wanted.starts_with(&entry.from))) {
        return Some((format!("{}{}", entry.to, &wanted[entry.from.len()..]), entry.line));
    }
    longest(which(Does::Ends).filter(|entry| wanted.ends_with(&entry.from))).map(|entry| (entry.to.clone(), entry.line))
}

/// The entry with the longest beginning or end; of equally long ones the first.
fn longest<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<&'e Entry> {
    entries.min_by_key(|entry| Reverse(entry.from.len()))
}

/// The catalogues that answer for such addresses, the one with the longest beginning first.
fn delegates(entries: &[Entry], wanted: &str, about: About) -> Vec<String> {
    let mut found: Vec<&Entry> =
        entries.iter().filter(|entry| entry.form.does == Does::Delegates && entry.form.about == about && wanted.starts_with(&entry.from)).collect();
    found.sort_by_key(|entry| Reverse(entry.from.len()));
    found.into_iter().map(|entry| entry.to.clone()).collect()
}

#[cfg(test)]
mod tests;
