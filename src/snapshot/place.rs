//! Where the accepted and the pending version of an output lie:
//!
//! ```text
//! snapshots/src/talk.txt/tei.xml        accepted, committed
//! snapshots/src/talk.txt/tei.xml.new    pending, ignored by git
//! ```

use std::fmt;
use std::path::{Path, PathBuf};

use crate::render::words::one_line;

use super::output::Output;

/// The folder of all locked outputs, beside the settings.
pub const FOLDER: &str = "snapshots";

/// What is put behind the name of a pending file.
pub const PENDING: &str = ".new";

/// One output of one source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The source, seen from the folder of the settings, with `/` between folders.
    pub input: String,
    /// The output.
    pub output: &'static Output,
}

impl Place {
    /// Its accepted version, in the corpus at `root`.
    pub fn accepted(&self, root: &Path) -> PathBuf {
        root.join(FOLDER).join(&self.input).join(self.output.file)
    }

    /// Its pending version.
    pub fn pending(&self, root: &Path) -> PathBuf {
        root.join(FOLDER).join(&self.input).join(format!("{}{PENDING}", self.output.file))
    }

    /// What it is called in lists: `src/talk.txt/tei.xml`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.input, self.output.file)
    }

    /// The place of a file below the folder of locked outputs, and whether the file is the pending version.
    pub(super) fn of_file(inner: &str) -> Option<(Self, bool)> {
        let (input, file) = inner.rsplit_once('/')?;
        let (file, pending) = file.strip_suffix(PENDING).map_or((file, false), |file| (file, true));
        Some((Self { input: input.to_owned(), output: Output::of_file(file)? }, pending))
    }

    /// Whether `path`, seen from the folder of the settings, names it: its source, a folder above that, or its file.
    pub(super) fn is_named_by(&self, path: &str) -> bool {
        let path = path.strip_suffix(PENDING).unwrap_or(path);
        let path = path.strip_prefix(FOLDER).map_or(path, |inner| inner.trim_start_matches('/'));
        let name = self.name();
        path.is_empty() || name == path || name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", one_line(&self.input), self.output.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place { input: "src/a/talk.txt".to_owned(), output: Output::named("tei").expect("an output") }
    }

    #[test]
    fn a_file_leads_back_to_its_place() {
        assert_eq!(Place::of_file("src/a/talk.txt/tei.xml"), Some((place(), false)));
        assert_eq!(Place::of_file("src/a/talk.txt/tei.xml.new"), Some((place(), true)));
        assert_eq!(Place::of_file("src/a/talk.txt/notes.md"), None);
        assert_eq!(Place::of_file("tei.xml"), None);
    }

    #[test]
    fn a_place_is_named_by_its_source_a_folder_above_it_and_its_file() {
        for path in ["", "src", "src/a", "src/a/talk.txt", "src/a/talk.txt/tei.xml", "snapshots/src/a/talk.txt/tei.xml.new", "snapshots"] {
            assert!(place().is_named_by(path), "{path}");
        }
        for path in ["sr", "src/b", "src/a/talk.tx", "src/a/talk.txt/full.jsonld", "snapshots/src/b"] {
            assert!(!place().is_named_by(path), "{path}");
        }
    }
}
