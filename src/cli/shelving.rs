//! Where schemas are looked for: `teiscribe.lock`, `--catalog`, and the catalogues of the variable `XML_CATALOG_FILES`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::report::Report;
use crate::workspace::catalog::Catalogs;
use crate::workspace::schemas::Shelf;

/// Catalogues.
#[derive(Debug, Args)]
pub(super) struct Shelving {
    /// OASIS XML Catalog that says where the files of addresses lie; may be given several times; those of the variable
    /// `XML_CATALOG_FILES` are asked after them
    #[arg(long, value_name = "FILE")]
    catalog: Vec<PathBuf>,
}

impl Shelving {
    /// The places where schemas are looked for; a new lock file would lie in the folder `settings`.
    ///
    /// # Errors
    /// What is wrong with the lock file or a catalogue.
    pub(super) fn shelf(&self, settings: Option<&Path>) -> Result<Shelf, Box<Report>> {
        let here = std::env::current_dir().unwrap_or_default();
        let variable = std::env::var("XML_CATALOG_FILES").unwrap_or_default();
        let catalogs: Vec<PathBuf> = self.catalog.iter().cloned().chain(Catalogs::in_variable(&variable)).collect();
        Shelf::load(&here, settings, &catalogs)
    }
}
