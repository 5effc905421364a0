//! `--since REF`: of the files of a run those that changed since a revision, and those that point at one that changed.
//!
//! `git` says what changed: in the working tree since the point where the branch left REF, files that git does not know yet
//! and files that are gone included. A file that cannot be placed in the repository counts as changed.

mod links;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::git;
use super::place::real;
use links::{Carries, links};

/// What changed since a revision.
#[derive(Debug)]
pub struct Since {
    changed: BTreeSet<PathBuf>,
    root: PathBuf,
    /// Files of which it is known whether something that is part of them changed.
    parts: Mutex<BTreeMap<PathBuf, bool>>,
}

impl Since {
    /// What changed since `revision`, in the repository around the current folder.
    ///
    /// # Errors
    /// There is no git, no repository or no such revision, in git's words.
    pub fn new(revision: &str) -> Result<Self, String> {
        let root = PathBuf::from(git::line(Path::new("."), ["rev-parse", "--show-toplevel"])?);
        let commit = git::line(&root, ["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])
            .map_err(|_| format!("`{revision}` is no revision of this repository; in a shallow clone, fetch it first"))?;
        let base = git::line(&root, ["merge-base", &commit, "HEAD"]).unwrap_or(commit);
        let known = git::printed(&root, ["diff", "--name-only", "--no-renames", "-z", &base, "--"])?;
        let unknown = git::printed(&root, ["ls-files", "--others", "--exclude-standard", "-z"])?;
        let root = real(&root);
        let names = git::fields(&known).chain(git::fields(&unknown)).map(String::from_utf8_lossy);
        let changed = names.map(|name| root.join(&*name)).collect();
        Ok(Self { changed, root, parts: Mutex::default() })
    }

    /// Whether a file itself changed.
    pub fn changed(&self, file: &Path) -> bool {
        let file = real(file);
        !file.starts_with(&self.root) || self.changed.contains(&file)
    }

    /// Whether a file changed, or something that is part of it: a schema with what that includes.
    pub fn concerns_whole(&self, file: &Path) -> bool {
        self.changed(file) || self.has_changed_part(&real(file))
    }

    /// Of `files` those that changed and those that point at something that changed, in their order; all where standard input is meant.
    pub fn of(&self, files: &[PathBuf]) -> Vec<PathBuf> {
        let concerned = |file: &&PathBuf| file.as_path() == Path::new("-") || self.changed(file) || self.points_at_changed(file);
        files.par_iter().filter(concerned).cloned().collect()
    }

    fn points_at_changed(&self, file: &Path) -> bool {
        links(&real(file))
            .iter()
            .any(|link| self.changed.contains(&link.target) || (link.carries == Carries::Part && self.has_changed_part(&link.target)))
    }

    /// Whether something that is part of a file changed, through however many files; nobody waits while they are read.
    fn has_changed_part(&self, file: &Path) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![file.to_owned()];
        while let Some(next) = open.pop() {
            let known = self.parts().get(&next).copied();
            if known == Some(true) || self.changed.contains(&next) {
                self.parts().insert(file.to_owned(), true);
                return true;
            }
            if known.is_none() && seen.insert(next.clone()) {
                open.extend(links(&next).into_iter().filter(|link| link.carries == Carries::Part).map(|link| link.target));
            }
        }
        self.parts().extend(seen.into_iter().map(|file| (file, false)));
        false
    }

    fn parts(&self) -> MutexGuard<'_, BTreeMap<PathBuf, bool>> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
