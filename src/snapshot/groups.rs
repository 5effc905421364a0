//! The same change in many files as one group, so that it is one decision.

use std::collections::BTreeMap;

use super::compare::Change;
use super::place::Place;

/// A change and the outputs in which it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id, the same in every run: `3f2a9c1d`.
    pub id: String,
    /// The kind of change: `attribute`.
    pub kind: String,
    /// What the change is in all of them, on one line.
    pub line: String,
    /// The outputs, each once, in order.
    pub places: Vec<Place>,
}

/// The changes of all outputs by group, the largest group first; groups of one size in the order of their first outputs.
pub fn groups<'a>(outputs: impl IntoIterator<Item = (&'a Place, &'a [Change])>) -> Vec<Group> {
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (place, changes) in outputs {
        for change in changes {
            let at = *index.entry(&change.group).or_insert(groups.len());
            if at == groups.len() {
                groups.push(Group { id: change.group.clone(), kind: change.kind.clone(), line: change.common.clone(), places: Vec::new() });
            }
            if groups[at].places.last() != Some(place) {
                groups[at].places.push(place.clone());
            }
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.places.len()));
    groups
}
