//! Schemas into entries of the lock file: the one named, and every file that it includes or refers to.
//!
//! The whole schema is read before anything is written, so that what cannot be used is not pinned, and what was pinned before is not
//! replaced without being asked.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::validate::bundled;
use crate::validate::document::NoSchema;
use crate::validate::relaxng::{Resolver, Schema};
use crate::xml;

use super::super::address;
use super::super::schemas::{Language, Shelf, version};
use super::codes::NO_SCHEMA;
use super::{Entry, Lock};

/// What is to be pinned.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A file that documents name as such.
    File(PathBuf),
    /// An address, of which a file is the copy.
    Copy(String, PathBuf),
    /// An address, to be fetched.
    Fetched(String),
}

/// Gives what lies at an address.
pub trait Origin {
    /// The bytes at `url`, and the address at which they were found in the end.
    ///
    /// # Errors
    /// Why there are none, as a sentence without full stop.
    fn get(&self, url: &str) -> Result<(Vec<u8>, String), String>;
}

/// Why a schema is not pinned.
#[derive(Debug)]
pub enum Refused {
    /// It is not there, or cannot be read, or cannot be had.
    Absent(String),
    /// It is no schema that can be used; with the texts for an excerpt.
    Unusable(Box<Diagnostic>, Vec<Source>),
    /// What was pinned, or what lies in the place of the copy, is another text.
    Differs(Vec<String>),
}

/// What pinning a schema would write.
#[derive(Debug)]
pub struct Plan {
    /// The entries, that of the schema first, then those of its parts.
    pub entries: Vec<Entry>,
    /// Copies that are not there yet.
    pub copies: Vec<(PathBuf, Vec<u8>)>,
    /// The text of the lock file; `None` where it is that already.
    pub lock: Option<String>,
    /// Where the address led to, if elsewhere.
    pub led_to: Option<String>,
}

/// Reads what is wanted with all its parts and says what is to be written; `into` is the folder for fetched copies. With `update`,
/// what was pinned otherwise gives way.
///
/// # Errors
/// Why it is not pinned.
pub fn plan(wanted: &Wanted, shelf: &Shelf, origin: Option<&dyn Origin>, into: &Path, update: bool) -> Result<Plan, Refused> {
    let pinner = Pinner { shelf, origin, into, parts: RefCell::default() };
    let entry = pinner.entry(wanted).map_err(|failure| failure.refused(&pinner))?;
    match Language::of(&entry) {
        Language::RelaxNg => drop(Schema::load(&entry, &pinner).map_err(|finding| Refused::Unusable(finding, pinner.texts()))?),
        Language::Schematron => {}
        Language::Other => {
            let finding = Diagnostic::error(&NO_SCHEMA, "this is neither RELAX NG nor Schematron").at(&entry, Span::new(0, 0));
            return Err(Refused::Unusable(Box::new(finding.help(NO_SCHEMA.remedy)), pinner.texts()));
        }
    }
    pinner.plan(update)
}

/// A file that is to be pinned.
struct Part {
    url: Option<String>,
    /// Where it was found in the end: what it refers to is fetched from there.
    from: String,
    path: PathBuf,
    /// How the lock file calls the copy.
    name: String,
    source: Source,
    fetched: bool,
}

enum Failure {
    Reason(String),
    NoSchema(NoSchema),
}

impl Failure {
    fn refused(self, pinner: &Pinner<'_>) -> Refused {
        match self {
            Self::Reason(reason) => Refused::Absent(reason),
            Self::NoSchema(NoSchema::Unusable(finding)) => Refused::Unusable(finding, pinner.texts()),
            Self::NoSchema(failure) => Refused::Absent(failure.to_string()),
        }
    }

    fn reason(self) -> String {
        match self {
            Self::Reason(reason) => reason,
            Self::NoSchema(failure) => failure.to_string(),
        }
    }
}

struct Pinner<'a> {
    shelf: &'a Shelf,
    origin: Option<&'a dyn Origin>,
    into: &'a Path,
    parts: RefCell<Vec<Part>>,
}

