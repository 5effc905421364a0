//! The outputs that wait for a decision, compared with what was accepted.

use std::path::Path;

use rayon::prelude::*;

use crate::error::Error;

use super::Corpus;
use super::check::{State, state_of};
use super::compare::{Change, compare};
use super::place::Place;
use super::store::{self, Stored};

/// An output that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The output.
    pub place: Place,
    /// What has become of it.
    pub state: State,
    /// What differs, in document order.
    pub changes: Vec<Change>,
}

/// The two versions of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The accepted one; `None` where there is none.
    pub accepted: Option<String>,
    /// The pending one; `None` where somebody has decided meanwhile.
    pub pending: Option<String>,
}

impl Corpus {
    /// The pending outputs, in order, as the last check left them.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn pending(&self) -> Result<Vec<Pending>, Error> {
        let stored = Stored::read(&self.root)?;
        let read: Vec<Result<Option<Pending>, Error>> = stored.pending.into_par_iter().map(|place| Pending::read(place, &self.root)).collect();
        read.into_iter().filter_map(Result::transpose).collect()
    }
}

impl Pending {
    fn read(place: Place, root: &Path) -> Result<Option<Self>, Error> {
        let versions = Versions::read(&place, root)?;
        let Some(pending) = versions.pending else { return Ok(None) };
        let (state, changes) = match versions.accepted {
            None => (State::Missing, Vec::new()),
            Some(accepted) => state_of(compare(place.output, &accepted, &pending)),
        };
        Ok(Some(Self { place, state, changes }))
    }

    /// The words by which `--kind` names its changes; one without changes is named by its state.
    pub fn kinds(&self) -> Vec<&str> {
        match self.state {
            State::Changed if !self.changes.is_empty() => self.changes.iter().map(|change| change.kind.as_str()).collect(),
            State::Changed | State::Damaged => vec!["damaged"],
            State::Missing => vec!["missing"],
            State::Form | State::Same => vec!["form"],
            State::Obsolete => vec!["obsolete"],
        }
    }
}

impl Versions {
    /// The versions of an output on the disk.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read(place: &Place, root: &Path) -> Result<Self, Error> {
        Ok(Self { accepted: store::read(&place.accepted(root))?, pending: store::read(&place.pending(root))? })
    }
}
