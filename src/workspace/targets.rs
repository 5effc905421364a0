//! The files that pointers of documents lead into, each read once a run: their ids, and their digests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::{Source, sha256};
use crate::validate::pointers;
use crate::xml;
use crate::xml::stream::Limits;

use super::once::Once;

/// A file that a pointer leads into.
#[derive(Debug)]
pub struct Target {
    /// Where it was looked for.
    pub path: PathBuf,
    /// SHA-256 of its bytes; `None` where there is no such file.
    pub digest: Option<String>,
    /// Its ids; `None` where it is no XML that can be read.
    pub ids: Option<Arc<BTreeSet<String>>>,
}

/// Files on the disk, beside the documents that point at them.
#[derive(Debug)]
pub struct LocalTargets {
    limits: Limits,
    read: Once<PathBuf, Arc<Target>>,
}

/// Endings of files in which ids are looked for; a picture is not read for its regions.
const ENDINGS: &[&str] = &["xml", "tei", "odd"];

impl LocalTargets {
    /// Files, read within these limits.
    pub fn new(limits: Limits) -> Self {
        Self { limits, read: Once::default() }
    }

    /// What the address `file` in `document` means. In a document from standard input, and for files that are no XML, nothing is looked for.
    pub fn target(&self, document: &Source, file: &str) -> Option<Arc<Target>> {
        let known = Path::new(file).extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known));
        if !known || document.name() == "-" {
            return None;
        }
        let path = Path::new(document.name()).parent().unwrap_or(Path::new("")).join(file);
        Some(self.read.get(path.clone(), || Arc::new(self.read(path))))
    }

    fn read(&self, path: PathBuf) -> Target {
        let bytes = fs::read(&path).ok();
        let digest = bytes.as_deref().map(sha256);
        let source = bytes.and_then(|bytes| xml::decode(&path.to_string_lossy(), bytes).ok());
        let ids = source.and_then(|source| Some(pointers::read(&source, self.limits).ok()?.ids().map(str::to_owned).collect()));
        Target { path, digest, ids: ids.map(Arc::new) }
    }
}
