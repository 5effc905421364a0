//! From the address of a schema to its text, and why it is that text.
//!
//! A relative address is a file beside whoever names it. An absolute one is looked for in `teiscribe.lock`, then in the catalogues, then
//! among the program's own. Nothing is fetched: an address that is not at hand comes with the command that would provide it.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Judge};
use crate::report::Report;
use crate::source::Source;
use crate::validate::bundled::{self, Bundled};
use crate::validate::document::NoSchema;
use crate::validate::relaxng::Resolver;
use crate::xml;

use super::super::address;
use super::super::catalog::{Catalogs, Mapped};
use super::super::lock::{Entry, Lock, Pinned};
use super::version;

/// The places where schemas are looked for.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The schemas that are pinned.
    pub lock: Lock,
    /// The catalogues.
    pub catalogs: Catalogs,
}

/// A schema's text, and where it was found.
#[derive(Clone, Debug)]
pub struct Located {
    /// The address, or the path where it is named as a file.
    pub address: String,
    /// The text; its name is the path of its file.
    pub source: Source,
    /// How it was found.
    pub way: Way,
}

/// How a schema was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is part of the program.
    Bundled,
    /// It is pinned, at this line of the lock file.
    Locked(PathBuf, usize),
    /// A catalogue says where it lies, at this line.
    Catalogue(PathBuf, usize),
    /// It is the file of that path.
    File,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bundled => f.write_str("part of the program"),
            Self::Locked(lock, line) => write!(f, "pinned by {}:{line}", lock.display()),
            Self::Catalogue(catalog, line) => write!(f, "found by {}:{line}", catalog.display()),
            Self::File => f.write_str("not pinned"),
        }
    }
}

impl Located {
    /// How reports state it.
    pub fn judge(&self) -> Judge {
        Judge { name: self.address.clone(), version: self.version(), sha256: Some(self.source.sha256()) }
    }

    /// The version that it states.
    pub fn version(&self) -> Option<String> {
        let bundled = if self.way == Way::Bundled { bundled::find(&self.address) } else { None };
        bundled.map(|bundled| bundled.version.to_owned()).or_else(|| version(&self.source))
    }
}

/// The command that provides the schema of an address.
pub(super) fn provided_by(url: &str) -> String {
    let can_be_fetched = cfg!(feature = "fetch") && matches!(address::scheme(url), Some("http" | "https"));
    let url = address::quoted(url);
    if can_be_fetched {
        format!("`teiscribe schema lock {url} --fetch` provides it")
    } else {
        format!("`teiscribe schema lock {url} --copy FILE` provides it, where FILE is its copy in the repository")
    }
}

