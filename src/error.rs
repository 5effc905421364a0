//! Files that could not be read or written.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What was tried with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reading it.
    Read,
    /// Writing it.
    Write,
}

/// A file that could not be read or written.
#[derive(Debug)]
pub struct Error {
    /// The file, as the user named it.
    pub path: PathBuf,
    /// What was tried.
    pub action: Action,
    /// Why it failed.
    pub reason: io::Error,
}

impl Error {
    /// A file that could not be read.
    pub fn read(path: impl Into<PathBuf>, reason: io::Error) -> Self {
        Self { path: path.into(), action: Action::Read, reason }
    }

    /// A file that could not be written.
    pub fn write(path: impl Into<PathBuf>, reason: io::Error) -> Self {
        Self { path: path.into(), action: Action::Write, reason }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.action {
            Action::Read => "read",
            Action::Write => "written",
        };
        write!(f, "{}: cannot be {verb}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}
