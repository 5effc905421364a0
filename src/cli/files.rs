//! Files read whole, and files written so that each is the old one or the new one, never half of either.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The bytes of a file; `-` is standard input.
///
/// # Errors
/// The file cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else if path.is_dir() {
        Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name the files in it"))
    } else {
        fs::read(path)
    };
    bytes.map_err(|reason| Error::read(path, reason))
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
