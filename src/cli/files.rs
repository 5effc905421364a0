//! Files read whole, and files written so that each is the old one or the new one, never half of either.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::report::Failure;

/// The bytes of a file; `-` is standard input.
///
/// # Errors
/// The file cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else if path.is_dir() {
        Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name the files in it"))
    } else {
        fs::read(path)
    };
    bytes.map_err(|reason| unread(path, &reason))
}

/// The bytes of a file, or of standard input, where there are no more than `limit`; `None` where there are.
///
/// # Errors
/// The file cannot be read.
pub(super) fn read_within(path: &Path, limit: usize) -> Result<Option<Vec<u8>>, Failure> {
    let failed = |reason| unread(path, &reason);
    if path == Path::new("-") {
        return at_most(io::stdin().lock(), 0, limit).map_err(failed);
    }
    if path.is_dir() {
        return read(path).map(Some);
    }
    let file = fs::File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    if usize::try_from(length).is_ok_and(|length| length <= limit) { at_most(file, length, limit).map_err(failed) } else { Ok(None) }
}

fn at_most(from: impl Read, expected: u64, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    from.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

fn unread(path: &Path, reason: &io::Error) -> Failure {
    Failure { path: path.display().to_string(), reason: format!("cannot be read: {reason}") }
}

/// A file that waits beside its place under another name until [`Pending::commit`].
pub(super) struct Pending {
    temporary: PathBuf,
    path: PathBuf,
}

impl Pending {
    /// Writes `bytes` beside `path`, reads them back and compares.
    ///
    /// # Errors
    /// The folder cannot be made, the file cannot be written, or it does not hold what was written.
    pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        let temporary = temporary_name(path);
        let pending = Self { temporary, path: path.to_owned() };
        pending.fill(bytes).map_err(|reason| Error::write(path, reason))?;
        Ok(pending)
    }

    fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create(&self.temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        if fs::read(&self.temporary)? == bytes { Ok(()) } else { Err(io::Error::other("the file does not hold what was written")) }
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// The file cannot be moved.
    pub(super) fn commit(self) -> Result<(), Error> {
        fs::rename(&self.temporary, &self.path).map_err(|reason| Error::write(&self.path, reason))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.temporary);
    }
}

fn temporary_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
