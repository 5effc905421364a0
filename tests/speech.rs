//! Who says what in the sample, scored against a close reading of it by an independent scorer; and in the sample with every
//! person, place and organisation replaced by an invented one.
//!
//! `cargo test --test speech -- --nocapture` prints the figures.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the figures are what the test is for, and a skipped test must be seen")]

#[path = "common/judges.rs"]
mod judges;

#[path = "entities/gold.rs"]
mod gold;
#[path = "entities/invent.rs"]
#[expect(dead_code, reason = "the test of names replaces a reading of names as well")]
mod invent;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use serde_json::Value;
use teiscribe::convert::{Request, convert};
use teiscribe::source::Source;
use teiscribe::write::tei::Tei;

/// The number behind `name` on a line of the scorer's report.
fn figure(line: &str, name: &str) -> f64 {
    let rest = line.split(&format!("{name} ")).last().expect("the figure is printed");
    rest.split([' ', ';']).next().and_then(|number| number.parse().ok()).expect("a number")
}

/// The scorer's report on the edition of `text`, read as `reading`.
fn report(sample: &Path, folder: &judges::Folder, text: &str, reading: &str) -> String {
    let source = Source::from_text("source.txt", text);
    let request = Request { writers: vec![&Tei], ..Request::default() };
    let edition = convert(Arc::new(source), "sample", &request).expect("an edition");
    let tei = folder.write("sample.xml", &edition.files[0].bytes);
    let (source, gold) = (folder.write("source.txt", text.as_bytes()), folder.write("gold.json", reading.as_bytes()));
    let scored = Command::new("python3").arg(sample.join("score.py")).arg(gold).arg(tei).arg("--source").arg(source).output();
    String::from_utf8(scored.expect("the scorer runs").stdout).expect("a report")
}

fn line<'r>(report: &'r str, start: &str) -> &'r str {
    report.lines().find(|line| line.trim_start().starts_with(start)).expect("a line of the report")
}

#[test]
fn the_sample_reaches_its_figures() {
    let sample = judges::shared().join("sample");
    if !sample.join("score.py").exists() || !judges::has_python("difflib") {
        judges::skipped("the scorer or Python is not at hand");
        return;
    }
    let read = |name: &str| std::fs::read_to_string(sample.join(name)).expect("the sample");
    let report = report(&sample, &judges::Folder::new("speech"), &read("source.txt"), &read("speech.gold.json"));
    println!("{report}");
    let line = |start: &str| line(&report, start);
    assert!(line("fidelity").contains("IDENTICAL"));
    assert!(figure(line("words"), "F1") >= 0.97);
    assert!(figure(line("direct"), "F1") >= 0.95);
    assert!(figure(line("indirect"), "F1") >= 0.93);
    assert!(figure(line("segments"), "R") >= 0.95 && figure(line("segments"), "P") >= 0.95);
}

/// Documents with a close reading, and the F1 of their words that must be reached: those once annotated blind, which may be
/// studied now, and four for study.
const DOCUMENTS: &[(&str, f64)] = &[
    ("blind/ambassadors-note", 0.94),
    ("blind/envoys-note", 0.84),
    ("blind/first-person-note", 0.94),
    ("blind/memorandum", 0.96),
    ("blind/memorandum-2", 0.96),
    ("blind/minister-memorandum", 0.95),
    ("blind/record-of-meeting", 0.95),
    ("blind/session-minutes", 0.93),
    ("blind/verbatim-minutes", 0.94),
    ("study/council-record", 0.88),
    ("study/diary", 0.94),
    ("study/fo-memorandum", 0.80),
    ("study/politburo-minutes", 0.94),
];

#[test]
fn other_documents_reach_their_figures() {
    let sample = judges::shared().join("sample");
    if !sample.join("score.py").exists() || !judges::has_python("difflib") {
        judges::skipped("the scorer or Python is not at hand");
        return;
    }
    let talk = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talk");
    let mut low = Vec::new();
    for &(document, least) in DOCUMENTS {
        let read = |name: &str| std::fs::read_to_string(talk.join(document).join(name)).expect("a document of this test");
        let folder = judges::Folder::new(&document.replace('/', "-"));
        let report = report(&sample, &folder, &read("source.txt"), &read("speech.gold.json"));
        let words = line(&report, "words");
        println!("{document}: {words}");
        let reached = figure(words, "F1");
        if reached < least {
            low.push(format!("{document}: {reached}"));
        }
    }
    assert!(low.is_empty(), "fewer words right than before: {low:?}");
}

/// The reading of `text` with invented names: the same speeches at the places to which their words moved.
fn renamed(reading: &mut Value, text: &str, words: &BTreeMap<String, String>) {
    let lines: Vec<&str> = gold::lines(text).map(|(_, span)| &text[span.range()]).collect();
    for speaker in reading["speakers"].as_object_mut().expect("speakers").values_mut() {
        strings(&mut speaker["names"], words);
    }
    for block in reading["blocks"].as_array_mut().expect("blocks") {
        let number = block["n"].as_u64().and_then(|number| usize::try_from(number).ok()).expect("a number");
        moved(block, lines[number - 1], words);
    }
}

fn strings(value: &mut Value, words: &BTreeMap<String, String>) {
    for name in value.as_array_mut().expect("a list") {
        *name = invent::rewrite(name.as_str().expect("a string"), words).into();
    }
}

/// Moves every span of a block to its place in the rewritten line.
fn moved(value: &mut Value, line: &str, words: &BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match (key.as_str(), &mut *field) {
                    ("span", Value::Array(ends)) => ends.iter_mut().for_each(|end| *end = place(end, line, words).into()),
                    ("first_words" | "start" | "end" | "inquit" | "text", Value::String(text)) => *text = invent::rewrite(text, words),
                    _ => moved(field, line, words),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| moved(item, line, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Where the character at `offset` stands in the rewritten line.
fn place(offset: &Value, line: &str, words: &BTreeMap<String, String>) -> usize {
    let offset = offset.as_u64().and_then(|offset| usize::try_from(offset).ok()).expect("an offset");
    let before: String = line.chars().take(offset).collect();
    invent::rewrite(&before, words).chars().count()
}

#[test]
fn the_same_with_invented_names() {
    let sample = judges::shared().join("sample");
    let Some((text, names)) = gold::load().filter(|_| judges::has_python("difflib")) else {
        judges::skipped("the scorer or Python is not at hand");
        return;
    };
    let folder = judges::Folder::new("speech-invented");
    let reading = std::fs::read_to_string(sample.join("speech.gold.json")).expect("the reading");
    let own = figure(line(&report(&sample, &folder, &text, &reading), "words"), "F1");
    for shape in invent::SHAPES {
        let words = invent::vocabulary(&text, &names, shape);
        let mut invented: Value = serde_json::from_str(&reading).expect("the reading");
        renamed(&mut invented, &text, &words);
        let report = report(&sample, &folder, &invent::rewrite(&text, &words), &invented.to_string());
        println!("== {} ==\n{report}", shape.name);
        let other = figure(line(&report, "words"), "F1");
        assert!((own - other).abs() <= 0.01, "{}: {own} with its own names, {other} with invented ones", shape.name);
    }
}
