//! Two revisions of a git repository: what `git diff --raw` lists, compared as documents.
//!
//! `REV..REV` compares two revisions, `REV...REV` the second with where both parted, `REV` alone with the working tree.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::diff::formats::Report;
use crate::workspace::git::{self, Objects};

use super::Arguments;
use super::many::{self, Bytes, Candidate};
use crate::cli::files;

/// Where a version of a file is.
#[derive(Debug)]
pub(super) enum Place {
    /// In the repository, under this digest.
    Blob(String),
    /// In the working tree.
    File(PathBuf),
}

/// What changed between revisions in the files that `paths` mean, all where there are none.
///
/// # Errors
/// Git is missing or refuses, or `paths` mean no file of either revision.
pub(super) fn compared(revisions: &str, paths: &[PathBuf], arguments: &Arguments) -> Result<Report, String> {
    if revisions.starts_with('-') {
        return Err(format!("`{revisions}` is no revision"));
    }
    let listed = raw_diff(&[revisions], paths)?;
    let top = git::line(Path::new("."), ["rev-parse", "--show-toplevel"]).map(PathBuf::from);
    let candidates = entries(&listed).map(|entry| entry.and_then(|entry| entry.candidate(top.as_deref().ok()))).collect::<Result<Vec<_>, _>>()?;
    if candidates.is_empty() {
        mean_something(revisions, paths)?;
    }
    Ok(many::compared(candidates, &mut Objects::default(), arguments))
}

/// What `git diff` lists for a program to read, whatever the user's settings are.
fn raw_diff(revisions: &[&str], paths: &[PathBuf]) -> Result<Vec<u8>, String> {
    let options = ["diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "--no-ext-diff", "--ignore-submodules=none"];
    let words = options.iter().chain(revisions).chain(&["--"]).map(OsStr::new);
    git::printed(Path::new("."), words.chain(paths.iter().map(|path| path.as_os_str())))
}

/// Says where paths mean nothing: a pattern that matches no file passes no check.
fn mean_something(revisions: &str, paths: &[PathBuf]) -> Result<(), String> {
    if paths.is_empty() {
        return Ok(());
    }
    let nothing = git::line(Path::new("."), ["hash-object", "-t", "tree", "--stdin"])?;
    let newer = revisions.rsplit("..").next().map(|name| name.trim_start_matches('.')).filter(|name| !name.is_empty()).unwrap_or("HEAD");
    if raw_diff(&[&nothing, newer], paths)?.is_empty() {
        let named: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        return Err(format!("no file of {newer} is meant by {}", named.join(", ")));
    }
    Ok(())
}

/// One line of `git diff --raw -z`: `:100644 100644 OLD NEW M`, then the path.
struct Entry<'g> {
    modes: [&'g str; 2],
    digests: [&'g str; 2],
    status: &'g str,
    path: String,
}

fn entries(listed: &[u8]) -> impl Iterator<Item = Result<Entry<'_>, String>> {
    let mut fields = git::fields(listed);
    std::iter::from_fn(move || {
        let (head, path) = (fields.next()?, fields.next());
        Some(entry(head, path).ok_or_else(|| format!("git lists what is not understood: {}", String::from_utf8_lossy(head))))
    })
}

fn entry<'g>(head: &'g [u8], path: Option<&[u8]>) -> Option<Entry<'g>> {
    let words: Vec<&str> = std::str::from_utf8(head).ok()?.strip_prefix(':')?.split(' ').collect();
    let &[old_mode, new_mode, old, new, status] = words.as_slice() else { return None };
    Some(Entry { modes: [old_mode, new_mode], digests: [old, new], status, path: String::from_utf8_lossy(path?).into_owned() })
}

impl Entry<'_> {
    /// # Errors
    /// The file waits to be merged.
    fn candidate(self, top: Option<&Path>) -> Result<Candidate<Place>, String> {
        if self.status == "U" {
            return Err(format!("{}: not merged; settle the conflict first", self.path));
        }
        let [old, new] = [0, 1].map(|side| {
            let place = || match top {
                Some(top) if self.digests[side].bytes().all(|byte| byte == b'0') => Place::File(top.join(&self.path)),
                _ => Place::Blob(self.digests[side].to_owned()),
            };
            self.modes[side].starts_with("100").then(place)
        });
        Ok(Candidate { name: self.path, old, new })
    }
}

impl Bytes<Place> for Objects {
    fn read(&mut self, place: &Place) -> Result<Vec<u8>, String> {
        match place {
            Place::File(path) => files::read(path).map_err(|failure| failure.to_string()),
            Place::Blob(digest) => self.blob(digest),
        }
    }
}
