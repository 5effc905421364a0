//! How fast documents are read and judged: `cargo bench --bench relaxng`, against plain tokenising of the same bytes by `quick-xml`.
//!
//! Reads `corpus/plays` and `schemas` of the shared folder (`TEISCRIBE_SHARED`, else `../shared`); says so and ends where they are missing.
//! The highest memory use of one run is measured by `/usr/bin/time -v` on the program itself.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};
use teiscribe::xml::stream::{Event, Limits, Reader};

fn shared() -> PathBuf {
    std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// The plays, in order of their names.
fn plays() -> &'static [Vec<u8>] {
    static PLAYS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    PLAYS.get_or_init(|| {
        let folder = std::fs::read_dir(shared().join("corpus/plays")).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = folder.map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().filter_map(|path| std::fs::read(path).ok()).collect()
    })
}

fn bytes() -> BytesCount {
    BytesCount::new(plays().iter().map(Vec::len).sum::<usize>())
}

fn schema_text() -> Source {
    let bytes = std::fs::read(shared().join("schemas/tei_all-4.12.0.rng")).expect("the schema of TEI");
    Source::from_bytes("tei_all.rng", bytes).expect("text")
}

fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| Schema::load(&schema_text(), &NoFiles).expect("a schema"))
}

/// Events and attributes, nothing else: the limit to compare with.
#[divan::bench]
fn tokenise_with_quick_xml(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| plays().iter().map(|play| tokens(play)).sum::<usize>());
}

fn tokens(play: &[u8]) -> usize {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(play).expect("UTF-8"));
    let mut count = 0;
    loop {
        match reader.read_event().expect("XML") {
            Event::Eof => return count,
            Event::Start(tag) | Event::Empty(tag) => {
                count += 1 + tag.attributes().with_checks(false).flatten().map(|one| one.value.len()).sum::<usize>();
            }
            _ => count += 1,
        }
    }
}

/// Our events: names resolved, well-formedness complete.
#[divan::bench]
fn read_events(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| plays().iter().map(|play| events(play)).sum::<usize>());
}

fn events(play: &[u8]) -> usize {
    let source = Source::from_bytes("play", play.to_vec()).expect("text");
    let mut reader = Reader::new(&source, Limits::default());
    let mut count = 0;
    while !matches!(black_box(reader.next_event().expect("XML")), Event::Eof) {
        count += 1;
    }
    count
}

/// All plays against all of TEI, with a schema that has seen documents before.
#[divan::bench]
fn validate(bencher: Bencher<'_, '_>) {
    let schema = schema();
    bencher
        .counter(bytes())
        .bench(|| plays().iter().map(|play| schema.validate(&Source::from_bytes("play", play.clone()).expect("text")).len()).sum::<usize>());
}

/// What a document costs that says next to nothing.
#[divan::bench]
fn validate_small_document(bencher: Bencher<'_, '_>) {
    let schema = schema();
    let source = Source::from_text("small", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/></TEI>");
    bencher.bench(|| schema.validate(black_box(&source)).len());
}

/// The schema of all of TEI from its text.
#[divan::bench]
fn load_tei_all(bencher: Bencher<'_, '_>) {
    let text = schema_text();
    bencher.bench(|| Schema::load(black_box(&text), &NoFiles).is_ok());
}

/// The same from its kept form, its text read and its digest taken.
#[divan::bench]
fn load_tei_all_kept(bencher: Bencher<'_, '_>) {
    let kept = schema().to_kept();
    let path = shared().join("schemas/tei_all-4.12.0.rng");
    let file = |_: &str| Source::from_bytes("tei_all.rng", std::fs::read(&path).ok()?).ok();
    bencher.bench(|| Schema::from_kept(black_box(&kept), &file).is_some());
}

#[expect(clippy::print_stderr, reason = "a skipped benchmark says so")]
fn main() {
    if plays().is_empty() {
        eprintln!("skipped: no plays under {}", shared().display());
        return;
    }
    divan::main();
}
