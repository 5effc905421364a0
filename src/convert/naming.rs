//! Names that follow from that of a source: the edition's, and that of the file of decisions about it.

use std::path::{Path, PathBuf};

/// How the edition of `input` is called: the stem; a file called `source` takes the name of its folder, which `folder` gives, and a
/// parsed transcript loses `.transcript` too. Standard input, `-`, makes `transcript`.
///
/// ```
/// use std::path::Path;
/// use teiscribe::convert::edition_name;
/// assert_eq!(edition_name(Path::new("talks/minutes-3.txt"), || None), "minutes-3");
/// assert_eq!(edition_name(Path::new("b/source.txt"), || Some("b".to_owned())), "b");
/// assert_eq!(edition_name(Path::new("x/note.transcript.json"), || None), "note");
/// ```
pub fn edition_name(input: &Path, folder: impl FnOnce() -> Option<String>) -> String {
    match stem(input).as_str() {
        "-" => "transcript".to_owned(),
        stem @ "source" => folder().unwrap_or_else(|| stem.to_owned()),
        stem => stem.to_owned(),
    }
}

/// Where the decisions about `input` stand, if the file is there or not: `talk.decisions.toml` beside `talk.txt`; `None` for standard input.
///
/// ```
/// use std::path::Path;
/// use teiscribe::convert::decisions_beside;
/// let beside = decisions_beside(Path::new("x/note.transcript.json"));
/// assert_eq!(beside.as_deref(), Some(Path::new("x/note.decisions.toml")));
/// assert_eq!(decisions_beside(Path::new("-")), None);
/// ```
pub fn decisions_beside(input: &Path) -> Option<PathBuf> {
    let stem = stem(input);
    (stem != "-").then(|| input.with_file_name(format!("{stem}{DECISIONS}")))
}

/// Whether a file is one of decisions, by its name.
pub fn is_of_decisions(name: &str) -> bool {
    name.ends_with(DECISIONS)
}

/// How files of decisions end.
const DECISIONS: &str = ".decisions.toml";

fn stem(input: &Path) -> String {
    let stem = input.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_suffix(".transcript").unwrap_or(&stem).to_owned()
}
