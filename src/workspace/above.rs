//! The file that holds for a folder: the nearest of its name in the folder or above it, not beyond the root of the repository.

use std::path::{Path, PathBuf};

/// The nearest file called `name`, as seen from `start`: `../teiscribe.toml`.
pub(super) fn nearest(start: &Path, name: &str) -> Option<PathBuf> {
    folders(start).map(|(seen, folder)| (seen.join(name), folder.join(name))).find(|(_, file)| file.is_file()).map(|(seen, _)| seen)
}

/// The root of the repository that `start` lies in, as seen from `start`.
pub(super) fn root(start: &Path) -> Option<PathBuf> {
    folders(start).find(|(_, folder)| is_root(folder)).map(|(seen, _)| seen)
}

/// `start` and the folders above it up to the root of the repository, each also as seen from `start`.
fn folders(start: &Path) -> impl Iterator<Item = (PathBuf, &Path)> {
    let mut beyond = false;
    let up = start.ancestors().take_while(move |folder| !std::mem::replace(&mut beyond, is_root(folder)));
    up.enumerate().map(|(steps, folder)| ((0..steps).map(|_| "..").collect(), folder))
}

fn is_root(folder: &Path) -> bool {
    folder.join(".git").exists()
}
