//! `teiscribe.lock`: the schemas of a repository, pinned by digest, each with a copy in the repository.

pub mod codes;
mod file;
mod pin;
mod verify;

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Diagnostic, Label};
use crate::report::{Report, Texts};
use crate::source::Source;

use super::place::real;
use super::{above, address};

pub use pin::{Origin, Plan, Refused, Wanted, plan};
pub use verify::{State, verify};

/// What the file is called.
pub const NAME: &str = "teiscribe.lock";

/// A schema, or a part of one, as it was pinned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The address by which it is named, if it is not named as a file.
    pub url: Option<String>,
    /// The copy, as seen from the folder of the lock file.
    pub file: String,
    /// The version that it states.
    pub version: Option<String>,
    /// SHA-256 of the copy.
    pub sha256: String,
    /// Whether it is pinned only as a part of others.
    pub part: bool,
}

/// An entry with its places in the lock file.
#[derive(Clone, Debug)]
pub struct Pinned {
    /// The entry.
    pub entry: Entry,
    /// Where it stands.
    pub place: Label,
    /// Where its file, its digest and its version stand.
    pub(super) spans: [Label; 3],
}

/// The lock file of a run, and where one would be written.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// The file, as seen from the folder of the run; it need not exist.
    pub path: PathBuf,
    /// The entries, in the order of the file.
    pub pinned: Vec<Pinned>,
    /// How many folders below the root of the repository it lies.
    depth: usize,
    /// The text, for excerpts.
    source: Option<Source>,
}

impl Lock {
    /// The lock file that holds in the folder `start`: the nearest in it or above it, up to the root of the repository. Where there
    /// is none, one would be written beside the settings in `settings`, else at the root, else in `start`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(start: &Path, settings: Option<&Path>) -> Result<Self, Box<Report>> {
        let found = above::nearest(start, NAME);
        let root = above::root(start);
        let usual = || settings.map(Path::to_owned).or_else(|| root.clone()).unwrap_or_default().join(NAME);
        let path = found.clone().unwrap_or_else(usual);
        let depth = root.map_or(0, |root| below(&root, &path));
        let mut lock = Self { path, depth, ..Self::default() };
        if found.is_some() {
            lock.read(start)?;
        }
        Ok(lock)
    }

    fn read(&mut self, start: &Path) -> Result<(), Box<Report>> {
        let name = self.path.to_string_lossy().into_owned();
        let source = fs::read(start.join(&self.path))
            .map_err(|reason| reason.to_string())
            .and_then(|bytes| Source::from_bytes(&name, bytes).map_err(|reason| reason.to_string()));
        let source = source.map_err(|reason| {
            let finding = Diagnostic::error(&codes::SYNTAX, format!("{name}: the file cannot be read: {reason}"));
            Box::new(Report::about("", vec![finding], []))
        })?;
        self.pinned = file::read(&source, self.depth).map_err(|findings| {
            let mut report = Report::default();
            report.add("", findings, &std::iter::once(&source).collect::<Texts<'_>>());
            Box::new(report)
        })?;
        self.source = Some(source);
        Ok(())
    }

    /// The text of the lock file, if there is one.
    pub fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// The entry of an address.
    pub fn by_url(&self, url: &str) -> Option<&Pinned> {
        self.pinned.iter().find(|pinned| pinned.entry.url.as_deref() == Some(url))
    }

    /// The entry of a file, as seen from the folder of the run.
    pub fn by_file(&self, path: &Path) -> Option<&Pinned> {
        if self.pinned.is_empty() {
            return None;
        }
        let wanted = real(path);
        self.pinned.iter().find(|pinned| real(&self.copy(&pinned.entry)) == wanted)
    }

    /// The copy of an entry, as seen from the folder of the run.
    pub fn copy(&self, entry: &Entry) -> PathBuf {
        let base = address::of_path(&self.path);
        address::to_path(&address::resolve(&base, &address::of_path(Path::new(&entry.file)))).unwrap_or_default()
    }

    /// How an entry calls the file `path`: as seen from the folder of the lock file, with `/`; `None` where it lies outside the repository.
    pub(super) fn name_of(&self, path: &Path) -> Option<String> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (folder, path) = (real(folder), real(path));
        let shared = folder.components().zip(path.components()).take_while(|(left, right)| left == right).count();
        let up = folder.components().skip(shared).map(|_| Component::ParentDir);
        let seen: PathBuf = up.chain(path.components().skip(shared)).collect();
        let name = seen.to_string_lossy().replace('\\', "/");
        (!file::leads_out(&name, self.depth)).then_some(name)
    }

    /// The text of the lock file with these entries instead.
    pub(super) fn text(entries: &[Entry]) -> String {
        file::text(entries)
    }
}

/// How many folders `path` lies below `root`, both as seen from one folder and `path` below `root`.
fn below(root: &Path, path: &Path) -> usize {
    let up = |path: &Path| path.components().filter(|part| *part == Component::ParentDir).count();
    let folders = |path: &Path| path.components().filter(|part| matches!(part, Component::Normal(_))).count();
    (up(root) + folders(path)).saturating_sub(up(path) + 1)
}
