//! Files written so that each is the old one or the new one at every moment, never half of either.
//!
//! What is to stand in a file waits beside it under another name (`.note.xml.4711.tmp`) and is then renamed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A file that waits beside its place until [`Pending::commit`]; dropped before, it is gone.
///
/// ```
/// use teiscribe::files::Pending;
/// let path = std::env::temp_dir().join(format!("teiscribe-doc-{}.txt", std::process::id()));
/// Pending::write(&path, b"Good morning.")?.commit()?;
/// assert_eq!(std::fs::read(&path).ok().as_deref(), Some(&b"Good morning."[..]));
/// # let _ = std::fs::remove_file(path);
/// # Ok::<(), teiscribe::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Pending {
    temporary: PathBuf,
    path: PathBuf,
}

impl Pending {
    /// Writes `bytes` beside `path`, brings them to the disk, reads them back and compares.
    ///
    /// # Errors
    /// The folder cannot be made, the file cannot be written, or it does not hold what was written.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        Self::filled(path, |temporary| {
            let mut file = fs::File::create(temporary)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            if fs::read(temporary)? == bytes { Ok(()) } else { Err(io::Error::other("the file does not hold what was written")) }
        })
    }

    /// Writes `bytes` beside `path` and leaves it to the system when they reach the disk: for what can be made again.
    ///
    /// # Errors
    /// The folder cannot be made, or the file cannot be written.
    pub fn draft(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        Self::filled(path, |temporary| fs::write(temporary, bytes))
    }

    fn filled(path: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> Result<Self, Error> {
        let pending = Self { temporary: temporary_name(path), path: path.to_owned() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let made = folder.map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fill(&pending.temporary)).map_err(|reason| Error::write(path, reason))?;
        Ok(pending)
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// The file cannot be moved.
    pub fn commit(self) -> Result<(), Error> {
        fs::rename(&self.temporary, &self.path).map_err(|reason| Error::write(&self.path, reason))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Whether a file name is that of a file which waits, or waited when its process ended.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && Path::new(name).extension().is_some_and(|extension| extension == "tmp")
}

fn temporary_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