impl Shelf {
    /// The lock file that holds in `start`, and the catalogues given.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn load(start: &Path, settings: Option<&Path>, catalogs: &[PathBuf]) -> Result<Self, Box<Report>> {
        Ok(Self { lock: Lock::load(start, settings)?, catalogs: Catalogs::load(catalogs)? })
    }

    /// The files that say where schemas lie: the lock file, where one would be, and the catalogues.
    pub fn files(&self) -> Vec<PathBuf> {
        std::iter::once(self.lock.path.clone()).chain(self.catalogs.files()).collect()
    }

    /// Whether a user who names a schema so means an address, not a file.
    pub fn is_address(name: &str) -> bool {
        address::is_absolute(name)
    }

    /// The schema that a user names: a file, or an address.
    ///
    /// # Errors
    /// It is not there, is not what was pinned, or is no text.
    pub fn named(&self, name: &Path) -> Result<Located, NoSchema> {
        match name.to_str().filter(|name| address::is_absolute(name)) {
            Some(address) => self.address(address),
            None => self.path(name),
        }
    }

    /// The schema that the document called `document` names by `href`.
    ///
    /// # Errors
    /// It is not there, is not what was pinned, or is no text.
    pub fn named_by(&self, document: &str, href: &str) -> Result<Located, NoSchema> {
        let target = address::resolve(&self.base(document), href);
        match address::to_path(&target) {
            Some(path) if !path.exists() => self.catalogued(&target, href).unwrap_or_else(|| self.path(&path)),
            Some(path) => self.path(&path),
            None => self.address(&target),
        }
    }

    /// Where references in the file called `name` start from: a pinned copy is read as if it lay at its address.
    fn base(&self, name: &str) -> String {
        let pinned = self.lock.by_file(Path::new(name)).and_then(|pinned| pinned.entry.url.clone());
        pinned.unwrap_or_else(|| if address::is_absolute(name) { name.to_owned() } else { address::of_path(Path::new(name)) })
    }

    fn address(&self, address: &str) -> Result<Located, NoSchema> {
        let address = address::without_fragment(address);
        if let Some(path) = address::to_path(address) {
            return self.path(&path);
        }
        if let Some(pinned) = self.lock.by_url(address) {
            return self.pinned(pinned, address);
        }
        if let Some(found) = self.catalogued(address, address) {
            return found;
        }
        bundled::find(address).map(own).ok_or_else(|| self.absent(address))
    }

    /// What the catalogues give for a resolved address, else for the reference as it is written.
    fn catalogued(&self, target: &str, href: &str) -> Option<Result<Located, NoSchema>> {
        let mapped = self.catalogs.find(target).mapped.or_else(|| if href == target { None } else { self.catalogs.find(href).mapped })?;
        Some(self.mapped(target, mapped))
    }

    fn mapped(&self, address: &str, mapped: Mapped) -> Result<Located, NoSchema> {
        let way = Way::Catalogue(mapped.catalog, mapped.line);
        let found = match address::to_path(&mapped.to) {
            Some(path) => self.path(&path),
            None => match self.lock.by_url(&mapped.to) {
                Some(pinned) => self.pinned(pinned, &mapped.to),
                None => bundled::find(&mapped.to).map(own).ok_or_else(|| absent(&mapped.to, &[])),
            },
        };
        let found = found.map_err(|failure| failure.because(&format!("{way}")))?;
        let way = if found.way == Way::File { way } else { found.way };
        Ok(Located { address: address.to_owned(), way, ..found })
    }

    fn absent(&self, address: &str) -> NoSchema {
        absent(address, &self.catalogs.find(address).troubles)
    }

    /// The copy of a pinned schema, if it is what was pinned.
    fn pinned(&self, pinned: &Pinned, name: &str) -> Result<Located, NoSchema> {
        let path = self.lock.copy(&pinned.entry);
        let source = read(&path).map_err(|failure| match failure {
            NoSchema::Absent { .. } => self.copy_missing(&pinned.entry, &path),
            failure => failure,
        })?;
        self.same(&pinned.entry, &path, &source)?;
        Ok(Located { address: name.to_owned(), source, way: Way::Locked(self.lock.path.clone(), pinned.place.start.line) })
    }

    fn copy_missing(&self, entry: &Entry, path: &Path) -> NoSchema {
        let reason = format!("its copy `{}`, which {} names, is not there", path.display(), self.lock.path.display());
        NoSchema::Absent { reason, remedy: Self::restored(entry, path) }
    }

    /// What brings a copy back.
    pub(in super::super) fn restored(entry: &Entry, path: &Path) -> String {
        let restore = format!("`git checkout -- {}` restores it if it was committed", address::quoted(&path.to_string_lossy()));
        entry.url.as_ref().map_or(restore.clone(), |url| format!("{restore}, and {}", provided_by(url)))
    }

    /// Whether the text is what was pinned.
    fn same(&self, entry: &Entry, path: &Path, source: &Source) -> Result<(), NoSchema> {
        let found = source.sha256();
        if found == entry.sha256 {
            return Ok(());
        }
        Err(NoSchema::Changed { reason: self.difference(entry, path, source), remedy: update(entry, path) })
    }

    /// How a copy differs from what was pinned.
    pub(in super::super) fn difference(&self, entry: &Entry, path: &Path, source: &Source) -> String {
        let unix = Source::from_text("unix", source.text().replace("\r\n", "\n"));
        let (path, lock) = (path.display(), self.lock.path.display());
        if source.text().contains("\r\n") && unix.sha256() == entry.sha256 {
            return format!(
                "`{path}` has other line ends (CR LF) than the text that {lock} pins; `{path} -text` in .gitattributes keeps git from changing them"
            );
        }
        format!("`{path}` is not the text that {lock} pins: its sha256 is {}, pinned is {}", &source.sha256()[..16], &entry.sha256[..16])
    }

    /// A schema named as a file; where it is pinned as such, it must be what was pinned.
    fn path(&self, path: &Path) -> Result<Located, NoSchema> {
        let address = path.to_string_lossy().into_owned();
        match self.lock.by_file(path) {
            Some(pinned) if path.exists() => self.pinned(pinned, &address),
            _ => read(path).map(|source| Located { address, source, way: Way::File }),
        }
    }

    /// What a file that compiled schemas name holds now, if it is what it may be.
    pub(super) fn again(&self, name: &str) -> Option<Source> {
        bundled::find(name).map(|bundled| own(bundled).source).or_else(|| self.path(Path::new(name)).ok().map(|located| located.source))
    }

    /// The text of a file that a finding names, for excerpts.
    pub fn text(&self, name: &str) -> Option<Source> {
        bundled::find(name).map(|bundled| own(bundled).source).or_else(|| read(Path::new(name)).ok())
    }

    /// Whether the file called `name` is pinned, so that what it refers to must be.
    pub(super) fn is_pinned(&self, name: &str) -> bool {
        self.lock.by_file(Path::new(name)).is_some()
    }
}

impl Resolver for Shelf {
    fn resolve(&self, base: &str, href: &str) -> Result<Source, String> {
        let located = self.named_by(base, href).map_err(|failure| failure.to_string())?;
        if self.is_pinned(base) && matches!(located.way, Way::File | Way::Catalogue(..)) {
            return Err(format!("the schema that refers to it is pinned by {}, and this file is not", self.lock.path.display()));
        }
        Ok(located.source)
    }
}

/// The command that pins the text that an entry's copy has now.
pub(in super::super) fn update(entry: &Entry, path: &Path) -> String {
    let path = address::quoted(&path.to_string_lossy());
    let again = match &entry.url {
        Some(url) => format!("teiscribe schema lock {} --copy {path} --update", address::quoted(url)),
        None => format!("teiscribe schema lock {path} --update"),
    };
    format!("`git checkout -- {path}` restores it, `{again}` pins the new text")
}

fn absent(address: &str, troubles: &[String]) -> NoSchema {
    let troubles = troubles.iter().fold(String::new(), |text, trouble| text + "; " + trouble);
    NoSchema::Absent { reason: format!("it has an address on the network, and nothing is fetched{troubles}"), remedy: provided_by(address) }
}

/// A schema of the program's own; its file is called as its place in the program.
fn own(bundled: &Bundled) -> Located {
    Located { address: bundled.url(), source: Source::from_text(&bundled.url(), bundled.text), way: Way::Bundled }
}

fn read(path: &Path) -> Result<Source, NoSchema> {
    let absent = |reason| NoSchema::Absent {
        reason: format!("{}: {reason}", path.display()),
        remedy: "put the schema there, or give it with --schema FILE".to_owned(),
    };
    let bytes = fs::read(path).map_err(absent)?;
    xml::decode(&path.to_string_lossy(), bytes).map_err(|finding: Box<Diagnostic>| NoSchema::Unusable(finding))
}
