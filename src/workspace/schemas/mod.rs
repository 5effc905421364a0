//! Schemas that documents name, loaded once a run: pinned ones, those that a catalogue finds, the program's own, and files beside the document.

mod about;
mod locate;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::kept;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::validate::document::{Loaded, NoSchema, Schemas};
use crate::validate::relaxng::{self, Schema, Syntax};

pub use about::{Language, version};
pub(super) use locate::update;
pub use locate::{Located, Shelf, Way};

type Found = Result<Arc<Loaded>, NoSchema>;

/// Schemas that are at hand; nothing is fetched.
#[derive(Debug, Default)]
pub struct LocalSchemas {
    /// Where they are looked for.
    pub shelf: Shelf,
    /// Where compiled schemas are kept, if anywhere.
    cache: Option<PathBuf>,
    /// What was named and what came of it.
    named: Mutex<BTreeMap<(PathBuf, String), Found>>,
    /// The same by file: documents in two folders name one file by two references.
    loaded: Mutex<BTreeMap<(String, String), Found>>,
}

impl LocalSchemas {
    /// Schemas of a shelf that are kept, once they are compiled, in the folder `cache`.
    pub fn kept_in(shelf: Shelf, cache: Option<PathBuf>) -> Self {
        Self { shelf, cache, ..Self::default() }
    }

    /// The schema that a user names: a file, or an address.
    ///
    /// # Errors
    /// It is not there, or cannot be used.
    pub fn given(&self, name: &Path) -> Found {
        self.load(&self.shelf.named(name)?)
    }

    /// The schemas of this run that could be used, in order of their names.
    pub fn loaded(&self) -> Vec<Arc<Loaded>> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.values().filter_map(|found| found.as_ref().ok().cloned()).collect()
    }

    /// Loads a schema unless that was done before, whatever came of it.
    fn load(&self, located: &Located) -> Found {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (located.address.clone(), located.source.name().to_owned());
        loaded.entry(key).or_insert_with(|| self.compile(located)).clone()
    }

    fn compile(&self, located: &Located) -> Found {
        let schema = self.compiled(&located.source).map_err(NoSchema::Unusable)?;
        Ok(Arc::new(Loaded::new(schema, located.judge())))
    }

    /// The schema as it was kept, or compiled from its text and kept from now on.
    fn compiled(&self, entry: &Source) -> Result<Schema, Box<Diagnostic>> {
        let Some(cache) = self.cache.as_deref() else { return Schema::load(entry, &self.shelf) };
        if let Some(schema) = kept::read(cache, entry, &|name| self.shelf.again(name)) {
            return Ok(schema);
        }
        let schema = Schema::load(entry, &self.shelf)?;
        kept::write(cache, entry, &schema);
        Ok(schema)
    }
}

impl Schemas for LocalSchemas {
    fn schema(&self, document: &Source, href: &str) -> Found {
        let folder = Path::new(document.name()).parent().unwrap_or(Path::new(""));
        let key = (folder.to_owned(), href.to_owned());
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        named.entry(key).or_insert_with(|| self.load(&self.shelf.named_by(document.name(), href)?)).clone()
    }
}

/// A RELAX NG schema, with all it refers to, written out in one file.
///
/// # Errors
/// It cannot be used.
pub fn export(located: &Located, shelf: &Shelf, syntax: Syntax) -> Result<String, Box<Diagnostic>> {
    relaxng::export(&located.source, shelf, syntax)
}
