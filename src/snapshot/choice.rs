//! Which of the pending outputs a command line means, and what is done with them.

use std::path::Path;

use crate::error::Error;

use super::pending::Pending;
use super::place::Place;
use super::store;

/// What is decided of a pending output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It becomes the accepted one.
    Accept,
    /// It is deleted; the next check makes it again unless what caused it is mended.
    Reject,
    /// It stays pending.
    Skip,
}

/// Which outputs are meant. Paths narrow what groups and kinds choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Sources, folders or files, seen from the folder of the settings; all where there is none.
    pub paths: Vec<String>,
    /// Ids of groups.
    pub groups: Vec<String>,
    /// Kinds of changes; also `missing`, `form` and `damaged`.
    pub kinds: Vec<String>,
}

/// What a choice means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// The outputs it means.
    pub taken: Vec<&'a Pending>,
    /// Outputs that have chosen changes and others beside them; they are not taken, since a file is decided as a whole.
    pub mixed: Vec<&'a Pending>,
}

/// The pending outputs that a choice means.
pub fn choose<'a>(pending: &'a [Pending], choice: &Choice) -> Chosen<'a> {
    let mut chosen = Chosen::default();
    for output in pending.iter().filter(|output| choice.paths.is_empty() || choice.paths.iter().any(|path| output.place.is_named_by(path))) {
        match choice.covers(output) {
            Cover::All => chosen.taken.push(output),
            Cover::Some => chosen.mixed.push(output),
            Cover::None => {}
        }
    }
    chosen
}

enum Cover {
    All,
    Some,
    None,
}

impl Choice {
    fn covers(&self, output: &Pending) -> Cover {
        if self.groups.is_empty() && self.kinds.is_empty() {
            return Cover::All;
        }
        let in_kind = |kind: &str| self.kinds.iter().any(|wanted| wanted == kind);
        let in_group = |group: &str| self.groups.iter().any(|wanted| wanted == group);
        let kinds = output.kinds();
        let covered =
            kinds.iter().enumerate().filter(|(at, kind)| in_kind(kind) || output.changes.get(*at).is_some_and(|change| in_group(&change.group)));
        match covered.count() {
            0 => Cover::None,
            count if count == kinds.len() => Cover::All,
            _ => Cover::Some,
        }
    }
}

/// Carries decisions out, one file after the other; each is the old one or the new one at every moment.
///
/// # Errors
/// The first file that cannot be written; those before it are done.
pub fn carry_out<'a>(root: &Path, decisions: impl IntoIterator<Item = (&'a Place, Decision)>) -> Result<(), Error> {
    decisions.into_iter().try_for_each(|(place, decision)| match decision {
        Decision::Accept => store::accept(place, root),
        Decision::Reject => store::delete(&place.pending(root), root),
        Decision::Skip => Ok(()),
    })
}
