//! RELAX NG against James Clark's suite: what once passed keeps passing (`tests/suites/relaxng/passing.txt`).

#[path = "common/spectest.rs"]
mod spectest;

use std::collections::BTreeSet;
use std::path::Path;

use spectest::{Files, Node, cases};
use teiscribe::diagnostic::Severity;
use teiscribe::source::Source;
use teiscribe::validate::relaxng::Schema;

/// Runs one case; gives a line for everything that came out as the suite says, and one for everything that did not.
fn run(number: usize, case: &Node, passed: &mut BTreeSet<String>, failed: &mut Vec<String>) {
    let files = Files::of(case);
    let mut settle = |id: String, ok: bool, detail: String| {
        if ok {
            passed.insert(id);
        } else {
            failed.push(format!("{id}: {detail}"));
        }
    };
    for incorrect in case.named("incorrect") {
        let result = Schema::load(&Source::from_text("schema", incorrect.inner.trim()), &files);
        settle(format!("{number:03} incorrect"), result.is_err(), format!("was accepted: {}", incorrect.inner.trim()));
    }
    for correct in case.named("correct") {
        let schema = match Schema::load(&Source::from_text("schema", correct.inner.trim()), &files) {
            Ok(schema) => schema,
            Err(found) => {
                settle(format!("{number:03} correct"), false, format!("{} {}", found.message, correct.inner.trim()));
                continue;
            }
        };
        settle(format!("{number:03} correct"), true, String::new());
        let instances = case.children.iter().filter(|child| child.name == "valid" || child.name == "invalid");
        for (at, instance) in instances.enumerate() {
            let findings = schema.validate(&Source::from_text("instance", instance.inner.trim()));
            let is_valid = findings.iter().all(|found| found.severity < Severity::Error);
            let detail =
                format!("{:?}\n{}\n{}", findings.iter().map(|found| &found.message).collect::<Vec<_>>(), instance.inner.trim(), correct.inner.trim());
            settle(format!("{number:03} {} {}", instance.name, at + 1), is_valid == (instance.name == "valid"), detail);
        }
    }
}

#[test]
fn james_clarks_suite() {
    let Some(suite) = spectest::suite() else { return };
    let mut all = Vec::new();
    cases(&suite, &mut all);
    let (mut passed, mut failed) = (BTreeSet::new(), Vec::new());
    for (number, case) in all.iter().enumerate() {
        run(number + 1, case, &mut passed, &mut failed);
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites/relaxng/passing.txt");
    if std::env::var_os("TEISCRIBE_RATCHET").is_some() {
        let lines: Vec<&str> = passed.iter().map(String::as_str).collect();
        std::fs::write(&kept, lines.join("\n") + "\n").expect("the list can be written");
    }
    let list = std::fs::read_to_string(&kept).expect("the list of what passes");
    let missing: Vec<&str> = list.lines().filter(|line| !passed.contains(*line)).collect();
    let is_whole = failed.is_empty() && passed.len() == 385 + 580;
    assert!(
        missing.is_empty() && is_whole,
        "no longer passing: {missing:?}\n{}\n{} passed, {} failed",
        failed.join("\n\n"),
        passed.len(),
        failed.len()
    );
}
