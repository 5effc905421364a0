//! Small TEI documents, each invalid one named for its fault: the valid ones are clean, the others are not.

#[path = "common/judges.rs"]
mod judges;

use std::path::{Path, PathBuf};

use teiscribe::diagnostic::Severity;
use teiscribe::source::Source;
use teiscribe::validate::pointers;

fn documents(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/tei").join(kind);
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the documents").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// What the check of ids and pointers says: code, line, column.
fn pointer_errors(file: &Path) -> Vec<String> {
    let source = Source::from_text("a.xml", std::fs::read_to_string(file).expect("a document"));
    let errors = pointers::check(&source).into_iter().filter(|found| found.severity == Severity::Error);
    errors.filter_map(|found| found.place.map(|place| format!("{} {}:{}", found.code.id, place.start.line, place.start.column))).collect()
}

/// Invalid documents whose fault no grammar sees.
const POINTERS: &[(&str, &[&str])] = &[
    ("parts-that-disagree", &["pointers/not-reciprocal 41:62"]),
    ("rule-that-is-not-declared", &["pointers/dangling 41:108"]),
    ("speaker-is-a-place", &["pointers/not-a-speaker 41:52"]),
    ("speaker-is-nobody", &["pointers/dangling 41:52"]),
    ("two-paragraphs-with-one-id", &["pointers/duplicate-id 42:4"]),
    ("who-without-hash", &["pointers/missing-hash 41:52"]),
];

#[test]
fn pointers_find_what_they_should_and_nothing_else() {
    for file in documents("valid") {
        assert!(pointer_errors(&file).is_empty(), "{}", file.display());
    }
    let found: Vec<_> = documents("invalid").iter().map(|file| (name(file), pointer_errors(file))).filter(|(_, found)| !found.is_empty()).collect();
    let expected: Vec<_> = POINTERS.iter().map(|(name, found)| ((*name).to_owned(), found.iter().map(|&one| one.to_owned()).collect())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_profile_finds_the_others() {
    if !judges::has("jing") {
        judges::skipped("jing is not at hand");
        return;
    }
    let invalid = documents("invalid");
    assert!(invalid.len() >= 25);
    assert_eq!(judges::jing(&judges::profile(), &documents("valid")), "");
    let report = judges::jing(&judges::profile(), &invalid);
    for file in invalid.iter().filter(|file| pointer_errors(file).is_empty()) {
        assert!(report.contains(&*file.to_string_lossy()), "{} is invalid", file.display());
    }
}
