//! The suites of RELAX NG through the command line: a schema that cannot be used exits with 2, a document with 0 or 1.
//!
//! What once passed keeps passing (`tests/suites/relaxng/command-line.passing.txt`; `TEISCRIBE_RATCHET=1` writes it).

#[path = "common/compacttest.rs"]
mod compacttest;
#[path = "common/folder.rs"]
mod folder;
#[path = "common/spectest.rs"]
mod spectest;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use folder::Folder;
use rayon::prelude::*;
use spectest::{Files, Node, cases};

/// A folder with the files of a case.
struct Case(Folder);

impl Case {
    fn new(name: &str, files: &[(String, String)]) -> Self {
        let folder = Folder::new(&format!("suite-{name}"));
        for (file, text) in files {
            folder.write(file, text);
        }
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(name, text);
    }

    /// How `validate` ends.
    fn validate(&self, schema: &str, document: &str) -> Option<i32> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        command.args(["validate", "--checks", "relaxng", "--schema", schema, document]).current_dir(&self.0).env_clear();
        command.output().expect("the program runs").status.code()
    }
}

/// What came out, and whether that is what the suite says.
type Lines = Vec<(String, bool)>;

fn run(number: usize, case: &Node) -> Lines {
    let folder = Case::new(&number.to_string(), &Files::of(case).0);
    folder.write("any.xml", "<any/>");
    let mut lines = Lines::new();
    for incorrect in case.named("incorrect") {
        folder.write("schema.rng", incorrect.inner.trim());
        lines.push((format!("{number:03} incorrect"), folder.validate("schema.rng", "any.xml") == Some(2)));
    }
    for correct in case.named("correct") {
        folder.write("schema.rng", correct.inner.trim());
        let instances: Vec<&Node> = case.children.iter().filter(|child| child.name == "valid" || child.name == "invalid").collect();
        if instances.is_empty() {
            lines.push((format!("{number:03} correct"), matches!(folder.validate("schema.rng", "any.xml"), Some(0 | 1))));
        }
        for (at, instance) in instances.iter().enumerate() {
            folder.write("instance.xml", instance.inner.trim());
            let expected = i32::from(instance.name != "valid");
            lines.push((format!("{number:03} {} {}", instance.name, at + 1), folder.validate("schema.rng", "instance.xml") == Some(expected)));
        }
    }
    lines
}

fn run_compact(number: usize, case: &compacttest::Case) -> Lines {
    let folder = Case::new(&format!("compact-{number}"), &case.resources);
    let (correct, text) = case.compact.as_ref().expect("a schema");
    folder.write("schema.rnc", text);
    folder.write("any.xml", "<any/>");
    let ended = folder.validate("schema.rnc", "any.xml");
    let is_whole = *correct && !compacttest::FRAGMENTS.contains(&number);
    let as_said = if is_whole { matches!(ended, Some(0 | 1)) } else { ended == Some(2) };
    vec![(format!("compact {number:02} {}", if is_whole { "correct" } else { "refused" }), as_said)]
}

#[test]
fn both_suites_end_as_they_say() {
    let (Some(suite), Some(compact)) = (spectest::suite(), compacttest::suite()) else { return };
    let mut all = Vec::new();
    cases(&suite, &mut all);
    let mut lines: Lines = all.par_iter().enumerate().flat_map_iter(|(number, case)| run(number + 1, case)).collect();
    lines.extend(compact.par_iter().enumerate().flat_map_iter(|(number, case)| run_compact(number + 1, case)).collect::<Lines>());
    let passed: BTreeSet<&str> = lines.iter().filter(|(_, as_said)| *as_said).map(|(line, _)| line.as_str()).collect();
    let failed: Vec<&str> = lines.iter().filter(|(_, as_said)| !as_said).map(|(line, _)| line.as_str()).collect();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites/relaxng/command-line.passing.txt");
    if std::env::var_os("TEISCRIBE_RATCHET").is_some() {
        fs::write(&kept, passed.iter().copied().collect::<Vec<_>>().join("\n") + "\n").expect("the list can be written");
    }
    let list = fs::read_to_string(&kept).expect("the list of what passes");
    let missing: Vec<&str> = list.lines().filter(|line| !passed.contains(line)).collect();
    assert!(failed.is_empty() && missing.is_empty(), "failed: {failed:?}, no longer passing: {missing:?}");
    assert!(list.lines().count() >= 580 + 87, "every instance and every schema of the compact suite");
}

/// A hundred thousand levels: nothing calls itself once more for one level more, where the document is sound and where its innermost element is not.
#[test]
fn a_hundred_thousand_levels_are_judged() {
    let nested = |inner: &str| format!("{}{inner}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let folder = Case::new("deep", &[]);
    folder.write("deep.rnc", "start = a a = element a { attribute id { xsd:ID }?, (a | b)? } b = element b { attribute to { xsd:IDREF } }");
    for (inner, ends) in [("<a id='x'><b to='x'/></a>", 0), ("<a id='x'><b to='y'/></a>", 1), ("<c/>", 1), ("text", 1)] {
        folder.write("deep.xml", &nested(inner));
        assert_eq!(folder.validate("deep.rnc", "deep.xml"), Some(ends), "{inner}");
    }
    folder.write("deep.xml", &"<a>".repeat(100_000));
    assert_eq!(folder.validate("deep.rnc", "deep.xml"), Some(1), "never closed");
}
