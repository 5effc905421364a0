//! Equal input, equal bytes; and a new annotation changes no other id.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use teiscribe::convert::{Request, convert};
use teiscribe::model::{Annotation, Mark, Rule, Transcript, Weave};
use teiscribe::source::{Source, Span};
use teiscribe::write::WRITERS;

const SAMPLE: &str = "tests/fixtures/khrushchev-belgrade-1956/source.txt";

static RULE: Rule = Rule::new("rule.new", "a rule that did not exist before");

fn sample() -> Transcript {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE);
    let source = Source::from_bytes("source.txt", fs::read(path).expect("the sample")).expect("a text");
    convert(Arc::new(source), "sample", &Request::default()).expect("an edition").transcript
}

/// Each piece by kind and place, with its id.
fn ids(transcript: &Transcript) -> BTreeMap<(char, Span, usize), String> {
    let weave = Weave::new(transcript);
    let mut seen: BTreeMap<(char, Span), usize> = BTreeMap::new();
    weave
        .all_pieces()
        .iter()
        .filter(|piece| piece.annotation.rule.as_deref() != Some(&RULE))
        .map(|piece| {
            let key = (piece.annotation.mark.letter(), piece.span);
            let count = seen.entry(key).or_default();
            *count += 1;
            ((key.0, key.1, *count), piece.id.clone())
        })
        .collect()
}

#[test]
fn an_annotation_of_a_new_rule_changes_no_other_id() {
    let mut transcript = sample();
    let before = ids(&transcript);
    let block = transcript.blocks.iter().filter(|block| block.kind.is_prose()).max_by_key(|block| block.span.len()).expect("a block").span;
    let word = Span::new(block.start, block.start + transcript.source.slice(block).find(' ').expect("a blank"));
    transcript.annotations.insert(0, Annotation::printed(word, Mark::Foreign("und".to_owned()), &RULE));
    assert_eq!(ids(&transcript), before);
}

#[test]
fn ids_are_unique_in_the_whole_edition() {
    let transcript = sample();
    let weave = Weave::new(&transcript);
    let mut seen = BTreeSet::new();
    for piece in weave.all_pieces() {
        assert!(seen.insert(piece.id.as_str()), "{} stands twice", piece.id);
    }
}

/// Converts the sample in `folder` with the environment given, and reads what was made.
fn made(folder: &Path, environment: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
    let case = folder.join("khrushchev-belgrade-1956");
    fs::create_dir_all(&case).expect("a folder for the test");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE), case.join("source.txt")).expect("a copy of the sample");
    let formats: Vec<_> = WRITERS.iter().map(|writer| writer.format()).collect();
    let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
    command.env_clear().envs(environment.iter().copied()).current_dir(folder);
    command.args(["convert", "khrushchev-belgrade-1956/source.txt", "-o", "out", "--to", &formats.join(",")]);
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = fs::read_dir(folder.join("out")).expect("the editions").map(|entry| entry.expect("a file").path());
    files.map(|path| (path.file_name().expect("a name").into(), fs::read(&path).expect("a file"))).collect()
}

#[test]
fn time_zone_user_folder_locale_and_threads_change_nothing() {
    let root = std::env::temp_dir().join(format!("teiscribe-stability-{}", std::process::id()));
    let here = made(&root.join("one"), &[("TZ", "UTC"), ("USER", "ana"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")]);
    let there = made(&root.join("two/deeper é"), &[("TZ", "Asia/Tokyo"), ("USER", "bo"), ("LANG", "de_DE.UTF-8"), ("RAYON_NUM_THREADS", "7")]);
    assert_eq!(here.len(), WRITERS.len() + 1, "every format and the ledger");
    for (name, bytes) in &here {
        assert_eq!(there.get(name), Some(bytes), "{} differs", name.display());
    }
    fs::remove_dir_all(&root).expect("the test's own folder");
}
