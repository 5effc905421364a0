//! Paths as a user names them into the files they mean, in one order whatever the machine.
//!
//! A folder means the files below it that a check can judge; `.gitignore` and `.teiscribeignore` are respected there.
//! A file named outright is taken as it is, unless ignore files are to hold for it too.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// The files a run concerns, in the order of the paths named, those below a folder by name; each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Paths that mean nothing.
    pub missing: Vec<Missing>,
    /// Files named outright that ignore files leave out.
    pub excluded: usize,
    seen: BTreeSet<PathBuf>,
}

/// A path that means no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The path as named.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
    /// Whether it is a folder with nothing in it to judge.
    pub empty: bool,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

/// What ignore files of the tool's own are called.
const IGNORE_FILE: &str = ".teiscribeignore";

/// Endings of files below a folder that a check can judge.
const ENDINGS: &[&str] = &["xml", "tei", "json", "jsonld"];

/// The files that `paths` mean; `-` stands for standard input and is kept. With `force_exclude`, ignore files hold for
/// files named outright too.
pub fn walk(paths: &[PathBuf], force_exclude: bool) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path == Path::new("-") {
            found.add(path.clone());
        } else if path.is_dir() {
            found.add_folder(path);
        } else if !path.exists() {
            found.missing.push(Missing { path: path.clone(), reason: "there is no such file or folder".to_owned(), empty: false });
        } else if force_exclude && is_ignored(path) {
            found.excluded += 1;
        } else {
            found.add(path.clone());
        }
    }
    found
}

impl Found {
    fn add(&mut self, path: PathBuf) {
        if self.seen.insert(path.clone()) {
            self.files.push(path);
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        let mut nothing = true;
        for entry in walker(folder).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && can_be_judged(entry.path()) => {
                    nothing = false;
                    let path = entry.path();
                    self.add(path.strip_prefix(".").unwrap_or(path).to_owned());
                }
                Ok(_) => {}
                Err(error) => self.missing.push(Missing { path: folder.to_owned(), reason: error.to_string(), empty: false }),
            }
        }
        if nothing {
            let reason = format!("nothing below it can be judged (looked for .{})", ENDINGS.join(", ."));
            self.missing.push(Missing { path: folder.to_owned(), reason, empty: true });
        }
    }
}

/// Every file below a folder that no ignore file leaves out, by its path from there, in the order of names.
///
/// # Errors
/// A folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for entry in walker(folder).build() {
        let entry = entry.map_err(|error| error.to_string())?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            files.push(entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned());
        }
    }
    Ok(files)
}

/// A ledger is part of the proof of an edition, which `convert` makes; it is no document, and no check applies to it.
fn can_be_judged(path: &Path) -> bool {
    let is_ledger = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".ledger.json"));
    !is_ledger && path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
}

fn walker(folder: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).git_global(false).add_custom_ignore_filename(IGNORE_FILE).sort_by_file_name(Ord::cmp);
    builder
}

/// Whether an ignore file leaves out the file or a folder above it, up to the repository's root.
fn is_ignored(path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let inside: Vec<&Path> = path.ancestors().take_while(|folder| !folder.join(".git").exists()).collect();
    inside.into_iter().any(|entry| entry.parent().is_some_and(|folder| !lists(folder, entry)))
}

fn lists(folder: &Path, entry: &Path) -> bool {
    walker(folder).max_depth(Some(1)).build().flatten().any(|listed| listed.path() == entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_are_walked_in_order_and_ignore_files_hold() {
        let root = std::env::temp_dir().join(format!("teiscribe-walk-{}", std::process::id()));
        for folder in [".git", "b", "drafts"] {
            fs::create_dir_all(root.join(folder)).expect("a folder");
        }
        for file in ["z.xml", "b/a.jsonld", "b/notes.txt", "drafts/d.xml", "skipped.xml"] {
            fs::write(root.join(file), "x").expect("a file");
        }
        fs::write(root.join(".gitignore"), "drafts/\n").expect("a file");
        fs::write(root.join(IGNORE_FILE), "skipped.xml\n").expect("a file");
        let names = |found: Found| -> Vec<String> {
            found.files.iter().map(|file| file.strip_prefix(&root).expect("below").to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names(walk(std::slice::from_ref(&root), false)), ["b/a.jsonld", "z.xml"]);
        let outright = [root.join("skipped.xml"), root.join("drafts/d.xml"), root.join("b/notes.txt")];
        assert_eq!(names(walk(&outright, false)), ["skipped.xml", "drafts/d.xml", "b/notes.txt"]);
        assert_eq!(names(walk(&outright, true)), ["b/notes.txt"]);
        assert_eq!(walk(&[root.join("nowhere"), root.join("drafts")], false).missing.len(), 1);
        fs::remove_dir_all(&root).expect("the test's own folder");
    }
}