impl Pinner<'_> {
    fn texts(&self) -> Vec<Source> {
        self.parts.borrow().iter().map(|part| part.source.clone()).collect()
    }

    fn entry(&self, wanted: &Wanted) -> Result<Source, Failure> {
        match wanted {
            Wanted::File(path) => self.copy(None, path),
            Wanted::Copy(url, path) => self.copy(Some(url), path),
            Wanted::Fetched(url) => self.fetch(url, url),
        }
    }

    /// A part that is a file of the repository.
    fn copy(&self, url: Option<&str>, path: &Path) -> Result<Source, Failure> {
        let bytes = fs::read(path).map_err(|reason| Failure::Reason(format!("{}: {reason}", path.display())))?;
        let from = url.map_or_else(|| address::of_path(path), str::to_owned);
        self.add(url, from, path.to_owned(), bytes, false)
    }

    /// A part that is fetched from `url` and pinned as `name`.
    fn fetch(&self, name: &str, url: &str) -> Result<Source, Failure> {
        let origin = self.origin.ok_or_else(|| {
            Failure::Reason(format!("`{name}` would have to be fetched: `teiscribe schema lock {} --fetch`", address::quoted(name)))
        })?;
        let (bytes, from) = origin.get(url).map_err(|reason| Failure::Reason(format!("{url}: {reason}")))?;
        self.add(Some(name), from, self.into.join(place(name)), bytes, true)
    }

    fn add(&self, url: Option<&str>, from: String, path: PathBuf, bytes: Vec<u8>, fetched: bool) -> Result<Source, Failure> {
        let outside = || Failure::Reason(format!("`{}` lies outside the repository; copy it into the repository and pin the copy", path.display()));
        let name = self.shelf.lock.name_of(&path).ok_or_else(outside)?;
        let source = xml::decode(&path.to_string_lossy(), bytes).map_err(|finding| Failure::NoSchema(NoSchema::Unusable(finding)))?;
        self.parts.borrow_mut().push(Part { url: url.map(str::to_owned), from, path, name, source: source.clone(), fetched });
        Ok(source)
    }

    /// What `href` means in the file called `base`: pinned with it, pinned before, or part of the program.
    fn referred(&self, base: &str, href: &str) -> Result<Source, Failure> {
        let parent = self.parts.borrow().iter().find(|part| part.source.name() == base).map(|part| {
            let named = part.url.clone().unwrap_or_else(|| address::of_path(&part.path));
            (address::resolve(&named, href), address::resolve(&part.from, href), part.path.clone(), part.url.is_some(), part.fetched)
        });
        let Some((target, from, path, at_address, fetched)) = parent else {
            return self.shelf.named_by(base, href).map(|located| located.source).map_err(Failure::NoSchema);
        };
        let known = |part: &&Part| part.url.as_deref().map_or_else(|| address::of_path(&part.path) == target, |url| url == target);
        if let Some(known) = self.parts.borrow().iter().find(known).map(|part| part.source.clone()) {
            return Ok(known);
        }
        match address::to_path(&target) {
            Some(_) if at_address => Err(Failure::Reason("a schema with an address may not refer to a file of this machine".to_owned())),
            Some(path) => self.copy(None, &path),
            None if bundled::find(&target).is_some() || (!fetched && address::is_absolute(href)) => self.elsewhere(&target),
            None if fetched => self.fetch(&target, &from),
            None => {
                let beside = address::to_path(&address::resolve(&address::of_path(&path), href)).unwrap_or_default();
                self.copy(Some(&target), &beside)
            }
        }
    }

    /// A file with an address of its own: fetched, or at hand.
    fn elsewhere(&self, target: &str) -> Result<Source, Failure> {
        if self.origin.is_some() && bundled::find(target).is_none() {
            return self.fetch(target, target);
        }
        self.shelf.named(Path::new(target)).map(|located| located.source).map_err(Failure::NoSchema)
    }

    fn plan(self, update: bool) -> Result<Plan, Refused> {
        let parts = self.parts.into_inner();
        let lock = &self.shelf.lock;
        let entries: Vec<Entry> = parts.iter().enumerate().map(|(at, part)| part.entry(at > 0, lock)).collect();
        let differ: Vec<String> =
            if update { Vec::new() } else { parts.iter().zip(&entries).filter_map(|(part, entry)| part.differs(entry, lock)).collect() };
        if !differ.is_empty() {
            return Err(Refused::Differs(differ));
        }
        let text = Lock::text(&merged(lock, &entries));
        let led_to = parts.first().filter(|part| part.url.as_ref().is_some_and(|url| *url != part.from)).map(|part| part.from.clone());
        let copies = parts.into_iter().filter(|part| part.fetched).map(|part| (part.path, part.source.bytes()));
        let copies = copies.filter(|(path, bytes)| fs::read(path).ok().as_ref() != Some(bytes)).collect();
        let is_new = lock.source().is_none_or(|source| source.text() != text);
        Ok(Plan { entries, copies, lock: is_new.then_some(text), led_to })
    }
}

