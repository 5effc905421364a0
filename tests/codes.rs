//! Every code that the sources name, and every code that a test prints, can be explained.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const STAGES: &[&str] = &[
    "read",
    "annotate",
    "convert",
    "xml",
    "relaxng",
    "schematron",
    "pointers",
    "tei",
    "json",
    "jsonld",
    "config",
    "schema",
    "lock",
    "catalog",
    "diff",
    "snapshot",
    "suppression",
];

/// All string literals below `folder` that look like a code: `"stage/condition"`.
fn defined(folder: &Path, ids: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the project").flatten() {
        let path = entry.path();
        if path.is_dir() {
            defined(&path, ids);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
            ids.extend(code.split('"').skip(1).filter(|literal| is_code(literal)).map(str::to_owned));
        }
    }
}

fn is_code(literal: &str) -> bool {
    literal.split_once('/').is_some_and(|(stage, condition)| {
        STAGES.contains(&stage) && !condition.is_empty() && condition.chars().all(|character| character.is_ascii_lowercase() || character == '-')
    })
}

/// The codes of findings in the locked outputs below `folder`: `error[stage/condition]`.
fn printed(folder: &Path, ids: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the project").flatten() {
        let path = entry.path();
        if path.is_dir() {
            printed(&path, ids);
            continue;
        }
        let text = fs::read(&path).expect("a locked output");
        let text = String::from_utf8_lossy(&text);
        for severity in ["error[", "warning[", "info["] {
            let codes = text.split(severity).skip(1).filter_map(|rest| rest.split(']').next()).filter(|code| code.contains('/'));
            ids.extend(codes.filter(|code| !code.contains(char::is_whitespace)).map(str::to_owned));
        }
    }
}

fn explained(ids: BTreeSet<String>) {
    assert!(ids.len() > 50, "the codes were found");
    for id in ids {
        let output = Command::new(env!("CARGO_BIN_EXE_teiscribe")).args(["explain", &id]).output().expect("the program runs");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && ["What", "Why", "Example", "Remedy"].iter().all(|part| text.contains(part)), "{id} is not explained");
    }
}

#[test]
fn every_code_is_explained() {
    let mut ids = BTreeSet::new();
    defined(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut ids);
    explained(ids);
}

#[test]
fn every_code_that_a_test_prints_is_explained() {
    let mut ids = BTreeSet::new();
    printed(&Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots"), &mut ids);
    explained(ids);
}
