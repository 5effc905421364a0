//! Two folders, file by file: the same path below both is the same file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diff::formats::Report;
use crate::diff::is_compared;
use crate::workspace::files_below;

use super::Arguments;
use super::many::{self, Bytes, Candidate};
use crate::cli::files;

/// What changed between two folders.
///
/// # Errors
/// One cannot be walked, or neither holds a document.
pub(super) fn compared(old: &Path, new: &Path, arguments: &Arguments) -> Result<Report, String> {
    let mut files: BTreeMap<PathBuf, Candidate<PathBuf>> = BTreeMap::new();
    for (folder, is_old) in [(old, true), (new, false)] {
        for path in files_below(folder).map_err(|reason| format!("{}: {reason}", folder.display()))? {
            let name = name(&path);
            let file = files.entry(path.clone()).or_insert_with(|| Candidate { name, old: None, new: None });
            let side = if is_old { &mut file.old } else { &mut file.new };
            *side = Some(folder.join(path));
        }
    }
    let candidates: Vec<_> = files.into_values().filter(|file| is_compared(&file.name) || !is_same(file)).collect();
    if !candidates.iter().any(|file| is_compared(&file.name)) {
        return Err(format!("neither `{}` nor `{}` holds a document (looked for .xml, .tei, .jsonld, .json)", old.display(), new.display()));
    }
    Ok(many::compared(candidates, &mut Disk, arguments))
}

/// A path with `/` between its parts, on every platform.
fn name(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Whether a file that is not compared has the same bytes in both folders.
fn is_same(file: &Candidate<PathBuf>) -> bool {
    let (Some(old), Some(new)) = (&file.old, &file.new) else { return false };
    let length = |path| fs::metadata(path).map(|data| data.len()).ok();
    length(old) == length(new) && fs::read(old).ok() == fs::read(new).ok()
}

struct Disk;

impl Bytes<PathBuf> for Disk {
    fn read(&mut self, place: &PathBuf) -> Result<Vec<u8>, String> {
        files::read(place).map_err(|failure| failure.to_string())
    }
}
