//! A folder of a test's own.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// The folder, from the root of the disk; gone when dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A new folder, named for the test.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("teiscribe-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path.canonicalize().expect("a folder for the test"))
    }

    /// Writes a file into it, or below it.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the test");
        fs::write(&path, text).expect("a file for the test");
        path
    }

    /// The text of a file in it.
    ///
    /// # Errors
    /// There is no such file, or it is no text.
    pub fn read(&self, name: &str) -> std::io::Result<String> {
        fs::read_to_string(self.0.join(name))
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
