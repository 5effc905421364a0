//! Pointers into other files: `who="personography.xml#p1"` must name an element of that file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

use super::codes::{DANGLING, NOT_CHECKED};
use super::collect::{Elsewhere, Pointers};

/// Gives what other files can be pointed at for.
pub trait Files: Sync {
    /// The ids in the file that `document`, which has no `xml:base`, calls `file`; `None` where it cannot be had or is no XML.
    fn ids(&self, document: &Source, file: &str) -> Option<Arc<BTreeSet<String>>>;
}

/// No other files.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn ids(&self, _document: &Source, _file: &str) -> Option<Arc<BTreeSet<String>>> {
        None
    }
}

impl Pointers<'_> {
    /// What is wrong with the pointers into other files, each file asked for once.
    pub(super) fn judge_elsewhere(&self, files: &dyn Files) -> Vec<(Span, Diagnostic)> {
        let mut asked: BTreeMap<&str, Option<Arc<BTreeSet<String>>>> = BTreeMap::new();
        let mut found = Vec::new();
        for pointer in &self.elsewhere {
            let first = !asked.contains_key(&*pointer.file);
            let ids = || if self.has_base { None } else { files.ids(self.source, &pointer.file) };
            match asked.entry(&pointer.file).or_insert_with(ids) {
                None if first => found.push((pointer.span, self.not_checked(pointer))),
                Some(ids) if !ids.contains(&pointer.id) => found.push((pointer.span, self.leads_nowhere(pointer))),
                None | Some(_) => {}
            }
        }
        found
    }

    fn not_checked(&self, pointer: &Elsewhere) -> Diagnostic {
        let message = format!("pointers into `{}` were not checked", pointer.file);
        Diagnostic::info(&NOT_CHECKED, message).at(self.source, pointer.span).help("put the file where the pointer says")
    }

    fn leads_nowhere(&self, pointer: &Elsewhere) -> Diagnostic {
        let message = format!("`{}#{}` is pointed at, and no element of that file has that xml:id", pointer.file, pointer.id);
        Diagnostic::error(&DANGLING, message).at(self.source, pointer.span).help("correct the pointer, or give the element it means that xml:id")
    }
}
