//! Ids of what is neither block nor annotation nor entry of the register; TEI and JSON-LD share them.
//!
//! `source`, `tei`, `original`, `original.delo`, `event1`. Entries of the register never hold a full stop, so none can be taken twice.

use super::header::Archival;
use super::ids::slug;

/// The file that was read.
pub const SOURCE_ID: &str = "source";

/// The TEI file itself.
pub const TEI_ID: &str = "tei";

/// The original that archival reference `index` (from 0) leads to: `original`, `original.2`.
pub fn original_id(index: usize) -> String {
    if index == 0 { "original".to_owned() } else { format!("original.{}", index + 1) }
}

/// The repository of archival reference `index` (from 0).
pub fn repository_id(index: usize) -> String {
    format!("{}.repository", original_id(index))
}

/// The levels of archival reference `index` (from 0), in their order: `original.fond`, `original.opis`.
pub fn level_ids(archival: &Archival, index: usize) -> Vec<String> {
    let original = original_id(index);
    let mut ids: Vec<String> = Vec::with_capacity(archival.levels.len());
    for (number, (kind, _)) in archival.levels.iter().enumerate() {
        let id = format!("{original}.{}", slug(kind));
        let taken = ids.contains(&id);
        ids.push(if taken { format!("{id}.{}", number + 1) } else { id });
    }
    ids
}

/// Meeting `index` (from 0): `event1`.
pub fn event_id(index: usize) -> String {
    format!("event{}", index + 1)
}
