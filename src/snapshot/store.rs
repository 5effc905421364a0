//! Files of the folder of locked outputs: what lies there, and the few ways in which it is changed.
//!
//! A pending file is written under a third name and then renamed; accepting it renames it again. So every file is the
//! old one or the new one at every moment, whenever the process ends.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::files::{Pending, is_temporary};

use super::discover::relative;
use super::place::{FOLDER, Place};

/// What lies in the folder of locked outputs, each list sorted.
#[derive(Debug, Default)]
pub(super) struct Stored {
    /// Outputs with an accepted version.
    pub accepted: Vec<Place>,
    /// Outputs with a pending version.
    pub pending: Vec<Place>,
    /// Files that an ended process left half-written.
    pub leftovers: Vec<PathBuf>,
}

/// What git ignores in the folder of locked outputs.
const IGNORED: &str = "*.new\n.*.tmp\n";

impl Stored {
    /// What lies there; nothing where the folder does not exist.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub(super) fn read(root: &Path) -> Result<Self, Error> {
        let mut stored = Self::default();
        let folder = root.join(FOLDER);
        if folder.is_dir() {
            stored.add(&folder, &folder)?;
        }
        stored.accepted.sort();
        stored.pending.sort();
        Ok(stored)
    }

    fn add(&mut self, top: &Path, folder: &Path) -> Result<(), Error> {
        let failed = |reason| Error::read(folder, reason);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                self.add(top, &entry.path())?;
            } else if kind.is_file() {
                self.add_file(top, entry.path());
            }
        }
        Ok(())
    }

    fn add_file(&mut self, top: &Path, path: PathBuf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_temporary(&name) {
            return self.leftovers.push(path);
        }
        match relative(top, &path).as_deref().and_then(Place::of_file) {
            Some((place, true)) => self.pending.push(place),
            Some((place, false)) => self.accepted.push(place),
            None => {}
        }
    }
}

/// The text of a file; `None` where there is none. Bytes that are no UTF-8, which nothing of ours writes, stand as U+FFFD, so that they differ.
///
/// # Errors
/// It cannot be read.
pub(super) fn read(path: &Path) -> Result<Option<String>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(reason) => Err(Error::read(path, reason)),
    }
}

/// Writes the pending version of an output.
///
/// # Errors
/// It cannot be written.
pub(super) fn write_pending(place: &Place, root: &Path, text: &str) -> Result<(), Error> {
    Pending::draft(&place.pending(root), text.as_bytes())?.commit()
}

/// Makes the pending version the accepted one.
///
/// # Errors
/// It cannot be brought to the disk or renamed.
pub(super) fn accept(place: &Place, root: &Path) -> Result<(), Error> {
    let (pending, accepted) = (place.pending(root), place.accepted(root));
    let sync = || fs::OpenOptions::new().write(true).open(&pending)?.sync_all();
    sync().and_then(|()| fs::rename(&pending, &accepted)).map_err(|reason| Error::write(accepted, reason))
}

/// Deletes a file, if it is there, and the folders above it that it leaves empty, up to the folder of locked outputs.
///
/// # Errors
/// It cannot be deleted.
pub(super) fn delete(path: &Path, root: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Ok(()) => {}
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(reason) => return Err(Error::write(path, reason)),
    }
    let top = root.join(FOLDER);
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != top && folder.starts_with(&top)) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Tells git to leave pending files alone, by a file in the folder of locked outputs, unless there is one.
///
/// # Errors
/// It cannot be written.
pub(super) fn ignore_pending(root: &Path) -> Result<(), Error> {
    let path = root.join(FOLDER).join(".gitignore");
    if path.exists() { Ok(()) } else { fs::write(&path, IGNORED).map_err(|reason| Error::write(path, reason)) }
}
