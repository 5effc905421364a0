//! Compiled schemas kept in a folder, so that a large one need not be compiled at every start.
//!
//! A file is named for the schema's name and digest; what stands in it is checked again when it is read. What cannot be read, is damaged or of another
//! version is compiled anew and written again; a folder that cannot be written is no fault.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files::Pending;
use crate::source::Source;
use crate::validate::relaxng::Schema;

/// The least bytes of a schema that is kept: a smaller one is compiled as quickly as it is read back.
const LEAST: usize = 64 << 10;

/// The schema kept for `entry`, if there is one and its files are as they were.
pub(super) fn read(folder: &Path, entry: &Source, file: &dyn Fn(&str) -> Option<Source>) -> Option<Schema> {
    let bytes = fs::read(place(folder, entry)).ok()?;
    Schema::from_kept(&bytes, &|name| if name == entry.name() { Some(entry.clone()) } else { file(name) })
}

/// Keeps a schema that was compiled, where that is worth it.
pub(super) fn write(folder: &Path, entry: &Source, schema: &Schema) {
    if schema.sources().iter().map(|source| source.text().len()).sum::<usize>() < LEAST {
        return;
    }
    let _ = Pending::draft(&place(folder, entry), &schema.to_kept()).and_then(Pending::commit);
}

/// Two schemas of one text in two places differ in what they include.
fn place(folder: &Path, entry: &Source) -> PathBuf {
    let name = Source::from_text("name", format!("{}\n{}\n{}", env!("CARGO_PKG_VERSION"), entry.name(), entry.sha256())).sha256();
    folder.join(format!("{name}.schema"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::relaxng::NoFiles;

    #[test]
    fn a_large_schema_is_kept_and_found_again() {
        let folder = std::env::temp_dir().join(format!("teiscribe-kept-unit-{}", std::process::id()));
        let small = Source::from_text("note.rnc", "element note { text }");
        let large = Source::from_text("note.rnc", format!("element note {{ text }}\n#{}", "x".repeat(LEAST)));
        for (source, is_kept) in [(&small, false), (&large, true)] {
            write(&folder, source, &Schema::load(source, &NoFiles).expect("a schema"));
            assert_eq!(read(&folder, source, &|_| None).is_some(), is_kept);
        }
        fs::remove_dir_all(&folder).expect("the folder can go");
    }
}
