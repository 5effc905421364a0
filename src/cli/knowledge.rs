//! What a user brings to a conversion beside the source: an authority file, the ids of a previous edition.
//!
//! `--authority people.toml` (or a TEI `listPerson`), `--ids-from old/note.xml`. Both are read before any source is.

use std::path::Path;

use crate::annotate::authority::{self, Authority};
use crate::convert::previous_ids;
use crate::diagnostic::Diagnostic;
use crate::model::PreviousIds;

use super::files;

/// Why a file that was brought cannot be used.
pub(super) type Unusable = String;

/// The entries of an authority file.
///
/// # Errors
/// The file cannot be read, or everything that is wrong with it, a line each.
pub(super) fn authority(path: &Path) -> Result<Authority, Unusable> {
    let bytes = files::read(path).map_err(|error| error.to_string())?;
    let source = crate::xml::decode(&path.to_string_lossy(), bytes).map_err(|fault| line(path, &fault))?;
    authority::read(&source).map_err(|faults| faults.iter().map(|fault| line(path, fault)).collect::<Vec<_>>().join("\nerror: "))
}

/// The ids of a previous edition's TEI.
///
/// # Errors
/// Several sources, a file that cannot be read, one that is no TEI of an edition.
pub(super) fn previous(path: &Path, sources: usize) -> Result<PreviousIds, Unusable> {
    if sources > 1 {
        return Err("--ids-from takes the ids of one edition and needs one source".to_owned());
    }
    let bytes = files::read(path).map_err(|error| error.to_string())?;
    let source = crate::xml::decode(&path.to_string_lossy(), bytes).map_err(|fault| line(path, &fault))?;
    let ids = previous_ids(&source).map_err(|fault| line(path, &fault))?;
    if ids.blocks.is_empty() { Err(format!("{} gives no paragraph an id; is it the TEI of an edition?", path.display())) } else { Ok(ids) }
}

fn line(path: &Path, fault: &Diagnostic) -> String {
    let help = fault.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    match &fault.place {
        Some(place) => format!("{}:{}:{}: {}{help}", path.display(), place.start.line, place.start.column, fault.message),
        None => format!("{}: {}{help}", path.display(), fault.message),
    }
}
