//! Deletes what belongs to no source any more, and what an ended process left half-written.

use crate::diagnostic::Diagnostic;
use crate::error::Error;

use super::Corpus;
use super::place::Place;
use super::store::{self, Stored};

impl Corpus {
    /// The accepted outputs that no source of the corpus makes, in order.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn obsolete(&self, sources: &[String]) -> Result<Vec<Place>, Error> {
        Ok(self.unmade(sources, &Stored::read(&self.root)?.accepted))
    }

    /// Deletes the obsolete outputs and gives them, in order. Where a pattern matches nothing, nothing is deleted.
    ///
    /// # Errors
    /// What is wrong with the patterns; or the first file that cannot be deleted.
    pub fn prune(&self) -> Result<Result<Vec<Place>, Error>, Vec<Diagnostic>> {
        let sources = self.sources()?;
        Ok(self.delete_unmade(&sources))
    }

    fn delete_unmade(&self, sources: &[String]) -> Result<Vec<Place>, Error> {
        let stored = Stored::read(&self.root)?;
        let obsolete = self.unmade(sources, &stored.accepted);
        let accepted = obsolete.iter().map(|place| place.accepted(&self.root));
        let pending = self.unmade(sources, &stored.pending).into_iter().map(|place| place.pending(&self.root));
        for path in accepted.chain(pending).chain(stored.leftovers) {
            store::delete(&path, &self.root)?;
        }
        Ok(obsolete)
    }
}
