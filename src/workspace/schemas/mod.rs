//! Schemas that documents name, loaded once a run: the program's own by their addresses, others from the disk, beside the document.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::kept;
use crate::diagnostic::{Diagnostic, Judge};
use crate::source::Source;
use crate::validate::bundled::{self, Bundled};
use crate::validate::document::{Loaded, NoSchema, Schemas};
use crate::validate::relaxng::{self, NoFiles, Resolver, Schema, Syntax};
use crate::xml;

type Found = Result<Arc<Loaded>, NoSchema>;

/// Schemas from the program itself and from the disk; nothing is fetched.
#[derive(Debug, Default)]
pub struct LocalSchemas {
    /// Where compiled schemas are kept, if anywhere.
    cache: Option<PathBuf>,
    loaded: Mutex<BTreeMap<PathBuf, Found>>,
}

impl LocalSchemas {
    /// Schemas that are kept, once they are compiled, in the folder `cache`.
    pub fn kept_in(cache: Option<PathBuf>) -> Self {
        Self { cache, ..Self::default() }
    }

    /// The schema in a file.
    ///
    /// # Errors
    /// It is not there, or cannot be used.
    pub fn file(&self, path: &Path) -> Found {
        self.once(path, || load_file(path, self.cache.as_deref()))
    }

    /// The schemas of this run that could be used, in order of their names.
    pub fn loaded(&self) -> Vec<Arc<Loaded>> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.values().filter_map(|found| found.as_ref().ok().cloned()).collect()
    }

    /// Loads a schema unless that was done before, whatever came of it.
    fn once(&self, key: &Path, load: impl FnOnce() -> Found) -> Found {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.entry(key.to_owned()).or_insert_with(load).clone()
    }
}

impl Schemas for LocalSchemas {
    fn schema(&self, document: &Source, href: &str) -> Found {
        if let Some(bundled) = bundled::find(href) {
            return self.once(Path::new(href), || load_bundled(bundled));
        }
        if href.contains("://") {
            return Err(NoSchema::Absent("it has an address on the network, and nothing is fetched".to_owned()));
        }
        self.file(&beside(document.name(), href))
    }
}

/// The schema in the file `path`, or the bundled one with that address, written out in one file.
///
/// # Errors
/// It is not there, or cannot be used.
pub fn export(path: &Path, syntax: Syntax) -> Result<String, NoSchema> {
    let bundled = path.to_str().and_then(bundled::find);
    let source = bundled.map_or_else(|| source(path), |bundled| Ok(Source::from_text(bundled.path, bundled.text)))?;
    relaxng::export(&source, &Disk, syntax).map_err(NoSchema::Unusable)
}

/// The text of a schema's file.
///
/// # Errors
/// It is not there, or is no text.
pub fn source(path: &Path) -> Result<Source, NoSchema> {
    let bytes = fs::read(path).map_err(|reason| NoSchema::Absent(format!("{}: {reason}", path.display())))?;
    xml::decode(&path.to_string_lossy(), bytes).map_err(NoSchema::Unusable)
}

/// `href` as seen from the document called `name`.
fn beside(name: &str, href: &str) -> PathBuf {
    Path::new(name).parent().unwrap_or(Path::new("")).join(href)
}

fn load_bundled(bundled: &Bundled) -> Found {
    let source = Source::from_text(bundled.path, bundled.text);
    let schema = Schema::load(&source, &NoFiles).map_err(NoSchema::Unusable)?;
    let judge = Judge { name: bundled.url(), version: Some(bundled.version.to_owned()), sha256: Some(bundled.sha256()) };
    Ok(Arc::new(Loaded { schema, judge }))
}

fn load_file(path: &Path, cache: Option<&Path>) -> Found {
    let source = source(path)?;
    let judge = Judge { name: path.display().to_string(), version: None, sha256: Some(source.sha256()) };
    let schema = compiled(&source, cache).map_err(NoSchema::Unusable)?;
    Ok(Arc::new(Loaded { schema, judge }))
}

/// The schema as it was kept, or compiled from its text and kept from now on.
fn compiled(entry: &Source, cache: Option<&Path>) -> Result<Schema, Box<Diagnostic>> {
    let Some(cache) = cache else { return Schema::load(entry, &Disk) };
    if let Some(schema) = kept::read(cache, entry, &|name| source(Path::new(name)).ok()) {
        return Ok(schema);
    }
    let schema = Schema::load(entry, &Disk)?;
    kept::write(cache, entry, &schema);
    Ok(schema)
}

/// Files that schemas include, beside the schema that names them.
struct Disk;

impl Resolver for Disk {
    fn resolve(&self, base: &str, href: &str) -> Result<Source, String> {
        if href.contains("://") {
            return Err("it has an address on the network, and nothing is fetched".to_owned());
        }
        let path = beside(base, href);
        let bytes = fs::read(&path).map_err(|reason| format!("{}: {reason}", path.display()))?;
        xml::decode(&path.to_string_lossy(), bytes).map_err(|fault| fault.message)
    }
}
