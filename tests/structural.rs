//! A locked document that differs is told of in an editor's words, and fails.

#[path = "common/structural.rs"]
mod structural;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

const SETTINGS: &[&str] = &["tei", "jsonld"];

fn locked(format: &str) -> (String, std::path::PathBuf) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("snapshots/fixtures/khrushchev-belgrade-1956/{format}.snap"));
    let text = fs::read_to_string(&path).expect("a snapshot");
    let body = text.trim_start_matches("---\n").split_once("\n---\n").expect("metadata").1.to_owned();
    (body, path)
}

#[test]
fn nothing_is_said_of_what_is_as_it_was() {
    for format in SETTINGS {
        let (text, path) = locked(format);
        assert_eq!(structural::report(&path, &text), "", "{format}");
    }
}

#[test]
fn a_changed_word_and_a_changed_speaker_are_a_line_each_and_the_snapshot_fails() {
    let (text, path) = locked("tei");
    let changed = text.replacen("direct=\"false\" who=\"#tito\"", "direct=\"false\" who=\"#rankovic\"", 1);
    let changed = if changed == text { text.replacen("who=\"#tito", "who=\"#rankovic", 1) } else { changed };
    assert_ne!(changed, text, "the fixture has a speech of that speaker");
    let report = structural::report(&path, &changed);
    assert!(report.lines().any(|line| line.starts_with("~ speaker")), "{report}");

    let folder = std::env::temp_dir().join(format!("teiscribe-structural-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(&path, folder.join("tei.snap")).expect("a copy");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    let failed = catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!("tei", changed)))).is_err();
    fs::remove_dir_all(&folder).expect("the folder can go");
    assert!(failed || std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always"), "insta fails on the same change");
}
