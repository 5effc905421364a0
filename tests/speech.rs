//! Who says what in the sample, scored against a close reading of it by an independent scorer.
//!
//! `cargo test --test speech -- --nocapture` prints the figures.

#[path = "common/judges.rs"]
mod judges;

use std::process::Command;
use std::sync::Arc;

use teiscribe::convert::{Request, convert};
use teiscribe::source::Source;
use teiscribe::write::tei::Tei;

/// The number behind `name` on a line of the scorer's report.
fn figure(line: &str, name: &str) -> f64 {
    let rest = line.split(&format!("{name} ")).last().expect("the figure is printed");
    rest.split([' ', ';']).next().and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what the test is for")]
fn the_sample_reaches_its_figures() {
    let sample = judges::shared().join("sample");
    if !sample.join("score.py").exists() || !judges::has_python("difflib") {
        judges::skipped("the scorer or Python is not at hand");
        return;
    }
    let text = sample.join("source.txt");
    let source = Source::from_bytes("source.txt", std::fs::read(&text).expect("the sample")).expect("a text");
    let request = Request { writers: vec![&Tei], ..Request::default() };
    let edition = convert(Arc::new(source), "sample", &request).expect("an edition");
    let folder = judges::Folder::new("speech");
    let tei = folder.write("sample.xml", &edition.files[0].bytes);
    let scored =
        Command::new("python3").arg(sample.join("score.py")).arg(sample.join("speech.gold.json")).arg(tei).arg("--source").arg(text).output();
    let report = String::from_utf8(scored.expect("the scorer runs").stdout).expect("a report");
    println!("{report}");
    let line = |start: &str| report.lines().find(|line| line.trim_start().starts_with(start)).expect("a line of the report");
    assert!(line("fidelity").contains("IDENTICAL"));
    assert!(figure(line("words"), "F1") >= 0.97);
    assert!(figure(line("direct"), "F1") >= 0.95);
    assert!(figure(line("indirect"), "F1") >= 0.93);
    assert!(figure(line("segments"), "R") >= 0.95 && figure(line("segments"), "P") >= 0.95);
}