impl Resolver for Pinner<'_> {
    fn resolve(&self, base: &str, href: &str) -> Result<Source, String> {
        self.referred(base, href).map_err(Failure::reason)
    }
}

impl Part {
    /// Its entry. What was pinned for itself stays so, even where it is now found as a part.
    fn entry(&self, is_part: bool, lock: &Lock) -> Entry {
        let known =
            lock.pinned.iter().map(|pinned| &pinned.entry).find(|known| known.url == self.url && (self.url.is_some() || known.file == self.name));
        Entry {
            url: self.url.clone(),
            file: self.name.clone(),
            version: version(&self.source),
            sha256: self.source.sha256(),
            part: is_part && known.is_none_or(|known| known.part),
        }
    }

    /// What stands in its way: another text pinned for the same, or lying in the place of its copy.
    fn differs(&self, entry: &Entry, lock: &Lock) -> Option<String> {
        let same = |known: &Entry| known.file == entry.file || (known.url.is_some() && known.url == entry.url);
        let shown = |entry: &Entry| {
            format!("{}sha256 {}", entry.version.as_ref().map(|version| format!("{version}, ")).unwrap_or_default(), &entry.sha256[..16])
        };
        let name = entry.url.as_ref().unwrap_or(&entry.file);
        if let Some(known) = lock.pinned.iter().map(|pinned| &pinned.entry).find(|known| same(known) && known.sha256 != entry.sha256) {
            return Some(format!("`{name}` is another text than the one pinned: {}, pinned is {}", shown(entry), shown(known)));
        }
        let there = self.fetched.then(|| fs::read(&self.path).ok()).flatten();
        let other = there.is_some_and(|there| there != self.source.bytes());
        other.then(|| format!("`{}` is in the place of the copy and is another text", self.path.display()))
    }
}

/// The entries of the lock file with the new ones in their places; who has the same copy has the same digest.
fn merged(lock: &Lock, new: &[Entry]) -> Vec<Entry> {
    let is_replaced = |known: &Entry| new.iter().any(|entry| entry.url == known.url && (entry.url.is_some() || entry.file == known.file));
    let kept = lock.pinned.iter().map(|pinned| &pinned.entry).filter(|known| !is_replaced(known));
    let kept = kept.map(|known| match new.iter().find(|entry| entry.file == known.file) {
        Some(entry) => Entry { sha256: entry.sha256.clone(), version: entry.version.clone(), ..known.clone() },
        None => known.clone(),
    });
    kept.chain(new.iter().cloned()).collect()
}

/// Where the copy of an address lies: machine, then path, so that what refers to each other does so on the disk too.
fn place(url: &str) -> PathBuf {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').map(file_name).collect()
}

/// A part of an address as a name that every file system takes.
fn file_name(part: &str) -> String {
    let name: String = part.chars().map(|c| if c.is_ascii_alphanumeric() || "._-~+@,".contains(c) { c } else { '_' }).collect();
    if name.chars().all(|c| c == '.') { "_".repeat(name.len().max(1)) } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_stays_below_its_folder_whatever_the_address() {
        for (url, path) in [
            ("https://a.example/b/c.rng", "a.example/b/c.rng"),
            ("http://127.0.0.1:80/../%2e%2e/x?y=1", "127.0.0.1_80/__/_2e_2e/x_y_1"),
            ("https://a//b/", "a/_/b/_"),
            ("urn:x:y", "urn_x_y"),
        ] {
            assert_eq!(place(url), PathBuf::from(path));
        }
    }
}
